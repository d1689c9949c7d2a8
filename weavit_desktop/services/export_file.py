"""A file outside of the vault: private, and there as a whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from weavit_desktop.errors import NoRoom, UsageRefused
from weavit_desktop.vault import files

EXISTS: Final = "There is a file of this name already. Choose another name."
NO_FOLDER: Final = "There is no such folder. Choose another place."
NO_ROOM: Final = (
    "The export could not be written: the disk is full or failing, or the permission is missing. Nothing was "
    "left there, and the vault is as it was. Choose another place."
)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Lend a file that becomes `path` once it is whole; whatever is raised meanwhile leaves nothing.

    Raises UsageRefused for a path that exists or has no folder, NoRoom.
    """
    if os.path.lexists(path):
        raise UsageRefused(EXISTS)
    if not path.parent.is_dir():
        raise UsageRefused(NO_FOLDER)
    unfinished = path.with_name(f".weavit-{os.urandom(6).hex()}{files.UNFINISHED}")
    try:
        with files.new_private(unfinished) as file:
            yield file
        if os.path.lexists(path):
            raise UsageRefused(EXISTS)
        files.move(unfinished, path)
    except OSError as error:
        raise NoRoom(NO_ROOM, fact=type(error).__name__) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
