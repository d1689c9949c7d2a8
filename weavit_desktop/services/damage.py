"""What is damaged, what is lost with it, and which backup brings it back (states.png).

Counts only, never a value. Everything is read from copies; the damaged vault stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from weavit_desktop.errors import VaultDamaged
from weavit_desktop.services.progress import IsCancelled, never, stop_if
from weavit_desktop.vault import backup, belongings, files, quarantine, wreck
from weavit_desktop.vault.belongings import Belongings
from weavit_desktop.vault.faults import DAMAGED, disk_faults
from weavit_desktop.vault.header import Header
from weavit_desktop.vault.keys import DataKey
from weavit_desktop.vault.lock_file import VaultLock
from weavit_desktop.vault.opening import closed_header
from weavit_desktop.vault.vault import Vault

COMMAND = "weavit vault check"

Unlock = Callable[[Header], DataKey]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of what a person would miss. `permissions`: decisions on what the company may see."""

    people: int
    interactions: int
    permissions: int


@dataclass(frozen=True, slots=True)
class WholeBackup:
    """The newest backup that was read back, opened and found whole just now. `made_at` is in UTC.

    `misses`: how much it does not hold of what can still be told of the damaged vault.
    """

    path: Path
    made_at: datetime
    holds: Counts
    misses: Counts


@dataclass(frozen=True, slots=True)
class Damage:
    """A vault that was looked at page by page.

    `pages`: how many there are or should be; `unreadable` of them fail their authentication or are missing.
    `opens` is False if not even the list of tables can be read: then nothing can be salvaged.
    `readable`: what can still be told of, None unless it opens.
    `backup` is None if no backup is whole. `kept` is the copy in quarantine, None if there was no room.
    """

    pages: int
    unreadable: int
    opens: bool
    readable: Counts | None
    backup: WholeBackup | None
    kept: Path | None

    @property
    def sound(self) -> bool:
        """Return whether every page can be read. The tables may still contradict each other."""
        return self.opens and not self.unreadable


def examine_closed(
    folder: Path, unlock: Unlock, *, command: str = COMMAND, cancelled: IsCancelled = never
) -> Damage:
    """Look at the vault of a folder that does not open, or not any more.

    Raises WrongPassphrase, HeaderDamaged, VaultInUse, NoRoom, Cancelled.
    """
    with disk_faults():
        folder = folder.resolve()
        lock = VaultLock(folder, command)
        try:
            header = closed_header(folder)
            return _examined(folder, header.vault_id, unlock(header), cancelled)
        finally:
            lock.release()


def examine_stopped(vault: Vault, *, cancelled: IsCancelled = never) -> Damage:
    """Close a vault in which damage was met, which keeps a copy of it, and look at it."""
    vault.stop(VaultDamaged(DAMAGED))
    vault.close()
    return examine_closed(vault.folder, lambda _: vault.data_key, cancelled=cancelled)


def _examined(folder: Path, vault_id: str, data_key: DataKey, cancelled: IsCancelled) -> Damage:
    backups = folder / files.BACKUPS
    workspace = backups if backups.is_dir() else folder
    with wreck.wreck_of(folder, data_key.derive("db"), workspace) as found:
        stop_if(cancelled)
        held = belongings.readable(found)
        newest = _newest_whole(folder, vault_id, data_key, held, cancelled)
        kept = quarantine.kept_damaged(folder)
        return Damage(
            pages=found.pages.total,
            unreadable=found.pages.unreadable,
            opens=held is not None,
            readable=Counts(*held.counts) if held else None,
            backup=newest,
            kept=kept[-1] if kept else None,
        )


def _newest_whole(
    folder: Path, vault_id: str, data_key: DataKey, held: Belongings | None, cancelled: IsCancelled
) -> WholeBackup | None:
    for path in backup.list_backups(folder / files.BACKUPS):
        stop_if(cancelled)
        found = belongings.of_backup(path, data_key, folder / files.BACKUPS)
        if found is not None and found[0].vault_id == vault_id:
            manifest, has = found
            misses = Counts(*held.beyond(has)) if held else Counts(0, 0, 0)
            return WholeBackup(path, manifest.made_at, Counts(*has.counts), misses)
    return None


def with_key_of(vault: Vault) -> Unlock:
    """Return what opens the header of a vault that was open until it was stopped."""
    return lambda _header: vault.data_key
