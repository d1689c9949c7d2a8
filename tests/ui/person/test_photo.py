"""The photo in the head of a person's page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from builders import sample
from builders.desk import someone
from builders.person_page import ANNA, Open, Opened
from builders.pictures import drawing, encoded, photo_line, told_all
from weavit_desktop.views.components.avatar import Avatar
from weavit_desktop.views.components.portrait import MOST_BYTES, MOST_SIDE, portrait

GREEN = (20, 160, 60)


@pytest.fixture
def alone(open_page: Open, folder: Path) -> Opened:
    return open_page(sample.maya_alone(folder))


def bring_in(opened: Opened, folder: Path, name: str, picture: bytes) -> None:
    path = folder.with_name("photo.vcf")
    path.write_bytes(someone(name, photo_line(picture)))
    opened.maya.laptop.bring_in([path])


def middle(opened: Opened) -> tuple[int, int, int]:
    avatar = opened.page.header.findChild(Avatar)
    image = avatar.grab().toImage()
    color = QColor(image.pixel(image.width() // 2, image.height() // 2))
    return color.red(), color.green(), color.blue()


def near(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 12


def test_who_has_a_photo_is_shown_by_it_and_the_next_one_by_letters(alone: Opened, folder: Path) -> None:
    bring_in(alone, folder, "Pia Portrait", encoded(Image.new("RGB", (400, 300), GREEN), "JPEG"))
    assert not near(middle(alone), GREEN)
    alone.show("Pia Portrait")
    assert near(middle(alone), GREEN)
    alone.show(ANNA)
    assert not near(middle(alone), GREEN)


def test_a_photo_that_cannot_be_shown_leaves_the_letters(alone: Opened, folder: Path) -> None:
    bring_in(alone, folder, "Pia Portrait", b"GIF89a" + bytes(100))
    alone.show("Pia Portrait")
    assert alone.read("Pia Portrait").thumbnail is None
    assert "Pia Portrait" in alone.words(alone.page.header)


def test_a_portrait_is_the_middle_square(qapp: QApplication) -> None:
    found = portrait(encoded(drawing(200, 100), "JPEG"))
    assert found is not None
    assert (found.width(), found.height()) == (100, 100)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        encoded(drawing(), "PNG"),
        encoded(drawing(), "BMP"),
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        encoded(drawing(MOST_SIDE + 1, 9), "JPEG"),
        told_all("JPEG") + bytes(MOST_BYTES),
    ],
)
def test_what_the_pictures_process_did_not_write_is_not_decoded(qapp: QApplication, data: bytes) -> None:
    assert portrait(data) is None
