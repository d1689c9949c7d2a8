"""Saving the recovery kit: asks where, writes the page in a task, tells what to do with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from weavit_desktop.composition import Application
from weavit_desktop.models.tasks import Tasks
from weavit_desktop.services.recovery_kit import save_kit
from weavit_desktop.views.kit_card import KitCard
from weavit_desktop.views.telling import words_of

FILE_NAME = "Weavit recovery kit.pdf"
SAVED = "Saved. Print it now, then delete the file and empty the bin: whoever reads it can open the vault."

# Writes the page of a code to a path. Raises UsageRefused and NoRoom.
SaveKit = Callable[[str, Path], None]


def kit_saver(application: Application, vault_folder: Path) -> SaveKit:
    """Return what writes the kit of the vault that is, or will be, in a folder."""

    def save(code: str, path: Path) -> None:
        from weavit_desktop.views.kit_page import recovery_kit_pdf

        made = application.clock().astimezone(ZoneInfo(application.home_zone())).date()
        save_kit(recovery_kit_pdf(code, made), path, vault_folder)

    return save


def offer_saving(card: KitCard, tasks: Tasks, code: str, save: SaveKit) -> None:
    """Let a card's button ask where, write the page there, and tell how it went on the card."""

    def chosen(name: str) -> None:
        path = Path(name)
        card.set_saving(saving=True)
        tasks.run(lambda _progress, _cancelled: save(code, path), lambda _none: card.say(SAVED), failed)

    def failed(error: Exception) -> None:
        card.say(words_of(error), problem=True)

    def ask() -> None:
        dialog = QFileDialog(card.window(), "Save the recovery kit", _where_downloads_go())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(FILE_NAME)
        dialog.fileSelected.connect(chosen)
        dialog.open()

    card.save_asked.connect(ask)


def _where_downloads_go() -> str:
    """Return a folder that no service synchronises by itself, as it does with documents."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
