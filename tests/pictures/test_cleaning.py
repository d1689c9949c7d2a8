"""What comes out of a picture: its pixels and nothing else."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageCms

from builders.pictures import MARKER, bomb_png, bomb_webp, drawing, encoded, told_all
from weavit_desktop.pictures.anatomy import is_bare, kind_of
from weavit_desktop.pictures.cleaning import Cleaned, Refused, clean
from weavit_desktop.pictures.limits import MOST_PIXELS, MOST_SIDE, THUMBNAIL_SIDE
from weavit_desktop.pipe import DAMAGED, FORMAT, OVERSIZED

KINDS = ("JPEG", "PNG", "WEBP")


def cleaned(data: bytes) -> Cleaned:
    outcome = clean(data)
    assert isinstance(outcome, Cleaned), outcome
    return outcome


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_tells_of_a_place_comes_out(kind: str) -> None:
    came = told_all(kind)
    assert MARKER.encode() in came
    outcome = cleaned(came)
    assert outcome.data is not None
    for data in (outcome.data, outcome.thumbnail):
        assert MARKER.encode() not in data
        assert b"Exif" not in data
        assert b"xmp" not in data.lower()
        assert not opened(data).getexif()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_a_picture_and_nothing_else_is_kept_as_it_came(kind: str) -> None:
    assert cleaned(encoded(drawing(), kind)).data is None


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_cleaned_once_is_clean(kind: str) -> None:
    once = cleaned(told_all(kind)).data
    assert once is not None
    assert cleaned(once).data is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_pixels_stay_what_they_were(kind: str) -> None:
    came, out = (
        opened(told_all(kind)).convert("RGB"),
        opened(cleaned(told_all(kind)).data or b"").convert("RGB"),
    )
    assert out.size == came.size
    assert max(high for _low, high in ImageChops.difference(came, out).getextrema()) <= 12


def test_a_picture_taken_sideways_stands_upright() -> None:
    came = told_all("JPEG", orientation=6)
    outcome = cleaned(came)
    assert opened(came).size == (40, 30)
    assert opened(outcome.data or b"").size == (30, 40)
    assert opened(outcome.thumbnail).size == (30, 40)


def test_what_can_be_seen_through_stays_so_and_its_thumbnail_is_on_white() -> None:
    image = drawing(mode="RGBA")
    image.putalpha(0)
    outcome = cleaned(encoded(image, "PNG") + MARKER.encode())
    assert outcome.media_type == "image/png"
    assert opened(outcome.data or b"").convert("RGBA").getextrema()[3] == (0, 0)
    assert opened(outcome.thumbnail).getpixel((20, 15)) == (255, 255, 255)


def test_colours_of_another_profile_are_written_as_srgb() -> None:
    for name in ("sRGB", "LAB"):  # the second one fits no picture, and costs nothing
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()
        outcome = cleaned(encoded(drawing(), "JPEG", icc_profile=profile))
        assert outcome.data is not None
        assert "icc_profile" not in opened(outcome.data).info


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "CMYK", "I;16"])
def test_pictures_of_every_mode_become_one_that_can_be_shown(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = drawing(mode="L").convert("CMYK" if mode == "CMYK" else "L")
    image = image if mode == "CMYK" else image.convert("I;16" if mode == "I;16" else mode)
    outcome = cleaned(encoded(image, kind) + b"appended")
    assert opened(outcome.data or b"").mode in ("RGB", "RGBA")


def test_a_thumbnail_is_small() -> None:
    thumbnail = opened(cleaned(encoded(drawing(1200, 900), "JPEG")).thumbnail)
    assert thumbnail.format == "JPEG"
    assert max(thumbnail.size) == THUMBNAIL_SIDE


@pytest.mark.parametrize(
    "bomb",
    [
        bomb_png(25_000, 25_000),
        bomb_png(MOST_SIDE + 1, 1),
        bomb_png(MOST_PIXELS // 5000 + 1, 5000),
        bomb_webp(16_000, 16_000),
        bomb_webp(2**24, 2**24),
    ],
)
def test_a_header_that_promises_too_much_is_believed_and_nothing_is_decoded(
    bomb: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(self: object) -> None:
        raise AssertionError("it was decoded")

    monkeypatch.setattr(Image.Image, "load", load)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", load)
    assert clean(bomb) == Refused(OVERSIZED)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_ends_early_is_damaged_wherever_it_ends(kind: str) -> None:
    whole = encoded(drawing(200, 200), kind)
    for end in range(40, len(whole) - 60, max(1, len(whole) // 40)):
        assert clean(whole[:end]) == Refused(DAMAGED), end


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO"])
def test_other_kinds_are_not_even_looked_into(kind: str) -> None:
    assert clean(encoded(drawing(), kind)) == Refused(FORMAT)


@pytest.mark.parametrize("start", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"])
def test_what_only_begins_as_a_picture_is_damaged(start: bytes) -> None:
    assert clean(start + b"%PDF-1.7 and something else entirely" * 20) == Refused(DAMAGED)


def test_an_archive_appended_to_a_picture_does_not_come_along() -> None:
    polyglot = encoded(drawing(), "JPEG") + b"PK\x03\x04" + MARKER.encode() * 100
    data = cleaned(polyglot).data
    assert data is not None
    assert b"PK\x03\x04" not in data
    assert is_bare(kind_of(data) or "", data)
