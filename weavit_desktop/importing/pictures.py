"""A record without the picture that was found in it: the picture is kept apart, once."""

from __future__ import annotations

import base64
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import unquote_to_bytes

from weavit_desktop.domain.card import Property
from weavit_desktop.importing.records import CardRecord

# Stands where the base64 of the picture stood, in the raw text and in the property.
KEPT_APART: Final = "urn:weavit:picture"

_BETWEEN: Final = (
    b" \t\r\n\\"  # what may stand in base64 without being of it: folds, and JSON's escape of "/"
)
_RUN: Final = re.compile(rb"[^ \t\r\n\\]+")
_LAST: Final = {0: 4, 1: 2, 2: 3}  # letters of the last group of base64, by the bytes in it
_FEWEST_BYTES: Final = 12  # below, there is no room for anything but noise
_FEWEST_LETTERS: Final = 16

_PICTURES: Final = ("PHOTO", "LOGO")
_DATA: Final = re.compile(r"\s*data:[^,]{0,200};base64\\?,", re.IGNORECASE)


def without_picture(record: CardRecord) -> CardRecord:
    """Return the record with KEPT_APART in place of its card's picture. The card keeps its `photo`.

    Where a picture is written in another way than base64, the raw text is left out as a whole: the
    properties tell all the same what stood in it.
    """
    photo = record.card.photo
    if photo is None or len(photo.data) < _FEWEST_BYTES:
        return record
    return _exchanged(record, photo.data, KEPT_APART)


def other_pictures(record: CardRecord) -> list[bytes]:
    """Return what a card holds of pictures beside its `photo`: a second one, a logo. All in base64."""
    return [data for one in record.card.extra if (data := _embedded(one))]


def with_other_picture(record: CardRecord, came: bytes, cleaned: bytes) -> CardRecord:
    """Return the record with one of its `other_pictures` in place of another."""
    return _exchanged(record, came, base64.b64encode(cleaned).decode())


def _embedded(one: Property) -> bytes | None:
    if len(one.value) < _FEWEST_LETTERS or one.name.upper() not in _PICTURES:
        return None
    start = _DATA.match(one.value)
    if start is None and ":" in one.value[:_FEWEST_LETTERS]:  # an address
        return None
    try:
        return base64.b64decode("".join(one.value[start.end() if start else 0 :].split()), validate=True)
    except ValueError:
        return None


def _exchanged(record: CardRecord, data: bytes, instead: str) -> CardRecord:
    raw = _cut(record.raw, data, instead)
    extra = tuple(_without(one, data, instead) for one in record.card.extra)
    return replace(
        record,
        raw=b"" if raw is None else raw,
        properties=tuple(_without(one, data, instead) for one in record.properties),
        card=replace(record.card, extra=extra),
    )


def _without(one: Property, data: bytes, instead: str) -> Property:
    if len(one.value) < len(data):  # base64 is longer, percent-encoding too
        return one
    cut = _cut(one.value.encode(), data, instead)
    if cut is not None:
        return one._replace(value=cut.decode())
    percent_encoded = one.value.lstrip()[:5].lower() == "data:"
    if percent_encoded and unquote_to_bytes(one.value.partition(",")[2]) == data:
        return one._replace(value=instead)
    return one


def _cut(text: bytes, data: bytes, instead: str) -> bytes | None:
    """Return a text with something else in place of a picture's base64, None if that is not in it."""
    spans = list(_spans(text.translate(None, _BETWEEN), data))
    if not spans:
        return None
    pieces, done = [], 0
    for start, end in _places(text, spans):
        start -= text[start - 1 : start + 1] == b"\\/"
        pieces += [text[done:start], instead.encode()]
        done = end
    return b"".join((*pieces, text[done:]))


def _spans(compact: bytes, data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the base64 stands in a text without blanks. Its end is written in several ways."""
    letters = base64.b64encode(data)[:-4]
    rest = _LAST[len(data) % 3]
    start = compact.find(letters)
    while start >= 0:
        end = start + len(letters) + rest
        while compact[end : end + 1] == b"=":
            end += 1
        yield start, end
        start = compact.find(letters, end)


def _places(text: bytes, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Turn positions in the text without blanks into positions in the text."""
    passed, runs, begins = 0, [], []
    for run in _RUN.finditer(text):
        runs.append(passed)
        begins.append(run.start())
        passed += run.end() - run.start()

    def place(index: int) -> int:
        number = bisect_right(runs, index) - 1
        return begins[number] + index - runs[number]

    return ((place(start), place(end - 1) + 1) for start, end in spans)
