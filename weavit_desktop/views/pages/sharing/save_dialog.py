"""Asking where to save. The system's dialog does not block: what was chosen comes to a function."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

AskForPlace = Callable[[QWidget, str, Callable[[Path], object]], object]


def ask_for_place(parent: QWidget, name: str, chosen: Callable[[Path], object]) -> None:
    """Ask where to write a file; `name` is proposed. Where nothing is chosen, nothing is called."""
    dialog = QFileDialog(parent.window(), "Save the bytes")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(name.rpartition(".")[2])
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()
