"""One-line texts that are laid out once and painted often: laying out is half of a frame of the table."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText, QTransform

from weavit_desktop.views.theme.painting import one_line

MOST = 3_000  # a screen shows some 200


class Texts:
    """Keeps laid-out texts by what they say, how and in which width. Clear it with the theme."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, int], QStaticText] = {}

    def draw(
        self,
        painter: QPainter,
        area: QRectF,
        text: str,
        style: str,
        font: QFont,
        color: QColor,
        *,
        right: bool = False,
    ) -> None:
        """Paint plain text in the middle of `area`, shortened with an ellipsis where it does not fit.

        `style` names the font: a text always has the same one under the same name.
        """
        key = (text, style, int(area.width()))
        laid_out = self._kept.get(key)
        if laid_out is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            laid_out = self._kept[key] = _lay_out(text, font, area.width())
        size = laid_out.size()
        left = area.right() - size.width() if right else area.x()
        painter.setFont(font)
        painter.setPen(color)
        painter.drawStaticText(QPointF(left, area.y() + (area.height() - size.height()) / 2), laid_out)

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()


def _lay_out(text: str, font: QFont, width: float) -> QStaticText:
    shown = one_line(text)
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(shown) > width + 0.5:
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, width)
    laid_out = QStaticText(shown)
    laid_out.setTextFormat(Qt.TextFormat.PlainText)  # it would look for tags otherwise
    laid_out.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    laid_out.prepare(QTransform(), font)
    return laid_out
