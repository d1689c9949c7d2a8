"""The card of the palette: a line to type in, what was found, and which keys do what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from weavit_desktop.models.palette import Entry, PaletteModel
from weavit_desktop.views.clipboard import copy_by_key
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Rule
from weavit_desktop.views.components.key_cap import KeyCap
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.palette_delegate import PaletteDelegate
from weavit_desktop.views.theme.painting import paint_box
from weavit_desktop.views.theme.theme import Theme

WIDTH = 660
HEAD = 60
FOOT = 38
AROUND = 8  # the list, from the card's edge
MOST_LIST = 560


class PaletteCard(QWidget):
    """`typed` with every letter; `chosen` carries the row that is to be done; `left` on Esc."""

    accessible_role = QAccessible.Role.Dialog
    typed = Signal(str)
    chosen = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.model = PaletteModel(self)
        self.edit = _PaletteEdit(self)
        self.edit.setProperty("inside", True)
        self.edit.setProperty("ring", False)
        self.edit.setPlaceholderText("Search people, or say what to do")
        self.edit.setAccessibleName("Search or do")
        self.list = QListView()
        self.list.setObjectName("palette")
        self.list.setAccessibleName("Found")
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(Rule())
        around = QHBoxLayout()
        around.setContentsMargins(AROUND, AROUND, AROUND, AROUND)
        around.addWidget(self.list)
        column.addLayout(around, 1)
        column.addWidget(Rule())
        column.addLayout(self._foot())
        self.setAccessibleName("Search or do")
        self.edit.textChanged.connect(self.typed)
        self.edit.moved.connect(self._move)
        self.edit.entered.connect(lambda: self._choose(self.list.currentIndex()))
        self.edit.left.connect(self.left)
        self.list.clicked.connect(self._choose)
        self.list.entered.connect(self._point)
        self._restyle()
        theme.changed.connect(self._restyle)

    def accessible_value(self) -> str:
        """Return nothing: the name says it all."""
        return ""

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """List something else; the first line that can be done is the current one."""
        self.model.show(entries)
        choosable = self.model.choosable()
        if choosable:
            self.list.setCurrentIndex(self.model.index(choosable[0]))
            self.list.scrollToTop()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size that head, list and foot need."""
        theme = self._theme
        lines = sum(self.list.sizeHintForRow(row) for row in range(self.model.rowCount()))
        tall = min(lines, theme.grow(MOST_LIST)) + 2 * AROUND
        return QSize(theme.grow(WIDTH), theme.grow(HEAD) + tall + theme.grow(FOOT) + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card and the ground of its foot."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        radius = theme.radius("dialog")
        line = theme.color("lineStrong")
        paint_box(painter, rect, radius, theme.color("sunken"), line)
        foot = theme.grow(FOOT)
        painter.setClipRect(QRectF(0, 0, rect.width(), rect.height() - foot - 1))
        paint_box(painter, rect, radius, theme.color("raised"), line)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(13)
        row.addWidget(Sign(self._theme, "search", "ink2", 18))
        row.addWidget(self.edit, 1)
        row.addWidget(KeyCap(self._theme, "Esc"))
        return row

    def _foot(self) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(6)
        for keys, words in ((("↑", "↓"), "move"), (("Enter",), "do it")):
            for key in keys:
                row.addWidget(KeyCap(theme, key))
            row.addWidget(Label(theme, words, "caption", "ink2"))
            row.addSpacing(10)
        row.addStretch(1)
        row.addWidget(Sign(theme, "lock", "ink3", 14))
        row.addWidget(Label(theme, "Searched on this laptop", "caption", "ink2"))
        return row

    def _restyle(self) -> None:
        self.edit.setFont(self._theme.font("pageHead"))
        font = self.edit.font()
        font.setWeight(self._theme.font("body").weight())
        self.edit.setFont(font)
        self.edit.setFixedHeight(self._theme.grow(HEAD))
        column = self.layout()
        foot = column.itemAt(column.count() - 1) if column is not None else None
        if foot is not None and (row := foot.layout()) is not None:
            margin = (self._theme.grow(FOOT) - self._theme.grow(18)) // 2
            row.setContentsMargins(18, margin, 18, margin)

    def _move(self, step: int) -> None:
        choosable = self.model.choosable()
        if not choosable:
            return
        now = self.list.currentIndex().row()
        place = choosable.index(now) if now in choosable else -1
        row = choosable[(place + step) % len(choosable)]
        self.list.setCurrentIndex(self.model.index(row))
        if place + step < 0 or row == choosable[0]:
            self.list.scrollTo(self.model.index(row))
        if row == choosable[0]:
            self.list.scrollToTop()  # with the heading above it

    def _point(self, index: QModelIndex) -> None:
        if index.row() in self.model.choosable():
            self.list.setCurrentIndex(index)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() in self.model.choosable():
            self.chosen.emit(index.row())


class _PaletteEdit(QLineEdit):
    """Hands the keys of the list on."""

    moved = Signal(int)
    entered = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, do, leave; the rest is typing."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif not copy_by_key(self, event):
            super().keyPressEvent(event)
