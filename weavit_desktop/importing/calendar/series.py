"""When the events of a series take place (RFC 5545, 3.8.5). Bounded, whatever a rule says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice, takewhile
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr
from icalendar.prop import vRecur

from weavit_desktop.importing.calendar.events import Event, Moment, UnreadableError, instant

STRANGE_RULE: Final = "This event repeats by a rule that no meeting has. It was left out."
MAX_TIMES: Final = 20_000  # every day of 55 years

_KNOWN = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_MOST_TIMES_A_DAY = 24


def moments_of(event: Event, until: datetime, home: ZoneInfo) -> Iterator[Moment]:
    """Yield the beginnings of an event, each once; what repeats, up to an instant. Raises UnreadableError."""
    given = set()
    never = {instant(one, home) for one in event.never}
    for moment in (event.begins, *_repeated(event, until, home), *event.also):
        at = instant(moment, home)
        if at not in never and at not in given:
            given.add(at)
            yield moment


def left_out(event: Event, until: datetime, longest: timedelta, home: ZoneInfo) -> Iterator[Moment]:
    """Yield the beginnings that a series would have and has not: what was taken out of it, then its end.

    Of those after its end only so long as anybody may have planned ahead; none where they would be too many.
    Raises UnreadableError.
    """
    if event.rule is None:
        return
    held = {instant(one, home) for one in moments_of(event, until, home)}
    last = min(until, max(held, default=instant(event.begins, home)) + longest)
    rule = vRecur({name: value for name, value in event.rule.items() if name not in ("UNTIL", "COUNT")})
    try:
        endless = list(_repeated(replace(event, rule=rule), last, home))
    except UnreadableError:
        return
    yield from (moment for moment in endless if instant(moment, home) not in held)


def _repeated(event: Event, until: datetime, home: ZoneInfo) -> Iterator[Moment]:
    """Yield the moments of the rule, by the clock on the wall: at nine in summer and in winter."""
    if event.rule is None:
        return
    begins = event.begins
    zone = begins.tzinfo if isinstance(begins, datetime) else None
    first = _wall(begins, zone)
    rule, count = _bounded(event.rule, first, until.astimezone(zone or home).replace(tzinfo=None), zone)
    found = list(islice(rule, MAX_TIMES + 1))
    if len(found) > MAX_TIMES:
        raise UnreadableError(STRANGE_RULE)
    for one in found[:count]:
        yield one.replace(tzinfo=zone) if isinstance(begins, datetime) else one.date()


def _bounded(
    recurrence: vRecur, first: datetime, horizon: datetime, zone: object
) -> tuple[Iterator[datetime], int | None]:
    """Return the moments of a rule up to a horizon, and how many of them count.

    The library would look for moments up to the year 9999, and for ever at an interval of 0: only rules
    that step by days are handed to it, each with an end, and COUNT is counted here.
    """
    parts = {name.upper(): value for name, value in recurrence.items()}
    times = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= len(parts.get(name, [0]))
    frequency = str(parts.get("FREQ", [""])[0]).upper()
    count, interval = parts.pop("COUNT", [None])[0], parts.get("INTERVAL", [1])[0]
    ends = parts.pop("UNTIL", [None])[0]
    sane = frequency in _KNOWN and times <= _MOST_TIMES_A_DAY
    if not sane or not isinstance(interval, int) or interval < 1:
        raise UnreadableError(STRANGE_RULE)
    last = min(horizon, _wall(ends, zone)) if isinstance(ends, date) else horizon
    if isinstance(ends, date) and not isinstance(ends, datetime):
        last = min(horizon, last + timedelta(days=1, seconds=-1))
    text = ";".join(f"{name}={','.join(map(str, value))}" for name, value in parts.items())
    try:
        rule = rrulestr(f"{text};UNTIL={last:%Y%m%dT%H%M%S}", dtstart=first)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise UnreadableError(STRANGE_RULE) from error
    if not isinstance(rule, rrule):
        raise UnreadableError(STRANGE_RULE)
    return takewhile(lambda one: one <= last, iter(rule)), count


def _wall(moment: Moment, zone: object) -> datetime:
    """Return a moment as a clock on the wall of a zone shows it."""
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day)
    if moment.tzinfo is not None and zone is not None:
        moment = moment.astimezone(zone)  # type: ignore[arg-type] # a tzinfo
    return moment.replace(tzinfo=None)
