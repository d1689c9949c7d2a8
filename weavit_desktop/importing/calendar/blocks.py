"""A calendar cut into its events, with the lines alone that tell who meets when; titles if asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Final

from weavit_desktop.importing.limits import MAX_EVENT_BYTES, MAX_ROW_BYTES
from weavit_desktop.importing.streams import OVERLONG, read_lines, unify

_WANTED = re.compile(
    rb"(?:UID|DTSTART|RECURRENCE-ID|RRULE|RDATE|EXDATE|STATUS|LAST-MODIFIED|DTSTAMP|ORGANIZER|ATTENDEE)[;:]",
    re.IGNORECASE,
)
_WITH_TITLE = re.compile(_WANTED.pattern.replace(b"(?:UID|", b"(?:UID|SUMMARY|"), re.IGNORECASE)
_PEOPLE = re.compile(rb"^(?:ORGANIZER|ATTENDEE)[;:]", re.IGNORECASE | re.MULTILINE)
_CANCELLED = re.compile(rb"^STATUS[^:]*:[ \t]*CANCELLED", re.IGNORECASE | re.MULTILINE)
_MOVED = re.compile(rb"^RECURRENCE-ID[;:]", re.IGNORECASE | re.MULTILINE)
_CROWDED = re.compile(rb"^RRULE[^\n]*BY(?:HOUR|MINUTE|SECOND)=", re.IGNORECASE | re.MULTILINE)
_OF_CALENDAR = re.compile(rb"(?:METHOD|X-WR-CALNAME)[;:]", re.IGNORECASE)
_OF_ZONE = re.compile(rb"(?:TZID|X-LIC-LOCATION|TZOFFSETTO)[;:]", re.IGNORECASE)
_MARK = re.compile(rb"[ \t]*(BEGIN|END)[ \t]*:[ \t]*([A-Z0-9-]+)[ \t\r]*\n?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one component. `kind`: event, zone or calendar; `number`: its first line, from 1 up.

    `whole` is False where its end is missing or it is beyond the limit.
    """

    kind: str
    number: int
    lines: bytes = field(repr=False)
    whole: bool = True

    @property
    def names_people(self) -> bool:
        """Say whether anybody is named in it at all: most entries are notes to oneself."""
        return _PEOPLE.search(self.lines) is not None

    @property
    def is_cancelled(self) -> bool:
        """Say whether it is told of only to say that it does not take place."""
        return _CANCELLED.search(self.lines) is not None

    @property
    def is_moved(self) -> bool:
        """Say whether it stands for one event of a series."""
        return _MOVED.search(self.lines) is not None

    @property
    def is_crowded(self) -> bool:
        """Say whether its rule may have several events of one day."""
        return _CROWDED.search(self.lines) is not None


_Kinds = Mapping[bytes, tuple[str, re.Pattern[bytes]]]
_KINDS: Final[_Kinds] = {b"VEVENT": ("event", _WANTED), b"VTIMEZONE": ("zone", _OF_ZONE)}
_WITH_TITLES: Final[_Kinds] = {**_KINDS, b"VEVENT": ("event", _WITH_TITLE)}


def read_blocks(stream: IO[bytes], *, titles: bool = False) -> Iterator[Block]:
    """Yield the events and zones of a file in their order, and each line that says what the calendar is."""
    kinds = _WITH_TITLES if titles else _KINDS
    open_: _Open | None = None
    for number, line in enumerate(read_lines(unify(stream), MAX_ROW_BYTES), start=1):
        if line == OVERLONG:  # a picture, or a joke
            continue
        mark = _MARK.match(line)
        name = mark[2].upper() if mark else b""
        begins = mark is not None and mark[1].upper() == b"BEGIN"
        if begins and name in kinds:
            if open_:
                yield open_.block(whole=False)
            open_ = _Open(name, number, *kinds[name])
        elif mark and open_ and name == open_.name:
            yield open_.block(whole=True)
            open_ = None
        elif open_:
            open_.add(line, begins=begins, ends=mark is not None and not begins)
        elif _OF_CALENDAR.match(line):
            yield Block("calendar", number, line)
    if open_:
        yield open_.block(whole=False)


class _Open:
    """A component whose end has not come yet. What is nested in it, an alarm, is left out."""

    def __init__(self, name: bytes, number: int, kind: str, wanted: re.Pattern[bytes]) -> None:
        self.name = name
        self._kind, self._wanted = kind, wanted
        self._number = number
        self._lines: list[bytes] = []
        self._size = 0
        self._taking = False
        self._inside = 0

    def add(self, line: bytes, *, begins: bool, ends: bool) -> None:
        if begins or ends:
            self._inside = max(0, self._inside + (1 if begins else -1))
            return
        if line[:1] not in (b" ", b"\t"):
            nested = self._inside > 0 and self._kind == "event"
            self._taking = not nested and self._wanted.match(line) is not None
        if self._taking:
            self._size += len(line)
            if self._size <= MAX_EVENT_BYTES:
                self._lines.append(line)

    def block(self, *, whole: bool) -> Block:
        whole = whole and self._size <= MAX_EVENT_BYTES
        return Block(self._kind, self._number, b"".join(self._lines), whole)
