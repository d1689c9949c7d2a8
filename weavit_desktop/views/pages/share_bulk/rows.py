"""Everyone whom the choice touches, one row each."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from weavit_desktop.models.share_bulk import BulkModel, Column, Index, RowState
from weavit_desktop.services.choosing_many import Fate
from weavit_desktop.views.components.avatar import initials, paint_avatar
from weavit_desktop.views.components.list_table import ListDelegate, ListTable
from weavit_desktop.views.components.share_chip import paint_chip
from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.indicators import paint_check
from weavit_desktop.views.theme.painting import LEFT, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

ROW = 38
EDGE = 20
CHECK = 16
AVATAR = 24
WIDTHS = (300, 196, 0)  # of the columns
ARROW = 14


class BulkTable(ListTable):
    """Space or a click on a name takes someone out, or in again."""

    def __init__(self, theme: Theme, model: BulkModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, "Everyone whom this touches", WIDTHS, row_height=ROW, parent=parent)
        self._theme = theme
        self._rows = model
        self.setSelectionMode(self.SelectionMode.NoSelection)
        self.setItemDelegate(ListDelegate(theme, self, self._paint, ground=self._ground))
        self.turned.connect(model.turn)
        self.clicked.connect(self._click)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the numbers of the steps to the card."""
        if event.text() and event.text() in "01234":
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Search for nothing: Qt would ask the model for every row, and there may be thousands."""

    def _click(self, index: Index) -> None:
        if index.column() == Column.NAME:
            self._rows.turn(index.row())

    def _ground(self, row: int) -> ColorName | None:
        if self._rows.level is None:
            return "raised"
        return "raised" if self._rows.state(row).ticked else "sunken"

    def _paint(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        state = self._rows.state(index.row())
        if index.column() == Column.NAME:
            self._paint_name(painter, rect, state)
        elif index.column() == Column.CHANGE:
            self._paint_change(painter, rect, state)
        else:
            color: ColorName = "shared" if state.after and state.candidate.placed else "ink2"
            area = rect.adjusted(0, 0, -EDGE, 0)
            paint_text(
                painter, area, state.words, self._theme.font("caption"), self._theme.color(color), LEFT
            )

    def _paint_name(self, painter: QPainter, rect: QRectF, state: RowState) -> None:
        theme = self._theme
        one = state.candidate
        side = theme.grow(CHECK)
        box = QRectF(EDGE, rect.y() + (rect.height() - side) // 2, side, side)
        if state.fate is Fate.LOCKED:
            theme.draw_icon(painter, box, "lock", "ink3", 14)
        else:
            paint_check(painter, box, state.ticked, theme, enabled=state.fate is Fate.CHANGES)
        avatar = theme.grow(AVATAR)
        left = box.right() + 8
        square = QRectF(left, rect.y() + (rect.height() - avatar) // 2, avatar, avatar)
        paint_avatar(painter, square, initials(one.given or one.name, one.family), theme)
        area = rect.adjusted(left + avatar + 6 - rect.x(), 0, -8, 0)
        font = fit_name(theme.font("bodyStrong" if state.ticked else "body"), one.name)
        paint_text(painter, area, one.name, font, theme.color("ink" if state.ticked else "ink2"))

    def _paint_change(self, painter: QPainter, rect: QRectF, state: RowState) -> None:
        theme = self._theme
        one = state.candidate
        left = rect.x() + paint_chip(painter, rect, one.seen, theme)
        waits = one.level if state.after is None else state.after
        if waits is one.seen and state.after is None:
            return
        arrow = QRectF(left + 5, rect.y(), theme.grow(ARROW), rect.height())
        theme.draw_icon(painter, arrow, "arrow-right", "ink2", ARROW)
        chip = rect.adjusted(arrow.right() + 4 - rect.x(), 0, 0, 0)
        paint_chip(painter, chip, waits, theme, waiting=True)
