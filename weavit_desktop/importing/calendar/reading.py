"""A calendar into meetings: those that the holder of the vault called or agreed to come to."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from weavit_desktop.domain.interaction import Channel, Direction, Interaction, Participant, Role
from weavit_desktop.importing.calendar.blocks import Block, read_blocks
from weavit_desktop.importing.calendar.events import (
    Event,
    Moment,
    UnreadableError,
    instant,
    read_event,
    read_zone,
)
from weavit_desktop.importing.calendar.series import left_out, moments_of
from weavit_desktop.importing.context import ReadingContext
from weavit_desktop.importing.records import InteractionRecord, MeRecord, Note, Problem, Record
from weavit_desktop.importing.sources import Member, Opener, Source

WHO_ARE_YOU: Final = (
    "This calendar does not tell which of the people is you, so no meeting was taken. "
    "Say it with your e-mail address (weavit me --email) and import again."
)
NOBODY: Final = "entries with nobody else"
NOT_YOURS: Final = "meetings you are not named in"
WHOLE: Final = "the whole calendar"
AHEAD: Final = timedelta(days=90)  # model.md: plans up to then are kept, and worth nothing yet
SURVEYED: Final = 2_000  # events tell whose calendar it is
NEARLY_ALL: Final = 0.8
FEWEST_MEETINGS: Final = 3


@dataclass(slots=True)
class Survey:
    """What the first reading of a calendar finds: its zones, whose it is, which events of series moved.

    `crowded`: the UIDs of series that may meet several times a day.
    """

    zones: dict[str, tzinfo] = field(default_factory=dict)
    title: str = ""
    cancels: bool = False
    moved: set[tuple[str, str]] = field(default_factory=set)
    crowded: set[str] = field(default_factory=set)
    present: Counter[str] = field(default_factory=Counter)
    meetings: int = 0

    def planned(self, uid: str, at: datetime, home: ZoneInfo) -> str:
        """Return what an event of a series is known by: its day, for a series at another hour is no other."""
        return (at if uid in self.crowded else at.astimezone(home).date()).isoformat()


def read_calendar(source: Source, open_member: Opener, context: ReadingContext) -> Iterator[Record]:
    """Yield the meetings of each file. Raises UNREADABLE."""
    for member in source.members:
        survey = _survey(member, open_member, context)
        me = _holder(survey, context.me.emails)
        if not me and survey.meetings:
            yield Problem(WHOLE, WHO_ARE_YOU)
            continue
        yield from (MeRecord("email", email) for email in sorted(me - context.me.emails))
        passed_over: Counter[str] = Counter()
        with open_member(member) as stream:
            for block in read_blocks(stream, titles=context.asked.subjects):
                if block.kind == "event":
                    yield from _read_event(block, survey, me, context, passed_over)
        yield from (Note(what, count) for what, count in sorted(passed_over.items()))


def _survey(member: Member, open_member: Opener, context: ReadingContext) -> Survey:
    found = Survey()
    moved: list[tuple[str, datetime]] = []
    events = 0
    with open_member(member) as stream:
        for block in read_blocks(stream):
            if block.kind == "zone" and (zone := read_zone(block)):
                found.zones.setdefault(*zone)
            elif block.kind == "calendar":
                _note_calendar(block, found)
            elif block.kind == "event":
                events += 1
                if block.is_moved or block.is_crowded or (events <= SURVEYED and block.names_people):
                    moved += _note_event(block, found, context)
    found.moved = {(uid, found.planned(uid, at, context.home_zone)) for uid, at in moved}
    return found


def _note_calendar(block: Block, found: Survey) -> None:
    name, _, value = block.lines.decode("utf-8", "replace").partition(":")
    if name.upper().startswith("METHOD"):
        found.cancels |= value.strip().upper() == "CANCEL"
    elif "@" in value:
        found.title = value.strip().lower()  # Google names the first calendar of an account so


def _note_event(block: Block, found: Survey, context: ReadingContext) -> Iterator[tuple[str, datetime]]:
    """Yield the UID and the former beginning of what stands for one event of a series."""
    try:
        event = read_event(block, found.zones, context.home_zone)
    except UnreadableError:
        return  # told in the second reading
    if block.is_crowded:
        found.crowded.add(event.uid)
    if event.replaces is not None:
        yield event.uid, instant(event.replaces, context.home_zone)
    named = {guest.address.email for guest in event.guests}
    named |= {event.organiser.email} if event.organiser else set()
    if named:
        found.meetings += 1
        found.present.update(named)


def _holder(found: Survey, confirmed: frozenset[str]) -> frozenset[str]:
    """Return the holder's addresses: those confirmed, or else the one that this calendar is plainly of."""
    if confirmed & found.present.keys():
        return confirmed
    if found.title in found.present:
        return confirmed | {found.title}
    (first, most), (_, next_most) = (*found.present.most_common(2), ("", 0), ("", 0))[:2]
    plain = found.meetings >= FEWEST_MEETINGS and most > next_most and most >= NEARLY_ALL * found.meetings
    return confirmed | {first} if plain else confirmed


def _read_event(
    block: Block,
    survey: Survey,
    me: frozenset[str],
    context: ReadingContext,
    passed_over: Counter[str],
) -> Iterator[Record]:
    is_cancelled = survey.cancels or block.is_cancelled
    if block.whole and not block.names_people and not is_cancelled:
        passed_over[NOBODY] += 1
        return
    try:
        event = read_event(block, survey.zones, context.home_zone)
        people = _people(event, me, context)
        reason = "meetings that were cancelled" if is_cancelled else _passed_over(event, me, people)
        held, gone = _moments(event, reason, context)
    except (UnreadableError, OverflowError) as error:
        sentence = (
            str(error) if isinstance(error, UnreadableError) else "This event lies beyond any calendar."
        )
        yield Problem(f"line {block.number}", sentence, block.lines)
        return
    if reason:
        passed_over[reason] += 1
    known: set[str] = set()
    for moment, there in [*((one, people) for one in held), *((one, ()) for one in gone)]:
        at = instant(moment, context.home_zone)
        if there and at > context.now + AHEAD:
            passed_over["meetings more than 90 days ahead"] += 1
            there = ()  # nor at the time that an older calendar may tell
        planned = _planned(event, at, survey, context.home_zone)
        if event.replaces is not None or (event.uid, planned) not in survey.moved:
            planned = at.isoformat() if planned in known else planned
            known.add(planned)
            yield InteractionRecord(_interaction(event, moment, planned, there, context))


def _moments(event: Event, reason: str, context: ReadingContext) -> tuple[list[Moment], list[Moment]]:
    """Return when an event takes place, and when it does not though an older calendar may say so.

    `reason` is why it is no meeting of the holder's. What a series held before that was written did take
    place. Somebody else's calendar says nothing of the holder's.
    """
    until, home = context.now + AHEAD, context.home_zone
    if reason == NOT_YOURS:
        return [], []
    one_alone = event.replaces is not None or (event.rule is None and not event.also)
    moments = [event.begins] if one_alone else list(moments_of(event, until, home))
    if not reason:
        return moments, [] if one_alone else list(left_out(event, until, AHEAD, home))
    since = context.now if event.written is None else instant(event.written, home)
    return [], [one for one in moments if one_alone or instant(one, home) >= since]


def _passed_over(event: Event, me: frozenset[str], people: Sequence[Participant]) -> str:
    """Return why an event is no meeting that the holder came or comes to, else "". `people`: the others."""
    answer = next((guest.answer for guest in event.guests if guest.address.email in me), "")
    if event.organiser is not None and event.organiser.email in me:
        if answer == "DECLINED":
            return "meetings you declined"
    elif answer != "ACCEPTED":
        return "meetings you did not accept" if answer else NOT_YOURS
    return "" if people else NOBODY


def _people(event: Event, me: frozenset[str], context: ReadingContext) -> tuple[Participant, ...]:
    """Return everybody else, without those who declined."""
    people: dict[str, Participant] = {}
    if event.organiser is not None:
        people[event.organiser.email] = Participant(event.organiser, Role.ORGANISER)
    for guest in event.guests:
        if guest.answer == "DECLINED":
            people.pop(guest.address.email, None)
        else:
            people.setdefault(guest.address.email, Participant(guest.address, Role.ATTENDEE))
    return tuple(
        one for email, one in people.items() if email not in me and not context.is_role_address(email)
    )


def _interaction(
    event: Event, moment: Moment, planned: str, people: tuple[Participant, ...], context: ReadingContext
) -> Interaction:
    at = instant(moment, context.home_zone)
    day = at.astimezone(context.home_zone).date() if isinstance(moment, datetime) else moment
    return Interaction(
        source_key=_key(event, at, planned),
        at=at,
        day=day,
        zone=event.zone,
        channel=Channel.MEETING,
        direction=Direction.BOTH,
        participants=people,
        subject=event.subject,
    )


def _planned(event: Event, at: datetime, survey: Survey, home: ZoneInfo) -> str:
    """Return when an event of a series was first planned for, "" for one that is alone."""
    if event.replaces is not None:
        return survey.planned(event.uid, instant(event.replaces, home), home)
    return survey.planned(event.uid, at, home) if event.rule is not None or event.also else ""


def _key(event: Event, at: datetime, planned: str) -> str:
    """Return the meeting's lasting name: its UID, and in a series when it was first planned for."""
    known = event.uid or "\0".join(sorted(guest.address.email for guest in event.guests))
    moment = planned or ("" if event.uid else at.astimezone(UTC).isoformat())
    name = "\0".join((known, moment)).encode("utf-8", "replace")
    return f"meeting:{hashlib.sha256(name).hexdigest()[:32]}"
