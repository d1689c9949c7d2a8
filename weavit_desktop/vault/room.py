"""Free space, asked for before large work: who finds out in the middle has lost the time at best."""

from __future__ import annotations

import shutil
from pathlib import Path

from weavit_desktop.errors import NoRoom

SPARE_BYTES = 1024 * 1024
_MEGABYTE = 1_000_000


def require_room(folder: Path, needed: int) -> None:
    """Raise NoRoom, naming what is missing, unless the disk that holds a folder has so many bytes free."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        missing = -(-(needed - free) // _MEGABYTE)
        raise NoRoom(
            f"The disk has too little room: {missing} MB more are needed. Nothing was changed. "
            "Make room and try again.",
            fact=f"{free} of {needed} bytes free",
        )


def bytes_in(*places: Path) -> int:
    """Return how much files, and everything within folders, take together. What is missing takes nothing."""
    found = (path for place in places for path in (place, *place.rglob("*")))
    return sum(path.stat().st_size for path in found if path.is_file())
