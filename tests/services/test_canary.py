"""Nothing without a facet ever leaves: markers in every such field, sought in every byte that is sent."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from urllib.parse import quote
from zlib import crc32

import pytest

from builders.laptop import ACME, Laptop, laptop
from builders.sharing import weekly_mail
from weavit_core import publication
from weavit_core.http_signing import Request
from weavit_desktop.services.checking import mirror
from weavit_desktop.services.hub import fetch, leave
from weavit_desktop.vault.connection import Connection

# Tables that only say what was chosen and sent; their contents are made by the code under test.
OURS = {"permission", "hub", "joining", "registry_client", "sharing_period", "outbox", "receipt",
        "checkpoint", "released"}  # fmt: skip
# What the ladder can let through: level, function, the days behind band and rhythm, the confirmed Client.
FACETS = {
    ("position", "level"): "director",
    ("position", "function"): "finance",
    ("position", "to_day"): None,
    ("organisation", "registry_id"): ACME,
}
# Columns that take no free text.
CLOSED = {
    ("link", "decided_by"): "rule",
    ("linked_person", "decided_by"): "rule",
    ("identifier", "kind"): "email",
    ("identity", "kind"): "email",
    ("suppression", "why"): "deleted",
    ("staged_record", "kind"): "card",
    ("not_same", "one"): "Känäri not_same 1",
    ("not_same", "other"): "Känäri not_same 2",
}


def marker(table: str, column: str) -> str:
    """Return what stands in a column: short enough that an id of 16 bytes could carry all of it."""
    return f"Kä{crc32(f'{table}.{column}'.encode()):08x}"


def fill(db: Connection) -> list[str]:
    """Put one row into every table, with a marker in every free field; return the markers."""
    db.execute("PRAGMA foreign_keys = OFF")
    found = []
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
    for (table,) in db.execute(tables).fetchall():
        if table in OURS or table.startswith(("sqlite_", "person_search")) or table == "day_bucket":
            continue
        row: dict[str, object] = {}
        for _, column, kind, *_ in db.execute(f"PRAGMA table_info({table})").fetchall():
            free = (table, column) not in FACETS | CLOSED
            row[column] = _value(table, column, kind)
            if free and kind in ("TEXT", "BLOB"):
                found.append(marker(table, column))
        names = ", ".join(f'"{name}"' for name in row)
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    for day, channel, way, weight in weekly_mail():
        db.execute("INSERT INTO day_bucket VALUES (1, ?, ?, ?, ?)", (day.isoformat(), channel, way, weight))
    db.execute("UPDATE person SET is_company = 0, me = 0, colleague = 0, objected = 0")
    return found


def _value(table: str, column: str, kind: str) -> object:
    if (table, column) in FACETS:
        return FACETS[table, column]
    if (table, column) in CLOSED:
        return CLOSED[table, column]
    if kind == "TEXT":
        return marker(table, column)
    return marker(table, column).encode() if kind == "BLOB" else 1


def spellings(text: str) -> Iterator[bytes]:
    """Return a text as it may be found in other bytes."""
    for raw in (text.encode(), text.lower().encode(), text.encode("utf-16-le"), text.encode("latin-1")):
        yield raw
        yield raw.hex().encode()
        yield quote(raw).encode()
        for shift in range(3):  # base64 looks different at each of three places
            coded = base64.b64encode(bytes(shift) + raw)[4 if shift else 0 : -4]
            yield coded
            yield coded.replace(b"+", b"-").replace(b"/", b"_")


def wire(request: Request) -> bytes:
    """Return every byte of a request: method, URL, headers, body."""
    head = "\n".join(f"{name}: {value}" for name, value in request.headers.items())
    return f"{request.method} {request.url}\n{head}\n\n".encode() + request.body


def everything_sent(made: Laptop) -> bytes:
    """Use the laptop in every way that speaks to the hub, and return all that it said."""
    vault, connect, clock, new_id = made.vault, made.connect, made.clock, made.new_id
    uid = marker("person", "uid")
    for level in (4, 2, 3, 1):
        made.share(uid, level, k=1)
        made.approve_all()
        assert made.publish().trouble is None
    mirror(vault, connect, clock)
    fetch(vault, connect, clock, new_id)
    made.hub.refuse = lambda request: "schema" if request.method == "PUT" else ""
    made.revoke(uid)
    made.publish()
    made.hub.refuse = lambda request: ""
    leave(vault, connect, clock, new_id)
    return b"\n".join(map(wire, made.hub.seen))


@pytest.fixture(scope="module")
def sent() -> tuple[bytes, list[str]]:
    made = laptop()
    made.vault.db.execute("DELETE FROM organisation")
    markers = fill(made.vault.db)
    said = everything_sent(made)
    contents = [publication.decode(body).content for body in made.hub.accepted]
    assert [len(one.cells) if one else None for one in contents] == [1, 1, 1, 0, None]
    return said, markers


def test_every_table_has_a_marker_to_be_found(sent: tuple[bytes, list[str]]) -> None:
    _, markers = sent

    assert len(markers) > 80
    assert {marker("person", "name"), marker("note", "text"), marker("source_card", "raw")} <= set(markers)


def test_no_marker_is_in_any_byte_that_is_sent(sent: tuple[bytes, list[str]]) -> None:
    said, markers = sent
    # Ids are written in groups; a marker could hide in them.
    haystacks = [said, said.lower(), re.sub(rb"[^0-9A-Za-z]", b"", said).lower()]

    leaks = [
        text
        for text in markers
        for spelling in spellings(text)
        if any(spelling in haystack for haystack in haystacks)
    ]

    assert leaks == []


def test_a_part_of_a_marker_does_not_leave_either(sent: tuple[bytes, list[str]]) -> None:
    said, _ = sent
    bare = re.sub(rb"[^0-9A-Za-z]", b"", said).lower()

    for spelling in (
        "Känäri".encode(),
        b"n\xe4ri",
        "Känäri".encode().hex().encode(),
        base64.b64encode("Känäri".encode())[:8],
    ):
        assert spelling not in said
        assert spelling.lower() not in bare


def test_no_exact_day_of_an_interaction_is_sent(sent: tuple[bytes, list[str]]) -> None:
    said, _ = sent

    for day, *_ in weekly_mail(weeks=40):
        if day.day not in (28, 29, 30, 31):  # a document may end on the last day of a month
            assert day.isoformat().encode() not in said
