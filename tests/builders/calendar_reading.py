"""Calendars read for Maya, and what of that is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from builders.calendars import ME, calendar
from builders.letters import write
from builders.reading import context_for, of_kind
from weavit_desktop.domain.interaction import Interaction
from weavit_desktop.importing.calendar.reading import read_calendar
from weavit_desktop.importing.context import Identity
from weavit_desktop.importing.records import InteractionRecord, Note, Record
from weavit_desktop.importing.sources import Member, Source, opened

KNOWN = Identity(emails=frozenset({ME}))


def read_file(path: Path, me: Identity = KNOWN) -> list[Record]:
    with opened(None) as open_member:
        source = Source(str(path), "ics", (Member(path.name, path.stat().st_size, path),))
        return list(read_calendar(source, open_member, context_for(me)))


def read(place: Path, *events: str, me: Identity = KNOWN, head: Sequence[str] = ()) -> list[Record]:
    return read_file(write(place / "c.ics", calendar(*events, head=head)), me)


def told(records: list[Record]) -> list[Interaction]:
    return [record.interaction for record in of_kind(InteractionRecord, records)]


def meetings(records: list[Record]) -> list[Interaction]:
    return [one for one in told(records) if one.participants]


def days(records: list[Record]) -> list[str]:
    return [one.day.isoformat() for one in meetings(records)]


def days_off(records: list[Record]) -> list[str]:
    """Return the days of meetings that do not take place, though an older calendar may say so."""
    return [one.day.isoformat() for one in told(records) if not one.participants]


def notes(records: list[Record]) -> dict[str, int]:
    return {note.what: note.count for note in of_kind(Note, records)}
