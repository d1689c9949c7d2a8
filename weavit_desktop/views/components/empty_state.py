"""Nothing here, or something went wrong: what, why, and the one thing to do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

WEAVE_WIDTH = 160
WEAVE_HEIGHT = 48
TILE = 16
DYED_TOP = 26  # of the one thread that the first publish dyes
DYED_HEIGHT = 4
DYED_GAP = (3, 2)  # where the crossing thread lies over it, and how wide it looks
WORDS_WIDTH = 300


class Weave(QWidget):
    """A piece of cloth; `dyed` with one indigo thread once something was published. Decoration."""

    def __init__(
        self, theme: Theme, *, dyed: bool, width: int = WEAVE_WIDTH, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._dyed = dyed
        self._width = width
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the cloth."""
        return QSize(self._width, WEAVE_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cloth."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setClipPath(path)
        tile = self._theme.brand("weave-tile", TILE, self.devicePixelRatioF())
        painter.drawTiledPixmap(self.rect(), tile)
        if self._dyed:
            top = QRectF(0, DYED_TOP, self.width(), DYED_HEIGHT)
            painter.fillRect(top, self._theme.color("sharedSolid"))
            at, width = DYED_GAP
            for left in range(at, self.width(), TILE):
                painter.fillRect(QRectF(left, DYED_TOP, width, DYED_HEIGHT), self._theme.color("line"))


class Sign(QWidget):
    """One icon, larger than in text."""

    def __init__(
        self, theme: Theme, icon: str, color: ColorName, size: int = 24, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._color: ColorName = color
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the icon."""
        side = self._theme.grow(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        self._theme.draw_icon(QPainter(self), QRectF(self.rect()), self._icon, self._color, self._size)


class EmptyState(QWidget):
    """A picture, a sentence in bold, what it means, and at most two buttons."""

    def __init__(
        self,
        theme: Theme,
        picture: Weave | Sign,
        heading: str,
        words: str,
        buttons: tuple[Button, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(14)
        self._heading = Label(theme, heading, "heading")
        column.addWidget(self._heading)
        column.addSpacing(4)
        self._words = Label(theme, words, "body", "ink2", wrap=True)
        self._words.setMinimumWidth(min(WORDS_WIDTH, self._words.sizeHint().width()))
        column.addWidget(self._words)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        if buttons:
            column.addSpacing(24)
            column.addLayout(row)

    def set_words(self, heading: str, words: str) -> None:
        """Say something else: "No one matches “operr”"."""
        self._heading.setText(heading)
        self._words.setText(words)
