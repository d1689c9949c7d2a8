"""The pill that says that a locked vault is silent."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.painting import paint_box
from weavit_desktop.views.theme.theme import Theme

HEIGHT = 34
EDGE = 12
ICON = 16


class Offline(QWidget):
    """Says it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE + theme.grow(ICON) + 8, 0, EDGE + 4, 0)
        row.addWidget(Label(theme, "Offline. Nothing can leave while the vault is locked.", "body", "ink2"))
        self.setFixedHeight(theme.grow(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill and the sign."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_box(painter, rect, rect.height() / 2, theme.color("surface"), theme.color("lineStrong"))
        area = QRectF(EDGE, 0, theme.grow(ICON), rect.height())
        theme.draw_icon(painter, area, "cloud-off", "ink2", ICON)
