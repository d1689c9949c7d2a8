"""Another header in an old backup, so that it opens as the vault does now and no longer as it did then."""

from __future__ import annotations

from pathlib import Path

from weavit_desktop.vault import backup_file, files
from weavit_desktop.vault import header as headers
from weavit_desktop.vault.backup import header_in, verify_backup
from weavit_desktop.vault.faults import disk_faults
from weavit_desktop.vault.header_file import read_header
from weavit_desktop.vault.vault import Vault


def rewrap_backup(vault: Vault, path: Path, unfinished: Path, workspace: Path) -> bool:
    """Put the vault's header of now into a backup; False if it holds it already.

    The backup is written anew at `unfinished`, a name on the same disk, read back and opened, and only then
    put in the old one's place: whatever happens, one of the two is there, whole. `workspace` lends a folder
    for the look into it. Raises BackupDamaged, also for another data key, MadeByNewerVersion and NoRoom; then
    the backup is as it was.
    """
    with disk_faults():
        header = read_header(vault.folder)
        headers.verify(header, vault.data_key)
        new = headers.encode(header)
        if header_in(path) == new:
            return False
        unfinished.unlink(missing_ok=True)
        try:
            backup_file.write_with_header(unfinished, path, new, vault.data_key)
            verify_backup(unfinished, vault.data_key, workspace)
            files.move(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)
        return True
