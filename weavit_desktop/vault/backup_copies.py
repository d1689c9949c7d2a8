"""Copies of backups in a folder of the person's choice: another disk, or a folder that is synchronised."""

from __future__ import annotations

import shutil
from pathlib import Path

from weavit_desktop.errors import BackupDamaged, UsageRefused
from weavit_desktop.vault import backup_file, files
from weavit_desktop.vault.faults import disk_faults
from weavit_desktop.vault.keys import DataKey
from weavit_desktop.vault.room import require_room
from weavit_desktop.vault.thinning import is_whole

_UNFINISHED = ".unfinished"


def copy_backup(backup: Path, folder: Path, data_key: DataKey) -> Path:
    """Copy a backup into a folder, read the copy back, and only then give it its name. Return the copy.

    Raises UsageRefused for a folder that is missing, NoRoom, or BackupDamaged if the copy is not whole.
    """
    with disk_faults():
        require_folder(folder)
        require_room(folder, backup.stat().st_size)
        # One name for all copies of a vault: what a crash left goes with the next copy.
        vault_id = backup_file.read_manifest(backup).vault_id
        unfinished = folder / f".{vault_id}{backup_file.SUFFIX}{_UNFINISHED}"
        unfinished.unlink(missing_ok=True)
        try:
            with backup.open("rb") as source, files.new_private(unfinished) as out:
                shutil.copyfileobj(source, out)
            if not is_whole(unfinished, data_key):
                raise BackupDamaged(
                    "The copy of the backup was not kept whole by its disk. The backup on this computer is "
                    "good; choose another disk for copies."
                )
            files.move(unfinished, folder / backup.name)
        finally:
            unfinished.unlink(missing_ok=True)
        return folder / backup.name


def require_folder(folder: Path) -> None:
    """Raise UsageRefused unless the folder is there. Never made: its disk may just not be plugged in."""
    if not folder.is_dir():
        raise UsageRefused(
            "The folder for copies of backups is not there. Connect its disk, or choose another folder."
        )
