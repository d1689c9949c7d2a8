"""Interaction intensity: a bar and a number for its keeper, a band glyph where only the band may show."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from weavit_core.taxonomy import Band
from weavit_desktop.views.components.levels import BAND_NAMES
from weavit_desktop.views.theme.painting import paint_box
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

HIGHEST = 100
BAR_WIDTH = 36
BAR_HEIGHT = 5
BAND_FILLS: Mapping[Band, ColorName] = {
    Band.CORE: "ink",
    Band.STRONG: "ink",
    Band.REGULAR: "ink2",
    Band.LIGHT: "ink4",
    Band.DORMANT: "ink4",
    Band.NONE: "ink4",
}
GLYPH_WIDTH = 20
GLYPH_HEIGHT = 14
GLYPH_HEIGHTS = (4, 6.5, 9, 11.5, 14)
GLYPH_BAR = 3
GLYPH_STEP = 4.25


def paint_intensity_bar(
    painter: QPainter, rect: QRectF, share: float, theme: Theme, fill: ColorName = "ink"
) -> None:
    """Paint a track filling `rect`, of which `share` (0 to 1) is filled."""
    width = round(rect.width() * min(max(share, 0.0), 1.0))
    theme.drawings.draw(
        painter,
        rect,
        ("bar", width, fill, rect.width(), rect.height()),
        lambda at, box: _draw_bar(at, box, width, theme, fill),
    )


def _draw_bar(painter: QPainter, rect: QRectF, width: int, theme: Theme, fill: ColorName) -> None:
    radius = rect.height() / 2
    paint_box(painter, rect, radius, theme.color("inkTrack"), None)
    if width:
        # Clipped to the track, so that a sliver keeps the track's round end.
        painter.save()
        painter.setClipRect(QRectF(rect.x(), rect.y(), width, rect.height()))
        paint_box(painter, rect, radius, theme.color(fill), None)
        painter.restore()
        if width > 2 * radius:
            end = QRectF(rect.x(), rect.y(), width, rect.height())
            _round_end(painter, end, theme, fill)


def _round_end(painter: QPainter, filled: QRectF, theme: Theme, fill: ColorName) -> None:
    square = QRectF(filled.right() - filled.height() / 2, filled.y(), filled.height() / 2, filled.height())
    paint_box(painter, square, 0, theme.color("inkTrack"), None)
    paint_box(painter, filled, filled.height() / 2, theme.color(fill), None)


def paint_band(painter: QPainter, rect: QRectF, band: Band, theme: Theme, *, shared: bool = False) -> None:
    """Paint the five bars of a band in the middle of `rect`: ink, or indigo where the company sees it."""
    scale = theme.grow(GLYPH_HEIGHT) / GLYPH_HEIGHT
    left = rect.x() + round((rect.width() - GLYPH_WIDTH * scale) / 2)
    bottom = rect.y() + round((rect.height() + GLYPH_HEIGHT * scale) / 2)
    fill: ColorName = "shared" if shared else "ink2"
    for at, height in enumerate(GLYPH_HEIGHTS):
        tall = height * scale
        bar = QRectF(left + at * GLYPH_STEP * scale, bottom - tall, GLYPH_BAR * scale, tall)
        paint_box(painter, bar, 1, theme.color(fill if at < band else "inkTrack"), None)


class IntensityBar(QWidget):
    """A bar in a page; wide ones fill what they are given."""

    accessible_role = QAccessible.Role.ProgressBar

    def __init__(
        self,
        theme: Theme,
        value: float,
        highest: float,
        name: str,
        *,
        fill: ColorName = "ink",
        height: int = BAR_HEIGHT,
        width: int = BAR_WIDTH,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._width = width
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(value, highest, name, fill=fill)

    def set_value(self, value: float, highest: float, name: str, *, fill: ColorName = "ink") -> None:
        """Show `value` of `highest`; `name` is what a reader says: "64 of 100, Strong"."""
        self._share = value / highest if highest else 0.0
        self._fill: ColorName = fill
        self.setAccessibleName(name)
        self.update()

    def accessible_value(self) -> str:
        """Return the filled part in percent."""
        return f"{round(self._share * 100)}%"

    def sizeHint(self) -> QSize:
        """Return the size of the track."""
        return QSize(self._width, self._theme.grow(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar."""
        paint_intensity_bar(QPainter(self), QRectF(self.rect()), self._share, self._theme, self._fill)


class BandGlyph(QWidget):
    """Five bars that stand for a band."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(
        self, theme: Theme, band: Band, *, shared: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._band = band
        self._shared = shared
        self.setAccessibleName(BAND_NAMES[band])
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def accessible_value(self) -> str:
        """Return nothing: the name says it all."""
        return ""

    def sizeHint(self) -> QSize:
        """Return the size of the glyph."""
        return QSize(self._theme.grow(GLYPH_WIDTH), self._theme.grow(GLYPH_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the glyph."""
        paint_band(QPainter(self), QRectF(self.rect()), self._band, self._theme, shared=self._shared)
