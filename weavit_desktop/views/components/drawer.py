"""A panel at the right that becomes a drawer over a narrow window. Esc and Ctrl+. close it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from weavit_desktop.views.components.dialog import Overlay
from weavit_desktop.views.theme.theme import Theme


def turns_drawer(event: QKeyEvent) -> bool:
    """Return whether a key opens or closes the drawer."""
    return event.key() == Qt.Key.Key_Period and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class Drawer(Overlay):
    """Stands at the right edge, as high as the window. `name` is what a reader calls it."""

    def __init__(self, theme: Theme, window: QWidget, name: str) -> None:
        self._sheet = _Sheet(name)
        super().__init__(theme, window, self._sheet)
        self._sheet.closed.connect(self.close_down)

    def take(self, panel: QWidget) -> None:
        """Hold the panel."""
        self._sheet.column.addWidget(panel)
        panel.show()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close at a press beside the panel."""
        event.accept()
        self.close_down()

    def _place(self) -> None:
        self.setGeometry(0, 0, self._window.width(), self._window.height())
        width = min(self._sheet.sizeHint().width(), self.width())
        self._sheet.setGeometry(self.width() - width, 0, width, self.height())


class _Sheet(QWidget):
    """What slides in: it takes every press, so that none closes it, and the keys that do."""

    closed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if event.key() == Qt.Key.Key_Escape or turns_drawer(event):
            self.closed.emit()
