"""vCards as bytes, and what is read from them."""

from __future__ import annotations

import io

from weavit_desktop.domain.card import Card
from weavit_desktop.importing.keys import Keys
from weavit_desktop.importing.records import CardRecord, Problem, Record
from weavit_desktop.importing.vcard.reading import read_vcards


def vcard(*lines: str, version: str = "3.0", encoding: str = "utf-8") -> bytes:
    """Return one card with these lines, in a file of that encoding."""
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode(encoding)


def read(data: bytes) -> list[Record]:
    return list(read_vcards(io.BytesIO(data), Keys()))


def records(data: bytes) -> list[CardRecord]:
    return [record for record in read(data) if isinstance(record, CardRecord)]


def problems(data: bytes) -> list[Problem]:
    return [record for record in read(data) if isinstance(record, Problem)]


def card(*lines: str, version: str = "3.0") -> Card:
    """Return the one card that these lines make, read without a problem."""
    found = read(vcard(*lines, version=version))
    assert len(found) == 1, found
    record = found[0]
    assert isinstance(record, CardRecord)
    return record.card
