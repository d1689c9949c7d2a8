"""Lucide's outlines, redrawn in a token's colour and kept."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from weavit_desktop.resources import resource

STROKE = "1.75"  # on Lucide's grid of 24, drawn at 16 px: DESIGN.md 4


class Icons:
    """Draws icons and brand marks; each (name, colour, size, pixel ratio) once."""

    def __init__(self) -> None:
        self._sources: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}

    def icon(self, name: str, color: QColor, size: int, ratio: float) -> QPixmap:
        """Return an icon of `size` logical pixels. Raises FileNotFoundError for an unknown name."""
        return self._kept(f"icons/{name}.svg", color, size, ratio)

    def brand(self, name: str, size: int, ratio: float) -> QPixmap:
        """Return the logo or the weave tile in its original colours. Raises FileNotFoundError."""
        return self._kept(f"brand/{name}.svg", QColor(Qt.GlobalColor.black), size, ratio)

    def _kept(self, path: str, color: QColor, size: int, ratio: float) -> QPixmap:
        key = (path, color.rgba(), size, ratio)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = _render(self._source(path), color, size, ratio)
        return found

    def _source(self, path: str) -> bytes:
        if path not in self._sources:
            self._sources[path] = resource(path).read_bytes()
        return self._sources[path]


def _render(source: bytes, color: QColor, size: int, ratio: float) -> QPixmap:
    svg = source.replace(b"currentColor", color.name().encode()).replace(
        b'stroke-width="2"', f'stroke-width="{STROKE}"'.encode()
    )
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(color.alphaF())
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
