"""What stands in for a person: grey shapes while they are read, and the words for when nobody is there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.empty_state import EmptyState, Sign
from weavit_desktop.views.theme.painting import paint_box
from weavit_desktop.views.theme.theme import Theme

MARGIN = 28
AVATAR = 60
CARD = 205
# x, y, width and height of the bars, in pixels from the corner of the content.
BARS = ((80, 10, 240, 22), (80, 42, 320, 14), (0, 316, 120, 16), (0, 440, 100, 16))


class Reading(QWidget):
    """Grey shapes where the person will stand."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("The person is being read")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint avatar, bars and cards."""
        theme = self._theme
        grow, track, line = theme.grow, theme.color("inkTrack"), theme.color("line")
        painter = QPainter(self)
        side, top = grow(AVATAR), grow(20)
        paint_box(painter, QRectF(MARGIN, top, side, side), side / 2, track, None)
        for x, y, width, height in BARS:
            bar = QRectF(MARGIN + grow(x), top + grow(y), grow(width), grow(height))
            paint_box(painter, bar, theme.radius("chip"), track, None)
        wide = round((self.width() - 2 * MARGIN - 16) * 0.63)
        high, below = grow(CARD), top + side + 16
        left = QRectF(MARGIN, below, wide, high)
        right = QRectF(left.right() + 16, below, self.width() - left.right() - 16 - MARGIN, high)
        for card in (left, right):
            paint_box(painter, card, theme.radius("card"), None, line)


class Nobody(QWidget):
    """There is nobody here any more. `back_button` leads to the people."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back_button = Button(theme, "Go to People", Variant.DEFAULT, icon="arrow-left")
        words = "They were deleted, or joined with another person. Everyone who is here is in People."
        heading = "This person is not in the vault any more."
        _centre(
            self, EmptyState(theme, Sign(theme, "user-round-x", "ink3"), heading, words, (self.back_button,))
        )


class NotRead(QWidget):
    """Reading failed. `again_button` tries once more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.again_button = Button(theme, "Try again", Variant.DEFAULT, icon="refresh-cw")
        words = "Nothing was changed, and everything is still in the vault."
        heading = "This person could not be read."
        sign = Sign(theme, "circle-alert", "attention")
        _centre(self, EmptyState(theme, sign, heading, words, (self.again_button,)))


def _centre(box: QWidget, state: EmptyState) -> None:
    column = QVBoxLayout(box)
    column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    column.addStretch(1)
    column.addWidget(state, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(2)
