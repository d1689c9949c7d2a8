"""Which pictures are nothing but pictures, told without decoding them."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.pictures import drawing, encoded, told_all
from weavit_desktop.pictures.anatomy import is_bare, kind_of, webp_size

KINDS = ("JPEG", "PNG", "WEBP")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_what_pillow_writes_without_metadata_is_bare(kind: str, mode: str) -> None:
    if (kind, mode) != ("JPEG", "RGBA"):
        data = encoded(drawing(mode=mode), kind)
        assert kind_of(data) == kind
        assert is_bare(kind, data)


def test_progressive_and_restarted_scans_are_bare() -> None:
    assert is_bare("JPEG", encoded(drawing(300, 200), "JPEG", progressive=True))
    assert is_bare("JPEG", encoded(drawing(300, 200), "JPEG", restart_marker_rows=1))


@pytest.mark.parametrize("kind", KINDS)
def test_metadata_is_seen(kind: str) -> None:
    assert not is_bare(kind, told_all(kind))


@pytest.mark.parametrize("kind", KINDS)
@given(appended=st.binary(min_size=1, max_size=40))
def test_nothing_may_be_appended(kind: str, appended: bytes) -> None:
    assert not is_bare(kind, encoded(drawing(), kind) + appended)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_may_be_missing(kind: str) -> None:
    whole = encoded(drawing(), kind)
    assert not any(is_bare(kind, whole[:end]) for end in range(12, len(whole)))


@given(marker=st.sampled_from([*range(0xE0, 0xF0), 0xFE]), text=st.binary(min_size=16, max_size=60))
def test_a_jpeg_has_no_segment_that_could_hold_words(marker: int, text: bytes) -> None:
    whole = encoded(drawing(), "JPEG")
    segment = bytes((0xFF, marker)) + (len(text) + 2).to_bytes(2) + text
    assert not is_bare("JPEG", whole[:2] + segment + whole[2:])


@given(
    name=st.sampled_from([b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP", b"pHYs", b"gAMA", b"IEND", b"prVt"]),
    text=st.binary(min_size=40, max_size=60),
)
def test_a_png_has_no_chunk_that_could_hold_words(name: bytes, text: bytes) -> None:
    whole = encoded(drawing(), "PNG")
    chunk = len(text).to_bytes(4) + name + text + zlib.crc32(name + text).to_bytes(4)
    assert not is_bare("PNG", whole[:33] + chunk + whole[33:])


@given(
    name=st.sampled_from([b"EXIF", b"XMP ", b"ICCP", b"ANIM", b"abcd", b"VP8X"]), text=st.binary(min_size=16)
)
def test_a_webp_has_no_chunk_that_could_hold_words(name: bytes, text: bytes) -> None:
    whole = encoded(drawing(), "WEBP")
    body = whole[8:] + name + len(text).to_bytes(4, "little") + text + bytes(len(text) & 1)
    assert not is_bare("WEBP", b"RIFF" + len(body).to_bytes(4, "little") + body)


@pytest.mark.parametrize("lossless", [True, False])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_the_size_of_a_webp_is_read_from_its_header(lossless: bool, mode: str) -> None:
    assert webp_size(encoded(drawing(37, 211, mode), "WEBP", lossless=lossless)) == (37, 211)


@given(st.binary(max_size=200), st.sampled_from(KINDS))
def test_whatever_the_bytes_are_an_answer_comes(data: bytes, kind: str) -> None:
    start = {"JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG\r\n\x1a\n", "WEBP": b"RIFF\0\0\0\0WEBP"}[kind]
    assert is_bare(kind, start + data) in (True, False)
    webp_size(start + data)
