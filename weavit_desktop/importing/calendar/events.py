"""The lines of one event into what counts of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from icalendar import Event as Component
from icalendar.prop import vRecur

from weavit_desktop.domain.interaction import Address
from weavit_desktop.importing.calendar.blocks import Block
from weavit_desktop.importing.wording import subject_of

BROKEN: Final = "A line of this event is broken, so it was left out. The other events were read."
NO_TIME: Final = "This event has no readable beginning, so it was left out."

EARLIEST_YEAR: Final = 1970

Moment = datetime | date
Zones = Mapping[str, tzinfo]

_OFFSET = re.compile(r"^TZOFFSETTO[^:]*:([+-])(\d\d)(\d\d)", re.MULTILINE | re.IGNORECASE)
_LOCATION = re.compile(r"^X-LIC-LOCATION:(\S+)", re.MULTILINE | re.IGNORECASE)
_TZID = re.compile(r"^TZID[^:]*:([^\r\n]+)", re.MULTILINE | re.IGNORECASE)
# Where its title is asked for, one that cannot be read costs itself alone.
_TITLE = re.compile(rb"^SUMMARY[;:][^\n]*\n(?:[ \t][^\n]*\n)*", re.MULTILINE | re.IGNORECASE)
_NO_ADDRESS = re.compile(r"[\s:/]")
_NOT_PEOPLE: Final = frozenset({"ROOM", "RESOURCE", "GROUP"})


class UnreadableError(Exception):
    """An event that cannot be read; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who was asked to come. `answer` as PARTSTAT has it, in upper case."""

    address: Address
    answer: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event, or one series of them. Beginnings are dates for whole days, else instants with a zone.

    `replaces` is the beginning, in its series, of the one event that this one stands for. `written` is when
    it came to be what it is now, where that is told.
    """

    uid: str
    begins: Moment
    zone: str
    organiser: Address | None
    guests: tuple[Guest, ...]
    replaces: Moment | None = None
    written: Moment | None = None
    rule: vRecur | None = None
    also: tuple[Moment, ...] = ()
    never: frozenset[Moment] = frozenset()
    subject: str = field(default="", repr=False)


def read_event(block: Block, zones: Zones, home: ZoneInfo) -> Event:
    """Return what a block tells. Times without a zone are the home zone's. Raises UnreadableError."""
    if not block.whole:
        raise UnreadableError(BROKEN)
    try:
        event = _event(block, _Times(zones, home))
    # The library tells of damage by any of these, also when a property is first looked at.
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError) as error:
        raise UnreadableError(BROKEN) from error
    if event is None or event.begins.year < EARLIEST_YEAR:
        raise UnreadableError(NO_TIME)
    return event


def _event(block: Block, times: _Times) -> Event | None:
    found = _component(block.lines) or _component(_TITLE.sub(b"", block.lines))
    if found is None:
        raise ValueError("lines")
    begins, rule = times.first(found.get("DTSTART")), found.get("RRULE")
    if not isinstance(rule, vRecur | None):
        raise TypeError("two rules")
    if begins is None:
        return None
    return Event(
        uid=str(_one(found.get("UID")) or ""),
        begins=begins,
        zone=_zone_name(found.get("DTSTART"), begins),
        organiser=next(iter(_addresses(found.get("ORGANIZER"))), None),
        guests=_guests(found.get("ATTENDEE")),
        replaces=times.first(found.get("RECURRENCE-ID")),
        written=times.first(found.get("LAST-MODIFIED")) or times.first(found.get("DTSTAMP")),
        rule=rule,
        also=tuple(times.each(found.get("RDATE"))),
        never=frozenset(times.each(found.get("EXDATE"))),
        subject=subject_of(str(_one(found.get("SUMMARY")) or "")),
    )


def _component(lines: bytes) -> Any:
    """Return the event, None where the library left out a line: a guest, perhaps."""
    found = Component.from_ical(b"BEGIN:VEVENT\r\n" + lines + b"END:VEVENT\r\n")
    return None if any(name is None for name, _ in found.errors) else found


def read_zone(block: Block) -> tuple[str, tzinfo] | None:
    """Return the name of a zone that a calendar describes, and the nearest thing to it that is known.

    That is the place it names, else its offset outside summer. Its rules are not followed: they may be
    anything, and an hour moves a meeting to another day only near midnight.
    """
    text = block.lines.decode("utf-8", "replace")
    name, place, offsets = _TZID.search(text), _LOCATION.search(text), _OFFSET.findall(text)
    if name is None:
        return None
    if place is not None:
        try:
            return name[1].strip(), ZoneInfo(place[1])
        except (ValueError, OSError, LookupError):
            pass
    minutes = [int(f"{sign}1") * (60 * int(hours) + int(rest)) for sign, hours, rest in offsets]
    if not minutes or abs(min(minutes)) >= 24 * 60:
        return None
    return name[1].strip(), timezone(timedelta(minutes=min(minutes)))


def instant(moment: Moment, home: ZoneInfo) -> datetime:
    """Return a beginning in UTC. A whole day begins at midnight at home."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime(moment.year, moment.month, moment.day, tzinfo=home).astimezone(UTC)


class _Times:
    def __init__(self, zones: Zones, home: ZoneInfo) -> None:
        self._zones = zones
        self._home = home

    def first(self, prop: Any) -> Moment | None:
        return next(iter(self.each(prop)), None)

    def each(self, prop: Any) -> list[Moment]:
        """Return the moments of a property, or of several; periods (RDATE) by their beginnings."""
        moments = []
        for one in prop if isinstance(prop, list) else [prop]:
            for entry in getattr(one, "dts", [one]):
                value = getattr(entry, "dt", None)
                value = value[0] if isinstance(value, tuple) else value
                if isinstance(value, date):  # a datetime is one as well
                    moments.append(self._placed(value, one))
        return moments

    def _placed(self, value: Moment, prop: Any) -> Moment:
        if not isinstance(value, datetime) or value.tzinfo is not None:
            return value
        name = str(getattr(prop, "params", {}).get("TZID", ""))
        return value.replace(tzinfo=self._zones.get(name, self._home))


def _zone_name(prop: Any, begins: Moment) -> str:
    name = str(getattr(_one(prop), "params", {}).get("TZID", ""))
    if name or not isinstance(begins, datetime):
        return name or "day"
    return str(begins.tzinfo or "")


def _guests(prop: Any) -> tuple[Guest, ...]:
    guests: dict[str, Guest] = {}
    for one in _each(prop):
        kind = str(one.params.get("CUTYPE", "INDIVIDUAL")).upper()
        if kind in _NOT_PEOPLE:
            continue
        for address in _addresses(one):
            answer = str(one.params.get("PARTSTAT", "NEEDS-ACTION")).upper()
            guests.setdefault(address.email, Guest(address, answer))
    return tuple(guests.values())


def _addresses(prop: Any) -> Iterable[Address]:
    """Yield who a property names. Apple names people by numbers, and their e-mail beside it."""
    for one in _each(prop):
        written = str(one)
        mailto = written[7:] if written[:7].lower() == "mailto:" else ""
        bare = "" if _NO_ADDRESS.search(written) else written  # what some programs write without a scheme
        email = (mailto or str(one.params.get("EMAIL", "")) or bare).strip().lower()
        if "." in email.partition("@")[2]:  # "…@virtual" is a list of birthdays
            name = " ".join(str(one.params.get("CN", "")).split())
            yield Address(email=email, name="" if name.lower() == email else name)


def _each(prop: Any) -> list[Any]:
    several = prop if isinstance(prop, list) else [prop]
    return [one for one in several if hasattr(one, "params")]


def _one(prop: Any) -> Any:
    return prop[0] if isinstance(prop, list) and prop else prop
