"""Two years month by month: mail and messages, and on top meetings and calls. With the same as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from weavit_desktop.domain.counting import many
from weavit_desktop.views.components.label import set_tooltip
from weavit_desktop.views.theme.accessibility import announce
from weavit_desktop.views.theme.painting import CENTER, paint_box, paint_line, paint_text
from weavit_desktop.views.theme.theme import Theme

HEIGHT = 80
AXIS = 18
BAR_WIDTH = 16
BETWEEN = 1
LEAST = 5
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MonthCount:
    """What happened in one calendar month; `month` is 1 to 12."""

    year: int
    month: int
    meetings: int
    mails: int

    def words(self) -> str:
        """Return the month as a screen reader says it: "October 2026: 2 meetings, 6 mails"."""
        counts = f"{many(self.meetings, 'meeting')}, {many(self.mails, 'mail')}"
        return f"{MONTHS[self.month - 1]} {self.year}: {counts}"


class StripChart(QWidget):
    """The chart. Left and right go by month; `pointed` tells the place of the month, -1 for none."""

    accessible_role = QAccessible.Role.Chart
    pointed = Signal(int)

    def __init__(self, theme: Theme, months: Sequence[MonthCount], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._months = tuple(months)
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rename()

    def set_months(self, months: Sequence[MonthCount]) -> None:
        """Show other months."""
        self._months = tuple(months)
        self._point(-1)
        self._rename()

    def at(self) -> int:
        """Return the place of the month pointed at, or -1."""
        return self._at

    def accessible_value(self) -> str:
        """Return the month pointed at, in words."""
        return self._months[self._at].words() if 0 <= self._at < len(self._months) else ""

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(len(self._months) * 30, self._theme.grow(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by month."""
        last = len(self._months) - 1
        steps = {
            Qt.Key.Key_Left: max(self._at - 1, 0),
            Qt.Key.Key_Right: min(self._at + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        target = steps.get(Qt.Key(event.key()))
        if target is None or last < 0:
            super().keyPressEvent(event)
            return
        self._point(target)
        announce(self, self.accessible_value())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the newest month."""
        if self._at < 0 and self._months:
            self._point(len(self._months) - 1)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point nowhere."""
        self._point(-1)
        super().focusOutEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the month under the mouse."""
        if self._months:
            self._point(min(int(event.position().x() / self._step()), len(self._months) - 1))

    def leaveEvent(self, event: QEvent) -> None:
        """Point nowhere, unless the keyboard does."""
        if not self.hasFocus():
            self._point(-1)
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint bars, axis and letters."""
        if not self._months:
            return
        theme = self._theme
        painter = QPainter(self)
        foot = self.height() - theme.grow(AXIS)
        line = theme.color("lineStrong")
        paint_line(painter, QPointF(0, foot), QPointF(self.width(), foot), line)
        highest = max(max(month.meetings + month.mails for month in self._months), 1)
        unit = (foot - BETWEEN - LEAST) / highest
        for place, month in enumerate(self._months):
            left = place * self._step()
            area = QRectF(round(left), 0, round(left + self._step()) - round(left), foot)
            if place and month.month == 1:
                paint_line(painter, QPointF(area.x(), foot), QPointF(area.x(), self.height()), line)
            self._paint_month(painter, area, month, unit, pointed=place == self._at)

    def _paint_month(
        self, painter: QPainter, area: QRectF, month: MonthCount, unit: float, *, pointed: bool
    ) -> None:
        theme = self._theme
        if pointed:
            paint_box(painter, area.adjusted(1, 0, -1, 0), 4, theme.color("hover"), None)
        width = min(BAR_WIDTH, area.width() - 4)
        left = round(area.x() + (area.width() - width) / 2)
        bottom = area.bottom() - BETWEEN
        for count, color in ((month.mails, theme.color("ink4")), (month.meetings, theme.color("ink"))):
            if count:
                height = max(round(count * unit), LEAST)
                paint_box(painter, QRectF(left, bottom - height, width, height), 2, color, None)
                bottom -= height + BETWEEN
        letter = QRectF(area.x(), area.bottom() + 2, area.width(), theme.grow(AXIS) - 2)
        ink = theme.color("ink" if pointed else "ink3")
        paint_text(painter, letter, MONTHS[month.month - 1][0], theme.font("micro"), ink, CENTER)

    def _step(self) -> float:
        return self.width() / max(len(self._months), 1)

    def _point(self, place: int) -> None:
        if place == self._at:
            return
        self._at = place
        set_tooltip(self, self.accessible_value())
        self.pointed.emit(place)
        self.update()

    def _rename(self) -> None:
        total = sum(month.meetings + month.mails for month in self._months)
        self.setAccessibleName(f"{many(len(self._months), 'month')}, {many(total, 'interaction')}")
        self.update()


class StripList(QTableWidget):
    """The same months as a table, newest first: what a chart says to those who do not see it."""

    def __init__(self, theme: Theme, months: Sequence[MonthCount], parent: QWidget | None = None) -> None:
        super().__init__(len(months), 3, parent)
        self.setHorizontalHeaderLabels(["Month", "Meetings and calls", "Mail and messages"])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.grow(28))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setAccessibleName("Interactions by month")
        for row, month in enumerate(reversed(months)):
            when = f"{MONTHS[month.month - 1]} {month.year}"
            for column, words in enumerate((when, str(month.meetings), str(month.mails))):
                self.setItem(row, column, QTableWidgetItem(words))
