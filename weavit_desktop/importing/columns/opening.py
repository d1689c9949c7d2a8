"""The beginning of a table of people: its columns, what they stand for, and samples of what is in them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from weavit_desktop.importing.columns.google import SIGNATURES, google_mapping
from weavit_desktop.importing.columns.mapping import ColumnMapping, known_for
from weavit_desktop.importing.columns.outlook import outlook_mapping
from weavit_desktop.importing.columns.proposing import propose
from weavit_desktop.importing.limits import HEAD_BYTES, MAX_COLUMNS
from weavit_desktop.importing.sources import Member, Opener
from weavit_desktop.importing.streams import unify
from weavit_desktop.importing.tables import Header, Row, find_header, guess_header, read_rows

GOOGLE: Final = "google-csv"
OUTLOOK: Final = "outlook-csv"
TABLE: Final = "csv"
FORMATS: Final = (GOOGLE, OUTLOOK, TABLE)

NO_TABLE: Final = "No table was found in this file. Check that it is the one you meant."
NOT_THIS_TABLE: Final = "These are not the columns of such a table. Leave the format out, or say csv."
TOO_MANY_COLUMNS: Final = (
    f"This table has more than {MAX_COLUMNS:,} columns, as no list of people has. It was not read."
)
NOBODY: Final = (
    "None of these columns could be taken for a name or an e-mail address, so nobody was read. "
    "Say what the columns are, and read it again."
)

SAMPLE_ROWS: Final = 200


@dataclass(frozen=True, slots=True)
class OpenTable:
    """`samples` are cells of each column from its first rows, without empty ones.

    `refusal` says why it is not read, "" if it is. `proposed` is the mapping as it would be if nothing had
    been said of it; `remembered`: something was said before.
    """

    header: Header
    mapping: ColumnMapping
    samples: tuple[tuple[str, ...], ...]
    proposed: ColumnMapping
    remembered: bool = False
    refusal: str = ""


def open_table(
    open_member: Opener, member: Member, format_: str, remembered: Mapping[str, ColumnMapping]
) -> OpenTable | str:
    """Return the beginning of a table, or the sentence why it is none. Raises UNREADABLE.

    `remembered` are mappings by their fingerprint.
    """
    with open_member(member) as stream:
        head = unify(stream).read(HEAD_BYTES)
    lines = io.BytesIO(head).readlines()
    if len(head) == HEAD_BYTES and len(lines) > 1:
        lines.pop()  # probably cut
    header = find_header(lines, SIGNATURES) if format_ == GOOGLE else guess_header(lines)
    if header is None:
        return NOT_THIS_TABLE if format_ == GOOGLE else NO_TABLE
    if len(header.names) > MAX_COLUMNS:
        return TOO_MANY_COLUMNS
    samples = _samples(lines, header)
    if format_ == TABLE:
        return _mapped(header, samples, known_for(header.names, remembered))
    mapping = google_mapping(header.names) if format_ == GOOGLE else outlook_mapping(header.names)
    return NOT_THIS_TABLE if mapping is None else OpenTable(header, mapping, samples, mapping)


def _mapped(header: Header, samples: tuple[tuple[str, ...], ...], known: ColumnMapping | None) -> OpenTable:
    proposed = propose(header.names, samples)
    mapping = known or proposed
    refusal = "" if mapping.tells_of_people else NOBODY
    return OpenTable(header, mapping, samples, proposed, known is not None, refusal)


def _samples(lines: Sequence[bytes], header: Header) -> tuple[tuple[str, ...], ...]:
    columns: list[list[str]] = [[] for _ in header.names]
    for row in islice(read_rows(lines, header), SAMPLE_ROWS):
        if isinstance(row, Row):
            for column, cell in zip(columns, row.cells, strict=True):
                if text := cell.strip():
                    column.append(text)
    return tuple(map(tuple, columns))
