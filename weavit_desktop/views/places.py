"""Folders in words."""

from __future__ import annotations

from pathlib import Path


def words_for(folder: Path) -> str:
    """Return where a folder is, from the home folder on where it is in there: screenshots need no name."""
    home = Path.home().resolve()
    return str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)
