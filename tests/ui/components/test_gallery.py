"""What holds for every component at once: it follows the theme and leaves nothing behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from builders.gallery.sheet import PIECES, SHEETS, make_piece, make_sheet, sheet_picture, sheet_size
from weavit_desktop.views.components.frames import DashedFrame
from weavit_desktop.views.theme.theme import Appearance, Theme


@pytest.mark.parametrize("name", [name for name, _pieces, _size in SHEETS])
def test_a_page_on_the_screen_follows_a_change_of_colours(theme: Theme, name: str) -> None:
    pieces, size = sheet_size(name)
    sheet = make_sheet(theme, pieces, size)
    image = QImage(size, QImage.Format.Format_RGB32)
    sheet.render(image)
    theme.set_appearance(Appearance.DARK)
    sheet.render(image)
    assert image == sheet_picture(theme, pieces, size)


@pytest.mark.parametrize("name", ["chips", "ladder", "buttons", "fields", "choices", "small"])
def test_text_at_150_percent_takes_more_room(theme: Theme, name: str) -> None:
    piece = next(piece for piece in PIECES if piece.name == name)
    before = make_piece(theme, piece).sizeHint().height()
    theme.set_text_scale(1.5)
    assert make_piece(theme, piece).sizeHint().height() > before * 1.2


def test_the_gallery_leaves_no_window_behind(theme: Theme, qapp: QApplication) -> None:
    before = len(qapp.allWidgets())
    for piece in PIECES:
        make_piece(theme, piece).deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(qapp.allWidgets()) <= before


def test_a_document_fills_once_its_receipt_is_here(theme: Theme) -> None:
    frame = DashedFrame(theme)
    frame.resize(60, 40)
    assert ground(frame) == theme.color("raised")
    frame.set_sent(sent=True)
    assert ground(frame) == theme.color("sharedSofter")


def ground(frame: DashedFrame) -> QColor:
    image = QImage(frame.size(), QImage.Format.Format_RGB32)
    frame.render(image)
    return image.pixelColor(30, 20)
