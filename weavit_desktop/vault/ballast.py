"""Room set aside for the day the disk is full: 16 MiB, given back so that deleting and exporting work.

Random bytes, as a hole or zeros would take no room on disks that compress.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from weavit_desktop.errors import NoRoom
from weavit_desktop.vault import files

BYTES = 16 * 1024 * 1024
LEAST_FREE_FACTOR = 10  # the last room on a disk is not ours to take

_CHUNK = 1024 * 1024
_NO_PERMISSION = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "EACCES", "EPERM", "EROFS")


def lay(folder: Path) -> bool:
    """Set the room aside if it is not, and there is plenty. Return whether it is there. Never raises."""
    path = folder / files.BALLAST
    unfinished = path.with_name(path.name + files.UNFINISHED)
    try:
        if path.is_file() and path.stat().st_size == BYTES:
            return True
        if shutil.disk_usage(folder).free < LEAST_FREE_FACTOR * BYTES:
            return False
        unfinished.unlink(missing_ok=True)
        with files.new_private(unfinished) as file:
            for start in range(0, BYTES, _CHUNK):
                file.write(os.urandom(min(_CHUNK, BYTES - start)))
        files.move(unfinished, path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        return False
    return True


def give_back(folder: Path, error: NoRoom) -> bool:
    """Give the room back to whom the disk refused for want of room. Return whether there is more now."""
    if error.fact.startswith(_NO_PERMISSION):
        return False
    try:
        (folder / files.BALLAST).unlink()
    except OSError:
        return False
    return True
