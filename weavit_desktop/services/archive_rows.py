"""Lines of an archive as what they must be. Whatever is not, raises ValueError, KeyError or TypeError."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import Any, Final, TypeVar

from weavit_core.fields import instant_text
from weavit_core.taxonomy import Function, Level
from weavit_desktop.domain.card import Address, Card, Labelled, Names, Property
from weavit_desktop.domain.interaction import Channel, Direction, Role
from weavit_desktop.services.choices import FIELDS, LISTS, READINGS
from weavit_desktop.vault.card_json import dump_json, load_card, load_properties, photo_of

T = TypeVar("T")
Document = Mapping[str, Any]

KINDS: Final = ("email", "profile", "phone", "name")
IDENTITY_KINDS: Final = ("email", "phone", "profile", "company-domain", "name")
DECIDERS: Final = ("rule", "person")

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_MOST_NUMBER: Final = 2**31


def _parts_of(kind: type, *other: str) -> Callable[[object], tuple[object, ...]]:
    """Return what gives the fields of a dataclass in which texts stand, but for some others."""
    return attrgetter(*(one.name for one in fields(kind) if one.name not in other))


_PARTS: Final[Mapping[type, Callable[[object], tuple[object, ...]]]] = {
    Card: _parts_of(Card, "is_company", "photo"),
    Names: _parts_of(Names),
    Labelled: _parts_of(Labelled),
    Address: _parts_of(Address),
    Property: _parts_of(Property, "group"),
}


@dataclass(frozen=True, slots=True)
class ArchivedCard:
    """A record as it came. `photo` names a part, None without a picture; `card` has none."""

    source: int
    origin: str
    key: str
    variant: int
    digest: str
    live: bool
    raw: bytes = field(repr=False)
    properties: tuple[Property, ...] = field(repr=False)
    card: Card = field(repr=False)
    photo: str | None
    media_type: str
    reason: str
    decided_by: str
    decided_at: str


@dataclass(frozen=True, slots=True)
class ArchivedPost:
    """Where somebody works or worked, by the archive's id of the organisation."""

    organisation: str
    title: str
    from_day: str | None
    to_day: str | None
    level: str
    level_rule: str
    function: str
    function_rule: str
    confidence: float
    domains: str


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file that was kept with somebody. `path` names its part, None if it was damaged."""

    uid: str
    name: str
    media_type: str
    added_at: str
    path: str | None


@dataclass(frozen=True, slots=True)
class ArchivedPerson:
    """One person. `edits`: value and instant by field; `moves`: day, from and to by organisation, the oldest
    first."""

    uid: str
    name: str = field(repr=False)
    since: str
    objected: bool
    edits: Mapping[str, tuple[str, str]] = field(repr=False)
    cards: tuple[ArchivedCard, ...] = field(repr=False)
    posts: tuple[ArchivedPost, ...] = field(repr=False)
    notes: tuple[tuple[str, str], ...] = field(repr=False)
    reminders: tuple[tuple[str, str, str | None], ...] = field(repr=False)
    files: tuple[ArchivedFile, ...] = field(repr=False)
    moves: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ArchivedInteraction:
    """One interaction. `participants`: kind, value, name, role. `source` is None if it was logged by hand."""

    source: int | None
    key: str
    at: str
    zone: str
    day: str
    channel: str
    direction: str
    recipients: int
    subject: str | None = field(repr=False)
    participants: tuple[tuple[str, str, str, str], ...] = field(repr=False)


def read_person(document: Document) -> ArchivedPerson:
    """Return the person of a line of people.jsonl."""
    edits = {one_of(one, "field", FIELDS): _edit(one) for one in _list(document, "edits")}
    return ArchivedPerson(
        uid=read_id(document, "id"),
        name=text(document, "name"),
        since=instant(document, "since"),
        objected=flag(document, "objected"),
        edits=edits,
        cards=_each(document, "cards", _card),
        posts=_each(document, "positions", _post),
        notes=_each(document, "notes", lambda one: (instant(one, "at"), text(one, "text"))),
        reminders=_each(
            document,
            "reminders",
            lambda one: (day(one, "due"), text(one, "text"), or_none(one, "done_at", instant)),
        ),
        files=_each(document, "files", _file),
        moves=_each(
            document, "moves", lambda one: (day(one, "day"), read_id(one, "from"), read_id(one, "to"))
        ),
    )


def read_interaction(document: Document) -> ArchivedInteraction:
    """Return the interaction of a line of interactions.jsonl."""
    return ArchivedInteraction(
        source=or_none(document, "source", number),
        key=text(document, "key"),
        at=instant(document, "at"),
        zone=text(document, "zone"),
        day=day(document, "day"),
        channel=one_of(document, "channel", tuple(Channel)),
        direction=one_of(document, "direction", tuple(Direction)),
        recipients=number(document, "recipients"),
        subject=or_none(document, "subject", text),
        participants=_each(document, "participants", _participant),
    )


def text(document: Document, key: str) -> str:
    """Return a text."""
    value = document[key]
    if not isinstance(value, str):
        raise TypeError(key)
    return value


def read_id(document: Document, key: str) -> str:
    """Return an opaque id."""
    value = text(document, key)
    if not _ID.fullmatch(value):
        raise ValueError(key)
    return value


def number(document: Document, key: str) -> int:
    """Return a number from 0 up."""
    value = document[key]
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _MOST_NUMBER:
        raise ValueError(key)
    return value


def flag(document: Document, key: str) -> bool:
    """Return true or false."""
    value = document[key]
    if not isinstance(value, bool):
        raise TypeError(key)
    return value


def instant(document: Document, key: str) -> str:
    """Return an instant as the vault writes it."""
    at = datetime.fromisoformat(text(document, key))
    if at.tzinfo is None:
        raise ValueError(key)
    return instant_text(at.astimezone(UTC))


def day(document: Document, key: str) -> str:
    """Return a day, ISO 8601."""
    return date.fromisoformat(text(document, key)).isoformat()


def texts(document: Document, key: str) -> list[str]:
    """Return a list of texts."""
    values = document[key]
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise TypeError(key)
    return values


def one_of(document: Document, key: str, allowed: Iterable[str]) -> str:
    """Return one of several words."""
    value = text(document, key)
    if value not in allowed:
        raise ValueError(key)
    return value


def or_none(document: Document, key: str, read: Callable[[Document, str], T]) -> T | None:
    """Return what `read` gives, None where the document says so."""
    return None if document[key] is None else read(document, key)


def _list(document: Document, key: str) -> list[Document]:
    values = document[key]
    if not isinstance(values, list) or not all(isinstance(one, dict) for one in values):
        raise TypeError(key)
    return values


def _each(document: Document, key: str, read: Callable[[Document], T]) -> tuple[T, ...]:
    return tuple(map(read, _list(document, key)))


def _edit(document: Document) -> tuple[str, str]:
    name, value = text(document, "field"), text(document, "value")
    if name in READINGS and value not in READINGS[name]:
        raise ValueError(name)
    if name in LISTS:
        texts({name: json.loads(value)}, name)
    return value, instant(document, "chosen_at")


def _card(document: Document) -> ArchivedCard:
    said = json.dumps(document["card"], ensure_ascii=False)
    card = load_card(said)
    properties = load_properties(json.dumps(document["properties"], ensure_ascii=False))
    _require_texts((card, properties, tuple(one.group or "" for one in (*properties, *card.extra))))
    if not isinstance(card.is_company, bool):
        raise TypeError("is_company")
    photo, linked = photo_of(said) or {}, document["linked"]
    return ArchivedCard(
        source=number(document, "source"),
        origin=text(document, "origin"),
        key=text(document, "key"),
        variant=number(document, "variant"),
        digest=text(document, "digest"),
        live=flag(document, "live"),
        raw=read_bytes(document, "raw"),
        properties=properties,
        card=card,
        photo=or_none(document, "photo", text),
        media_type=text(photo, "media_type") if photo else "",
        reason=text(linked, "reason"),
        decided_by=one_of(linked, "decided_by", DECIDERS),
        decided_at=instant(linked, "decided_at"),
    )


def read_bytes(document: Document, key: str) -> bytes:
    """Return bytes, which stand there as text or in base64."""
    if key in document:
        return text(document, key).encode()
    return base64.b64decode(text(document, f"{key}_base64"), validate=True)


def _post(document: Document) -> ArchivedPost:
    confidence = document["confidence"]
    if not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise ValueError("confidence")
    return ArchivedPost(
        organisation=read_id(document, "organisation"),
        title=text(document, "title"),
        from_day=or_none(document, "from", day),
        to_day=or_none(document, "to", day),
        level=one_of(document, "level", tuple(Level)),
        level_rule=text(document, "level_rule"),
        function=one_of(document, "function", tuple(Function)),
        function_rule=text(document, "function_rule"),
        confidence=float(confidence),
        domains=dump_json(texts(document, "domains")),
    )


def _file(document: Document) -> ArchivedFile:
    return ArchivedFile(
        uid=read_id(document, "id"),
        name=text(document, "name"),
        media_type=text(document, "media_type"),
        added_at=instant(document, "added_at"),
        path=or_none(document, "path", text),
    )


def _participant(document: Document) -> tuple[str, str, str, str]:
    return (
        one_of(document, "kind", KINDS),
        text(document, "value"),
        text(document, "name"),
        one_of(document, "role", tuple(Role)),
    )


def _require_texts(value: object) -> None:
    """Raise TypeError unless a card or its properties hold texts alone."""
    kind = type(value)
    if kind is tuple:
        for one in value:  # type: ignore[attr-defined]  # a tuple, asked for in the quickest way
            _require_texts(one)
    elif kind in _PARTS:
        _require_texts(_PARTS[kind](value))
    elif kind is not str:
        raise TypeError("card")
