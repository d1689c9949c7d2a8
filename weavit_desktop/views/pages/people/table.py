"""The table of people: one row current, any number selected, everything by key as well as by mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from weavit_desktop.models.people_list import Column, PeopleModel
from weavit_desktop.views.components.row_table import set_up_rows
from weavit_desktop.views.pages.people import columns
from weavit_desktop.views.pages.people.delegate import PeopleDelegate, RowLook
from weavit_desktop.views.pages.people.header import PeopleHeader
from weavit_desktop.views.theme.theme import Theme

COMPACT = 36
COMFORTABLE = 44
Key = Qt.Key
Modifier = Qt.KeyboardModifier
STEPS = {Key.Key_Up: -1, Key.Key_Down: 1}


class PeopleTable(QTableView):
    """Shows a PeopleModel. Letters that are no command go to the search: `typed`."""

    opened = Signal(int)
    typed = Signal(str)
    delete_asked = Signal()
    menu_asked = Signal(QPoint)  # in global coordinates

    def __init__(self, theme: Theme, model: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._people = model
        self._look = RowLook()
        self._row_height = COMPACT
        self._slim = False
        self._anchor = 0
        self.setModel(model)
        self.setItemDelegate(PeopleDelegate(theme, model, self._look, self))
        self._head = PeopleHeader(theme, model, self)
        self.setHorizontalHeader(self._head)
        self._set_up()
        theme.changed.connect(self._lay_out)
        self._lay_out()

    @property
    def head(self) -> PeopleHeader:
        """Return the row of headings."""
        return self._head

    def set_row_height(self, height: int) -> None:
        """Take compact or comfortable rows, in pixels at 100 %."""
        self._row_height = height
        self._lay_out()

    def set_slim(self, *, slim: bool) -> None:
        """Leave Client and level out, or bring them back."""
        self._slim = slim
        self._lay_out()

    def current_row(self) -> int:
        """Return the current row, -1 for none."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Make a row current, and bring it into view."""
        rows = self._people.rowCount()
        if not rows:
            return
        row = min(max(row, 0), rows - 1)
        self.setCurrentIndex(self._people.index(row, Column.NAME))
        self._follow_ring()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, select, open; pass letters on to the search."""
        if not self._move(event) and not self._act(event):
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters search everyone, not only what is loaded."""

    def _move(self, event: QKeyEvent) -> bool:
        target = self._target(Key(event.key()))
        if target is None or event.modifiers() & (Modifier.AltModifier | Modifier.MetaModifier):
            return False
        self._go(target, extend=bool(event.modifiers() & Modifier.ShiftModifier))
        return True

    def _target(self, key: Qt.Key) -> int | None:
        row = self.current_row()
        page = max(self.viewport().height() // self._theme.grow(self._row_height) - 1, 1)
        targets = {
            Key.Key_Up: row - 1,
            Key.Key_Down: row + 1,
            Key.Key_PageUp: row - page,
            Key.Key_PageDown: row + page,
            Key.Key_Home: 0,
            Key.Key_End: self._people.rowCount() - 1,
        }
        return targets.get(key)

    def _go(self, row: int, *, extend: bool) -> None:
        before = max(self.current_row(), 0)
        self.go_to(row)
        if not extend:
            self._anchor = self.current_row()
            return
        # What the range no longer covers is let go of, as everywhere.
        self._select_between(self._anchor, before, selected=False)
        self._select_between(self._anchor, self.current_row(), selected=True)

    def _act(self, event: QKeyEvent) -> bool:
        key, control = event.key(), bool(event.modifiers() & Modifier.ControlModifier)
        if key in (Key.Key_Return, Key.Key_Enter):
            self._open_current()
        elif key == Key.Key_Space and not control:
            self._toggle(self.current_row())
        elif key == Key.Key_A and control:
            self._people.select_all(selected=True)
        elif key == Key.Key_Escape and self._people.selected:
            self._people.clear_selection()
        elif key == Key.Key_Delete:
            self.delete_asked.emit()
        elif _is_letter(event):
            self.typed.emit(event.text())
        else:
            return False
        return True

    def _open_current(self) -> None:
        if self.current_row() >= 0:
            self.opened.emit(self.current_row())

    def _toggle(self, row: int) -> None:
        if row >= 0:
            self._anchor = row
            self._people.set_selected([row], selected=not self._people.is_selected(row))

    def _select_between(self, one: int, other: int, *, selected: bool) -> None:
        self._people.set_selected(range(min(one, other), max(one, other) + 1), selected=selected)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make a row current; its box or Ctrl ticks it, Shift ticks all up to it."""
        row = self.rowAt(round(event.position().y()))
        if row < 0:
            return
        in_box = event.position().x() < self._theme.grow(columns.CHECK_END)
        if event.modifiers() & Modifier.ShiftModifier:
            self._go(row, extend=True)
            return
        self.go_to(row)
        ticks = in_box or event.modifiers() & Modifier.ControlModifier
        if ticks and event.button() == Qt.MouseButton.LeftButton:
            self._toggle(row)
        else:
            self._anchor = row

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a person; two quick presses on a box are two presses."""
        row = self.rowAt(round(event.position().y()))
        if event.position().x() < self._theme.grow(columns.CHECK_END):
            self.mousePressEvent(event)
        elif row >= 0:
            self.opened.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the row under the mouse light up."""
        self._hover(self.rowAt(round(event.position().y())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do nothing: a press has done it."""
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Let no row light up."""
        self._hover(-1)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(
            self._theme.grow(columns.NAME_X), 0
        )
        if self.current_row() >= 0:
            self.menu_asked.emit(self.viewport().mapToGlobal(place) if by_key else event.globalPos())

    # Looks

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which row is current; the first one where none is."""
        super().focusInEvent(event)
        if self.current_row() < 0:
            self.go_to(0)
        self._follow_ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._follow_ring()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, then the rows on it."""
        QPainter(self.viewport()).fillRect(event.rect(), self._theme.color("surface"))
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._share_out()

    def _set_up(self) -> None:
        set_up_rows(self, "People")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        # It paints all of itself, so that scrolling moves what is there and paints the new rows only.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)

    def _lay_out(self) -> None:
        height = self._theme.grow(self._row_height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)
        self._share_out()
        self.viewport().update()

    def _share_out(self) -> None:
        widths = columns.column_widths(self.viewport().width(), self._theme, slim=self._slim)
        for column in Column:
            self.setColumnHidden(column, column not in widths)
            if column in widths:
                self.setColumnWidth(column, widths[column])

    def _hover(self, row: int) -> None:
        before, self._look.hovered = self._look.hovered, row
        if before != row:
            self._repaint(before)
            self._repaint(row)

    def _follow_ring(self) -> None:
        before = self._look.ringed
        self._look.ringed = self.current_row() if self.hasFocus() else -1
        self._repaint(before)
        self._repaint(self._look.ringed)

    def _repaint(self, row: int) -> None:
        if row >= 0:
            top = self.rowViewportPosition(row)
            self.viewport().update(QRect(0, top, self.viewport().width(), self.rowHeight(row)))


def _is_letter(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~(Modifier.ShiftModifier | Modifier.KeypadModifier)
    text = event.text()
    return not held and bool(text) and text.isprintable() and not text.isspace() and text != "?"
