"""Rows and columns for the pieces of the gallery."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.views.theme.painting import paint_focus_ring
from weavit_desktop.views.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Piece:
    """One picture of the gallery: its place on the sheet, its title and how it is made."""

    name: str
    title: str
    x: int
    y: int
    width: int
    build: Callable[[Theme], QWidget]


def row(*widgets: QWidget, gap: int = 8, stretch: bool = True) -> QWidget:
    """Return widgets side by side."""
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(gap)
    for widget in widgets:
        line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    if stretch:
        line.addStretch(1)
    return box


def column(widgets: Sequence[QWidget], gap: int = 8) -> QWidget:
    """Return widgets one above the other."""
    box = QWidget()
    line = QVBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(gap)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return box


class Ringed(QWidget):
    """A widget as it looks with the keyboard on it, without needing it."""

    def __init__(self, theme: Theme, widget: QWidget, radius: int, reach: int = 4) -> None:
        super().__init__()
        self._theme = theme
        self._radius = radius + reach
        line = QHBoxLayout(self)
        line.setContentsMargins(reach, reach, reach, reach)
        line.addWidget(widget)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring."""
        paint_focus_ring(QPainter(self), QRectF(self.rect()), self._radius, self._theme)
