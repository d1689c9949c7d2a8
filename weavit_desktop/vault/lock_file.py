"""One process at a time: vault.lock, held by the operating system and let go by it when a process dies."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from weavit_desktop.errors import VaultInUse
from weavit_desktop.vault import files

if sys.platform == "win32":
    import msvcrt

    _FAR_AWAY = 1 << 30  # a locked byte cannot be read there: lock one behind the text

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR_AWAY, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        # flock, not lockf: a second lockf of the same process succeeds, and its close drops the first.
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class VaultLock:
    """A held lock. The file stays; what counts is the lock on it."""

    def __init__(self, folder: Path, command: str) -> None:
        """Take the lock in the name of a command. Raises VaultInUse, naming the command that has it."""
        path = folder / files.LOCK
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, files.PRIVATE_FILE)
        try:
            if not _try_lock(self._descriptor):
                raise VaultInUse(
                    f"The vault is in use by {_holder(path)}. Wait until that has ended, then try again."
                )
            self.left_held = os.fstat(self._descriptor).st_size > 0  # whoever had it last did not let go
            # A full disk may have no room for the name: the lock is held all the same.
            with suppress(OSError):
                os.ftruncate(self._descriptor, 0)
                os.write(self._descriptor, f"{os.getpid()}\n{command}\n".encode())
        except BaseException:
            os.close(self._descriptor)
            raise

    def release(self) -> None:
        """Let go. Must be called once."""
        # A failing disk may keep the name of who had it: nothing hangs on that, and closing lets go.
        with suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)


def last_released(folder: Path) -> datetime | None:
    """Return when a vault was last locked, in UTC; None while it is open, or if it never was."""
    try:
        found = (folder / files.LOCK).stat()
    except OSError:
        return None
    return None if found.st_size else datetime.fromtimestamp(found.st_mtime, UTC)


def _holder(path: Path) -> str:
    """Say who wrote the file. The holder may be between taking the lock and writing its name."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    if len(lines) != 2:
        return "another program"
    process, command = lines
    return f"`{command}` (process {process})"
