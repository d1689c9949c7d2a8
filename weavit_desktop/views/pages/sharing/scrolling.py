"""A part of the page that scrolls: as tall as what it holds, and no taller."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from weavit_desktop.views.components.body_scroll import BodyScroll

LEAST = 88


class FittingScroll(BodyScroll):
    """Takes the height of its content where there is room, and scrolls where there is not."""

    def __init__(self, content: QWidget, least: int = LEAST, parent: QWidget | None = None) -> None:
        super().__init__(content, parent)
        self._least = least
        self._content = content
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Return the size of the whole content at the present width."""
        content = self._content
        width = self.viewport().width()
        tall = content.heightForWidth(width) if content.hasHeightForWidth() else -1
        return QSize(content.sizeHint().width(), max(tall, content.sizeHint().height() if tall < 0 else 0))

    def minimumSizeHint(self) -> QSize:
        """Return the least height that shows a line or two."""
        return QSize(0, min(self._least, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the height anew."""
        super().resizeEvent(event)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the content."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
