"""Text with the letters that a search found, on their marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextLine

from weavit_desktop.views.theme.painting import one_line, paint_box, paint_text
from weavit_desktop.views.theme.theme import Theme

REACH = 2  # how far a mark stands out beside its letters
HEIGHT = 22
FIRST_RIGHT_TO_LEFT = "\u0590"


def paint_matched(
    painter: QPainter,
    rect: QRectF,
    text: str,
    matches: Sequence[tuple[int, int]],
    font: QFont,
    color: QColor,
    theme: Theme,
) -> None:
    """Paint one line of text with its (start, length) spans marked, shortened where it does not fit.

    Spans count UTF-16 units, as Qt does.
    """
    if not matches:
        paint_text(painter, rect, text, font, color)
        return
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(one_line(text), Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    layout = QTextLayout(shown, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(metrics.horizontalAdvance(shown) + 1)  # as wide as its text: Arabic stays at the left
    layout.endLayout()
    height = theme.grow(HEIGHT)
    top = rect.y() + round((rect.height() - height) / 2)
    for start, length in matches:
        for left, right in _stretches(line, shown, start, min(start + length, len(shown))):
            mark = QRectF(rect.x() + left - REACH, top, right - left + 2 * REACH, height)
            paint_box(painter, mark, theme.radius("mark"), theme.color("mark"), None)
    painter.setPen(color)
    layout.draw(painter, QPointF(rect.x(), rect.y() + (rect.height() - line.height()) / 2))


def _stretches(line: QTextLine, line_text: str, start: int, end: int) -> Iterator[tuple[float, float]]:
    """Yield the horizontal stretches of a span: one, or more where the direction changes inside it."""
    if start < end and max(line_text) < FIRST_RIGHT_TO_LEFT:
        yield _x(line, start), _x(line, end)
        return
    edges = sorted(sorted((_x(line, at), _x(line, at + 1))) for at in range(start, end))
    if not edges:
        return
    left, right = edges[0]
    for next_left, next_right in edges[1:]:
        if next_left > right + 1:
            yield left, right
            left, right = next_left, next_right
        right = max(right, next_right)
    yield left, right


def _x(line: QTextLine, at: int) -> float:
    place = line.cursorToX(at)  # (x, place): PySide hands back what C++ writes through a pointer
    assert isinstance(place, tuple)
    return float(place[0])
