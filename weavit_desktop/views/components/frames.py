"""Cards, panels and the lines between things. Their looks stand in the style sheet."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.views.theme.motion import Fade
from weavit_desktop.views.theme.painting import paint_box, paint_dashed
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName


class Ground(StrEnum):
    """What a frame stands for; the names are those of the style sheet. CURRENT: the card in hand."""

    CARD = "card"
    CURRENT = "current"
    RAISED = "raised"
    SUNKEN = "sunken"
    PANEL = "panel"
    PUBLISHED = "published"
    PAGE = "page"
    GROUND = "ground"


class Frame(QFrame):
    """A ground with a column of things on it, `margin` pixels from its edge and `gap` from each other."""

    def __init__(
        self, ground: Ground, *, margin: int = 16, gap: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(gap)
        self.set_ground(ground)

    def set_ground(self, ground: Ground) -> None:
        """Change what the frame stands for: the person panel takes PUBLISHED once something is."""
        self.setProperty("frame", ground.value)
        self.style().unpolish(self)
        self.style().polish(self)


class DashedFrame(QFrame):
    """A frame around what waits: indigo for documents, ink for a place to drop files."""

    def __init__(
        self,
        theme: Theme,
        *,
        line: ColorName = "sharedLine",
        fill: ColorName = "raised",
        margin: int = 0,
        gap: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line: ColorName = line
        self._fill: ColorName = fill
        self._left = Fade(self, theme, "publish")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(gap)

    def set_sent(self, *, sent: bool) -> None:
        """Fill from left to right once the receipt is here, or wait again."""
        self._left.go(float(sent))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and outline."""
        theme = self._theme
        rect = QRectF(self.rect())
        painter = QPainter(self)
        radius = theme.radius("card")
        paint_dashed(painter, rect, radius, theme.color(self._fill), theme.color(self._line))
        if self._left.now:
            painter.setClipRect(QRectF(0, 0, rect.width() * self._left.now, rect.height()))
            paint_box(painter, rect, radius, theme.color("sharedSofter"), theme.color("sharedLine"))


class Rule(QFrame):
    """A line of one pixel between things."""

    def __init__(
        self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._flat = orientation is Qt.Orientation.Horizontal
        self.setProperty("frame", "rule")
        fixed, wide = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(wide if self._flat else fixed, fixed if self._flat else wide)

    def sizeHint(self) -> QSize:
        """Return one pixel by whatever there is."""
        return QSize(8, 1) if self._flat else QSize(1, 8)

    def minimumSizeHint(self) -> QSize:
        """Return one pixel."""
        return QSize(1, 1)
