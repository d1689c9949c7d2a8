"""An open vault, as the services see it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self, TypeVar

from weavit_desktop.clock import Clock
from weavit_desktop.errors import NoRoom, VaultDamaged
from weavit_desktop.vault import ballast, quarantine
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.keys import DataKey
from weavit_desktop.vault.lock_file import VaultLock
from weavit_desktop.vault.repositories import kept_keys
from weavit_desktop.vault.thread import DatabaseThread

T = TypeVar("T")

_OWN_LABELS = frozenset({"db", "header-mac", "recovery-kek", "device-kek"})


class Vault:
    """An open vault: functions over its connection go in, their results come out. Close it after use.

    `read`, `write` and `maintain` may be called from any thread but from inside such a function; they raise
    what the function raises, and VaultDamaged or NoRoom for what the disk does. At the first damage the
    vault stops: it answers `examine` and nothing else, and closing it keeps a copy of its files as they are.
    """

    def __init__(
        self,
        folder: Path,
        vault_id: str,
        data_key: DataKey,
        lock: VaultLock,
        database: DatabaseThread,
        clock: Clock,
    ) -> None:
        self.folder = folder
        self.id = vault_id
        self.data_key = data_key  # for the modules of this room; others ask derive()
        self._lock = lock
        self._database = database
        self._clock = clock
        self._open = True

    def read(self, function: Callable[[Connection], T]) -> T:
        """Return what a function sees in one state of the database. RuntimeError if it writes."""
        return self._database.read(function)

    def write(self, function: Callable[[Connection], T]) -> T:
        """Run a function in one transaction: all of it happens, or, if it raises, nothing.

        When there is no room, the room that was set aside for this is given back.
        """
        try:
            return self._database.write(function)
        except NoRoom as error:
            if not ballast.give_back(self.folder, error):
                raise
            raise NoRoom(
                f"{error} Weavit has just given back the {ballast.BYTES >> 20} MB that it keeps for this: "
                "deleting and exporting work again.",
                fact=error.fact,
            ) from error

    def maintain(self, function: Callable[[Connection], T]) -> T:
        """Run a function outside any transaction, as checkpoints and integrity checks need it."""
        return self._database.run(function)

    def examine(self, function: Callable[[Connection], T]) -> T:
        """Run a function that only looks, outside any transaction, also when the vault has stopped."""
        return self._database.examine(function)

    @property
    def damaged(self) -> bool:
        """Return whether the vault has stopped for damage."""
        return self._database.damaged

    def stop(self, damage: VaultDamaged) -> None:
        """Let nothing be read or written any more, as a check found damage."""
        self._database.stop(damage)

    def derive(self, label: str) -> bytes:
        """Return a key of 32 bytes for one purpose, always the same for this vault and label."""
        if label in _OWN_LABELS:
            raise ValueError(f"{label} is the vault's own")
        kept = self.read(lambda db: kept_keys.find(db, label))  # of before a rotation
        return kept or self.data_key.derive(label)

    def close(self) -> None:
        """Close the database and let go of the lock. A second call does nothing."""
        if not self._open:
            return
        self._open = False
        try:
            self._keep_if_damaged()
            self._database.close()
        finally:
            self._lock.release()

    def _keep_if_damaged(self) -> None:
        # Before closing, which lets SQLite write what it still has. Opening the file drops SQLite's own
        # locks on it, but nothing is written any more, and the vault's lock keeps everybody else away.
        if self.damaged:
            with suppress(NoRoom):
                quarantine.keep_damaged(self.folder, self._clock())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
