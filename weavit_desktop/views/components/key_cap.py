"""A key as it stands on the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from weavit_desktop.views.theme.painting import CENTER, paint_box, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

HEIGHT = 18
PADDING = 6


def key_width(text: str, theme: Theme) -> int:
    """Return the width of a key cap in pixels."""
    return round(theme.metrics("micro").horizontalAdvance(text)) + 2 * PADDING


def paint_key(
    painter: QPainter, rect: QRectF, text: str, theme: Theme, *, on_solid: ColorName | None = None
) -> None:
    """Paint a key cap filling `rect`; `on_solid` is the text colour of a solid ground beneath."""
    if on_solid:
        paint_box(painter, rect, 4, None, theme.color(on_solid))
        paint_text(painter, rect, text, theme.font("micro"), theme.color(on_solid), CENTER)
        return
    paint_box(painter, rect, 4, theme.color("sunken"), theme.color("lineStrong"))
    paint_text(painter, rect, text, theme.font("micro"), theme.color("ink3"), CENTER)


class KeyCap(QLabel):
    """One key, as a word beside what it does."""

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the cap."""
        return QSize(key_width(self.text(), self._theme), self._theme.grow(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cap."""
        paint_key(QPainter(self), QRectF(self.rect()), self.text(), self._theme)
