"""Files of the vault's folder: private, and replaced as a whole or not at all."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

DATABASE = "vault.db"
WAL = "vault.db-wal"
HEADER = "vault.key"
HEADER_COPY = "vault.key.bak"
LOCK = "vault.lock"
BACKUPS = "backups"
BLOBS = "blobs"
QUARANTINE = "quarantine"
BALLAST = "ballast"

PAGE_BYTES = 4096  # of the database: SQLCipher's default, which every vault has

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

UNFINISHED = ".tmp"
_TRIES = 10
_PAUSE_SECONDS = 0.05


def create_private(path: Path, data: bytes = b"") -> None:
    """Write a new file that only this user can read, down to the disk. Raises FileExistsError."""
    with new_private(path) as file:
        file.write(data)


@contextmanager
def new_private(path: Path) -> Iterator[BinaryIO]:
    """Lend a new file that only this user can read; what was written is on the disk afterwards."""
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), PRIVATE_FILE
    )
    with os.fdopen(descriptor, "wb") as file:
        yield file
        file.flush()
        _sync(file.fileno())


def replace_private(path: Path, data: bytes) -> None:
    """Replace a file so that, whatever happens, either the old or the new content is there, whole."""
    unfinished = path.with_name(path.name + UNFINISHED)
    unfinished.unlink(missing_ok=True)
    create_private(unfinished, data)
    move(unfinished, path)


def move(source: Path, target: Path, pause: Callable[[float], None] = time.sleep) -> None:
    """Move a file or folder within one disk, in one step that survives a power cut.

    On Windows a virus scanner or indexer may hold a new file for a moment: tried ten times in half a second.
    """
    for tries_left in reversed(range(_TRIES)):
        try:
            source.replace(target)
            break
        except PermissionError:
            if not tries_left:
                raise
            pause(_PAUSE_SECONDS)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut. Windows offers no way, and does so itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def clean_unfinished(folder: Path) -> None:
    """Remove what an interrupted `replace_private` left."""
    for path in folder.glob(f"*{UNFINISHED}"):
        path.unlink()


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":  # fsync alone leaves the data in the drive's own cache there
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)
