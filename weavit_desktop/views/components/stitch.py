"""The mark at a row's left edge: solid where the company sees the person, hollow where a change waits."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from weavit_desktop.views.components.share_chip import ShareState
from weavit_desktop.views.theme.painting import paint_box
from weavit_desktop.views.theme.theme import Theme

WIDTH = 3
HEIGHT = 16


class Stitch(Enum):
    """The three states. The row that carries the mark speaks it."""

    NONE = auto()
    HOLLOW = auto()
    SOLID = auto()


def stitch_of(state: ShareState) -> Stitch:
    """Return the mark of a share state: what has left counts before what waits."""
    if state.now:
        return Stitch.SOLID
    return Stitch.HOLLOW if state.waiting is not None else Stitch.NONE


def paint_stitch(painter: QPainter, rect: QRectF, stitch: Stitch, theme: Theme) -> None:
    """Paint the mark at the left of `rect`, in its middle."""
    if stitch is Stitch.NONE:
        return
    height = theme.grow(HEIGHT)
    mark = QRectF(rect.x(), rect.y() + round((rect.height() - height) / 2), WIDTH, height)
    theme.drawings.draw(
        painter, mark, ("stitch", stitch), lambda at, box: _draw_stitch(at, box, stitch, theme)
    )


def _draw_stitch(painter: QPainter, mark: QRectF, stitch: Stitch, theme: Theme) -> None:
    color = theme.color("sharedSolid")
    if stitch is Stitch.SOLID:
        paint_box(painter, mark, 1, color, None)
    else:
        paint_box(painter, mark, 1, None, color)


class StitchMark(QWidget):
    """The mark in a page."""

    def __init__(self, theme: Theme, stitch: Stitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stitch = stitch
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the mark."""
        return QSize(WIDTH, self._theme.grow(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        paint_stitch(QPainter(self), QRectF(self.rect()), self._stitch, self._theme)
