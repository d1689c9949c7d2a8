"""On or off, in ink: a setting, never a share."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from weavit_desktop.views.theme.motion import Fade
from weavit_desktop.views.theme.painting import mix, paint_box
from weavit_desktop.views.theme.theme import Theme

WIDTH = 34
HEIGHT = 20
KNOB = 12
INSET = 4
TRAVEL = 13


class Switch(QCheckBox):
    """A settings switch. `toggled` tells, as of every check box."""

    def __init__(self, theme: Theme, name: str, *, on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._slide = Fade(self, theme, "base")
        self.setAccessibleName(name)
        self.setChecked(on)
        self._slide.go(float(on))
        self.setProperty("ringRadius", HEIGHT // 2)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._move)

    def sizeHint(self) -> QSize:
        """Return the size of the switch."""
        return QSize(self._theme.grow(WIDTH), self._theme.grow(HEIGHT))

    def hitButton(self, _pos: object) -> bool:
        """Take a press anywhere on the switch."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint track and knob, on their way between off and on."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        share = self._slide.now
        solid = theme.color("inkSolid" if self.isEnabled() else "ink4")
        fill = mix(theme.color("raised"), solid, share)
        line = mix(theme.color("lineControl"), solid, share)
        paint_box(painter, rect, rect.height() / 2, fill, line)
        side = theme.grow(KNOB)
        left = theme.grow(INSET) + theme.grow(TRAVEL) * share
        knob = QRectF(left, (rect.height() - side) / 2, side, side)
        color = mix(theme.color("lineControl"), theme.color("onInkSolid"), share)
        paint_box(painter, knob, side / 2, color, None)

    def _move(self, on: bool) -> None:
        self._slide.go(float(on))
