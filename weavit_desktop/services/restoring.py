"""Restoring a backup: what is there now is kept, and much of it goes only if the person says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from weavit_desktop.clock import Clock
from weavit_desktop.services.progress import IsCancelled, never, stop_if
from weavit_desktop.services.shrink_guard import require_confirmed
from weavit_desktop.vault import restoring, slots
from weavit_desktop.vault.backup_file import Manifest
from weavit_desktop.vault.header import Header
from weavit_desktop.vault.keys import DataKey
from weavit_desktop.vault.repositories.backups import Contents

COMMAND = "weavit vault restore"  # what other programs are told has the vault

Unlock = Callable[[Header], DataKey]


@dataclass(frozen=True, slots=True)
class Restored:
    """What a vault holds after it was restored. `quarantine` has the files of the old one."""

    folder: Path
    manifest: Manifest
    contents: Contents
    quarantine: Path | None


@dataclass(frozen=True, slots=True)
class Look:
    """What a backup holds, read and checked whole. `present` is what the vault holds now, None if unknown."""

    manifest: Manifest
    contents: Contents
    present: Contents | None


def look_into(backup: Path, folder: Path, unlock: Unlock, cancelled: IsCancelled = never) -> Look:
    """Read a backup as `restore` does, beside the vault that it would replace. Nothing is changed.

    Raises Cancelled, and what `vault.restoring` raises.
    """
    with restoring.restoring(folder, backup, unlock, command=COMMAND) as ready:
        stop_if(cancelled)
        return Look(ready.manifest, ready.contents, ready.present)


def restore(backup: Path, folder: Path, unlock: Unlock, clock: Clock, typed: str | None = None) -> Restored:
    """Make a backup the vault of a folder; the old one's files go to its quarantine.

    `typed` confirms the loss of over a fifth. Failed, refused or killed at any moment, it leaves the old
    vault or the restored one, whole. Raises ConfirmationNeeded and what `vault.restoring` raises.
    """
    with restoring.restoring(folder, backup, unlock, command=COMMAND) as ready:
        if ready.present is not None:
            require_confirmed(ready.present, ready.contents, typed)
        return Restored(ready.folder, ready.manifest, ready.contents, ready.put_in_place(clock()))


def with_passphrase(passphrase: str) -> Unlock:
    """Open a backup with the passphrase that the vault had when it was made."""
    return lambda header: slots.unlock_with_passphrase(header, passphrase)


def with_recovery_code(code: str) -> Unlock:
    """Open a backup with the recovery code that the vault had when it was made."""
    return lambda header: slots.unlock_with_recovery_code(header, code)
