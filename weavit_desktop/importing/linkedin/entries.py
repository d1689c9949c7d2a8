"""One table of an export, entry by entry, with its columns by name whatever their order and era."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from weavit_desktop.domain.card import Property
from weavit_desktop.importing.limits import MAX_ROW_BYTES
from weavit_desktop.importing.linkedin.kinds import SIGNATURES, Table
from weavit_desktop.importing.records import Problem
from weavit_desktop.importing.sources import Member, Opener
from weavit_desktop.importing.streams import read_lines, unify
from weavit_desktop.importing.tables import Broken, Header, Row, find_header, read_rows

BROKEN = "This is no row of the table: its quotes or its columns are wrong. The other rows were read."
NO_COLUMNS = "The columns that this table has in a LinkedIn export were not found. Download it again."


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `cells` are without outer blanks, by `column_key`; `names` are the columns as they came."""

    where: str
    cells: Mapping[str, str]
    names: tuple[str, ...]
    row: Row

    def get(self, key: str) -> str:
        """Return a cell, "" where this era has no such column."""
        return self.cells.get(key, "")

    def properties(self) -> tuple[Property, ...]:
        """Return every column as it came."""
        return tuple(map(Property, self.names, self.row.cells))

    def digest(self) -> str:
        """Return the SHA-256 of what the row says: its quoting and line end do not count."""
        stated = "\x1f".join(f"{key}={value}" for key, value in self.cells.items())
        return hashlib.sha256(stated.encode()).hexdigest()


def read_entries(open_member: Opener, member: Member) -> Iterator[Entry | Problem]:
    """Yield the rows of a table, and a problem for each line that is none. Raises UNREADABLE."""
    header = _read_header(open_member, member)
    if header is None:
        yield Problem(member.name, NO_COLUMNS)
        return
    keys = header.keys()
    with open_member(member) as stream:
        for row in read_rows(read_lines(unify(stream), MAX_ROW_BYTES), header):
            if isinstance(row, Broken):
                yield Problem(f"{member.name}, {row.place}", BROKEN, row.raw)
            else:
                where = f"{member.name}, line {row.number}"
                yield Entry(where, dict(zip(keys, map(str.strip, row.cells), strict=True)), header.names, row)


def has_column(open_member: Opener, member: Member, key: str) -> bool:
    """Say whether a table of this era has a column."""
    header = _read_header(open_member, member)
    return header is not None and key in header.keys()  # noqa: SIM118 - no mapping


def _read_header(open_member: Opener, member: Member) -> Header | None:
    with open_member(member) as stream:
        lines = read_lines(unify(stream), MAX_ROW_BYTES)
        return find_header(lines, [SIGNATURES[Table(member.kind)]])
