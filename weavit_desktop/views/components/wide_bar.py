"""A bar of progress as wide as its place."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from weavit_desktop.views.components.intensity import paint_intensity_bar
from weavit_desktop.views.theme.theme import Theme

BAR_HEIGHT = 8


class WideBar(QWidget):
    """A bar as wide as its place."""

    accessible_role = QAccessible.Role.ProgressBar

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share = 0.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        """Show how much is done, 0 to 1."""
        self._share = share
        self.update()

    def accessible_value(self) -> str:
        """Return the filled part in percent."""
        return f"{int(self._share * 100)}%"

    def sizeHint(self) -> QSize:
        """Return the height of the bar."""
        return QSize(80, self._theme.grow(BAR_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar."""
        paint_intensity_bar(QPainter(self), QRectF(self.rect()), self._share, self._theme)
