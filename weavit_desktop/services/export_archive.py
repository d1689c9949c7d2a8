"""The portable archive out of a vault: everything, in one state of the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from weavit_desktop.errors import BlobDamaged
from weavit_desktop.exporting.archive_file import ArchiveFile, file_name, photo_name
from weavit_desktop.services.identifiers import SUPPRESSION_LABEL
from weavit_desktop.services.progress import IsCancelled, Progress, Step, stop_if
from weavit_desktop.vault import blobs
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import archive, identity
from weavit_desktop.vault.repositories import blobs as kept_blobs
from weavit_desktop.vault.vault import Vault

TABLES: Final = (
    "sources",
    "problems",
    "organisations",
    "interactions",
    "lists",
    "not_same",
    "identity",
    "mappings",
    "permissions",
)
_STEP: Final = 200


@dataclass(frozen=True, slots=True)
class _Blobs:
    """Where blobs are read from, and where they go."""

    folder: Path
    vault_id: str
    out: ArchiveFile
    damaged: Counter[str] = field(default_factory=Counter)

    def add(self, db: Connection, blob_id: int, name: str = "") -> str | None:
        """Write a blob as a part, under a name or that of a picture; return it, None if it is damaged."""
        kept = kept_blobs.of_id(db, blob_id)
        try:
            data = blobs.read(self.folder, self.vault_id, kept) if kept else b""
        except BlobDamaged:
            data = b""
        if kept is None or not data:
            self.damaged["pictures and files that are damaged"] += 1
            return None
        name = name or photo_name(data, kept.media_type)
        if not self.out.holds(name):
            self.out.add_file(name, data)
        return name


def write_archive(
    vault: Vault, stream: BinaryIO, facts: dict[str, Any], progress: Progress, cancelled: IsCancelled
) -> tuple[int, Counter[str]]:
    """Write the archive; return how many people are in it, and what had to be left out. Raises Cancelled."""

    key = vault.derive(SUPPRESSION_LABEL)

    def write(db: Connection) -> tuple[int, Counter[str]]:
        with ArchiveFile(stream) as out:
            found = _Blobs(vault.folder, vault.id, out)
            # The pictures of a person become parts of their own, and no two parts can be open at once.
            photos = _write_blobs(db, found, cancelled)
            count = out.add_lines("people.jsonl", _people(db, photos, progress, cancelled))
            for name in TABLES:
                out.add_lines(f"{name}.jsonl", _stoppable(archive.table(db, name), cancelled))
            out.add_lines("suppressed.jsonl", _stoppable(archive.marks(db, key), cancelled))
            out.finish({**facts, "home_zone": identity.home_zone(db), "people": count})
        return count, found.damaged

    return vault.read(write)


def _write_blobs(db: Connection, found: _Blobs, cancelled: IsCancelled) -> dict[int | str, str | None]:
    """Write pictures and files; return their parts, by the id of the picture's blob or of the file."""
    names: dict[int | str, str | None] = {}
    for blob_id in archive.photo_blobs(db):
        stop_if(cancelled)
        names[blob_id] = found.add(db, blob_id)
    for uid, blob_id in archive.attachments(db):
        stop_if(cancelled)
        names[uid] = found.add(db, blob_id, file_name(uid))
    return names


def _people(
    db: Connection, parts: dict[int | str, str | None], progress: Progress, cancelled: IsCancelled
) -> Iterator[dict[str, Any]]:
    everyone = archive.everyone(db)
    for number, (person_id, _) in enumerate(everyone):
        if number % _STEP == 0:
            stop_if(cancelled)
            progress(Step("export", number, len(everyone)))
        person = archive.person(db, person_id)
        for card in person["cards"]:
            card["photo"] = parts.get(card["photo"])
        person["files"] = [{**one, "path": parts.get(one["id"])} for one in person["files"]]
        yield person


def _stoppable(rows: Iterator[dict[str, Any]], cancelled: IsCancelled) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows):
        if number % _STEP == 0:
            stop_if(cancelled)
        yield row
