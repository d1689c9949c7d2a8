"""Room for an import, asked for before it begins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from weavit_desktop.importing.archive.container import ARCHIVE
from weavit_desktop.importing.sources import Source
from weavit_desktop.vault.room import SPARE_BYTES, require_room

# A card is kept as it came, as it was read and as it is shown, and goes through the staging and the log
# first. Of messages only who, when and how is kept.
_TIMES = 8
_OF_MESSAGES = 0.25
_OF_ARCHIVES = 3  # which hold all of these forms, and pictures
_MESSAGES = frozenset({"mbox", "maildir", "eml"})


def require_room_for(folder: Path, sources: Sequence[Source]) -> None:
    """Raise NoRoom, naming what is missing, unless the vault's disk bears what these sources may become."""
    needed = sum(one.size * _times(one.format) for one in sources)
    require_room(folder, int(needed) + SPARE_BYTES)


def _times(format_: str) -> float:
    if format_ == ARCHIVE:
        return _OF_ARCHIVES
    return _OF_MESSAGES if format_ in _MESSAGES else _TIMES
