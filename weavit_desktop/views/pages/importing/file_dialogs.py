"""The system's own dialogs for files. They do not block: what was chosen comes to a function."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class FileDialogs(Protocol):
    """Ways to ask for files. Where nothing is chosen, nothing is called."""

    def ask_for_files(self, parent: QWidget, chosen: Callable[[list[Path]], object]) -> None:
        """Ask for any number of files to read."""

    def ask_for_folder(self, parent: QWidget, chosen: Callable[[list[Path]], object]) -> None:
        """Ask for one folder to read."""

    def ask_for_place(self, parent: QWidget, name: str, chosen: Callable[[Path], object]) -> None:
        """Ask where to write a file; `name` is proposed."""


class SystemFileDialogs:
    """The dialogs of the desktop, or Qt's where it has none."""

    def ask_for_files(self, parent: QWidget, chosen: Callable[[list[Path]], object]) -> None:
        """Ask for any number of files to read."""
        dialog = _dialog(parent, "Choose files to import", QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            ["What can be read (*.vcf *.vcard *.zip *.csv *.tsv *.ics *.mbox *.eml *.json)", "All files (*)"]
        )
        dialog.filesSelected.connect(lambda paths: chosen([Path(path) for path in paths]))
        dialog.open()

    def ask_for_folder(self, parent: QWidget, chosen: Callable[[list[Path]], object]) -> None:
        """Ask for one folder to read."""
        dialog = _dialog(parent, "Choose a folder to import", QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.filesSelected.connect(lambda paths: chosen([Path(path) for path in paths]))
        dialog.open()

    def ask_for_place(self, parent: QWidget, name: str, chosen: Callable[[Path], object]) -> None:
        """Ask where to write a file; `name` is proposed."""
        dialog = _dialog(parent, "Save the report", QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.open()


def _dialog(parent: QWidget, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
    dialog = QFileDialog(parent.window(), title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(mode)
    return dialog
