"""The system's dialog for files and folders, answered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QWidget


def answer_dialog(window: QWidget, path: Path) -> None:
    """Choose a path in the dialog that a window opened last."""
    dialog = window.findChildren(QFileDialog)[-1]
    dialog.fileSelected.emit(str(path))
    dialog.close()
    window.activateWindow()  # as a desktop does
    QApplication.processEvents()
