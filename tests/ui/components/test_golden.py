"""Every component looks as it did, to the pixel. See builders/gallery for how to renew a picture."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from builders.gallery.arrangement import Piece
from builders.gallery.sheet import PIECES, piece_picture
from weavit_desktop.views.theme.theme import Appearance, Theme

TESTS = Path(__file__).resolve().parents[2]
GOLDEN = TESTS / "ui" / "golden"
NO_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{0}</dir><cachedir>{0}/cache</cachedir></fontconfig>"""


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.name)
def test_a_piece_is_painted_as_its_golden_picture(
    theme: Theme, piece: Piece, appearance: Appearance, tmp_path: Path
) -> None:
    theme.set_appearance(appearance)
    painted = piece_picture(theme, piece)
    name = f"{piece.name}-{appearance}.png"
    if not same(painted, QImage(str(GOLDEN / name))):
        painted.save(str(tmp_path / name))
        pytest.fail(f"painted otherwise than tests/ui/golden/{name}: see {tmp_path / name}")


def test_another_process_without_any_font_of_the_machine_paints_the_same(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    settings = tmp_path / "fonts.conf"
    settings.write_text(NO_FONTS.format(fonts), encoding="utf-8")
    environment = os.environ | {
        "FONTCONFIG_FILE": str(settings),
        "PYTHONPATH": str(TESTS),
        "QT_QPA_PLATFORM": "offscreen",
    }
    out = tmp_path / "out"
    subprocess.run(
        [sys.executable, "-m", "builders.gallery", str(out)], env=environment, check=True, capture_output=True
    )
    pictures = sorted((out / "pieces").iterdir())
    assert len(pictures) == 2 * len(PIECES)
    others = [path.name for path in pictures if not same(QImage(str(path)), QImage(str(GOLDEN / path.name)))]
    assert others == []


def same(first: QImage, second: QImage) -> bool:
    plain = QImage.Format.Format_RGB32
    return first.convertToFormat(plain) == second.convertToFormat(plain)
