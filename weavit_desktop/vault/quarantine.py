"""A copy of a vault as it was found damaged, before anything else touches it.

Each lies in `quarantine/<instant>-damaged/` and is never written again. At most three are kept: the first,
which is nearest to the whole vault, and the two newest.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from weavit_desktop.errors import NoRoom
from weavit_desktop.vault import files
from weavit_desktop.vault.faults import disk_faults
from weavit_desktop.vault.room import SPARE_BYTES, bytes_in, require_room

MOST_COPIES = 3

_MARK = "-damaged"
_UNFINISHED = ".keeping-"
_NAMES = (files.DATABASE, files.WAL, files.HEADER, files.HEADER_COPY)


def keep_damaged(folder: Path, at: datetime) -> Path:
    """Copy database, log and key files of a vault that nobody writes to; return where they lie.

    The same files are copied once. Raises NoRoom; a file that the disk cannot read whole is copied as far
    as it can be read.
    """
    with disk_faults():
        place = folder / files.QUARANTINE
        found = [folder / name for name in _NAMES if (folder / name).is_file()]
        same = next((one for one in reversed(kept_damaged(folder)) if _same(one, found)), None)
        if same is not None:
            return same
        _make_folder(place)
        require_room(place, bytes_in(*found) + SPARE_BYTES)
        working = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=place))  # 0700
        try:
            for path in found:
                copy_readable(path, working / path.name)
            target = _free(place, f"{at:%Y%m%dT%H%M%SZ}")
            files.move(working, target)
        except BaseException:
            shutil.rmtree(working, ignore_errors=True)
            raise
        _thin(folder)
        return target


def kept_damaged(folder: Path) -> list[Path]:
    """Return the copies of a damaged vault, the oldest first."""
    return sorted((folder / files.QUARANTINE).glob(f"*{_MARK}*"))


def clear_unfinished(folder: Path) -> None:
    """Remove what a crash in the middle of a copy left. Only for who has the vault's lock."""
    for left in (folder / files.QUARANTINE).glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)


def copy_readable(source: Path, target: Path) -> None:
    """Copy a file block by block; blocks that the disk cannot read become zeros, which no check passes."""
    with source.open("rb", buffering=0) as file, files.new_private(target) as out:
        size = source.stat().st_size
        for start in range(0, size, files.PAGE_BYTES):
            wanted = min(files.PAGE_BYTES, size - start)
            block = b""
            with suppress(OSError):
                file.seek(start)
                block = file.read(wanted) or b""
            out.write(block.ljust(wanted, b"\0"))


def _make_folder(place: Path) -> None:
    if not place.is_dir():
        place.mkdir(mode=files.PRIVATE_FOLDER)
        files.sync_folder(place.parent)


def _free(place: Path, name: str) -> Path:
    names = (f"{name}{_MARK}", *(f"{name}{_MARK}-{n}" for n in range(1, 1000)))
    return next(place / one for one in names if not (place / one).exists())


def _same(kept: Path, found: list[Path]) -> bool:
    # A disk that fails to read is no reason against another copy.
    with suppress(OSError, NoRoom):
        return {path.name: _digest(path) for path in kept.iterdir()} == {
            path.name: _digest(path) for path in found
        }
    return False


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _thin(folder: Path) -> None:
    copies = kept_damaged(folder)
    for one in copies[1 : len(copies) - MOST_COPIES + 1]:
        shutil.rmtree(one, ignore_errors=True)
