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
from weavit_desktop.services.choices import FIELDS, LISTS, READINGS
from weavit_desktop.vault.card_json import dump_json, load_card, load_properties, photo_of

T = TypeVar("T")
Document = Mapping[str, Any]

LATER: Final = frozenset({"also_from", "kept_records", "linked", "words"})  # lists that came after version 1
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
    Property: attrgetter("name", "value", "params"),
}


@dataclass(frozen=True, slots=True)
class ArchivedCard:
    """A record as it came. `photo` names a part, None without a picture; `card` has none.

    `also_from`: place and source of each file that told the same; `place`, if known, says which came when.
    """

    place: int | None
    also_from: tuple[tuple[int, int], ...]
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
    """One person. `edits`: value and instant by field; `moves`: day, from and to by organisation, whose, the
    oldest first; `kept_records`: origin, digest, when the name was kept."""

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
    moves: tuple[tuple[str, str, str, str], ...]
    kept_records: tuple[tuple[str, str, str], ...]


def read_person(document: Document) -> ArchivedPerson:
    """Return the person of a line of people.jsonl."""
    edits = dict(each(document, "edits", read_edit))
    return ArchivedPerson(
        uid=read_id(document, "id"),
        name=text(document, "name"),
        since=instant(document, "since"),
        objected=flag(document, "objected"),
        edits=edits,
        cards=each(document, "cards", _card),
        posts=each(document, "positions", read_post),
        notes=each(document, "notes", lambda one: (instant(one, "at"), text(one, "text"))),
        reminders=each(
            document,
            "reminders",
            lambda one: (day(one, "due"), text(one, "text"), or_none(one, "done_at", instant)),
        ),
        files=each(document, "files", _file),
        moves=each(document, "moves", lambda one: _move(one, document)),
        kept_records=each(document, "kept_records", _kept_record),
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


def each(document: Document, key: str, read: Callable[[Document], T]) -> tuple[T, ...]:
    """Return what `read` gives of each document of a list, nothing for a list that is only in LATER ones."""
    if key in LATER and key not in document:
        return ()
    values = document[key]
    if not isinstance(values, list) or not all(isinstance(one, dict) for one in values):
        raise TypeError(key)
    return tuple(map(read, values))


def read_edit(document: Document) -> tuple[str, tuple[str, str]]:
    """Return what was edited, its value and when."""
    name, value = one_of(document, "field", FIELDS), text(document, "value")
    if name in READINGS and value not in READINGS[name]:
        raise ValueError(name)
    if name in LISTS:
        texts({name: json.loads(value)}, name)
    return name, (value, instant(document, "chosen_at"))


def _card(document: Document) -> ArchivedCard:
    said = json.dumps(document["card"], ensure_ascii=False)
    card = load_card(said)
    properties = load_properties(json.dumps(document["properties"], ensure_ascii=False))
    _require_texts((card, properties, tuple(one.group or "" for one in (*properties, *card.extra))))
    if not isinstance(card.is_company, bool):
        raise TypeError("is_company")
    photo, linked = photo_of(said) or {}, document["linked"]
    return ArchivedCard(
        place=number(document, "place") if "place" in document else None,
        also_from=each(document, "also_from", lambda one: (number(one, "place"), number(one, "source"))),
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


def read_post(document: Document) -> ArchivedPost:
    """Return a position."""
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


def _move(document: Document, person: Document) -> tuple[str, str, str, str]:
    of = read_id(document if "of" in document else person, "of" if "of" in document else "id")
    return day(document, "day"), read_id(document, "from"), read_id(document, "to"), of


def _kept_record(document: Document) -> tuple[str, str, str]:
    named_at = instant(document, "named_at") if document["named_at"] else ""
    return text(document, "origin"), text(document, "digest"), named_at


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
