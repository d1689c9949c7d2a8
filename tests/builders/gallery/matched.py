"""Search matches in several scripts."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from weavit_desktop.views.components.match import paint_matched
from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.theme import Theme

SAMPLES = (
    ("Head of Treasury Operations", (17, 4)),
    ("محمد الزهراني", (0, 3)),
    ("北村 明日香", (3, 2)),
)


class Matched(QWidget):
    """Three names with what a search found."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(36)
        self.setAccessibleName("Search matches")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them."""
        theme, painter = self._theme, QPainter(self)
        for at, (text, match) in enumerate(SAMPLES):
            font = fit_name(theme.font("bodyStrong" if at else "body"), text, "ja")
            area = QRectF(at * 170 + (30 if at else 0), 0, 160 + (0 if at else 30), 36)
            paint_matched(painter, area, text, [match], font, theme.color("ink2"), theme)


def matched(theme: Theme) -> QWidget:
    """Return them."""
    return Matched(theme)
