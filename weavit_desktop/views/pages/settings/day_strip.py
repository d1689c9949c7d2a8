"""The last days as a row of boxes: full where a backup of the day is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.moments import short_day
from weavit_desktop.views.theme.painting import paint_box
from weavit_desktop.views.theme.theme import Theme

DAYS = 12  # of each of the last twelve one is kept (vault/thinning.py)
HEIGHT = 22
GAP = 4


class DayStrip(QWidget):
    """The boxes, with the first and the last day named below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes = _Boxes(theme)
        self._first = Label(theme, "", "caption", "ink3")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self._boxes)
        ends = QHBoxLayout()
        ends.addWidget(self._first)
        ends.addStretch(1)
        ends.addWidget(Label(theme, "Today", "caption", "ink3"))
        column.addLayout(ends)

    def set_days(self, days: Sequence[tuple[date, bool]]) -> None:
        """Show days, the oldest first, each with whether a backup of it is kept."""
        self._boxes.set_days([kept for _, kept in days])
        self._first.setText(short_day(days[0][0]))


class _Boxes(QWidget):
    accessible_role = QAccessible.Role.Graphic

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._days: Sequence[bool] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_days([])

    def set_days(self, days: Sequence[bool]) -> None:
        self._days = days
        self.setAccessibleName(f"Backups are kept of {sum(days)} of the last {many(len(days), 'day')}")
        self.update()

    def accessible_value(self) -> str:
        """Return nothing: the name says it all."""
        return ""

    def sizeHint(self) -> QSize:
        return QSize(100, self._theme.grow(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        wide = (self.width() + GAP) / max(1, len(self._days))
        for at, kept in enumerate(self._days):
            left, right = round(at * wide), round((at + 1) * wide) - GAP
            rect = QRectF(left, 0, right - left, self.height())
            fill = theme.color("ink2") if kept else theme.color("raised")
            paint_box(painter, rect, theme.radius("mark"), fill, None if kept else theme.color("lineControl"))
