"""The Qt application of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Program(QApplication):
    """`files_came` carries what macOS has this program open: others start a second one instead."""

    files_came = Signal(list)

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._files: list[Path] = []

    def event(self, event: QEvent) -> bool:
        """Take files. Each comes in an event of its own: those that come together are told together."""
        if not isinstance(event, QFileOpenEvent) or not event.url().isLocalFile():
            return super().event(event)
        if not self._files:
            QTimer.singleShot(0, self, self._tell)
        self._files.append(Path(event.url().toLocalFile()))
        return True

    def _tell(self) -> None:
        files, self._files = self._files, []
        self.files_came.emit(files)
