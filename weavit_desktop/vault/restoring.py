"""A backup back into a folder: unpacked and checked beside the old vault, then put in its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from weavit_desktop.errors import HeaderDamaged, NoRoom, UsageRefused, VaultDamaged
from weavit_desktop.vault import backup_file, connection, files, swap
from weavit_desktop.vault import header as headers
from weavit_desktop.vault.backup import (
    Run,
    Source,
    check_unpacked,
    unpacking,
    working_folder,
    write_backup,
)
from weavit_desktop.vault.backup_file import Manifest, Reason
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.faults import database_faults, disk_faults
from weavit_desktop.vault.header import Header
from weavit_desktop.vault.header_file import read_header
from weavit_desktop.vault.keys import DataKey
from weavit_desktop.vault.lock_file import VaultLock
from weavit_desktop.vault.places import refuse_unsafe_place
from weavit_desktop.vault.repositories import backups, hub
from weavit_desktop.vault.repositories.backups import Contents
from weavit_desktop.vault.room import SPARE_BYTES, bytes_in, require_room

T = TypeVar("T")

_OURS = frozenset(
    {
        files.HEADER,
        files.HEADER_COPY,
        files.DATABASE,
        files.LOCK,
        files.BACKUPS,
        files.QUARANTINE,
        swap.RESTORING,
    }
)


@dataclass(frozen=True, slots=True)
class Ready:
    """A backup that is unpacked and checked, not yet the vault.

    `present` is what the vault in the folder holds now, None if there is none that can be read.
    """

    folder: Path
    manifest: Manifest
    contents: Contents
    present: Contents | None
    data_key: DataKey

    def put_in_place(self, at: datetime) -> Path | None:
        """Make it the vault of the folder. Return where the files of the old one lie, None without one.

        A vault that can still be read is backed up first.
        """
        with disk_faults():
            if self.present is not None:
                _back_up(self.folder, self.manifest.vault_id, self.data_key, at)
            name = swap.free_name(self.folder, f"{at:%Y%m%dT%H%M%SZ}")
            swap.decide(self.folder, name)
            swap.settle(self.folder)
            quarantine = self.folder / files.QUARANTINE / name
            if any(quarantine.iterdir()):
                return quarantine
            quarantine.rmdir()
            return None


@contextmanager
def restoring(
    folder: Path, backup: Path, unlock: Callable[[Header], DataKey], *, command: str
) -> Iterator[Ready]:
    """Unpack a backup beside the vault of a folder, check it, and lend it; what is not put in place goes.

    `unlock` opens the backup's header, with the passphrase or the code of then. The folder may be new,
    empty or a vault of the same id. Raises BackupDamaged, MadeByNewerVersion, WrongPassphrase,
    VaultInUse, NoRoom, UsageRefused.
    """
    with disk_faults():
        folder, backup = folder.resolve(), backup.resolve()
        refuse_unsafe_place(folder)
        manifest = backup_file.read_manifest(backup)
        new = not folder.exists()
        _require_fit(folder, manifest.vault_id)
        folder.mkdir(mode=files.PRIVATE_FOLDER, parents=True, exist_ok=True)
        lock = VaultLock(folder, command)
        try:
            swap.settle(folder)
            yield _prepared(folder, backup, unlock)
        finally:
            shutil.rmtree(folder / swap.RESTORING, ignore_errors=True)
            lock.release()
            if new and not (folder / files.DATABASE).exists() and not swap.is_decided(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _prepared(folder: Path, backup: Path, unlock: Callable[[Header], DataKey]) -> Ready:
    replaced = bytes_in(folder / files.DATABASE, folder / files.WAL)
    require_room(folder, backup.stat().st_size + replaced + SPARE_BYTES)
    place = folder / swap.RESTORING
    place.mkdir(mode=files.PRIVATE_FOLDER)
    (place / files.BLOBS).mkdir(mode=files.PRIVATE_FOLDER)
    container = backup_file.read_container(backup, unpacking(place))
    header_bytes = (place / files.HEADER).read_bytes()
    data_key = unlock(headers.decode(header_bytes))
    backup_file.authenticate(container, data_key)
    contents = check_unpacked(place, container.manifest.vault_id, data_key)
    _pause_publishing(place, data_key)
    files.create_private(place / files.HEADER_COPY, header_bytes)
    present = _present(folder, data_key)
    return Ready(folder, container.manifest, contents, present, data_key)


def _pause_publishing(place: Path, data_key: DataKey) -> None:
    """Let nothing be published by what a backup remembers: somebody may have been taken back since."""
    with database_faults():
        db = connection.connect(place / files.DATABASE, data_key.derive("db"))
        try:
            hub.suspend(db, hub.RESTORED)
        finally:
            db.close()


def _require_fit(folder: Path, vault_id: str) -> None:
    if not folder.exists():
        return
    names = {path.name for path in folder.iterdir()}
    if names and not names & _OURS:
        raise UsageRefused("The folder is neither empty nor a vault. Choose a new, empty folder for it.")
    try:
        present = read_header(folder).vault_id
    except HeaderDamaged:
        return
    if present != vault_id:
        raise UsageRefused(
            "The backup is of another vault than the one in this folder. Choose a new, empty folder for it."
        )


def _present(folder: Path, data_key: DataKey) -> Contents | None:
    """Count the vault that is to be replaced; None if it cannot be read with the same key."""
    with suppress(VaultDamaged), _database(folder, data_key) as run:
        return run(backups.contents)
    return None


def _back_up(folder: Path, vault_id: str, data_key: DataKey, at: datetime) -> None:
    # A vault that needs restoring may not bear a backup. All of it goes to the quarantine anyway.
    with suppress(VaultDamaged, NoRoom), _database(folder, data_key) as run:
        write_backup(Source(folder, vault_id, data_key, run), Reason.BEFORE_RESTORE, at)


@contextmanager
def _database(folder: Path, data_key: DataKey) -> Iterator[Run]:
    """Lend a connection to a copy of the old database: opening it can empty its write-ahead log."""
    with working_folder(folder / swap.RESTORING) as working:
        for name in (files.DATABASE, files.WAL):
            if (folder / name).exists():
                shutil.copyfile(folder / name, working / name)
        with database_faults():
            db = connection.connect(working / files.DATABASE, data_key.derive("db"))

        def run(function: Callable[[Connection], T]) -> T:
            with database_faults():
                return function(db)

        try:
            yield run
        finally:
            db.close()
