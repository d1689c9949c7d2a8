"""Parts of the page that scroll: as tall as what they hold, and no taller."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

LEAST = 88


def page_scroll(content: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """Return a scroll area over a whole part of a page. Tab stops come into view."""
    area = QScrollArea(parent)
    _dress(area, content)
    return area


class FittingScroll(QScrollArea):
    """Takes the height of its content where there is room, and scrolls where there is not."""

    def __init__(self, content: QWidget, least: int = LEAST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self._content = content
        _dress(self, content)
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


def _dress(area: QScrollArea, content: QWidget) -> None:
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    # The ground behind shows through; by palette, since a bare rule of a style sheet would cascade.
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    area.setWidget(content)
