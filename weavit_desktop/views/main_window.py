"""The one window: it keeps its size, and shows one face at a time: the gate, or an open vault."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.window_state import SMALLEST, WindowState

ICON = 64


class MainWindow(QWidget):
    """`closing` when the person closes it."""

    closing = Signal()

    def __init__(self, theme: Theme, state: WindowState) -> None:
        super().__init__()
        self._state = state
        self._face: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setWindowTitle("Weavit")  # never whose vault: titles end up in task bars and screenshots
        self.setWindowIcon(QIcon(theme.brand("logo", ICON)))
        self.setMinimumSize(SMALLEST)
        self.resize(state.size())

    def show_face(self, face: QWidget) -> None:
        """Show something else. What was shown before is gone, and what lay over it."""
        before, self._face = self._face, face
        self._column.addWidget(face)
        if before is not None:
            self._clear_what_lies_over()
            before.hide()
            before.deleteLater()

    def _clear_what_lies_over(self) -> None:
        """Remove dialogs and passing words: they may name somebody."""
        from weavit_desktop.views.components.dialog import Overlay
        from weavit_desktop.views.components.toast import Toast, Toasts

        for child in self.children():
            if isinstance(child, (Overlay, Toast, QFileDialog)):
                child.hide()
            elif not isinstance(child, Toasts):
                continue
            child.deleteLater()

    def appear(self) -> None:
        """Show the window as it was left."""
        if self._state.maximised():
            self.showMaximized()
        else:
            self.show()

    def come_forward(self) -> None:
        """Come to the front, also from the task bar."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def remember(self) -> None:
        """Keep the size for the next time."""
        self._state.set_maximised(maximised=self.isMaximized())
        if not self.isMaximized():
            self._state.set_size(self.size())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the size and tell."""
        self.remember()
        self.closing.emit()
        event.accept()
