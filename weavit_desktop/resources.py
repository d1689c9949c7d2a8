"""Where the files that travel with the program lie: in a checkout, a wheel or a PyInstaller bundle."""

from __future__ import annotations

import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def resource(relative: str) -> Path:
    """Return the path of a file below `resources/`. Raises FileNotFoundError: a broken installation."""
    return _find("resources", relative)


def ui_file(relative: str) -> Path:
    """Return the path of a file below `ui/`. Raises FileNotFoundError: a broken installation."""
    return _find("ui", relative)


def _find(tree: str, relative: str) -> Path:
    for root in _roots(tree):
        if root.is_dir():
            found = root / relative
            if not found.exists():
                raise FileNotFoundError(found)
            return found
    raise FileNotFoundError(tree)


def _roots(tree: str) -> tuple[Path, ...]:
    """Return where the tree may lie: bundle, wheel, checkout. Exactly one exists in an installation."""
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller's boot loader
    unpacked = (Path(bundle) / tree,) if bundle else ()
    return (*unpacked, PACKAGE / f"_{tree}", PACKAGE.parent / tree)
