"""Putting a restored vault into the place of another, in a way that a crash cannot leave half done.

The restored files lie in `restoring/` until they are whole and checked. Renaming that folder to
`restored-<name>/` decides: from then on every opening finishes the swap, and the files that were there
go to `quarantine/<name>/`. Nothing is deleted. The folder itself stays, with its lock and its backups.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from weavit_desktop.vault import files
from weavit_desktop.vault.backup import clear_working_folders

RESTORING = "restoring"
_RESTORED = "restored-"

# The database last: while it has not moved in, whatever lies beside it belongs to the old vault.
_IN_ORDER = (files.BLOBS, files.HEADER_COPY, files.HEADER, files.DATABASE)


def decide(folder: Path, name: str) -> None:
    """Let what lies whole in `restoring/` become the vault. `name` is that of its quarantine."""
    for inner in ((folder / RESTORING).glob(f"{files.BLOBS}/*"), (folder / RESTORING).glob(files.BLOBS)):
        for path in inner:
            files.sync_folder(path)
    files.sync_folder(folder / RESTORING)
    files.move(folder / RESTORING, folder / f"{_RESTORED}{name}")


def free_name(folder: Path, name: str) -> str:
    """Return a name that no quarantine of a vault has yet: this one, or with a number."""
    place = folder / files.QUARANTINE
    return next(one for one in (name, *(f"{name}-{n}" for n in range(1, 1000))) if not (place / one).exists())


def is_decided(folder: Path) -> bool:
    """Return whether a restored vault is on its way into this folder."""
    return any(folder.glob(f"{_RESTORED}*"))


def settle(folder: Path) -> None:
    """Finish a swap that was decided, and clear what was not. Only for who has the vault's lock."""
    for restored in folder.glob(f"{_RESTORED}*"):
        _finish(folder, restored)
    if (folder / RESTORING).exists():
        shutil.rmtree(folder / RESTORING)
    clear_working_folders(folder / files.BACKUPS)


def _finish(folder: Path, restored: Path) -> None:
    """Move the old files out and the restored ones in. Ends the same however often it was interrupted."""
    quarantine = folder / files.QUARANTINE / restored.name.removeprefix(_RESTORED)
    quarantine.mkdir(mode=files.PRIVATE_FOLDER, parents=True, exist_ok=True)
    if (restored / files.DATABASE).exists():
        # Beside another database, the old write-ahead log would be read into it.
        _move_if_there(folder / files.WAL, quarantine)
    for name in _IN_ORDER:
        if (restored / name).exists():
            _move_if_there(folder / name, quarantine)
            files.move(restored / name, folder / name)
    shutil.rmtree(restored)
    files.sync_folder(folder)


def _move_if_there(path: Path, quarantine: Path) -> None:
    if path.exists():
        files.move(path, quarantine / path.name)
        files.sync_folder(path.parent)
