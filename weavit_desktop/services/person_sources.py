"""Facts of one person, each with the files that say it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from weavit_core.taxonomy import Function, Level
from weavit_desktop.domain.card import AGAIN, Address
from weavit_desktop.services.choices import LISTS
from weavit_desktop.services.person_facts import CHOSEN
from weavit_desktop.services.person_words import source_name
from weavit_desktop.services.shown import load_shown
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import cards, people, person_page
from weavit_desktop.vault.repositories.cards import LiveCard
from weavit_desktop.vault.repositories.people_pages import PersonRow

KEPT = "kept"
_FOR_PROGRAMS = frozenset(  # what is kept as well, and tells a person nothing
    {"UID", "PRODID", "VERSION", "REV", "X-ABUID", "PHOTO", "LOGO", "SOUND", "KEY"}
)
YOU = "you"  # the source of what the person wrote themselves
_TEXTS = ("name", "title", "organization", "department", "birthday", "anniversary")
_READ = ("level", "function")  # from the title


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a field. `rule`: the word by which a level or function was read, "" if it was chosen.

    `sources` are file names, the oldest first, with YOU last where the person said it. What no field takes
    has the name KEPT, and the `label` that its file gives it.
    """

    name: str
    value: str = field(repr=False)
    sources: tuple[str, ...] = field(repr=False)
    rule: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Every fact in the order of a page; `edits`: what the person wrote, by field, as they would type it."""

    facts: tuple[Fact, ...]
    edits: dict[str, str] = field(repr=False)

    def first(self, name: str) -> str:
        """Return the first value of a field, "" for none."""
        return next((fact.value for fact in self.facts if fact.name == name), "")


@dataclass(frozen=True, slots=True)
class _Telling:
    """Who says what of one person: cards with their files, and the person's edits."""

    cards: Sequence[tuple[LiveCard, str]]
    edits: dict[str, str]

    def sources(self, name: str, value: str, key: str) -> tuple[str, ...]:
        """Return who says a value; `key` is what makes it the same in other spellings."""
        files = dict.fromkeys(path for card, path in self.cards if key in _keys(card, name))
        # What the person typed is shown as they typed it, also a phone number, whose key is another.
        return (*files, YOU) if _key(name, value) in self._edited(name) else tuple(files)

    def _edited(self, name: str) -> set[str]:
        typed = self.edits.get(name, "")
        values = typed.split(", ") if name in LISTS and name != "note" else [typed]
        return {_key(name, value) for value in values if value}


def facts_of(db: Connection, row: PersonRow) -> Facts:
    """Return what is known of a person and who said so."""
    telling = _telling(db, row)
    title_sources = telling.sources("title", row.title, _key("title", row.title))
    rules = {"level": row.level_rule, "function": person_page.function_rule(db, row.id)}
    found = []
    for name, value, key in _values(row):
        if name not in _READ:
            found.append(Fact(name, value, telling.sources(name, value, key)))
        elif rules[name] == CHOSEN:
            found.append(Fact(name, value, (YOU,)))
        else:
            found.append(
                Fact(
                    name,
                    value,
                    () if value in (Level.UNKNOWN, Function.UNKNOWN) else title_sources,
                    rules[name],
                )
            )
    return Facts((*found, *_kept(load_shown(row.shown)["extra"], telling)), telling.edits)


def notes_of(db: Connection, row: PersonRow) -> list[tuple[str, tuple[str, ...]]]:
    """Return the notes of a person's cards and edits, each with its sources."""
    telling = _telling(db, row)
    notes: list[str] = load_shown(row.shown)["notes"]
    return [(note, telling.sources("note", note, _key("note", note))) for note in notes]


def _telling(db: Connection, row: PersonRow) -> _Telling:
    # Both lists hold the live cards of the person, the oldest first.
    live = cards.live_of(db, [row.id]).get(row.id, [])
    paths = [source_name(one.path) for one in cards.provenance_of(db, row.id)]
    choices = people.choices_of(db, [row.id]).get(row.id, {})
    edits = {
        name: ", ".join(json.loads(value)) if name in LISTS else value for name, value in choices.items()
    }
    return _Telling(list(zip(live, paths, strict=True)), edits)


def _values(row: PersonRow) -> Iterable[tuple[str, str, str]]:
    """Return (field, value, key) of everything that is shown, in the order of a page."""
    shown = load_shown(row.shown)
    single = {
        "name": row.name,
        "title": row.title,
        "organization": row.organization,
        "level": row.level,
        "function": row.function,
        "department": shown["department"],
        "birthday": shown["birthday"],
    }
    several = {
        "email": [one["value"] for one in shown["emails"]],
        "address": [_address(Address(**one)) for one in shown["addresses"]],
        "url": [one["value"] for one in shown["urls"]],
        "profile": [shown["profile_slug"]],
        "category": shown["categories"],
        "anniversary": [shown["anniversary"]],
    }
    yield from ((name, value, _key(name, value)) for name, value in single.items() if value)
    for phone in shown["phones"]:
        yield "phone", phone["value"], phone["e164"] or _key("phone", phone["value"])
    for name, values in several.items():
        yield from ((name, value, _key(name, value)) for value in values if value)


def _kept(extra: Iterable[dict[str, Any]], telling: _Telling) -> Iterator[Fact]:
    """Yield what no field takes, each once. A file may hold very much of it: each is looked at once."""
    files: dict[tuple[str, str], dict[str, None]] = {}
    for one, path in telling.cards:
        for name, value, *_ in one.card.extra:
            files.setdefault((name.casefold(), _key(KEPT, value)), {})[path] = None
    for name, value in dict.fromkeys((one["name"], one["value"]) for one in extra if one["value"].strip()):
        if name.upper().removeprefix(AGAIN) not in _FOR_PROGRAMS:
            sources = files.get((name.casefold(), _key(KEPT, value)), {})
            yield Fact(KEPT, value, tuple(sources), label=name)


def _keys(one: LiveCard, name: str) -> set[str]:
    """Return what a card says in a field, as keys."""
    card = one.card
    if name in _TEXTS:
        return {_key(name, getattr(card, name))}
    if name == "phone":
        numbers = {written: value for kind, value, written in one.identifiers if kind == "phone"}
        return {numbers.get(phone.value) or _key(name, phone.value) for phone in card.phones}
    values = {
        "email": [entry.value for entry in card.emails],
        "url": [entry.value for entry in card.urls],
        "address": [_address(address) for address in card.addresses],
        "profile": [card.profile_slug],
        "category": card.categories,
        "note": card.notes,
    }[name]
    return {_key(name, value) for value in values}


def _key(name: str, value: str) -> str:
    key = value.strip().casefold()
    return key.rstrip("/") if name == "url" else key


def _address(address: Address) -> str:
    town = " ".join(filter(None, (address.postal_code, address.locality)))
    lines = (address.po_box, address.extended, address.street, town, address.region, address.country)
    return ", ".join(filter(None, lines))
