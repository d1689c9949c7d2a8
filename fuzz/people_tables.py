"""What must hold of any bytes taken for a table of people, or for an account of Monica's."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from weavit_desktop.importing.columns.opening import FORMATS, open_table
from weavit_desktop.importing.columns.reading import read_table
from weavit_desktop.importing.context import ReadingContext
from weavit_desktop.importing.monica.reading import MONICA, read_monica
from weavit_desktop.importing.records import CardRecord, InteractionRecord, Problem, Record
from weavit_desktop.importing.sources import Member, Source
from weavit_desktop.importing.streams import unify
from weavit_desktop.importing.text import decode

_CONTEXT = ReadingContext(ZoneInfo("UTC"), datetime(2026, 1, 1, tzinfo=UTC), lambda _: False)


def check_table(data: bytes) -> None:
    """A table: each line is in a row or kept beside it; what a row says is in its card or properties."""
    for format_ in FORMATS:
        member = Member("any.csv", len(data), Path("any.csv"), format_)
        opened = open_table(lambda _: io.BytesIO(data), member, format_, {})
        records = list(
            read_table(Source("any.csv", format_, (member,)), lambda _: io.BytesIO(data), _CONTEXT)
        )
        if isinstance(opened, str) or opened.refusal:
            assert [type(record) for record in records] == [Problem], "a refused table was read"
            continue
        kept = b"".join(record.raw for record in records if isinstance(record, CardRecord | Problem))
        below = unify(io.BytesIO(data)).readlines()[opened.header.lines :]
        for line in below:
            assert is_blank(line, opened.header.delimiter) or line in kept, "a line was lost"
        _check_cards(records)


def check_monica(data: bytes) -> None:
    """An account: everything that is read can be written, and no card hides another."""
    member = Member("any.json", len(data), Path("any.json"))
    records = list(read_monica(Source("any.json", MONICA, (member,)), lambda _: io.BytesIO(data), _CONTEXT))
    _check_cards(records)
    for record in records:
        if isinstance(record, InteractionRecord):
            assert record.interaction.at <= _CONTEXT.now, "a plan was taken for something that happened"


def _check_cards(records: list[Record]) -> None:
    known: dict[str, str] = {}
    for card in _cards(records):
        assert known.setdefault(card.key, card.digest) == card.digest, "a card hides another"
        assert card.card.name, "somebody has no name"
        json.dumps([one.value for one in card.properties], ensure_ascii=False).encode()
        repr(card.card).encode()


def _cards(records: list[Record]) -> Iterator[CardRecord]:
    return (record for record in records if isinstance(record, CardRecord))


def is_blank(line: bytes, delimiter: str) -> bool:
    """Say whether a line of a table has nothing but empty cells."""
    return not any(cell.strip(' "\r\n') for cell in decode(line).replace("\0", "").split(delimiter)) or (
        not decode(line).replace("\0", "").replace(delimiter, "").replace('"', "").strip()
    )
