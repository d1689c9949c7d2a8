"""What must hold of all that a reader gives, whatever it read, and how the readers are driven."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from weavit_desktop.domain.interaction import Channel, Interaction
from weavit_desktop.importing.context import Asked, Identity, ReadingContext
from weavit_desktop.importing.reading import READERS
from weavit_desktop.importing.records import CardRecord, InteractionRecord, MeRecord, Note, Problem, Record
from weavit_desktop.importing.sources import Member, Source

ME = "me@x.example"
MY_PROFILE = "me"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
FURTHEST = timedelta(days=90)  # ahead of now lies what is planned
STRANGER = ReadingContext(ZoneInfo("UTC"), NOW, lambda email: email.startswith("info@"))
CONTEXT = ReadingContext(
    ZoneInfo("Europe/Berlin"),
    NOW,
    STRANGER.is_role_address,
    Identity(emails=frozenset({ME}), profiles=frozenset({MY_PROFILE})),
)


def read_twice(
    format_: str, files: Mapping[Member, bytes], context: ReadingContext = CONTEXT
) -> list[Record]:
    """Return the records of these files as one source of a format; the second time they are the same.

    So are the interactions where subjects and texts are asked for, but for these.
    """
    source = Source("any", format_, tuple(files))
    asking = replace(context, asked=Asked(subjects=True, texts=True))
    first, again, told = (
        list(READERS[format_](source, lambda member: io.BytesIO(files[member]), each))
        for each in (context, context, asking)
    )
    assert first == again, "the same bytes were read otherwise"
    check_records(first, context)
    check_records(told, context)
    assert _wordless(told) == _wordless(first), "who met whom hangs on what they said"
    return first


def _wordless(records: list[Record]) -> list[Interaction]:
    found = (record.interaction for record in records if isinstance(record, InteractionRecord))
    return [replace(one, subject="", text="") for one in found]


def member(name: str, data: bytes, kind: str = "") -> Member:
    """Return a file of a source; its bytes are kept elsewhere."""
    return Member(name, len(data), Path(name), kind)


def check_records(records: Iterable[Record], context: ReadingContext = CONTEXT) -> None:
    """All can be stored; a problem says where and what; an interaction is with others, and in time."""
    known: dict[str, str] = {}
    for record in records:
        match record:
            case CardRecord():
                assert known.setdefault(record.key, record.digest) == record.digest, "a card hides another"
                assert record.card.name, "somebody has no name"
                _storable(record.key, record.card.name, *(one.value for one in record.properties))
            case InteractionRecord():
                _check_interaction(record, context)
            case MeRecord():
                assert record.value.strip(), "nothing is proposed as me"
                _storable(record.value)
            case Note():
                assert record.what, "something was passed over without a word"
                assert record.count > 0, "nothing was passed over, and said so"
            case Problem():
                assert record.where, "a problem is nowhere"
                assert record.what.endswith("."), "a problem says nothing"
                _storable(record.where, record.what)


def _check_interaction(record: InteractionRecord, context: ReadingContext) -> None:
    one = record.interaction
    assert one.at.utcoffset() == timedelta(0), "a moment is not in UTC"
    takes_place = bool(one.participants)
    assert takes_place or one.channel is Channel.MEETING, "an interaction with nobody"
    assert not takes_place or one.at <= context.now + FURTHEST, "a moment lies too far ahead"
    assert abs(datetime(one.day.year, one.day.month, one.day.day, tzinfo=UTC) - one.at) <= timedelta(days=2)
    for participant in one.participants:
        address = participant.address
        assert bool(address.email) + bool(address.profile_slug) + bool(address.phone) == 1
        assert address.email not in context.me.emails, "an interaction with oneself"
        assert address.profile_slug not in context.me.profiles, "an interaction with oneself"
        assert address.email == address.email.lower(), "one address is two"
        _storable(address.email, address.profile_slug, address.name)
    _storable(one.source_key, one.zone)


def _storable(*texts: str) -> None:
    json.dumps(texts, ensure_ascii=False).encode()
