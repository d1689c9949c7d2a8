"""Writes the gallery, light and dark, into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from builders.gallery.sheet import PIECES, SHEETS, piece_picture, sheet_picture
from weavit_desktop.views.theme.theme import Appearance, Theme


def main(folder: Path) -> None:
    """Write every sheet and every piece in both schemes."""
    pieces_folder = folder / "pieces"
    pieces_folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    theme = Theme(app, Appearance.LIGHT, reduced_motion=True)
    for appearance in (Appearance.LIGHT, Appearance.DARK):
        theme.set_appearance(appearance)
        for name, pieces, size in SHEETS:
            sheet_picture(theme, pieces, size).save(str(folder / f"{name}-{appearance}.png"))
        for piece in PIECES:
            piece_picture(theme, piece).save(str(pieces_folder / f"{piece.name}-{appearance}.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
