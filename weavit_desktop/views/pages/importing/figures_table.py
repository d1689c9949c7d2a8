"""A table of names and figures, in a card: the files of an import, the imports before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from weavit_desktop.models.importing import ICON_ROLE, WEIGHT_ROLE, FiguresModel, Weight
from weavit_desktop.views.components.row_table import Index
from weavit_desktop.views.pages.importing.rows_table import RowDelegate, RowsTable
from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.painting import LEFT, RIGHT, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName, TextName

ROW = 38
ICON = 16
ICON_GAP = 14
SIGN_GAP = 5

_LOOKS: dict[Weight, tuple[TextName, ColorName]] = {
    Weight.STRONG: ("bodyStrong", "ink"),
    Weight.NORMAL: ("body", "ink"),
    Weight.QUIET: ("body", "ink3"),
}


class FiguresTable(RowsTable):
    """Column 0 takes what room there is; `widths` are those of the others, in pixels at 100 %.

    Where less than `least_first` is left for it, others give way, in the order of `give_way`.
    """

    def __init__(
        self,
        theme: Theme,
        model: FiguresModel,
        name: str,
        widths: Sequence[int],
        *,
        most_rows: int | None,
        least_first: int,
        give_way: Sequence[int],
        can_open: Callable[[int], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._widths = widths
        self._least_first = least_first
        self._give_way = give_way
        super().__init__(
            theme, model, name, row_height=ROW, most_rows=most_rows, can_open=can_open, parent=parent
        )
        self.setItemDelegate(RowDelegate(theme, self, self._paint_cell))

    def _fit(self) -> None:
        head = self.heads
        head.indent = self._theme.grow(ICON) + ICON_GAP
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(self._widths, start=1):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(column, self._theme.grow(width))
        super()._fit()
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        grow = self._theme.grow
        missing = grow(self._least_first) + sum(map(grow, self._widths)) - self.viewport().width()
        for column in self._give_way:
            self.setColumnHidden(column, missing > 0)
            missing -= grow(self._widths[column - 1])

    def _paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        """Paint words at the left and figures at the right, each with its sign before it."""
        theme = self._theme
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        icon = index.data(ICON_ROLE)
        style, color = _LOOKS[index.data(WEIGHT_ROLE)]
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        side = theme.grow(ICON)
        if align & Qt.AlignmentFlag.AlignRight:
            font = theme.font(style, tabular=True)
            paint_text(painter, rect, text, font, theme.color(color), RIGHT)
            if icon:
                width = theme.metrics(style, tabular=True).horizontalAdvance(text)
                place = QRectF(round(rect.right() - width) - SIGN_GAP - side, rect.y(), side, rect.height())
                theme.draw_icon(painter, place, icon, "ink2", 14)
            return
        if icon:
            theme.draw_icon(painter, QRectF(rect.x(), rect.y(), side, rect.height()), icon, "ink3", ICON)
            rect = rect.adjusted(side + ICON_GAP, 0, 0, 0)
        font = fit_name(theme.font(style), text)
        paint_text(painter, rect, text, font, theme.color(color), LEFT)
