"""Files that the holder of the vault keeps with a person: a contract, a photograph, a menu."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Final

from weavit_desktop.errors import InputRefused, NoRoom, UsageRefused
from weavit_desktop.services.people import NOBODY
from weavit_desktop.services.work import Work
from weavit_desktop.vault import blobs
from weavit_desktop.vault.blobs import NewBlob
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import attachments, deletion, people
from weavit_desktop.vault.repositories.attachments import Attachment
from weavit_desktop.vault.vault import Vault

MOST_NAME: Final = 200  # letters; more than any system allows in a folder

_PURPOSE: Final = "file"
_MEGABYTE: Final = 1024 * 1024
_NO_SUCH_FILE: Final = "This person has no such file. `weavit files PERSON` lists what there is."


def attach_file(vault: Vault, work: Work, person: str, path: Path) -> str:
    """Keep a copy of a file with a person, as it is; return the id it gets.

    Raises UsageRefused for an unknown person or no file, InputRefused for one that is too large or cannot
    be read, NoRoom.
    """
    data = _content(path)
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    place = blobs.place_of(vault)

    def write(db: Connection) -> str:
        person_id = _id_of(db, person)
        (blob_id,) = blobs.keep(db, place, [NewBlob(_PURPOSE, media_type, data)])
        uid = work.new_uid()
        attachments.add(db, uid, person_id, blob_id, path.name[:MOST_NAME], work.now)
        return uid

    return vault.write(write)


def files_of(vault: Vault, person: str) -> list[Attachment]:
    """Return the files of a person, the oldest first. Raises UsageRefused for an unknown person."""
    return vault.read(lambda db: attachments.of_person(db, _id_of(db, person)))


def save_file(vault: Vault, person: str, file: str, path: Path) -> None:
    """Write a file of a person to a new path: in the clear, outside of the vault.

    Raises UsageRefused for an unknown person or file, or a path that exists, BlobDamaged, NoRoom.
    """
    wanted = next((one for one in files_of(vault, person) if one.uid == file), None)
    if wanted is None:
        raise UsageRefused(_NO_SUCH_FILE)
    data = blobs.load(vault, wanted.blob_id)
    try:
        with path.open("xb") as out:
            out.write(data)
    except FileExistsError as error:
        raise UsageRefused("There is a file of this name already. Choose another name.") from error
    except OSError as error:
        raise NoRoom(
            "The file could not be written there. The vault keeps it. Choose another folder and try again.",
            fact=type(error).__name__,
        ) from error


def remove_file(vault: Vault, person: str, file: str) -> None:
    """Take a file from a person. Nothing of it stays in the vault. Raises UsageRefused."""

    def write(db: Connection) -> None:
        if not attachments.remove(db, _id_of(db, person), file):
            raise UsageRefused(_NO_SUCH_FILE)

    vault.write(write)
    vault.maintain(deletion.empty_log)


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise UsageRefused("There is no such file. Check the path.")
        with path.open("rb") as file:
            data = file.read(blobs.MOST_BYTES + 1)
    except OSError as error:
        raise InputRefused("The file cannot be read.", fact=type(error).__name__) from error
    if len(data) > blobs.MOST_BYTES:
        raise InputRefused(
            f"The file is larger than {blobs.MOST_BYTES // _MEGABYTE} MB, the most that is kept with a "
            "person. Keep it elsewhere, or a smaller copy of it here."
        )
    return data


def _id_of(db: Connection, uid: str) -> int:
    person_id = people.id_of(db, uid)
    if person_id is None:
        raise UsageRefused(NOBODY)
    return person_id
