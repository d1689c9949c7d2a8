"""A new vault out of what can still be read of a damaged one, which is never touched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from weavit_core.fields import instant_text
from weavit_desktop.domain.counting import many
from weavit_desktop.errors import BlobDamaged, UsageRefused, VaultDamaged
from weavit_desktop.vault import blobs, connection, files, migration, wreck
from weavit_desktop.vault import header as headers
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.faults import database_faults, disk_faults
from weavit_desktop.vault.header import Header
from weavit_desktop.vault.keys import DataKey
from weavit_desktop.vault.lock_file import VaultLock
from weavit_desktop.vault.places import refuse_unsafe_place
from weavit_desktop.vault.quarantine import copy_readable
from weavit_desktop.vault.references import mend_references
from weavit_desktop.vault.repositories import blobs as blob_rows
from weavit_desktop.vault.repositories import hub
from weavit_desktop.vault.rescue import Rescue, Row, Table, tables_of
from weavit_desktop.vault.room import SPARE_BYTES, bytes_in, require_room
from weavit_desktop.vault.wreck import Pages, Wreck

# What is computed from the rest is computed anew; what was staged was of an import that has not ended.
_NOT_READ = frozenset({"identifier", "organisation_domain", "day_bucket", "score"})
_STAGED = "staged_"
_COPIES = 3  # of the database: the one that is read, the new one, and its log
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class SalvagedTable:
    """`lost` rows could not be read, at most so many unless `exact`; None if nobody knows how many.

    Of those that were read, `dropped` had lost what they belonged to; `revived` ones stand for lost ones.
    """

    name: str
    read: int
    lost: int | None
    exact: bool
    dropped: int = 0
    revived: int = 0


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came of it, by table; `blobs_lost` are pictures and files that are missing or damaged."""

    pages: Pages
    tables: tuple[SalvagedTable, ...]
    blobs_read: int
    blobs_lost: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What a salvage needs besides keys: the time, new opaque ids, and the zone if the vault's is lost."""

    at: datetime
    new_uid: Callable[[], str]
    home_zone: str
    tell: Callable[[int, int], object]


def salvage_into(out: Path, folder: Path, header: Header, data_key: DataKey, terms: Terms) -> Salvaged:
    """Build a vault in the new or empty folder `out`, under the same keys. On failure nothing stays there.

    It is the same vault: passphrase, code and keychain open it, and the hub knows its device. Publishing
    waits, as after a restore. Raises UsageRefused, NoRoom, or VaultDamaged if nothing can be read.
    """
    with disk_faults():
        folder, out = folder.resolve(), out.resolve()
        _require_free(out, folder)
        refuse_unsafe_place(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))  # 0700
        try:
            salvaged = _build(building, folder, header, data_key, terms)
            if out.exists():
                out.rmdir()  # empty; Windows moves nothing onto an existing folder
            files.move(building, out)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        return salvaged


@contextmanager
def kept_from_others(folder: Path, command: str) -> Iterator[None]:
    """Hold the lock of a damaged vault, unless its disk does not even take a lock. Raises VaultInUse."""
    lock = None
    with suppress(OSError):
        lock = VaultLock(folder, command)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _require_free(out: Path, folder: Path) -> None:
    if out.is_relative_to(folder):
        raise UsageRefused("The new vault cannot lie inside the damaged one. Choose another folder.")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageRefused("The folder for the new vault is not empty. Choose a new or an empty folder.")


def _build(building: Path, folder: Path, header: Header, data_key: DataKey, terms: Terms) -> Salvaged:
    database = bytes_in(folder / files.DATABASE, folder / files.WAL)
    require_room(building, _COPIES * database + bytes_in(folder / files.BLOBS) + SPARE_BYTES)
    for name in (files.HEADER, files.HEADER_COPY):
        files.create_private(building / name, headers.encode(header))
    files.create_private(building / files.DATABASE)
    key = data_key.derive("db")
    with wreck.wreck_of(folder, key, building) as found, database_faults():
        if not wreck.opens(found):
            raise VaultDamaged(
                "Nothing of this vault's database can be read: its beginning is damaged. Restore a backup.",
                fact=f"{found.pages.unreadable} of {many(found.pages.total, 'page')}",
            )
        db = connection.create_database(building / files.DATABASE, key)
        rescue = Rescue(found)
        try:
            tables = _fill(db, rescue, header.vault_id, terms)
            read, lost = _copy_blobs(db, folder, building, header.vault_id)
        finally:
            rescue.close()
            db.close()
    return Salvaged(found.pages, tables, read, lost)


def _fill(db: Connection, rescue: Rescue, vault_id: str, terms: Terms) -> tuple[SalvagedTable, ...]:
    connection.forbid_escapes(db)
    steps = migration.shipped_steps()
    migration.migrate(db, steps[: _version(rescue.wreck, len(steps))])
    db.execute("PRAGMA foreign_keys = OFF")  # rows come in the order of their tables
    tables = tables_of(db, _names(db))
    counts = []
    for done, table in enumerate(tables):
        terms.tell(done, len(tables))
        counts.append(_copy_table(db, rescue, table))
    by_name = {table.name: table for table in tables}
    db.execute("BEGIN IMMEDIATE")
    links, _ = rescue.known(by_name["link"], ("card_id", "person_id"))
    people, _ = rescue.known(by_name["person"], ("id", "uid"))
    mended = mend_references(db, links, people, terms.new_uid, instant_text(terms.at))
    _restate(db, vault_id, terms)
    db.execute("COMMIT")
    db.execute("PRAGMA foreign_keys = ON")
    migration.migrate(db, steps)
    return tuple(
        replace(one, dropped=mended.dropped.get(one.name, 0), revived=mended.revived.get(one.name, 0))
        for one in counts
    )


def _version(found: Wreck, known: int) -> int:
    with wreck.opened(found.path, found.key) as db:
        (version,) = db.execute("PRAGMA user_version").fetchone()
    if not 0 < version <= known:
        raise VaultDamaged(
            "The vault's database was made by a newer version of Weavit, or its beginning is damaged. "
            "Install the newest version and try again.",
            fact=f"user_version {version}",
        )
    return int(version)


def _names(db: Connection) -> Sequence[str]:
    rows = db.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY 1"
    )
    return [name for (name,) in rows if not name.startswith(("sqlite_", _STAGED)) and name not in _NOT_READ]


def _copy_table(db: Connection, rescue: Rescue, table: Table) -> SalvagedTable:
    places = ", ".join("?" * len(table.columns))
    sql = f"INSERT OR IGNORE INTO {table.name} ({', '.join(table.columns)}) VALUES ({places})"  # noqa: S608
    batch: list[Row] = []

    def take(row: Row) -> None:
        batch.append(row)
        if len(batch) == _BATCH:
            db.executemany(sql, batch)  # what comes twice is kept once
            batch.clear()

    db.execute("BEGIN IMMEDIATE")
    outcome = rescue.read(table, take)
    db.executemany(sql, batch)
    db.execute("COMMIT")
    (count,) = db.execute(f"SELECT count(*) FROM {table.name}").fetchone()  # noqa: S608
    return SalvagedTable(table.name, count, outcome.lost, outcome.exact)


def _restate(db: Connection, vault_id: str, terms: Terms) -> None:
    """Say again what a vault cannot be opened without, and let publishing wait."""
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('vault_id', ?)", (vault_id,))
    otherwise = (("home_zone", terms.home_zone), ("created_at", instant_text(terms.at)))
    db.executemany("INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)", otherwise)
    hub.suspend(db, hub.RESTORED)


def _copy_blobs(db: Connection, folder: Path, building: Path, vault_id: str) -> tuple[int, int]:
    """Copy the pictures and files that the new vault knows of. Return how many are whole, how many not."""
    read = lost = 0
    for kept in blob_rows.everything(db):
        source, target = blobs.path_of(folder, kept.name), blobs.path_of(building, kept.name)
        if source.is_file():
            target.parent.mkdir(mode=files.PRIVATE_FOLDER, parents=True, exist_ok=True)
            copy_readable(source, target)
        try:
            blobs.read(building, vault_id, kept)
            read += 1
        except BlobDamaged:
            lost += 1
    return read, lost
