"""Small words in a box: a count that waits, a trait of a card."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from weavit_desktop.views.theme.painting import CENTER, paint_box, paint_dashed, paint_text
from weavit_desktop.views.theme.theme import Theme

PADDING = 6
HEIGHT = 18


class PillLook(Enum):
    """WAITING is dashed indigo, NEUTRAL a quiet box, ATTENTION a problem."""

    WAITING = auto()
    NEUTRAL = auto()
    ATTENTION = auto()


def pill_width(text: str, theme: Theme) -> int:
    """Return the width of a pill in pixels."""
    return round(theme.metrics("smallStrong").horizontalAdvance(text)) + 2 * PADDING


def paint_pill(painter: QPainter, rect: QRectF, text: str, theme: Theme, look: PillLook) -> None:
    """Paint a pill filling `rect`."""
    if look is PillLook.WAITING:
        paint_dashed(painter, rect, 4, None, theme.color("sharedLine"))
        paint_text(painter, rect, text, theme.font("smallStrong"), theme.color("shared"), CENTER)
    elif look is PillLook.NEUTRAL:
        paint_box(painter, rect, 4, None, theme.color("lineStrong"))
        paint_text(painter, rect, text, theme.font("captionStrong"), theme.color("ink2"), CENTER)
    else:
        paint_box(painter, rect, 4, theme.color("attentionSoft"), None)
        paint_text(painter, rect, text, theme.font("captionStrong"), theme.color("attention"), CENTER)


class Pill(QLabel):
    """A pill in a page."""

    def __init__(
        self, theme: Theme, text: str, look: PillLook = PillLook.NEUTRAL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look = look
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the pill."""
        return QSize(pill_width(self.text(), self._theme), self._theme.grow(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill."""
        paint_pill(QPainter(self), QRectF(self.rect()), self.text(), self._theme, self._look)
