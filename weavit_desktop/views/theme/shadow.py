"""Two soft shadows as nine-patch pictures: made once, stretched to any size."""

from __future__ import annotations

from functools import lru_cache
from math import erf, sqrt
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QRect
from PySide6.QtGui import QImage, QPainter, QPixmap

if TYPE_CHECKING:
    from weavit_desktop.views.theme.theme import Theme


def shadow_margins(theme: Theme, level: int) -> QMargins:
    """Return how far the shadow of a level reaches beyond its box."""
    shape = theme.elevation(level)
    return QMargins(shape.blur, max(shape.blur - shape.y, 0), shape.blur, shape.blur + shape.y)


def paint_shadow(painter: QPainter, box: QRect, level: int, theme: Theme) -> None:
    """Paint the shadow that `box` casts. The box is painted over it by the caller."""
    shape = theme.elevation(level)
    patch = _patch(shape.blur, shape.color[theme.scheme])
    reach = 2 * shape.blur  # the fading edge, half outside and half inside the box
    target = box.adjusted(-shape.blur, -shape.blur, shape.blur, shape.blur).translated(0, shape.y)
    rows = _bands(target.top(), target.height(), reach, patch.height())
    columns = _bands(target.left(), target.width(), reach, patch.width())
    for top, height, source_top, source_height in rows:
        for left, width, source_left, source_width in columns:
            painter.drawPixmap(
                QRect(left, top, width, height),
                patch,
                QRect(source_left, source_top, source_width, source_height),
            )


def _bands(start: int, length: int, reach: int, source: int) -> tuple[tuple[int, int, int, int], ...]:
    """Return the three pieces of one axis: (position, length, position in the patch, length there)."""
    edge = min(reach, length // 2)
    middle = length - 2 * edge
    return (
        (start, edge, 0, edge),
        (start + edge, middle, reach, 1),
        (start + edge + middle, edge, source - edge, edge),
    )


@lru_cache(maxsize=8)
def _patch(blur: int, color: str) -> QPixmap:
    """Return the smallest picture with all four corners: a Gaussian of sigma blur / 2, as CSS has it."""
    reach = 2 * blur
    side = 2 * reach + 1
    sigma = blur / 2
    rising = [(1 + erf((at - blur + 0.5) / (sigma * sqrt(2)))) / 2 for at in range(reach)]
    profile = [*rising, 1.0, *reversed(rising)]
    red, green, blue, strength = (int(color[at : at + 2], 16) for at in (1, 3, 5, 7))
    bits = bytearray()
    for across in profile:
        for along in profile:
            bits += bytes((blue, green, red, round(strength * across * along)))
    picture = QImage(bytes(bits), side, side, 4 * side, QImage.Format.Format_ARGB32)
    return QPixmap.fromImage(picture.copy())  # the picture itself only borrows the bytes
