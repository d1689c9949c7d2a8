"""What must hold of any bytes taken for a calendar."""

from __future__ import annotations

import io
import re

from taken import STRANGER, member, read_twice

from weavit_desktop.importing.calendar.blocks import read_blocks
from weavit_desktop.importing.calendar.reading import WHOLE
from weavit_desktop.importing.calendar.series import MAX_TIMES
from weavit_desktop.importing.recognition import CALENDAR
from weavit_desktop.importing.records import InteractionRecord, Note, Problem, Record
from weavit_desktop.importing.streams import unify

_BEGINNING = re.compile(rb"^([ \t]*BEGIN[ \t]*:[ \t]*VEVENT[ \t\r]*\n)", re.IGNORECASE | re.MULTILINE)
_TITLES = (
    b"SUMMARY:Secret\n DTSTART:20260101T000000Z\nDESCRIPTION;X=1:Secret\n\tATTENDEE:mailto:s@x.example\n"
)
_KEPT = re.compile(
    rb"[ \t]|(?:UID|DTSTART|RECURRENCE-ID|RRULE|RDATE|EXDATE|STATUS|LAST-MODIFIED|DTSTAMP|ORGANIZER"
    rb"|ATTENDEE)[;:]",
    re.IGNORECASE,
)


def check_calendar(data: bytes) -> None:
    """A calendar: each event is a meeting, a problem or passed over; what it is about changes nothing."""
    text = unify(io.BytesIO(data)).read()
    events = [block for block in read_blocks(io.BytesIO(data)) if block.kind == "event"]
    records = read_twice(CALENDAR, {member("any.ics", data): data})
    problems = [one for one in records if isinstance(one, Problem)]
    notes = sum(one.count for one in records if isinstance(one, Note) and "ahead" not in one.what)
    assert len(problems) + notes <= len(events), "an event was told of twice"
    lines = {f"line {block.number}" for block in events}
    for problem in problems:
        assert problem.where in lines, "a problem lies where no event begins"
        assert all(map(_KEPT.match, io.BytesIO(problem.raw))), "a title was kept"
    told_of = sum(isinstance(one, InteractionRecord) for one in records)
    assert told_of <= 2 * (MAX_TIMES + 1) * len(events), "a series without an end"
    titled = _BEGINNING.sub(rb"\1" + _TITLES, text)
    told = read_twice(CALENDAR, {member("any.ics", titled): titled})
    assert _placeless(told) == _placeless(_retold(text)), "what a meeting is about was read"
    unknown = read_twice(CALENDAR, {member("any.ics", data): data}, STRANGER)
    if any(isinstance(one, Problem) and one.where == WHOLE for one in unknown):
        assert len(unknown) == 1, "meetings were taken though nobody knows whose they are"


def _retold(text: bytes) -> list[Record]:
    return read_twice(CALENDAR, {member("any.ics", text): text})


def _placeless(records: list[Record]) -> list[object]:
    return [(one.what, one.raw) if isinstance(one, Problem) else one for one in records]
