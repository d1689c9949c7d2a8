"""Tables of the import page: rows in a card, some of which can be opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from weavit_desktop.views.components.label import set_tooltip
from weavit_desktop.views.components.row_table import Index, PaintCell, RowHead, RowTable, paint_foot
from weavit_desktop.views.theme.painting import LEFT, RIGHT, paint_focus_ring, paint_text
from weavit_desktop.views.theme.theme import Theme

EDGE = 16  # between a card's edge and what stands in its rows
GAP = 8  # between two columns
HEAD = 36
ANY = 16_777_215  # Qt's word for any height


class RowsTable(RowTable):
    """`opened` tells the row that was clicked, or entered with Enter, if `can_open` lets it be opened.

    It is as high as its rows, up to `most_rows`; beyond that it scrolls. Enter belongs to the page only
    where no row can ever be opened: whoever walks through rows must not go ahead by one without text.
    """

    opened = Signal(int)

    def __init__(
        self,
        theme: Theme,
        model: QAbstractItemModel,
        name: str,
        *,
        row_height: int,
        most_rows: int | None = None,
        can_open: Callable[[int], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self.heads = Heads(theme, HEAD)
        super().__init__(theme, model, name, row_height, self.heads, parent)
        self._most_rows = most_rows
        self._can_open = can_open
        self.clicked.connect(lambda index: self._open(index.row()))
        model.modelReset.connect(self._fit)
        self._fit()

    def set_most_rows(self, most_rows: int | None) -> None:
        """Be as high as the rows, up to so many; None: as high as there is room."""
        if most_rows != self._most_rows:
            self._most_rows = most_rows
            self.setMinimumHeight(0)
            self.setMaximumHeight(ANY)
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a row on Enter."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self._can_open is None:
            event.ignore()
        else:
            self._open(self.currentIndex().row())

    def _hover(self, row: int) -> None:
        opens = self._opens(row)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        tip = self.model().index(row, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole) if row >= 0 else ""
        set_tooltip(self.viewport(), str(tip or ""))
        super()._hover(row if opens else -1)

    def _open(self, row: int) -> None:
        if self._opens(row):
            self.opened.emit(row)

    def _opens(self, row: int) -> bool:
        return row >= 0 and self._can_open is not None and self._can_open(row)

    def _fit(self) -> None:
        super()._fit()
        if self._most_rows is not None:
            rows = min(self.model().rowCount(), self._most_rows)
            self.setFixedHeight(self.height_of(rows))


class Heads(RowHead):
    """Headings over their columns."""

    indent = 0  # of the first heading, in pixels: where its column begins with icons

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint a heading and the line under it."""
        theme = self._theme
        model = self.model()
        words = model.headerData(section, self.orientation(), Qt.ItemDataRole.DisplayRole)
        align = model.headerData(section, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        area = inner(QRectF(rect), section, model.columnCount())
        if section == 0:
            area.adjust(self.indent, 0, 0, 0)
        painter.save()
        side = RIGHT if align is not None and align & Qt.AlignmentFlag.AlignRight else LEFT
        paint_text(painter, area, str(words), theme.font("captionStrong"), theme.color("ink2"), side)
        paint_foot(painter, QRectF(rect), theme)
        painter.restore()


class RowDelegate(QStyledItemDelegate):
    """Paints ground, line and focus of a row; `paint_cell` paints what stands inside its edges."""

    def __init__(self, theme: Theme, table: RowsTable, paint_cell: PaintCell) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table
        self._paint_cell = paint_cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        theme, table = self._theme, self._table
        rect = QRectF(option.rect)
        painter.save()
        if index.row() == table.hovered:
            painter.fillRect(rect, theme.color("hover"))
        self._paint_cell(painter, inner(rect, index.column(), table.model().columnCount()), index)
        if index.row() < table.model().rowCount() - 1:
            paint_foot(painter, rect, theme)
        if index.row() == table.currentIndex().row() and table.hasFocus():
            self._paint_focus(painter, rect, index)
        painter.restore()

    def _paint_focus(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        """Paint the part of the row's ring that lies in this cell."""
        row = self._table.visualRect(index)
        width = self._table.viewport().width()
        painter.setClipRect(rect)
        whole = QRectF(0, row.y(), width, row.height()).adjusted(3, 2, -3, -3)
        paint_focus_ring(painter, whole, self._theme.radius("control"), self._theme)


def inner(rect: QRectF, column: int, columns: int) -> QRectF:
    """Return a cell without the gap to the next column, and without the card's edge."""
    left = EDGE if column == 0 else GAP / 2
    right = EDGE if column == columns - 1 else GAP / 2
    return rect.adjusted(left, 0, -right, 0)
