"""Calendars that the library `icalendar` wrote, or can read as a whole, tell us what they tell it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import count, islice
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.calendars import ME
from builders.letters import write
from builders.reading import NOW, context_for, of_kind
from builders.shared_data import shared_data
from weavit_desktop.domain.interaction import Role
from weavit_desktop.importing.calendar.blocks import read_blocks
from weavit_desktop.importing.calendar.events import Moment, UnreadableError, instant, read_event
from weavit_desktop.importing.calendar.reading import AHEAD, read_calendar
from weavit_desktop.importing.context import Identity
from weavit_desktop.importing.records import InteractionRecord, Record
from weavit_desktop.importing.sources import Member, Source, opened

HOME = ZoneInfo("Europe/Berlin")
UNTIL = NOW + AHEAD
ZONES = [UTC, *map(ZoneInfo, ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"))]
STEPS = {"DAILY": 1, "WEEKLY": 7}

Person = tuple[str, str]  # e-mail address and name
Told = tuple[datetime, date, frozenset[tuple[str, str, Role]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """Every `interval` days, weeks or months, `times` in all; in weeks on these too, 0 for Monday."""

    frequency: str
    interval: int
    times: int
    weekdays: frozenset[int]

    def as_recur(self, first: Moment) -> icalendar.vRecur:
        parts = {"FREQ": self.frequency, "INTERVAL": self.interval, "COUNT": self.times}
        if self.frequency == "WEEKLY":
            days = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
            parts["BYDAY"] = [days[at] for at in sorted(self.weekdays | {first.weekday()})]
        return icalendar.vRecur(parts)

    def days(self, first: date) -> list[date]:
        """Return the days of the rule, found by looking at each day in its turn."""
        each = (first + timedelta(days=at) for at in count())
        return list(islice((day for day in each if self._fits(day, first)), self.times))

    def _fits(self, day: date, first: date) -> bool:
        if self.frequency == "MONTHLY":
            months = 12 * (day.year - first.year) + day.month - first.month
            return day.day == first.day and months % self.interval == 0
        if self.frequency == "WEEKLY":
            mondays = day - timedelta(days=day.weekday()), first - timedelta(days=first.weekday())
            weeks = (mondays[0] - mondays[1]).days // 7
            return day.weekday() in self.weekdays | {first.weekday()} and weeks % self.interval == 0
        return (day - first).days % self.interval == 0


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a calendar is to say, in words of our own. `left_out` and `moved` are numbers of its times."""

    begins: Moment
    organiser: Person
    guests: tuple[tuple[Person, str, str], ...]
    rule: Rule | None
    left_out: frozenset[int]
    moved: int

    def times(self) -> list[Moment]:
        if self.rule is None:
            return [self.begins]
        if not isinstance(self.begins, datetime):
            return list(self.rule.days(self.begins))
        wall, zone = self.begins.timetz(), self.begins.tzinfo
        return [datetime.combine(day, wall, zone) for day in self.rule.days(self.begins.date())]

    def moved_to(self) -> Moment:
        return self.times()[self.moved] + timedelta(days=1)

    def expected(self) -> list[Told]:
        people = self._people()
        kept = [
            moment
            for at, moment in enumerate(self.times())
            if self.rule is None or (at not in self.left_out and at != self.moved)
        ]
        if self.rule is not None and self.moved < len(self.times()):
            kept.append(self.moved_to())
        instants = ((instant(moment, HOME), moment) for moment in kept)
        return sorted(
            ((at, _day(moment), people) for at, moment in instants if people and at <= UNTIL), key=repr
        )

    def _people(self) -> frozenset[tuple[str, str, Role]]:
        named = {self.organiser[0]: (*self.organiser, Role.ORGANISER)}
        for (email, name), answer, kind in self.guests:
            if kind in ("ROOM", "RESOURCE"):
                continue
            if answer == "DECLINED":
                named.pop(email, None)
            else:
                named.setdefault(email, (email, name, Role.ATTENDEE))
        named.pop(ME, None)
        return frozenset((email, " ".join(name.split()), role) for email, name, role in named.values())


def _day(moment: Moment) -> date:
    return moment.astimezone(HOME).date() if isinstance(moment, datetime) else moment


def event_of(meeting: Meeting, begins: Moment) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", "one@cal.example")
    made.add("summary", "Never read")
    made.add("dtstart", begins)
    (email, name) = meeting.organiser
    organiser = icalendar.vCalAddress(f"mailto:{email}")
    organiser.params["cn"] = name
    made.add("organizer", organiser, encode=False)
    for (address, called), answer, kind in meeting.guests:
        guest = icalendar.vCalAddress(f"MAILTO:{address}")
        guest.params.update({"cn": called, "partstat": answer, "cutype": kind, "rsvp": "TRUE"})
        made.add("attendee", guest, encode=False)
    return made


def written(meeting: Meeting, *, with_zones: bool) -> bytes:
    """Return the calendar as the library writes it, with or without the rules of its zones."""
    made = icalendar.Calendar()
    made.add("prodid", "-//peer//")
    made.add("version", "2.0")
    event = event_of(meeting, meeting.begins)
    made.add_component(event)
    if meeting.rule is not None:
        times = meeting.times()
        event.add("rrule", meeting.rule.as_recur(meeting.begins))
        for at in sorted(meeting.left_out):
            if at < len(times):
                event.add("exdate", times[at])
        if meeting.moved < len(times):
            moved = event_of(meeting, meeting.moved_to())
            moved.add("recurrence-id", times[meeting.moved])
            made.add_component(moved)
    if with_zones:
        made.add_missing_timezones()
    return made.to_ical()


def read_bytes(path: Path, data: bytes, me: str = ME) -> list[Record]:
    write(path, data)
    with opened(None) as open_member:
        source = Source(str(path), "ics", (Member(path.name, len(data), path),))
        identity = Identity(emails=frozenset({me}))
        return list(read_calendar(source, open_member, context_for(identity)))


NAME = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12)
# The library cannot read again what it writes of a backslash or a quote.
NAME = (NAME | st.sampled_from(["Weber, Maya", "Dr. O'Neil; MD", "a:b", "^n", "王思涵"])).map(
    lambda name: " ".join(name.replace('"', "").replace("\\", "").split())
)
EMAIL = st.sampled_from([ME, "jonas@acme.example", "eve@acme.example", "kim@other.example"])
PERSON = st.tuples(EMAIL, NAME)
GUEST = st.tuples(
    PERSON,
    st.sampled_from(["ACCEPTED", "DECLINED", "TENTATIVE", "NEEDS-ACTION"]),
    st.sampled_from(["INDIVIDUAL", "ROOM", "RESOURCE", "UNKNOWN"]),
)
WALL = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30]))
RULE = st.builds(
    Rule,
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
    st.integers(1, 3),
    st.integers(1, 12),
    st.frozensets(st.integers(0, 6), max_size=3),
)


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    day = draw(st.dates(date(2019, 1, 1), date(2026, 11, 1)))
    if draw(st.integers(0, 4)) == 0:
        return day
    zone: tzinfo = draw(st.sampled_from(ZONES))
    return datetime.combine(day, draw(WALL), zone)


@st.composite
def meetings(draw: st.DrawFn, rule: st.SearchStrategy[Rule | None]) -> Meeting:
    """Return a meeting that Maya called, or agreed to come to."""
    guests = draw(st.lists(GUEST, max_size=3, unique_by=lambda guest: guest[0][0]))
    organiser = draw(PERSON)
    if organiser[0] != ME:
        guests = [*(guest for guest in guests if guest[0][0] != ME), ((ME, "Maya"), "ACCEPTED", "INDIVIDUAL")]
    else:
        guests = [guest for guest in guests if guest[0][0] != ME]
    times = st.integers(0, 11)
    left_out, moved = draw(st.frozensets(times, max_size=2)), draw(times)
    begins = draw(moments())
    return Meeting(begins, organiser, tuple(guests), draw(rule), left_out - {moved}, moved)


def told(records: Sequence[Record]) -> list[Told]:
    found = (record.interaction for record in of_kind(InteractionRecord, list(records)))
    return sorted(
        (
            (
                one.at,
                one.day,
                frozenset((who.address.email, who.address.name, who.role) for who in one.participants),
            )
            for one in found
            if one.participants  # the others do not take place
        ),
        key=repr,
    )


@pytest.mark.parametrize("with_zones", [False, True])
@given(meeting=meetings(st.none()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_meeting_that_the_library_wrote_is_read_as_it_was(
    tmp_path: Path, with_zones: bool, meeting: Meeting
) -> None:
    assert told(read_bytes(tmp_path / "c.ics", written(meeting, with_zones=with_zones))) == meeting.expected()


@given(meeting=meetings(RULE))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_series_that_the_library_wrote_has_the_times_that_a_walk_through_the_days_has(
    tmp_path: Path, meeting: Meeting
) -> None:
    """With those left out (EXDATE), one moved to the next day (RECURRENCE-ID), at one hour all the year."""
    assert told(read_bytes(tmp_path / "c.ics", written(meeting, with_zones=False))) == meeting.expected()


def peers(data: bytes) -> Iterator[icalendar.Event]:
    """Yield the events of a file as the library reads it whole, nothing where it cannot."""
    try:
        yield from (
            event for one in icalendar.Calendar.from_ical(data, multiple=True) for event in one.walk("VEVENT")
        )
    except (ValueError, KeyError, IndexError, TypeError):
        return


def at_home(value: Moment | None) -> datetime | None:
    if value is None or (isinstance(value, datetime) and value.tzinfo is None):
        return None  # a clock on no wall: ours is the one at home
    return instant(value, HOME)


def test_the_library_reads_the_same_beginnings_of_the_files_of_others() -> None:
    compared = 0
    for path in sorted(shared_data("ics").rglob("*.ics")):
        data = path.read_bytes()
        events = [block for block in read_blocks(io.BytesIO(data)) if block.kind == "event"]
        found = list(peers(data))
        if len(found) != len(events):
            continue  # it leaves out what it cannot read
        for block, peer in zip(events, found, strict=True):
            try:
                ours = read_event(block, {}, HOME)
            except UnreadableError:
                continue
            assert ours.uid == str(peer.get("UID", ""))
            theirs = at_home(getattr(peer.get("DTSTART"), "dt", None))
            assert theirs in (None, instant(ours.begins, HOME)), path.name
            moved = at_home(getattr(peer.get("RECURRENCE-ID"), "dt", None))
            assert moved in (None, ours.replaces and instant(ours.replaces, HOME)), path.name
            compared += theirs is not None
    assert compared > 20
