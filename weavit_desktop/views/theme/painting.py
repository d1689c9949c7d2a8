"""The few strokes that everything is painted with. Outlines lie on half pixels: one pixel stays one.

A painter is handed back with other pen, brush and hints: keeping them costs a third of a table's frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

if TYPE_CHECKING:
    from weavit_desktop.views.theme.theme import Theme

DASH = (3.0, 2.0)  # pixels on, pixels off
RING = 2.0
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
CENTER = Qt.AlignmentFlag.AlignCenter


def paint_box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    line: QColor | None,
    *,
    width: float = 1.0,
    dash: Sequence[float] | None = None,
) -> None:
    """Paint a rounded box with its outline inside `rect`. `dash` in pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QBrush(fill) if fill else Qt.BrushStyle.NoBrush)
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
        half = 0.0
    else:
        painter.setPen(_pen(line, width, dash))
        half = width / 2
    inner = rect.adjusted(half, half, -half, -half)
    reach = min(radius - half, inner.width() / 2, inner.height() / 2)
    painter.drawRoundedRect(inner, max(reach, 0), max(reach, 0))


def paint_dashed(painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, line: QColor) -> None:
    """Paint the outline that says: this waits, it has not left."""
    paint_box(painter, rect, radius, fill, line, dash=DASH)


def paint_line(
    painter: QPainter, start: QPointF, end: QPointF, color: QColor, *, dash: Sequence[float] | None = None
) -> None:
    """Paint a straight line of one pixel; the points name the pixel, not its middle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(color, 1, dash))
    upright = start.x() == end.x()
    shift = QPointF(0.5, 0) if upright else QPointF(0, 0.5)
    painter.drawLine(start + shift, end + shift)


def paint_focus_ring(painter: QPainter, rect: QRectF, radius: float, theme: Theme) -> None:
    """Paint the focus ring just inside `rect`, which already includes the gap."""
    paint_box(painter, rect, radius, None, theme.color("focus"), width=RING)


def paint_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """Paint one line of plain text, shortened with an ellipsis where it does not fit."""
    painter.setFont(font)
    painter.setPen(color)
    shown = one_line(text)
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(shown) > rect.width() + 0.5:
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(align) | int(Qt.TextFlag.TextSingleLine), shown)


def one_line(text: str) -> str:
    """Return the text without line breaks, for places with one line; a name may hold anything."""
    return text if text.isprintable() else " ".join(text.split())


def isolate(text: str) -> str:
    """Return foreign text so wrapped that its direction cannot turn the sentence around it."""
    return f"\u2068{text}\u2069"


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """Return the colour `share` of the way from the first to the second."""
    parts = zip(_parts(first), _parts(second), strict=True)
    return QColor.fromRgbF(*(a + (b - a) * share for a, b in parts))


def _parts(color: QColor) -> tuple[float, float, float, float]:
    return color.redF(), color.greenF(), color.blueF(), color.alphaF()


def _pen(color: QColor, width: float, dash: Sequence[float] | None) -> QPen:
    pen = QPen(color, width)
    if dash:
        # Flat caps: square ones would close the gaps.
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([length / width for length in dash])
    return pen
