"""Opening a vault, step by step in the order that vault.md gives, and what can be told of it while closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from weavit_desktop.clock import Clock, system_clock
from weavit_desktop.errors import HeaderDamaged, VaultDamaged
from weavit_desktop.vault import connection, files, migration, slots, swap
from weavit_desktop.vault.backup import Source, back_up_before_migration, newest_header
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.faults import disk_faults
from weavit_desktop.vault.header import Header
from weavit_desktop.vault.header_file import mend_header, read_header
from weavit_desktop.vault.keys import DataKey
from weavit_desktop.vault.lock_file import VaultLock
from weavit_desktop.vault.places import refuse_unsafe_place
from weavit_desktop.vault.thread import DatabaseThread
from weavit_desktop.vault.vault import Vault

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
    it is migrated, `clock` dating that backup.
    """
    with disk_faults():
        folder = folder.resolve()
        _require_vault(folder)
        refuse_unsafe_place(folder)
        lock = VaultLock(folder, command)
        try:
            swap.settle(folder)
            files.clean_unfinished(folder)
            header = _header(folder)
            data_key = unlock(header)
            mend_header(folder, header)
            database = DatabaseThread(lambda: _open_database(folder, header.vault_id, data_key, clock))
        except BaseException:
            lock.release()
            raise
        return Vault(folder, header.vault_id, data_key, lock, database)


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


def _header(folder: Path) -> Header:
    """Return the header, from its copy or, where both are lost, from the newest whole backup."""
    try:
        return read_header(folder)
    except HeaderDamaged:
        header = newest_header(folder)
        if header is None:
            raise
        return header


def _open_database(folder: Path, vault_id: str, data_key: DataKey, clock: Clock) -> Connection:
    wal = folder / files.WAL
    unclean = wal.exists() and wal.stat().st_size > 0  # closing empties and removes it
    db = connection.connect(folder / files.DATABASE, data_key.derive("db"))
    try:
        _require_same_vault(db, vault_id)
        if unclean:
            _require_sound(db)
        connection.forbid_escapes(db)
        steps = migration.shipped_steps()
        source = Source(folder, vault_id, data_key, lambda function: function(db))
        back_up_before_migration(source, len(steps), clock())
        migration.migrate(db, steps)
    except BaseException:
        db.close()
        raise
    return db


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
            "The vault was not closed properly, and its database is damaged. Keep a copy of its folder, "
            "then restore a backup.",
            fact="quick_check",
        )
