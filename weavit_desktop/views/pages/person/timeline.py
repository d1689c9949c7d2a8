"""The timeline: a filter and a table that fetches further blocks as far as someone scrolls."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from weavit_desktop.models.timeline import ENTRY, TimelineModel
from weavit_desktop.services.person_timeline import Filter, TimelineEntry
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.segmented import SegmentedControl
from weavit_desktop.views.pages.person.intensity import CHANNEL_ICONS
from weavit_desktop.views.pages.person.pieces import line_of
from weavit_desktop.views.theme.painting import RIGHT, paint_box, paint_line, paint_text
from weavit_desktop.views.theme.theme import Theme

ROW = 54
ICON_BOX = 26
WORDS_AT = 38
DAY_WIDTH = 110
ROWS_SEEN = 2  # at least, before the page scrolls
FILTERS = (
    (Filter.ALL, "All"),
    (Filter.MEETINGS, "Meetings"),
    (Filter.MAIL, "Mail"),
    (Filter.MESSAGES, "Messages"),
    (Filter.NOTES, "Notes"),
)
NOTHING = {
    Filter.ALL: "Nothing is known yet. Import mail or messages, and they appear here.",
    Filter.MEETINGS: "No meetings and no calls.",
    Filter.MAIL: "No mail.",
    Filter.MESSAGES: "No messages.",
    Filter.NOTES: "No notes.",
}
ICONS = {
    **{channel.value: icon for channel, icon in CHANNEL_ICONS.items()},
    "note": "sticky-note",
    "moved": "briefcase-business",
}


class TimelineSection(QWidget):
    """`filtered` tells the Filter that was chosen."""

    filtered = Signal(object)

    def __init__(self, theme: Theme, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._scrolled = 0
        self._current = -1
        self._filters = SegmentedControl(theme, [words for _, words in FILTERS], "Show in the timeline")
        self._filters.chosen.connect(self._choose)
        self._nothing = Label(theme, "", "body", "ink3")
        self.table = TimelineTable(theme, model)
        model.modelAboutToBeReset.connect(self._remember_place)
        model.modelReset.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(line_of(Label(theme, "Timeline", "heading"), None, self._filters))
        column.addWidget(self._nothing)
        column.addWidget(self.table, 1)

    def shown(self) -> Filter:
        """Return what is shown."""
        return FILTERS[self._filters.at()][0]

    def start_over(self) -> None:
        """Show everything again: of another person."""
        self._filters.set_at(0)

    def _choose(self, place: int) -> None:
        self.table.scrollToTop()
        self.table.setCurrentIndex(QModelIndex())
        self.filtered.emit(FILTERS[place][0])

    def _remember_place(self) -> None:
        self._scrolled = self.table.verticalScrollBar().value()
        self._current = self.table.currentIndex().row()

    def _show(self) -> None:
        """A timeline that is read again stays where it was."""
        self._nothing.setText(NOTHING[self.shown()])
        self._nothing.setVisible(self._model.is_known and not self._model.rowCount())
        self.table.setCurrentIndex(self._model.index(self._current, 0))
        self.table.verticalScrollBar().setValue(self._scrolled)


class TimelineTable(QTableView):
    """Rows of one height, painted as a whole. Letters are keys of the page, not a search."""

    def __init__(self, theme: Theme, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setModel(model)
        self.setItemDelegate(TimelineDelegate(theme, self))
        self.setAccessibleName("Timeline, newest first")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setProperty("ring", False)  # the current row shows where the keyboard is
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._fit()
        theme.changed.connect(self._fit)

    def minimumSizeHint(self) -> QSize:
        """Return the room for a few rows: with less, the page scrolls."""
        return QSize(200, ROWS_SEEN * self._theme.grow(ROW))

    def sizeHint(self) -> QSize:
        """Return the same; it takes what is left of the page."""
        return self.minimumSizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by row; leave letters and digits to the page, and left and right to its months."""
        key, last = event.key(), self.model().rowCount() - 1
        if event.text().isalnum() or key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):  # Qt would go along the row
            self.setCurrentIndex(self.model().index(0 if key == Qt.Key.Key_Home else last, 0))
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.grow(ROW))


class TimelineDelegate(QStyledItemDelegate):
    """Paints an entry: its icon, what happened, with whom, and the day."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        theme = self._theme
        entry: TimelineEntry = index.data(ENTRY)
        rect = QRectF(option.rect)
        self._paint_ground(painter, rect, option)
        paint_line(painter, rect.topLeft(), QPointF(rect.right(), rect.top()), theme.color("line"))
        side = theme.grow(ICON_BOX)
        box = QRectF(rect.x(), rect.y() + theme.grow(9), side, side)
        paint_box(painter, box, theme.radius("chip"), theme.color("surface"), theme.color("line"))
        theme.draw_icon(painter, box, ICONS[entry.kind], "ink2", 14)
        self._paint_words(painter, rect, entry)

    def _paint_ground(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem) -> None:
        theme = self._theme
        state = option.state
        view = self.parent()
        current = bool(state & QStyle.StateFlag.State_HasFocus)
        if current and isinstance(view, QWidget) and view.hasFocus():
            painter.fillRect(rect, theme.color("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))

    def _paint_words(self, painter: QPainter, rect: QRectF, entry: TimelineEntry) -> None:
        theme = self._theme
        left = rect.x() + theme.grow(WORDS_AT)
        width = rect.right() - left - theme.grow(DAY_WIDTH)
        top = rect.y() + theme.grow(8)
        title = QRectF(left, top, width, theme.line("body"))
        paint_text(painter, title, entry.title, theme.font("bodyStrong"), theme.color("ink"))
        detail = QRectF(left, title.bottom(), rect.right() - left - 4, theme.line("caption"))
        paint_text(painter, detail, entry.detail, theme.font("caption"), theme.color("ink2"))
        when = QRectF(title.right(), top, theme.grow(DAY_WIDTH) - 4, theme.line("body"))
        paint_text(painter, when, entry.day, theme.font("caption", tabular=True), theme.color("ink3"), RIGHT)
