"""Another data key for a closed vault, and at once a backup that it opens."""

from __future__ import annotations

from pathlib import Path

from weavit_desktop.clock import Clock
from weavit_desktop.services.backups import back_up
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.rotation import rotate_data_key


def rotate(folder: Path, passphrase: str, code: str, clock: Clock, *, command: str) -> Path:
    """Encrypt a vault anew, with `code` as its new recovery code. Return where its old files lie.

    Then a backup is made: those of before hold a header of the old key, and could not bring back a lost one.
    Raises as rotate_data_key and back_up do.
    """
    old_files = rotate_data_key(folder, passphrase, code, clock(), command=command)
    with open_vault(folder, passphrase, command=command, clock=clock) as vault:
        back_up(vault, Reason.ASKED, clock)
    return old_files
