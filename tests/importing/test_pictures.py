"""A record without its picture: only the picture is missing, in whatever way it was written."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.vcards import records, vcard
from weavit_desktop.domain.card import Card, Photo, Property
from weavit_desktop.importing.pictures import KEPT_APART, without_picture
from weavit_desktop.importing.records import CardRecord

PICTURE = b"\xff\xd8\xff" + bytes(range(256)) * 3
TEXT = base64.b64encode(PICTURE).decode()


def folded(text: str, width: int, fold: str) -> str:
    return fold.join(text[at : at + width] for at in range(0, len(text), width))


@pytest.mark.parametrize(
    ("version", "line", "left"),
    [
        ("3.0", f"PHOTO;ENCODING=b;TYPE=JPEG:{TEXT}", f"PHOTO;ENCODING=b;TYPE=JPEG:{KEPT_APART}"),
        ("3.0", f"PHOTO;ENCODING=b:\r\n {folded(TEXT, 74, chr(13) + chr(10) + ' ')}", None),
        ("2.1", f"PHOTO;JPEG;ENCODING=BASE64:\r\n  {folded(TEXT, 70, chr(13) + chr(10) + '  ')}\r\n", None),
        ("4.0", f"PHOTO:data:image/jpeg;base64,{TEXT}", f"PHOTO:data:image/jpeg;base64,{KEPT_APART}"),
        ("4.0", f"PHOTO:data:image/jpeg;base64\\,{TEXT.rstrip('=')}", None),
    ],
)
def test_the_picture_goes_and_everything_else_stays(version: str, line: str, left: str | None) -> None:
    (record,) = records(vcard("FN:Anna Berg", line, "X-SHOE:38", version=version))
    assert record.card.photo == Photo("image/jpeg", PICTURE)
    out = without_picture(record)
    text = out.raw.decode()
    assert TEXT[:40] not in "".join(text.split())
    assert text.startswith("BEGIN:VCARD\r\n")
    assert "\r\nX-SHOE:38\r\n" in text
    assert left is None or f"\r\n{left}\r\n" in text
    assert [one.name for one in out.properties] == [one.name for one in record.properties]
    assert [one.value.endswith(KEPT_APART) for one in out.properties if one.name == "PHOTO"] == [True]
    assert (out.key, out.digest, out.card) == (record.key, record.digest, record.card)


def test_the_same_picture_twice_goes_twice() -> None:
    line = f"PHOTO;ENCODING=b:{TEXT}"
    (record,) = records(vcard("FN:Anna Berg", line, line))
    out = without_picture(record)
    assert out.raw.count(KEPT_APART.encode()) == 2
    assert [one.value for one in out.card.extra] == [KEPT_APART]


def test_a_percent_encoded_picture_takes_the_raw_text_with_it_and_the_properties_stay() -> None:
    data = "".join(f"%{byte:02x}" for byte in PICTURE)
    (record,) = records(vcard("FN:Anna Berg", f"PHOTO:data:image/jpeg,{data}", version="4.0"))
    out = without_picture(record)
    assert out.raw == b""
    assert [one.value for one in out.properties] == ["4.0", "Anna Berg", KEPT_APART]


def test_a_card_without_a_picture_is_the_same() -> None:
    (record,) = records(vcard("FN:Anna Berg"))
    assert without_picture(record) is record


@given(
    picture=st.binary(min_size=12, max_size=200),
    before=st.binary(max_size=40),
    after=st.sampled_from([b"", b"\r\nEND:VCARD\r\n", b'","next": "value"}', b"\n\tmore"]),
    width=st.integers(1, 80),
    fold=st.sampled_from(["\r\n ", "\n\t", "\n"]),
    padded=st.booleans(),
)
def test_however_it_is_folded_exactly_the_picture_goes(
    picture: bytes, before: bytes, after: bytes, width: int, fold: str, *, padded: bool
) -> None:
    text = base64.b64encode(picture).decode()
    text = folded(text if padded else text.rstrip("="), width, fold)
    before = before + b":"
    raw = before + text.encode() + after
    card = replace(Card("Anna"), photo=Photo("image/png", picture))
    out = without_picture(CardRecord("k", "d", raw, (Property("PHOTO", text),), card))
    if base64.b64encode(picture)[:-4] not in before:
        assert out.raw == before + KEPT_APART.encode() + after
    assert out.properties == (Property("PHOTO", KEPT_APART),)


def test_a_picture_in_json_goes_too() -> None:
    picture = b"\xff\xff\xff" + PICTURE
    text = base64.b64encode(picture).decode().replace("/", "\\/")
    assert "\\/" in text
    card = replace(Card("Anna"), photo=Photo("image/jpeg", picture))
    out = without_picture(CardRecord("k", "d", f'{{"avatar": "{text}"}}'.encode(), (), card))
    assert out.raw == f'{{"avatar": "{KEPT_APART}"}}'.encode()
