"""Activities, calls and messages of an account as interactions: who met whom and when, without a text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from typing import Final

from weavit_desktop.domain.interaction import Address, Channel, Direction, Interaction, Participant, Role
from weavit_desktop.importing.context import ReadingContext
from weavit_desktop.importing.monica.account import Account, Entry, collections, listed, mapping, text
from weavit_desktop.importing.monica.cards import contact_fields, name_of
from weavit_desktop.importing.records import InteractionRecord, Note

PLANS: Final = "entries that lie in the future"
TIMELESS: Final = "entries without a readable time"

_NOON: Final = time(12)  # of a day whose hour Monica does not know


def read_interactions(account: Account, context: ReadingContext) -> Iterator[InteractionRecord | Note]:
    """Yield the interactions of an account, then how many entries had no time, or have not happened yet."""
    future = timeless = 0
    for one in _all(account, context):
        if one is None:
            timeless += 1
        elif one.at > context.now:
            future += 1
        else:
            yield InteractionRecord(one)
    if timeless:
        yield Note(TIMELESS, timeless)
    if future:
        yield Note(PLANS, future)


def _all(account: Account, context: ReadingContext) -> Iterator[Interaction | None]:
    met: dict[str, list[Address]] = {}
    for contact in account.of("contact"):
        address, lists = _address(contact, account.kinds), collections(contact)
        for uid in lists.get("activity", ()):
            if isinstance(uid, str):
                met.setdefault(uid, []).append(address)
        for call in map(mapping, lists.get("call", ())):
            yield _call(contact, call, address, context)
        for conversation in map(mapping, lists.get("conversation", ())):
            for message in listed(mapping(conversation.get("properties")).get("messages")):
                yield _message(contact, mapping(message), address, context)
    for activity in account.of("activity"):
        if people := met.get(text(activity, "uuid")):
            yield _activity(activity, people, context)


def _address(contact: Entry, kinds: Mapping[str, Entry]) -> Address:
    reached = list(contact_fields(contact, kinds))
    email = next((value for kind, _, value in reached if kind == "email"), "")
    phone = next((value for kind, _, value in reached if kind == "phone"), "")
    return Address(email=email, phone="" if email else phone, name=name_of(contact))


def _activity(activity: Entry, people: list[Address], context: ReadingContext) -> Interaction | None:
    at = _instant(text(mapping(activity.get("properties")), "happened_at"), context)
    participants = tuple(Participant(one, Role.ATTENDEE) for one in people)
    key = f"activity:{text(activity, 'uuid')}"
    return _interaction(key, at, Channel.MEETING, Direction.BOTH, participants, context)


def _call(contact: Entry, call: Entry, address: Address, context: ReadingContext) -> Interaction | None:
    properties = mapping(call.get("properties"))
    came = properties.get("contact_called") is True
    key = _key("call", contact, call, text(properties, "called_at"))
    at = _instant(text(properties, "called_at"), context)
    return _interaction(key, at, Channel.CALL, *_ways(address, came), context)


def _message(contact: Entry, message: Entry, address: Address, context: ReadingContext) -> Interaction | None:
    properties = mapping(message.get("properties"))
    came = properties.get("written_by_me") is not True
    key = _key("message", contact, message, text(properties, "written_at"))
    at = _instant(text(properties, "written_at"), context)
    return _interaction(key, at, Channel.MESSAGE, *_ways(address, came), context)


def _ways(address: Address, came: bool) -> tuple[Direction, tuple[Participant, ...]]:
    role = Role.FROM if came else Role.TO
    return Direction.INCOMING if came else Direction.OUTGOING, (Participant(address, role),)


def _interaction(
    key: str,
    at: datetime | None,
    channel: Channel,
    direction: Direction,
    participants: tuple[Participant, ...],
    context: ReadingContext,
) -> Interaction | None:
    if at is None:
        return None
    day = at.astimezone(context.home_zone).date()
    return Interaction(f"monica:{key}", at, day, "UTC", channel, direction, participants)


def _key(kind: str, contact: Entry, entry: Entry, at: str) -> str:
    """Return the key of an entry without an id: whose it is, when it was and when it was written down."""
    stated = "\x1f".join((text(contact, "uuid"), at, text(entry, "created_at")))
    return f"{kind}:{hashlib.sha256(stated.encode()).hexdigest()[:32]}"


def _instant(written: str, context: ReadingContext) -> datetime | None:
    """Return an instant in UTC. A day without an hour is taken at noon in the home zone."""
    try:
        at = datetime.fromisoformat(written)
        if len(written) <= len("2026-01-31"):
            at = datetime.combine(at.date(), _NOON, context.home_zone)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
