"""What all tables whose rows are the things have in common: a row is hovered, walked and chosen whole."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from weavit_desktop.views.theme.painting import paint_line
from weavit_desktop.views.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
PaintCell = Callable[[QPainter, QRectF, Index], None]


class RowTable(QTableView):
    """A table over a model, `row_height` in pixels at 100 %. The row under the mouse is `hovered`, or -1."""

    def __init__(
        self,
        theme: Theme,
        model: QAbstractItemModel,
        name: str,
        row_height: int,
        head: RowHead,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row_height = row_height
        self.hovered = -1
        self.setModel(model)
        set_up_rows(self, name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalHeader(head)
        theme.changed.connect(self._fit)

    def height_of(self, rows: int) -> int:
        """Return the height that shows so many rows, in pixels."""
        head = self.horizontalHeader()
        above = 0 if head.isHidden() else head.sizeHint().height()
        return above + rows * self._theme.grow(self._row_height)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on a row, so that it shows where the keyboard is."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row the mouse is over."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    def leaveEvent(self, event: object) -> None:
        """Rest."""
        super().leaveEvent(event)  # type: ignore[arg-type] # QEvent in every call
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.grow(self._row_height))
        self.viewport().update()


class RowHead(QHeaderView):
    """A line of headings, `height` pixels high at 100 %, that only tell."""

    def __init__(self, theme: Theme, height: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._height = height
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)

    def sizeHint(self) -> QSize:
        """Return the height of a line of headings."""
        return QSize(super().sizeHint().width(), self._theme.grow(self._height))


def set_up_rows(table: QTableView, name: str) -> None:
    """Let a table be read by rows, and move among the page's controls as one of them."""
    table.setAccessibleName(name)
    table.setProperty("ring", False)  # the row shows the focus
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setMouseTracking(True)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    heights = table.verticalHeader()
    heights.hide()
    heights.setMinimumSectionSize(1)
    heights.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)


def paint_foot(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Paint the line that ends a row."""
    foot = rect.bottom() - 1
    paint_line(painter, QPointF(rect.left(), foot), QPointF(rect.right(), foot), theme.color("line"))
