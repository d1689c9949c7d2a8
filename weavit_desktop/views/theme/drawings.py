"""Small drawings that come again and again, drawn once: a table paints two hundred of them a frame."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

MOST = 2_000  # pictures kept; initials and bars of a whole screen are some hundreds

Paint = Callable[[QPainter, QRectF], None]


class Drawings:
    """Keeps pictures by what they show. Emptied whenever colours or sizes change."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Hashable, float], QPixmap] = {}

    def draw(self, painter: QPainter, rect: QRectF, what: Hashable, paint: Paint) -> None:
        """Draw `what` at `rect`, whose corner is a whole pixel. `paint` draws it into a box at the origin."""
        ratio = painter.device().devicePixelRatio()
        key = (what, ratio)
        picture = self._kept.get(key)
        if picture is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            picture = self._kept[key] = _picture(rect.size(), ratio, paint)
        painter.drawPixmap(QPointF(rect.topLeft()), picture)

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()


def _picture(size: QSizeF, ratio: float, paint: Paint) -> QPixmap:
    picture = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return picture
