"""What must hold of any bytes taken for the tables of a LinkedIn export."""

from __future__ import annotations

import io

from people_tables import is_blank
from taken import STRANGER, member, read_twice

from weavit_desktop.importing.linkedin.entries import Entry, read_entries
from weavit_desktop.importing.linkedin.kinds import SIGNATURES, Table
from weavit_desktop.importing.recognition import LINKEDIN, recognise
from weavit_desktop.importing.records import CardRecord, InteractionRecord, Note, Problem, Record
from weavit_desktop.importing.sources import Member
from weavit_desktop.importing.streams import unify
from weavit_desktop.importing.tables import find_header

BREAK = b"\x1c"  # between the tables of an export
_ADDRESSBOOKS = (Table.CONNECTIONS, Table.CONTACTS)
_WITH_TEXT = (Table.MESSAGES, Table.INVITATIONS)


def check_linkedin(data: bytes) -> None:
    """An export: no line of a table is lost, each row is told of once, the text of messages by none."""
    files: dict[Member, bytes] = {}
    for at, table in enumerate(data.split(BREAK)):
        kind = recognise(table, f"{at}.csv").table
        if kind is not None:
            files[member(f"{at}.csv", table, kind)] = table
    for one, content in files.items():
        entries = list(read_entries(lambda member: io.BytesIO(files[member]), one))
        _check_lines(one, content, entries)
        _check_rows(one, content, entries)
    read_twice(LINKEDIN, files, STRANGER)
    for record in read_twice(LINKEDIN, files):
        _check_kept(record, files)


def _check_lines(one: Member, content: bytes, entries: list[Entry | Problem]) -> None:
    """Assert that each line below the columns is in a row, or kept beside it, once."""
    lines = unify(io.BytesIO(content)).readlines()
    header = find_header(lines, [SIGNATURES[Table(one.kind)]])
    if header is None:
        return
    kept = b"".join(entry.raw if isinstance(entry, Problem) else entry.row.raw for entry in entries)
    for line in lines[header.lines :]:
        assert is_blank(line, header.delimiter) or line in kept, "a line was lost"
    assert len(kept) <= sum(map(len, lines)), "a line came twice"


def _check_rows(one: Member, content: bytes, entries: list[Entry | Problem]) -> None:
    """Assert that of a table read alone there are as many records as rows."""
    broken = sum(isinstance(entry, Problem) for entry in entries)
    records = read_twice(LINKEDIN, {one: content})
    notes = sum(record.count for record in records if isinstance(record, Note))
    problems = sum(isinstance(record, Problem) for record in records)
    if one.kind in _ADDRESSBOOKS:
        cards = sum(isinstance(record, CardRecord) for record in records)
        assert cards + notes == len(entries) - broken, "a row was lost, or told of twice"
        assert problems == broken, "a broken row was lost, or told of twice"
    if one.kind == Table.MESSAGES and not _says_nothing(records):
        interactions = sum(isinstance(record, InteractionRecord) for record in records)
        assert interactions + notes + problems == len(entries), "a message was lost, or told of twice"


def _says_nothing(records: list[Record]) -> bool:
    """Say whether one problem stands for many messages: nobody knows whose they are, or to whom they went."""
    return any(isinstance(one, Problem) and "," not in one.where for one in records)


def _check_kept(record: Record, files: dict[Member, bytes]) -> None:
    if isinstance(record, Problem):
        kinds = {one.name: one.kind for one in files}
        if kinds[record.where.partition(",")[0]] in _WITH_TEXT:
            assert not record.kept, "text of a message was kept"
    if isinstance(record, CardRecord):
        assert all(one.name.strip().lower() != "message" for one in record.properties), "a text was kept"
