"""Two people side by side and who they would be: a table, so that each cell has a name for a reader."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from weavit_desktop.domain.days import MONTHS
from weavit_desktop.models.comparison import (
    CELL_ROLE,
    HEADINGS,
    Cell,
    Compared,
    ComparisonModel,
    Kind,
    Place,
)
from weavit_desktop.services.duplicate_review import Review, Side
from weavit_desktop.views.components.avatar import paint_avatar
from weavit_desktop.views.components.label import set_tooltip
from weavit_desktop.views.components.row_table import Index, RowHead, RowTable, paint_foot
from weavit_desktop.views.components.share_chip import ShareState, chip_width, paint_chip, paint_share_cell
from weavit_desktop.views.pages.duplicates.queue_table import letters_of
from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.indicators import paint_radio
from weavit_desktop.views.theme.painting import paint_box, paint_focus_ring, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName, TextName

ROW = 44
HEAD = 61
LABELS = 132  # pixels at 100 %
EDGE = 16
INSET = 4
RADIO = 16
AVATAR = 36
LEAST_FOR_AVATAR = 190
CORNER = 9  # the radius of a card, inside its line
STAY = "both source cards stay"


class ComparisonTable(RowTable):
    """`picked` tells the field and the value that was pressed, by the mouse or Space."""

    picked = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._heads = _Heads(theme)
        super().__init__(theme, ComparisonModel(), "Both entries, field by field", ROW, self._heads, parent)
        self.model().setParent(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setItemDelegate(_Delegate(theme, self))
        self.clicked.connect(lambda index: self._pick(index))
        self._fit()

    @property
    def comparison(self) -> ComparisonModel:
        """Return the model."""
        model = self.model()
        assert isinstance(model, ComparisonModel)
        return model

    def show_question(self, compared: Compared | None) -> None:
        """Show another question, or the same with other picks."""
        self._heads.review = compared.review if compared else None
        self.comparison.show(compared)
        self._heads.viewport().update()
        self.viewport().update()
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick by Space; Enter and letters belong to the page."""
        if event.key() == Qt.Key.Key_Space:
            self._pick(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.text().isalnum():
            event.ignore()
        else:
            self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
            super().keyPressEvent(event)

    def _pick(self, index: Index) -> None:
        found = self.comparison.pick_at(index.row(), index.column()) if index.isValid() else None
        if found is not None:
            self.picked.emit(*found)

    def _hover(self, row: int) -> None:
        super()._hover(row)
        place = self.viewport().mapFromGlobal(self.cursor().pos())
        index = self.indexAt(place)
        cell: Cell | None = index.data(CELL_ROLE) if index.isValid() else None
        set_tooltip(self.viewport(), cell.tip if cell else "")
        pickable = index.isValid() and self.comparison.pick_at(index.row(), index.column()) is not None
        shape = Qt.CursorShape.PointingHandCursor if pickable else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _fit(self) -> None:
        head = self.horizontalHeader()
        for place in Place:
            fixed = place is Place.FIELD
            mode = QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Stretch
            if self.model().columnCount():
                head.setSectionResizeMode(place, mode)
        head.resizeSection(Place.FIELD, self._theme.grow(LABELS))
        super()._fit()
        self.setFixedHeight(self.height_of(self.model().rowCount()))


class _Heads(RowHead):
    """Who stands in each column."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, HEAD)
        self.review: Review | None = None

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint an avatar, who it is, and since when."""
        theme, area = self._theme, QRectF(rect)
        painter.save()
        if section == Place.SHOWN:
            _paint_ground(painter, area, theme, cut=area.adjusted(0, CORNER, 0, CORNER))
        paint_foot(painter, area, theme)
        if self.review is not None and section != Place.FIELD:
            self._paint_one(painter, area, section, self.review)
        painter.restore()

    def _paint_one(self, painter: QPainter, area: QRectF, section: int, review: Review) -> None:
        theme = self._theme
        name, below = {
            Place.ONE: (review.one.name, _since(review.one)),
            Place.OTHER: (review.other.name, _since(review.other)),
        }.get(Place(section), (_shown_name(review), STAY))
        side = theme.grow(AVATAR)
        first, second = theme.line("bodyStrong"), theme.line("caption")
        left = area.x() + (EDGE if section == Place.SHOWN else INSET + 10)
        top = area.y() + round((area.height() - side) / 2)
        if area.width() >= theme.grow(LEAST_FOR_AVATAR):
            paint_avatar(painter, QRectF(left, top, side, side), letters_of(name), theme)
            left += side + 10
        top = area.y() + round((area.height() - first - second) / 2)
        width = area.right() - left - 4
        font = theme.font("bodyStrong")
        paint_text(painter, QRectF(left, top, width, first), HEADINGS[section], font, theme.color("ink"))
        line = QRectF(left, top + first, width, second)
        paint_text(painter, line, below, theme.font("caption"), theme.color("ink3"))


class _Delegate(QStyledItemDelegate):
    """Paints labels, sides, who would be shown, and what the company sees."""

    def __init__(self, theme: Theme, table: ComparisonTable) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        theme, table = self._theme, self._table
        rect, cell = QRectF(option.rect), index.data(CELL_ROLE)
        painter.save()
        painter.setClipRect(rect)
        is_last = index.row() == index.model().rowCount() - 1
        if index.column() == Place.SHOWN:
            cut = rect.adjusted(0, -CORNER, 0, -CORNER) if is_last else rect
            _paint_ground(painter, rect, theme, cut=cut)
        if not is_last:
            paint_foot(painter, rect, theme)
        self._paint_cell(painter, rect, cell, index)
        by_key = table.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if index == table.currentIndex() and table.hasFocus() and by_key:
            paint_focus_ring(painter, rect.adjusted(2, 2, -2, -3), theme.radius("control"), theme)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRectF, cell: Cell, index: Index) -> None:
        if cell.kind is Kind.LABEL:
            self._paint_label(painter, rect, cell, with_eye=index.row() == index.model().rowCount() - 1)
        elif cell.kind is Kind.SHARE:
            self._paint_share(painter, rect, cell, index.column())
        elif cell.kind is Kind.SHOWN:
            self._paint_words(painter, rect.adjusted(EDGE, 0, -EDGE, 0), cell.text, "bodyStrong", "ink")
        else:
            self._paint_side(painter, rect.adjusted(INSET, 4, -INSET, -5), cell)

    def _paint_label(self, painter: QPainter, rect: QRectF, cell: Cell, *, with_eye: bool) -> None:
        theme = self._theme
        area = rect.adjusted(EDGE, 0, -4, 0)
        if with_eye:
            side = theme.grow(16)
            theme.draw_icon(painter, QRectF(area.x(), area.y(), side, area.height()), "eye", "ink2", 16)
            area.adjust(side + 7, 0, 0, 0)
        font, color = theme.font("caption"), theme.color("ink3")
        if not cell.note:
            paint_text(painter, area, cell.text, font, color)
            return
        step = theme.line("caption")
        top = area.y() + round((area.height() - 2 * step) / 2)
        line = QRectF(area.x(), top, area.width(), step)
        paint_text(painter, line, cell.text, theme.font("captionStrong"), theme.color("ink2"))
        paint_text(painter, line.translated(0, step), cell.note, font, color)

    def _paint_side(self, painter: QPainter, box: QRectF, cell: Cell) -> None:
        theme = self._theme
        inner = box.adjusted(10, 0, -8, 0)
        if cell.kind is Kind.EMPTY:
            self._paint_words(painter, inner, cell.text, "body", "ink3")
            return
        picked = cell.kind is not Kind.UNPICKED
        line: ColorName = "ink" if cell.kind is Kind.PICKED else "line"
        fill = theme.color("raised") if picked else None
        paint_box(painter, box, theme.radius("control"), fill, theme.color(line))
        side = theme.grow(RADIO)
        mark = QRectF(inner.x(), box.y() + round((box.height() - side) / 2), side, side)
        if cell.kind is Kind.KEPT:
            theme.draw_icon(painter, mark, "check", "ink2", 14)
        else:
            paint_radio(painter, mark, picked, theme)
        words = inner.adjusted(side + 8, 0, 0, 0)
        self._paint_words(
            painter, words, cell.text, "bodyStrong" if picked else "body", "ink" if picked else "ink2"
        )

    def _paint_share(self, painter: QPainter, rect: QRectF, cell: Cell, column: int) -> None:
        theme, share = self._theme, cell.share
        assert share is not None
        area = rect.adjusted(EDGE if column == Place.SHOWN else INSET + 10, 0, -4, 0)
        if column != Place.SHOWN:
            paint_share_cell(painter, area, ShareState(share.now, share.waiting), theme)
            return
        waits = share.waiting is not None and share.waiting is not share.now
        level = share.waiting if waits and share.waiting is not None else share.now
        paint_chip(painter, area, level, theme, waiting=waits)
        left = area.x() + chip_width(level, theme, waiting=waits) + 8
        self._paint_words(painter, area.adjusted(left - area.x(), 0, 0, 0), cell.note, "caption", "ink2")

    def _paint_words(
        self, painter: QPainter, area: QRectF, words: str, style: TextName, color: ColorName
    ) -> None:
        theme = self._theme
        paint_text(painter, area, words, fit_name(theme.font(style), words), theme.color(color))


def _paint_ground(painter: QPainter, rect: QRectF, theme: Theme, *, cut: QRectF) -> None:
    """Paint the ground of the shown person; it keeps inside the card's round corners, where `cut` is not."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(rect, CORNER, CORNER)
    path.addRect(rect.adjusted(0, 0, -CORNER, 0))
    path.addRect(rect & cut)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, theme.color("sunken"))


def _since(side: Side) -> str:
    month = MONTHS[side.since.month - 1][:3]
    words = f"since {side.since.day} {month} {side.since.year}"
    return ", ".join((words, *side.sources))


def _shown_name(review: Review) -> str:
    return next((line.shown[0] for line in review.lines if line.label == "Name" and line.shown), "")
