"""What goes beyond a limit is left out with a word; the rest of the file is read; memory stays bounded."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator

import pytest

from builders.vcards import read, vcard
from weavit_desktop.importing import limits
from weavit_desktop.importing.keys import Keys
from weavit_desktop.importing.records import CardRecord, Problem
from weavit_desktop.importing.vcard.reading import read_vcards
from weavit_desktop.importing.vcard.splitting import CARD_TOO_LONG, LINE_TOO_LONG


class Lazy(io.RawIOBase):
    """A file that makes its bytes as they are read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        view = memoryview(buffer)
        self._rest = self._rest or next(self._pieces, b"")
        count = min(len(view), len(self._rest))
        view[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def repeated(piece: bytes, total: int) -> Iterator[bytes]:
    for _ in range(total // len(piece)):
        yield piece


def in_a_card(body: Iterator[bytes]) -> Iterator[bytes]:
    yield b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Before\r\nNOTE:"
    yield from body
    yield b"\r\nTEL:1\r\nEND:VCARD\r\n" + vcard("FN:After")


def test_a_line_of_200_mb_is_left_out_in_bounded_memory() -> None:
    stream = io.BufferedReader(Lazy(in_a_card(repeated(b"x" * 65_536, 200 * limits.MIB))))
    tracemalloc.start()
    try:
        found = list(read_vcards(stream, Keys()))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 3 * limits.MAX_LINE_BYTES
    cards = [record.card for record in found if isinstance(record, CardRecord)]
    assert [(card.name, len(card.phones), card.notes) for card in cards] == [
        ("Before", 1, ()),
        ("After", 0, ()),
    ]
    assert [item for item in found if isinstance(item, Problem)] == [Problem("line 4", LINE_TOO_LONG)]


def test_a_line_that_grows_too_long_by_folds_is_left_out_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weavit_desktop.importing.vcard.splitting.MAX_LINE_BYTES", 1_000)
    data = b"".join(in_a_card(repeated(b"x" * 70 + b"\r\n ", 5_000)))
    first, problem, second = read(data)
    assert isinstance(first, CardRecord)
    assert (first.card.name, first.card.notes, len(first.card.phones)) == ("Before", (), 1)
    assert problem == Problem("line 4", LINE_TOO_LONG)
    assert isinstance(second, CardRecord)
    assert second.card.name == "After"


def test_a_card_beyond_the_limit_keeps_what_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weavit_desktop.importing.vcard.splitting.MAX_CARD_BYTES", 200)
    data = vcard("FN:Before", *(["X-LONG:" + "x" * 80] * 50)) + vcard("FN:After")
    first, problem, second = read(data)
    assert isinstance(first, CardRecord)
    assert isinstance(second, CardRecord)
    assert (first.card.name, second.card.name) == ("Before", "After")
    assert problem == Problem("line 5", CARD_TOO_LONG)
    assert len(first.raw) <= 200 + len(b"END:VCARD\r\n")


def test_lines_after_a_left_out_one_still_have_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weavit_desktop.importing.vcard.splitting.MAX_LINE_BYTES", 100)
    data = vcard("NOTE:" + "x" * 90, " " + "x" * 90, " more", "no property")
    assert [item.where for item in read(data) if isinstance(item, Problem)] == ["line 6", "line 3"]


def test_a_line_too_long_between_cards_is_named() -> None:
    data = vcard("FN:One") + b"x" * (limits.MAX_LINE_BYTES + 1) + b"\r\n" + vcard("FN:Two")
    one, problem, two = read(data)
    assert isinstance(one, CardRecord)
    assert isinstance(two, CardRecord)
    assert problem == Problem("line 5", LINE_TOO_LONG)


def test_stray_text_is_kept_in_pieces_of_bounded_size() -> None:
    data = b"stray text\n" * 20_000 + vcard("FN:One")
    *strays, card = read(data)
    assert isinstance(card, CardRecord)
    assert b"".join(stray.raw for stray in strays if isinstance(stray, Problem)) == b"stray text\n" * 20_000
    assert all(len(stray.raw) < 2 * limits.MAX_STRAY_BYTES for stray in strays if isinstance(stray, Problem))
