"""Backups of the open vault: made, copied elsewhere, thinned, listed and verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from weavit_core.fields import instant_text
from weavit_desktop.clock import Clock
from weavit_desktop.errors import BackupDamaged, MadeByNewerVersion, UsageRefused, WeavitError
from weavit_desktop.services.progress import IsCancelled, Progress, Step, never, silent, stop_if
from weavit_desktop.vault import backup, backup_copies, backup_file, blobs, files, thinning
from weavit_desktop.vault.backup import Backup
from weavit_desktop.vault.backup_file import Manifest, Reason
from weavit_desktop.vault.faults import disk_faults
from weavit_desktop.vault.repositories import backups, identity
from weavit_desktop.vault.vault import Vault

# What a Step of this module is about; `done` and `total` are pages, or backups.
BACKING_UP = "backing up"
VERIFYING = "verifying"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made. `problem` says in a sentence why it could not be copied, '' if it could."""

    backup: Backup
    copy: Path | None
    problem: str
    removed: tuple[Path, ...]


class State(StrEnum):
    """What is known of a backup just now."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup in the vault's folder. `manifest` is None if it cannot even be told what it is."""

    path: Path
    bytes: int
    manifest: Manifest | None
    state: State


def back_up(
    vault: Vault,
    reason: Reason,
    clock: Clock,
    copy_to: Path | None = None,
    *,
    progress: Progress = silent,
    cancelled: IsCancelled = never,
) -> Made:
    """Make a backup that was read back and opened, copy it, then thin what is old.

    `copy_to` is for this one; without it, the folder that the vault remembers. A copy that fails is told,
    not raised: the backup stands. Raises NoRoom, VaultDamaged, BackupDamaged, Cancelled.
    """
    now = clock()

    def tell(done: int, total: int) -> None:
        stop_if(cancelled)
        progress(Step(BACKING_UP, done, total))

    made = backup.write_backup(backup.source_of(vault), reason, now, tell=tell)
    vault.write(partial(backups.set_verified_at, at=instant_text(now)))
    elsewhere = copy_to.resolve() if copy_to else copy_folder(vault)
    copy, problem = _copied(vault, made.path, elsewhere) if elsewhere else (None, "")
    removed = thinning.thin(vault.folder / files.BACKUPS, vault.id, vault.data_key)
    return Made(made, copy, problem, tuple(removed))


def back_up_daily(vault: Vault, clock: Clock, cancelled: IsCancelled = never) -> Made | None:
    """Make the backup of the first unlock of a local day; None if the newest one is of today.

    `cancelled` counts while the database is being copied: what follows keeps nobody waiting.
    """
    paths = backup.list_backups(vault.folder / files.BACKUPS)
    newest = _listed(paths[0]) if paths else None  # each command asks: not all of them are read
    if newest and newest.manifest and _day(vault, newest.manifest.made_at) == _day(vault, clock()):
        return None
    vault.maintain(lambda db: blobs.sweep(db, vault.folder))
    copied = False

    def watch(step: Step) -> None:
        nonlocal copied
        copied = step.done == step.total

    return back_up(vault, Reason.DAILY, clock, progress=watch, cancelled=lambda: not copied and cancelled())


def copy_folder(vault: Vault) -> Path | None:
    """Return the folder that every backup is copied to."""
    folder = vault.read(backups.copy_folder)
    return Path(folder) if folder else None


def remember_copy_folder(vault: Vault, folder: Path | None) -> None:
    """Copy every backup to this folder from now on, or to none. Raises UsageRefused if it is no use."""
    if folder is not None:
        folder = folder.resolve()
        backup_copies.require_folder(folder)
        if folder.is_relative_to(vault.folder):
            raise UsageRefused("Copies inside the vault's folder would be lost with it. Choose another.")
    vault.write(partial(backups.set_copy_folder, folder=None if folder is None else str(folder)))


def last_verified(vault: Vault) -> datetime | None:
    """Return when a backup was last read back and found whole, in UTC."""
    at = vault.read(backups.verified_at)
    return datetime.fromisoformat(at) if at else None


def listed(vault: Vault) -> list[Listed]:
    """Return the backups in the vault's folder, the newest first, as they describe themselves."""
    return listed_in(vault.folder)


def listed_in(folder: Path) -> list[Listed]:
    """Return the backups in the folder of a vault, open or not, as `listed` does. Raises NoRoom."""
    with disk_faults():
        return [_listed(path) for path in backup.list_backups(folder / files.BACKUPS)]


def described(path: Path) -> Listed:
    """Return what a file says of itself; damaged if it is no backup. Raises NoRoom."""
    with disk_faults():
        return _listed(path)


def verified(
    vault: Vault, clock: Clock, progress: Progress = silent, cancelled: IsCancelled = never
) -> list[Listed]:
    """Return the backups as `listed` does, each read back and opened just now. Raises Cancelled."""
    paths = backup.list_backups(vault.folder / files.BACKUPS)
    found = []
    for done, path in enumerate(paths):
        stop_if(cancelled)
        progress(Step(VERIFYING, done, len(paths)))
        found.append(_verified(vault, path))
    if any(one.state is State.VERIFIED for one in found):
        vault.write(partial(backups.set_verified_at, at=instant_text(clock())))
    return found


def _copied(vault: Vault, path: Path, folder: Path) -> tuple[Path | None, str]:
    try:
        copy = backup_copies.copy_backup(path, folder, vault.data_key)
        thinning.thin(folder, vault.id, vault.data_key)
    except WeavitError as error:
        return None, str(error)
    return copy, ""


def _listed(path: Path) -> Listed:
    size = path.stat().st_size if path.is_file() else 0
    try:
        manifest = backup_file.read_manifest(path)
    except WeavitError:
        return Listed(path, size, None, State.DAMAGED)
    return Listed(path, size, manifest, State.UNVERIFIED)


def _verified(vault: Vault, path: Path) -> Listed:
    found = _listed(path)
    try:
        backup.verify_backup(path, vault.data_key, vault.folder / files.BACKUPS)
    except MadeByNewerVersion:
        return found
    except BackupDamaged:
        return Listed(path, found.bytes, found.manifest, State.DAMAGED)
    return Listed(path, found.bytes, found.manifest, State.VERIFIED)


def _day(vault: Vault, at: datetime) -> str:
    return at.astimezone(ZoneInfo(vault.read(identity.home_zone))).date().isoformat()
