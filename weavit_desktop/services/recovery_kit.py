"""The recovery kit as a file on its way to the printer: where it may lie for that moment, and where not."""

from __future__ import annotations

from pathlib import Path

from weavit_desktop.errors import NoRoom, UsageRefused
from weavit_desktop.vault.files import replace_private
from weavit_desktop.vault.places import sync_service


def save_kit(document: bytes, path: Path, vault_folder: Path) -> None:
    """Write a kit where it was asked for, readable for this user alone. An older file there is replaced.

    Raises UsageRefused for a place where the code would lie beside the vault, or would be copied to other
    computers before anybody has printed it; NoRoom if it cannot be written.
    """
    place = path.resolve()
    if place.is_relative_to(vault_folder.resolve()):
        raise UsageRefused(
            "This folder is the vault: a code beside it opens it for whoever copies the folder. "
            "Choose another place, print the page, then delete the file."
        )
    service = sync_service(place)
    if service:
        raise UsageRefused(
            f"{service} copies what lies in this folder to other computers, and keeps it there. "
            "Choose a folder of this computer alone, print the page, then delete the file."
        )
    try:
        replace_private(place, document)
    except OSError as error:
        raise NoRoom(
            "The recovery kit could not be written: the disk is full or the permission is missing. "
            "Choose another place.",
            fact=type(error).__name__,
        ) from error
