"""What other processes of this user ask of the window on a vault: one folder per vault, one file per request.

No socket is needed for it. A lock file says whether a window is there. A request is removed once it has been
carried out, and its sender waits for that: then it is true that the vault is locked, and nothing old is left.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from uuid import uuid4

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

from weavit_desktop.errors import NoRoom, VaultInUse

PATIENCE = 10.0  # s; closing a vault may take two
PAUSE = 0.02  # s
LONGEST = 1 << 20  # bytes of a request

_PRIVATE = 0o700
_SERVED = "window.lock"
_REQUEST = ".request"
_TAKING = 300  # ms; another process that looks whether a window is there holds the lock for a moment


@dataclass(frozen=True, slots=True)
class Request:
    """`open` brings the window to the front, and opens the flight check over the files, if any."""

    what: Literal["lock", "open"]
    files: tuple[Path, ...] = ()


def ask_window(root: Path, vault: Path, request: Request, patience: float = PATIENCE) -> bool:
    """Return whether the window on a vault did what is asked; False if there is no such window.

    Raises VaultInUse if there is one that does not react within so many seconds, and NoRoom.
    """
    folder = inbox_of(root, vault)
    if not is_served(folder):
        return False
    path = folder / f"{uuid4()}{_REQUEST}"
    unfinished = path.with_suffix(".part")
    try:
        unfinished.write_text(_written(request), encoding="utf-8")
        unfinished.replace(path)
    except OSError as error:
        raise NoRoom(
            "Weavit's window cannot be asked: your data folder is full, or cannot be written."
        ) from error
    end = time.monotonic() + patience
    while path.exists():
        if time.monotonic() > end or not is_served(folder):
            path.unlink(missing_ok=True)
            if is_served(folder):
                raise VaultInUse(
                    "Weavit's window does not react. Wait a moment, or end it and start it again."
                )
            return False
        time.sleep(PAUSE)
    return True


def inbox_of(root: Path, vault: Path) -> Path:
    """Return where requests to the window on a vault go. It lies outside the vault, which may be moved."""
    return root / hashlib.sha256(str(vault.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def is_served(folder: Path) -> bool:
    """Return whether a window takes what comes into an inbox."""
    if not folder.is_dir():
        return False
    lock = _lock_of(folder)
    taken = lock.tryLock(0)  # also removes what a window that was killed left
    if taken:
        lock.unlock()
    return not taken


class Inbox(QObject):
    """Takes the requests to one window. Each is removed when the slots that it was told to have returned."""

    lock_asked = Signal()
    files_came = Signal(list)  # list[Path]; empty: only come to the front

    def __init__(self, root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = root
        self._lock: QLockFile | None = None
        self._folder: Path | None = None
        self._in_hand: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._take)

    def serve(self, vault: Path) -> bool:
        """Take the requests to the window on a vault, and no others any more.

        Return False, and take none, if another window does already, or where nothing can be written: a window
        that cannot be asked for anything is better than none.
        """
        self.close()
        folder = inbox_of(self._root, vault)
        try:
            for each in (self._root, folder):
                each.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        except OSError:
            return False
        lock = _lock_of(folder)
        if not lock.tryLock(_TAKING):
            return False
        self._lock, self._folder = lock, folder
        self._watcher.addPath(str(folder))
        self._take()
        return True

    def close(self) -> None:
        """Take no more requests. The one that is being carried out counts as done."""
        if self._lock is None or self._folder is None:
            return
        self._watcher.removePath(str(self._folder))
        if self._in_hand is not None:
            self._in_hand.unlink(missing_ok=True)
        # By hand: this process may become another program, whose id would still be that of the lock.
        self._lock.unlock()
        self._lock = self._folder = self._in_hand = None

    def _take(self) -> None:
        folder = self._folder
        if folder is None or self._in_hand is not None:
            return
        for path in sorted(folder.glob(f"*{_REQUEST}")):
            self._in_hand = path
            self._tell(_read(path))
            if self._folder != folder:
                return  # closed, or with another vault by now
            path.unlink(missing_ok=True)
            self._in_hand = None

    def _tell(self, request: Request | None) -> None:
        if request is None:
            return
        if request.what == "lock":
            self.lock_asked.emit()
        else:
            self.files_came.emit(list(request.files))


def _lock_of(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / _SERVED))
    lock.setStaleLockTime(0)  # a window may be open for weeks; one that died is known by its process
    return lock


def _written(request: Request) -> str:
    return json.dumps({"do": request.what, "files": [str(one) for one in request.files]})


def _read(path: Path) -> Request | None:
    """Return what a file asks for, None if it makes no sense."""
    try:
        with path.open("rb") as file:
            document = json.loads(file.read(LONGEST))
        what, files = document["do"], document["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if what not in ("lock", "open") or not _are_paths(files):
        return None
    return Request(what, tuple(map(Path, files)))


def _are_paths(files: object) -> bool:
    return isinstance(files, Sequence) and all(
        isinstance(one, str) and Path(one).is_absolute() for one in files
    )
