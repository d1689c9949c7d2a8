"""A table whose rows are chosen as a whole; each kind of row says how its cells are painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from weavit_desktop.views.components.row_table import Index, PaintCell, RowHead, RowTable, paint_foot
from weavit_desktop.views.theme.painting import LEFT, paint_focus_ring, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

HEAD = 32


class ListTable(RowTable):
    """Enter or a double click tells `opened`, Space `turned`, Del `deleted`, always with the row.

    `widths` are those of the columns in pixels at 100 %; the column of width 0 takes what is left. Headings
    begin `indent` pixels into their columns.
    """

    opened = Signal(int)
    turned = Signal(int)
    deleted = Signal(int)

    def __init__(
        self,
        theme: Theme,
        model: QAbstractItemModel,
        name: str,
        widths: Sequence[int],
        *,
        row_height: int = 36,
        heads: bool = False,
        indent: int = 0,
        several: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, model, name, row_height, _Head(theme, HEAD, indent), parent)
        self._widths = widths
        if several:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.horizontalHeader().setVisible(heads)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self._fit()

    def selected_rows(self) -> list[int]:
        """Return the chosen rows from the top down."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def set_widths(self, widths: Sequence[int]) -> None:
        """Give the columns other widths."""
        self._widths = widths
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell the keys that mean something to a row."""
        row = self.currentIndex().row()
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        told = {
            Qt.Key.Key_Return: self.opened,
            Qt.Key.Key_Enter: self.opened,
            Qt.Key.Key_Space: self.turned,
            Qt.Key.Key_Delete: self.deleted,
            Qt.Key.Key_Backspace: self.deleted,
        }.get(Qt.Key(event.key()))
        if told is not None and not plain:
            event.ignore()  # Ctrl+Enter belongs to the page
        elif told is not None and row >= 0:
            told.emit(row)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        head = self.horizontalHeader()
        for column, width in enumerate(self._widths):
            mode = QHeaderView.ResizeMode.Fixed if width else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(column, mode)
            if width:
                head.resizeSection(column, self._theme.grow(width))
        super()._fit()


class ListDelegate(QStyledItemDelegate):
    """Paints ground, line and focus of the rows, and calls `paint_cell` for what stands in a cell.

    `ground` names the colour behind a row where it is not the page's; `lines` False leaves out the lines.
    """

    def __init__(
        self,
        theme: Theme,
        table: ListTable,
        paint_cell: PaintCell,
        *,
        ground: Callable[[int], ColorName | None] = lambda _row: None,
        lines: bool = True,
    ) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table
        self._paint_cell = paint_cell
        self._ground = ground
        self._lines = lines

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        theme, table = self._theme, self._table
        rect = QRectF(option.rect)
        painter.save()
        ground = self._ground(index.row())
        if table.selectionModel().isRowSelected(index.row()):
            ground = "selected"
        elif index.row() == table.hovered:
            ground = "hover"
        if ground is not None:
            painter.fillRect(rect, theme.color(ground))
        painter.setClipRect(rect)
        self._paint_cell(painter, rect, index)
        if self._lines:
            paint_foot(painter, rect, theme)
        by_key = table.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if index.row() == table.currentIndex().row() and table.hasFocus() and by_key:
            row = QRectF(0, rect.y(), table.viewport().width(), rect.height())
            paint_focus_ring(painter, row.adjusted(1, 1, -1, -1), theme.radius("chip"), theme)
        painter.restore()


class _Head(RowHead):
    """Headings in the theme's letters."""

    def __init__(self, theme: Theme, height: int, indent: int) -> None:
        super().__init__(theme, height)
        self._indent = indent

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint a heading."""
        theme = self._theme
        words = self.model().headerData(section, self.orientation(), Qt.ItemDataRole.DisplayRole)
        painter.save()
        area = QRectF(rect)
        place = area.adjusted(self._indent, 0, 0, 0)
        paint_text(painter, place, str(words), theme.font("caption"), theme.color("ink3"), LEFT)
        paint_foot(painter, area, theme)
        painter.restore()
