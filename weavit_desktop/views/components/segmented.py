"""One of a few, side by side: a filter, a view, the threshold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from weavit_core.taxonomy import DEFAULT_THRESHOLD, THRESHOLDS
from weavit_desktop.views.components.choice import Option, go_by_arrow, stop_at_checked
from weavit_desktop.views.theme.accessibility import tell_name_changed
from weavit_desktop.views.theme.painting import CENTER, LEFT, paint_box, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import TextName

HEIGHT = 24
PADDING = 11
COUNT_GAP = 6
THRESHOLD_HEIGHT = 22
THRESHOLD_PADDING = 10


class SegmentedControl(QWidget):
    """Choose with the left and right keys or the mouse. `chosen` tells the place of each choice."""

    accessible_role = QAccessible.Role.Grouping
    chosen = Signal(int)

    def __init__(
        self,
        theme: Theme,
        words: Sequence[str],
        name: str,
        *,
        at: int = 0,
        style: TextName = "captionStrong",
        inset: int = 3,
        height: int = HEIGHT,
        padding: int = PADDING,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(inset, inset, inset, inset)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._segments = [Segment(theme, word, style, height, padding, self) for word in words]
        for place, segment in enumerate(self._segments):
            self._group.addButton(segment, place)
            row.addWidget(segment)
        self.set_at(at)
        self._group.idClicked.connect(self._choose)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def at(self) -> int:
        """Return the place of the choice."""
        return self._group.checkedId()

    def set_at(self, place: int) -> None:
        """Choose without telling."""
        self._segments[place].setChecked(True)
        stop_at_checked(self._group)

    def set_count(self, place: int, count: str) -> None:
        """Show a number behind a word."""
        self._segments[place].set_count(count)

    def accessible_value(self) -> str:
        """Return the chosen word."""
        return self._segments[self.at()].accessibleName()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by arrow."""
        if not go_by_arrow(self._group, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the trough."""
        theme = self._theme
        paint_box(QPainter(self), QRectF(self.rect()), 8, theme.color("sunken"), theme.color("lineStrong"))

    def _choose(self, place: int) -> None:
        stop_at_checked(self._group)
        self.chosen.emit(place)


class Segment(Option):
    """One of the words."""

    def __init__(
        self, theme: Theme, word: str, style: TextName, height: int, padding: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._style_name: TextName = style
        self._theme = theme
        self._word = word
        self._height = height
        self._padding = padding
        self._count = ""
        self.setAccessibleName(word)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ringRadius", theme.radius("chip"))
        self.setProperty("ringReach", 3)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_count(self, count: str) -> None:
        """Show a number behind the word."""
        self._count = count
        self.setAccessibleName(f"{self._word}, {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the word with its padding."""
        metrics = self._theme.metrics(self._style_name, tabular=True)
        width = metrics.horizontalAdvance(self._word)
        if self._count:
            width += COUNT_GAP + metrics.horizontalAdvance(self._count)
        return QSize(round(width) + 2 * self._padding, self._theme.grow(self._height))

    def hitButton(self, _pos: object) -> bool:
        """Take a press anywhere on the segment."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the word, raised where it is chosen."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        font = theme.font(self._style_name, tabular=True)
        color = theme.color("ink" if self.isChecked() else "ink2")
        if self.isChecked():
            paint_box(painter, rect, theme.radius("chip"), theme.color("raised"), theme.color("lineStrong"))
        if not self._count:
            paint_text(painter, rect, self._word, font, color, CENTER)
            return
        inner = rect.adjusted(self._padding, 0, -self._padding + 1, 0)
        paint_text(painter, inner, self._word, font, color, LEFT)
        width = theme.metrics(self._style_name, tabular=True).horizontalAdvance(self._word)
        rest = inner.adjusted(round(width) + COUNT_GAP, 0, 0, 0)
        paint_text(painter, rest, self._count, theme.font("caption", tabular=True), theme.color("ink3"), LEFT)


class Threshold(SegmentedControl):
    """Show only when at least so many colleagues share here too: 1, 3 or 5."""

    threshold_chosen = Signal(int)

    def __init__(
        self, theme: Theme, threshold: int = DEFAULT_THRESHOLD, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            theme,
            [str(k) for k in THRESHOLDS],
            "",
            at=THRESHOLDS.index(threshold),
            style="caption",
            inset=2,
            height=THRESHOLD_HEIGHT,
            padding=THRESHOLD_PADDING,
            parent=parent,
        )
        self.chosen.connect(self._tell)
        self._rename()

    def threshold(self) -> int:
        """Return the chosen number."""
        return THRESHOLDS[self.at()]

    def set_threshold(self, threshold: int) -> None:
        """Choose without telling."""
        self.set_at(THRESHOLDS.index(threshold))
        self._rename()

    def _tell(self) -> None:
        self._rename()
        self.threshold_chosen.emit(self.threshold())

    def _rename(self) -> None:
        self.setAccessibleName(f"Show only when at least {self.threshold()} colleagues share here too")
        tell_name_changed(self)
