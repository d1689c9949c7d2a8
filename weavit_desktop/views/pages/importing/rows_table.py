"""A table whose rows are the things: they are hovered, walked and opened as a whole."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from weavit_desktop.views.components.label import set_tooltip
from weavit_desktop.views.theme.painting import LEFT, RIGHT, paint_focus_ring, paint_line, paint_text
from weavit_desktop.views.theme.theme import Theme

EDGE = 16  # between a card's edge and what stands in its rows
GAP = 8  # between two columns

Index = QModelIndex | QPersistentModelIndex


class RowsTable(QTableView):
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
        super().__init__(parent)
        self._theme = theme
        self._row_height = row_height
        self._most_rows = most_rows
        self._can_open = can_open
        self.hovered = -1
        self.setModel(model)
        self.setAccessibleName(name)
        self.setProperty("ring", False)  # the row shows the focus
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.heads = Heads(theme, self)
        self.setHorizontalHeader(self.heads)
        self.clicked.connect(lambda index: self._open(index.row()))
        model.modelReset.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    def natural_height(self, rows: int) -> int:
        """Return the height that shows so many rows, in pixels."""
        head = self.horizontalHeader()
        return (0 if head.isHidden() else head.sizeHint().height()) + rows * self._theme.grow(
            self._row_height
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a row on Enter."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self._can_open is None:
            event.ignore()
        else:
            self._open(self.currentIndex().row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on a row, so that it shows where the keyboard is."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row would be opened."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    def leaveEvent(self, event: object) -> None:
        """Rest."""
        super().leaveEvent(event)  # type: ignore[arg-type] # QEvent in every call
        self._hover(-1)

    def _hover(self, row: int) -> None:
        opens = self._opens(row)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        tip = self.model().index(row, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole) if row >= 0 else ""
        set_tooltip(self.viewport(), str(tip or ""))
        row = row if opens else -1
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def _open(self, row: int) -> None:
        if self._opens(row):
            self.opened.emit(row)

    def _opens(self, row: int) -> bool:
        return row >= 0 and self._can_open is not None and self._can_open(row)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.grow(self._row_height))
        if self._most_rows is not None:
            rows = min(self.model().rowCount(), self._most_rows)
            self.setFixedHeight(self.natural_height(rows))
        self.viewport().update()


class Heads(QHeaderView):
    """Headings over their columns."""

    HEIGHT = 36

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.indent = 0  # of the first heading, in pixels: where its column begins with icons
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)

    def sizeHint(self) -> QSize:
        """Return the height of a line of headings."""
        return QSize(super().sizeHint().width(), self._theme.grow(self.HEIGHT))

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
        under_row(painter, QRectF(rect), theme)
        painter.restore()


class RowDelegate(QStyledItemDelegate):
    """Paints ground, line and focus of a row; what stands in it is painted by `paint_cell`."""

    def __init__(self, theme: Theme, table: RowsTable) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        """Paint what a cell shows into the room inside its edges."""
        raise NotImplementedError

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        theme, table = self._theme, self._table
        rect = QRectF(option.rect)
        painter.save()
        if index.row() == table.hovered:
            painter.fillRect(rect, theme.color("hover"))
        self.paint_cell(painter, inner(rect, index.column(), table.model().columnCount()), index)
        if index.row() < table.model().rowCount() - 1:
            under_row(painter, rect, theme)
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


def under_row(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Paint the line that ends a row."""
    foot = rect.bottom() - 1
    paint_line(painter, QPointF(rect.left(), foot), QPointF(rect.right(), foot), theme.color("line"))
