"""Backups of a vault: a snapshot of it, read back and opened before it counts (vault.md, Health, backup)."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from weavit_desktop.errors import BackupDamaged, MadeByNewerVersion, VaultDamaged
from weavit_desktop.vault import backup_file, blobs, connection, files, migration
from weavit_desktop.vault import header as headers
from weavit_desktop.vault.backup_file import SUFFIX, Manifest, Part, Reason
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.faults import database_faults, disk_faults
from weavit_desktop.vault.header import Header
from weavit_desktop.vault.header_file import read_header
from weavit_desktop.vault.keys import DataKey
from weavit_desktop.vault.repositories import backups
from weavit_desktop.vault.repositories.backups import Contents
from weavit_desktop.vault.room import SPARE_BYTES, bytes_in, require_room
from weavit_desktop.vault.vault import Vault

T = TypeVar("T")

WORKING = ".making-"
_NAME = re.compile(r"(\d{6,})-\d{8}T\d{6}Z" + re.escape(SUFFIX))
_SLICE = 512  # pages between two looks at whether it is still wanted: some 10 ms

# Called with the pages that are copied, and with their total. It may raise.
Tell = Callable[[int, int], object]


def _nobody(_done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read back and opened."""

    path: Path
    manifest: Manifest
    contents: Contents


@dataclass(frozen=True, slots=True)
class Source:
    """An open database with what belongs to it. `run` runs a function outside any transaction."""

    folder: Path
    vault_id: str
    data_key: DataKey
    run: Run


class Run(Protocol):
    """How a function over the connection is run, on whatever thread it belongs to."""

    def __call__(self, function: Callable[[Connection], T]) -> T: ...


def source_of(vault: Vault) -> Source:
    """Return an open vault as the source of a backup."""
    return Source(vault.folder, vault.id, vault.data_key, vault.maintain)


def write_backup(
    source: Source, reason: Reason, at: datetime, *, pinned: bool = False, tell: Tell = _nobody
) -> Backup:
    """Write a backup into the vault's folder of backups. It appears there whole and verified, or not at all.

    `tell` is told how many pages of how many are copied, on whatever thread the database belongs to, and
    again before each of the two parts that follow. What it raises ends the backup. Raises NoRoom,
    VaultDamaged or HeaderDamaged for the vault, and BackupDamaged if the disk did not keep what was written.
    """
    with disk_faults():
        place = source.folder / files.BACKUPS
        _make_folder(place)
        kept = bytes_in(*(source.folder / name for name in (files.DATABASE, files.WAL, files.BLOBS)))
        require_room(place, 2 * kept + SPARE_BYTES)
        with working_folder(place) as working:
            (working / files.HEADER).write_bytes(_header_bytes(source))
            copied = _snapshot(source, working / files.DATABASE, tell)
            tell(copied, copied)
            parts, sources = _parts(working)
            sequence = source.run(lambda db: backups.next_sequence(db, newest_sequence(place)))
            manifest = Manifest(
                source.vault_id, sequence, at.replace(microsecond=0), reason, pinned, tuple(parts)
            )
            made = working / f"made{SUFFIX}"
            backup_file.write_container(made, manifest, sources, source.data_key)
            (working / files.DATABASE).unlink()
            tell(copied, copied)
            contents = verify_backup(made, source.data_key, working).contents
            path = place / f"{sequence:06}-{manifest.made_at:%Y%m%dT%H%M%SZ}{SUFFIX}"
            files.move(made, path)
        return Backup(path, manifest, contents)


def back_up_before_migration(source: Source, steps: int, at: datetime) -> Backup | None:
    """Write a backup that stays for good if the database has not seen all of `steps` yet."""
    version = source.run(lambda db: int(db.execute("PRAGMA user_version").fetchone()[0]))
    if not 0 < version < steps:
        return None
    return write_backup(source, Reason.BEFORE_MIGRATION, at, pinned=True)


def newest_header(folder: Path) -> Header | None:
    """Return the header that the newest whole backup of a vault holds, None if there is no such backup.

    It may be older than the one that was lost, and open with the passphrase of then.
    """
    for path in list_backups(folder / files.BACKUPS):
        with suppress(VaultDamaged, MadeByNewerVersion):
            return headers.decode(header_in(path))
    return None


def header_in(path: Path) -> bytes:
    """Read a container whole and return the bytes of its header. Raises as `read_container` does."""
    kept: list[bytes] = []

    def keep(part: Part, chunks: Iterator[bytes]) -> None:
        if part.name == files.HEADER:
            kept.extend(chunks)

    backup_file.read_container(path, keep)
    return b"".join(kept)


def verify_backup(path: Path, data_key: DataKey, workspace: Path) -> Backup:
    """Read a backup back, open the database in it and check every page. `workspace` lends a folder for it.

    Raises BackupDamaged, MadeByNewerVersion, UsageRefused for a missing file, or NoRoom.
    """
    with disk_faults(), working_folder(workspace) as working:
        container = backup_file.read_container(path, looking_at(working))
        backup_file.authenticate(container, data_key)
        contents = check_unpacked(working, container.manifest.vault_id, data_key)
        return Backup(path, container.manifest, contents)


def check_unpacked(folder: Path, vault_id: str, data_key: DataKey) -> Contents:
    """Check the header and every page of the database that came out of a backup. Raises BackupDamaged."""
    try:
        header = headers.decode((folder / files.HEADER).read_bytes())
        headers.verify(header, data_key)
        if header.vault_id != vault_id:
            raise VaultDamaged("The key file is that of another vault.", fact="vault_id")
        with database_faults():
            db = connection.connect(folder / files.DATABASE, data_key.derive("db"))
            try:
                return _checked(db, vault_id)
            finally:
                db.close()
    except BackupDamaged:
        raise
    except VaultDamaged as error:
        raise BackupDamaged(
            "What this backup holds is damaged. Use another backup.", fact=error.fact
        ) from error


def list_backups(place: Path) -> list[Path]:
    """Return the files in a folder that are named as backups are, the newest first."""
    if not place.is_dir():
        return []
    found = [(int(match[1]), path) for path in place.iterdir() if (match := _NAME.fullmatch(path.name))]
    return [path for _, path in sorted(found, reverse=True)]


def newest_sequence(place: Path) -> int:
    """Return the highest number among the backups in a folder, 0 if there is none."""
    newest = next(iter(list_backups(place)), None)
    return int(newest.name.split("-")[0]) if newest else 0


def unpacking(folder: Path) -> backup_file.Sink:
    """Return a sink that writes every part into a folder, down to the disk."""

    def write(part: Part, chunks: Iterator[bytes]) -> None:
        path = folder / part.name
        path.parent.mkdir(mode=files.PRIVATE_FOLDER, parents=True, exist_ok=True)
        with files.new_private(path) as out:
            out.writelines(chunks)

    return write


@contextmanager
def working_folder(place: Path) -> Iterator[Path]:
    """Lend a private folder that is gone afterwards; what a crash leaves goes when the vault is opened.

    Raises NoRoom.
    """
    with disk_faults():
        working = Path(tempfile.mkdtemp(prefix=WORKING, dir=place))  # 0700
    try:
        yield working
    finally:
        shutil.rmtree(working, ignore_errors=True)


def clear_working_folders(place: Path) -> None:
    """Remove what a crash in the middle of a backup left. Only for who has the vault's lock."""
    for left in place.glob(f"{WORKING}*"):
        shutil.rmtree(left, ignore_errors=True)


def looking_at(working: Path) -> backup_file.Sink:
    """Return a sink that keeps what can be checked, for a moment: nothing of it is brought to the disk."""

    def write(part: Part, chunks: Iterator[bytes]) -> None:
        if part.name in (files.HEADER, files.DATABASE):
            with (working / part.name).open("xb") as out:
                out.writelines(chunks)

    return write


def _make_folder(place: Path) -> None:
    if not place.is_dir():
        place.mkdir(mode=files.PRIVATE_FOLDER)
        files.sync_folder(place.parent)


def _header_bytes(source: Source) -> bytes:
    header = read_header(source.folder)
    headers.verify(header, source.data_key)
    return headers.encode(header)


def _snapshot(source: Source, path: Path, tell: Tell) -> int:
    """Copy one state of the database, from encrypted to encrypted, with SQLite's own backup. Count its pages.

    Nothing else happens on its thread meanwhile: no page changes between two slices. The blobs it refers to
    get a second name beside the copy, so that none goes before it is packed.
    """
    files.create_private(path)

    def copy(db: Connection) -> int:
        target = connection.create_database(path, source.data_key.derive("db"))
        try:
            # It is packed, read back and removed in a moment; a crash leaves nothing that counts.
            target.execute("PRAGMA journal_mode = MEMORY")
            target.execute("PRAGMA synchronous = OFF")
            db.backup(target, pages=_SLICE, progress=lambda _state, left, all_: tell(all_ - left, all_))
            blobs.link_all(db, source.folder, path.parent)
            return int(db.execute("PRAGMA page_count").fetchone()[0])
        finally:
            target.close()

    return source.run(copy)


def _parts(working: Path) -> tuple[list[Part], list[Path]]:
    linked = sorted((working / files.BLOBS).glob("??/*"))
    sources = [working / files.HEADER, working / files.DATABASE, *linked]
    names = [path.relative_to(working).as_posix() for path in sources]
    sizes = [path.stat().st_size for path in sources]
    return [Part(name, size) for name, size in zip(names, sizes, strict=True)], sources


def _checked(db: Connection, vault_id: str) -> Contents:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > len(migration.shipped_steps()):
        raise MadeByNewerVersion(
            "This backup was made by a newer version of Weavit. Install the newest version and try again.",
            fact=f"user_version {version}",
        )
    for check in ("cipher_integrity_check", "integrity_check"):
        findings = [finding for (finding,) in db.execute(f"PRAGMA {check}") if finding != "ok"]
        if findings:
            raise VaultDamaged("The database is damaged.", fact=f"{check}: {findings[0]}")
    row = db.execute("SELECT value FROM meta WHERE key = 'vault_id'").fetchone()
    if row != (vault_id,):
        raise VaultDamaged("The database is that of another vault.", fact="vault_id")
    return backups.contents(db)
