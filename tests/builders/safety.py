"""Vaults with backups of several days, vaults that grew since, and vaults that are damaged."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from builders.backups import add_people, remove_people
from builders.sample import NOW, Maya, maya_alone, maya_joined
from builders.vault import fixed_clock
from weavit_desktop.services import backups, integrity
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.vault import Vault

PAGE = 4096
DAYS = (40, 26, 19, 11, 10, 9, 8, 7, 6, 4, 3, 2, 1)  # ago; the fifth was missed


def maya_backed_up(folder: Path) -> Maya:
    """Open her joined vault with backups of many days, the last of today, and a check of yesterday."""
    maya = maya_joined(folder)
    for ago in DAYS:
        back_up(maya.vault, ago)
    integrity.check(maya.vault, fixed_clock(NOW - timedelta(days=1)))
    back_up(maya.vault, 0, Reason.BEFORE_IMPORT)
    return maya


def maya_grown(folder: Path) -> Maya:
    """Open her vault with a backup of 69 people, and 40 more who came since."""
    maya = maya_alone(folder)
    remove_people(maya.vault, 40)
    back_up(maya.vault, 5)
    add_people(maya.vault, 40)
    return maya


def back_up(vault: Vault, days_ago: int, reason: Reason = Reason.DAILY) -> Path:
    """Make a backup as it was made some days ago."""
    clock = fixed_clock(NOW - timedelta(days=days_ago, hours=2))
    return backups.back_up(vault, reason, clock).backup.path


def damage(folder: Path, *pages: int) -> None:
    """Spoil pages of the closed vault of a folder. They are counted from 1."""
    path = folder / "vault.db"
    data = bytearray(path.read_bytes())
    for page in pages:
        start = (page - 1) * PAGE
        data[start : start + 200] = os.urandom(200)
    path.write_bytes(data)
