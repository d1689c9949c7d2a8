"""Words that open something."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from weavit_desktop.views.theme.painting import LEFT, paint_line, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName, TextName

TARGET = 28  # pixels: what a finger or a trembling hand can hit


class Link(QPushButton):
    """Underlined words that open something. Ink: nothing that is a link is indigo."""

    def __init__(
        self,
        theme: Theme,
        words: str,
        *,
        name: str | None = None,
        style: TextName = "caption",
        color: ColorName = "ink2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._style_name: TextName = style
        self._color: ColorName = color
        self.setAccessibleName(name or words)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ringRadius", theme.radius("chip"))
        self.setProperty("ringReach", 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str, name: str) -> None:
        """Say something else, and be called so."""
        self._words = words
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the words, high enough to hit."""
        width = round(self._theme.metrics(self._style_name).horizontalAdvance(self._words)) + 1
        return QSize(width, self._theme.grow(TARGET))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words and the line under them."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        hot = self.underMouse() or self.isDown()
        color = theme.color("ink3" if not self.isEnabled() else "ink" if hot else self._color)
        paint_text(painter, rect, self._words, theme.font(self._style_name), color, LEFT)
        foot = round(rect.center().y() + theme.line(self._style_name) / 2)
        paint_line(painter, QPointF(0, foot), QPointF(rect.width(), foot), theme.color("ink4"))
