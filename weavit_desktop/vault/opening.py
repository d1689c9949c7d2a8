"""Opening a vault, step by step in the order that vault.md gives, and what can be told of it while closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from weavit_desktop.clock import Clock, system_clock
from weavit_desktop.errors import HeaderDamaged, NoRoom, VaultDamaged
from weavit_desktop.vault import (
    ballast,
    blobs,
    connection,
    files,
    migration,
    quarantine,
    slots,
    swap,
)
from weavit_desktop.vault.backup import Source, back_up_before_migration, newest_header
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.faults import disk_faults, is_damage
from weavit_desktop.vault.header import Header
from weavit_desktop.vault.header_file import mend_header, read_header
from weavit_desktop.vault.keys import DataKey
from weavit_desktop.vault.lock_file import VaultLock
from weavit_desktop.vault.places import refuse_unsafe_place
from weavit_desktop.vault.repositories import staging
from weavit_desktop.vault.thread import DatabaseThread
from weavit_desktop.vault.vault import Vault
from weavit_desktop.vault.write_ahead_log import read_log, require_read

Unlock = Callable[[Header], DataKey]


@dataclass(frozen=True, slots=True)
class VaultDescription:
    """What a vault tells without its passphrase. Sizes in bytes."""

    id: str
    folder: Path
    version: int
    generation: int
    slots: tuple[str, ...]
    database_bytes: int


def open_vault(folder: Path, passphrase: str, *, command: str, clock: Clock = system_clock) -> Vault:
    """Open a vault in the name of a command such as 'weavit import'.

    Raises VaultInUse, WrongPassphrase, HeaderDamaged, VaultDamaged, MadeByNewerVersion, NoRoom, or
    UsageRefused for a network or synchronised folder. Nothing is created where there is no vault.
    """
    return open_unlocked(
        folder, command, lambda header: slots.unlock_with_passphrase(header, passphrase), clock
    )


def open_with_recovery_code(folder: Path, code: str, *, command: str, clock: Clock = system_clock) -> Vault:
    """Open a vault as `open_vault` does, with the recovery code instead of the passphrase."""
    return open_unlocked(folder, command, lambda header: slots.unlock_with_recovery_code(header, code), clock)


def open_unlocked(folder: Path, command: str, unlock: Unlock, clock: Clock = system_clock) -> Vault:
    """Open a vault with the data key that `unlock` gets out of its header.

    A restore that was interrupted is finished first; a database of an older schema is backed up before
    it is migrated, `clock` dating that backup. A disk without any room gets back what was set aside; a
    database found damaged is copied to the quarantine first.
    """
    try:
        return _open(folder, command, unlock, clock)
    except NoRoom as error:
        if not ballast.give_back(folder, error):
            raise
    return _open(folder, command, unlock, clock)


def _open(folder: Path, command: str, unlock: Unlock, clock: Clock) -> Vault:
    with disk_faults():
        folder = folder.resolve()
        _require_vault(folder)
        refuse_unsafe_place(folder)
        lock = VaultLock(folder, command)
        try:
            swap.settle(folder)
            files.clean_unfinished(folder)
            quarantine.clear_unfinished(folder)
            header = closed_header(folder)
            data_key = unlock(header)
            mend_header(folder, header)
            database = DatabaseThread(
                lambda: _open_database(folder, header.vault_id, data_key, clock, crashed=lock.left_held),
                after_write=lambda db: blobs.remove_dropped(db, folder),
            )
        except BaseException:
            lock.release()
            raise
        ballast.lay(folder)
        return Vault(folder, header.vault_id, data_key, lock, database, clock)


def is_vault(folder: Path) -> bool:
    """Return whether there is a vault in a folder, in whatever state."""
    names = (files.HEADER, files.HEADER_COPY, files.DATABASE)
    return any((folder / name).exists() for name in names) or swap.is_decided(folder)


def describe_vault(folder: Path) -> VaultDescription:
    """Tell what can be told without a passphrase, also while the vault is in use.

    Raises VaultDamaged, HeaderDamaged or MadeByNewerVersion. Only looks at sizes: opening the
    database file a second time would drop SQLite's locks on it.
    """
    with disk_faults():
        folder = folder.resolve()
        _require_vault(folder)
        header = read_header(folder)
        database = [folder / name for name in (files.DATABASE, files.WAL)]
        return VaultDescription(
            id=header.vault_id,
            folder=folder,
            version=header.v,
            generation=header.generation,
            slots=tuple(slot.kind for slot in header.slots),
            database_bytes=sum(path.stat().st_size for path in database if path.exists()),
        )


def _require_vault(folder: Path) -> None:
    if folder.is_file():
        raise VaultDamaged("This is a file, not a vault. A vault is a folder with a vault.key in it.")
    if not is_vault(folder):
        raise VaultDamaged(
            "There is no vault in this folder. Check the path, or create a vault with `weavit vault create`."
        )


def closed_header(folder: Path) -> Header:
    """Return the header of a vault, from its copy or, where both are lost, from the newest whole backup."""
    try:
        return read_header(folder)
    except HeaderDamaged:
        header = newest_header(folder)
        if header is None:
            raise
        return header


def _open_database(
    folder: Path, vault_id: str, data_key: DataKey, clock: Clock, *, crashed: bool
) -> Connection:
    wal = folder / files.WAL
    unclean = wal.exists() and wal.stat().st_size > 0  # closing empties and removes it
    log = read_log(wal)
    with _kept_if_damaged(folder, clock):
        db = connection.connect(folder / files.DATABASE, data_key.derive("db"))
    try:
        with _kept_if_damaged(folder, clock):
            require_read(db, log)
            _require_same_vault(db, vault_id)
            if unclean:
                _require_sound(db)
            connection.forbid_escapes(db)
            steps = migration.shipped_steps()
            source = Source(folder, vault_id, data_key, lambda function: function(db))
            back_up_before_migration(source, len(steps), clock())
            migration.migrate(db, steps)
            if unclean:
                with suppress(dbapi2.OperationalError):  # on a full disk it waits for the next time
                    staging.clear(db)  # what a killed import left: whoever is in it may be deleted meanwhile
            with suppress(dbapi2.OperationalError):  # nor does this hurry
                blobs.remove_dropped(db, folder)
            if crashed:
                blobs.sweep(db, folder)
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def _kept_if_damaged(folder: Path, clock: Clock) -> Iterator[None]:
    """Copy a database that turns out damaged, before closing it lets SQLite write what it still has."""
    try:
        yield
    except (VaultDamaged, dbapi2.Error) as error:
        if is_damage(error):
            with suppress(NoRoom):
                quarantine.keep_damaged(folder, clock())
        raise


def _require_same_vault(db: Connection, vault_id: str) -> None:
    (known,) = db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'").fetchone()
    row = db.execute("SELECT value FROM meta WHERE key = 'vault_id'").fetchone() if known else None
    if row != (vault_id,):
        raise VaultDamaged(
            "The vault's key file and its database do not belong together. Restore a backup of the vault."
        )


def _require_sound(db: Connection) -> None:
    if db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise VaultDamaged(
            "The vault was not closed properly, and its database is damaged. `weavit vault check --deep` "
            "tells what is lost; then restore a backup.",
            fact="quick_check",
        )
