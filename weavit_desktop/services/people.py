"""People: list and search, open, add, edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from weavit_core.taxonomy import DEFAULT_THRESHOLD, Band
from weavit_desktop.domain.intensity import ForwardSums, band_of, score_at
from weavit_desktop.domain.intensity_explanation import Intensity, explain, falls_to
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.choices import read_choice
from weavit_desktop.services.compute import recompute
from weavit_desktop.services.moves import as_json as move_as_json
from weavit_desktop.services.person_sources import Fact, facts_of, notes_of
from weavit_desktop.services.shown import LONG_FIELDS, load_shown
from weavit_desktop.services.work import Work
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import cards, interaction_words, moves, people, people_pages, scores
from weavit_desktop.vault.repositories.cards import Provenance
from weavit_desktop.vault.repositories.interaction_words import Worded
from weavit_desktop.vault.repositories.moves import MoveRow
from weavit_desktop.vault.repositories.people_pages import PeopleQuery, PersonRow
from weavit_desktop.vault.vault import Vault

MOST_WORDS: Final = 20  # subjects and texts; an export has them all
NOBODY = "There is nobody with this id in the vault. `weavit people` lists everyone with their id."


@dataclass(frozen=True, slots=True)
class Person:
    """One person with all that is known. `intensity` is explained as of `today`; `words` are the newest.

    `told`: every fact and note with who said it, where the person was opened to be looked at.
    """

    row: PersonRow
    sources: tuple[Provenance, ...] = field(repr=False)
    intensity: Intensity
    today: date
    moves: tuple[MoveRow, ...] = ()
    words: tuple[Worded, ...] = field(default=(), repr=False)
    told: tuple[Fact, ...] = field(default=(), repr=False)


def list_people(
    vault: Vault, query: PeopleQuery, *, after: str | None = None, limit: int | None = None
) -> list[PersonRow]:
    """Return the people of a list in its order, from the one behind the person with the id `after`.

    Raises UsageRefused if `after` is not in the list.
    """
    try:
        return vault.read(lambda db: people_pages.page(db, query, after, limit))
    except LookupError as error:
        raise UsageRefused("The person to continue after is not in this list. Begin it anew.") from error


def open_person(vault: Vault, uid: str, today: date) -> Person:
    """Return one person, each value with who said it. Raises UsageRefused if there is none."""

    def read(db: Connection) -> Person:
        found = read_person(db, uid, today)
        if found is None:
            raise UsageRefused(NOBODY)
        notes = (Fact("note", *note) for note in notes_of(db, found.row))
        return replace(found, told=(*facts_of(db, found.row).facts, *notes))

    return vault.read(read)


def read_person(db: Connection, uid: str, today: date) -> Person | None:
    """Return one person, None if there is none."""
    row = people_pages.by_uid(db, uid, today)
    if row is None:
        return None
    intensity = explain(scores.buckets_of(db, row.id), today)
    sources = tuple(cards.provenance_of(db, row.id))
    words = interaction_words.of_person(db, row.id, MOST_WORDS)
    return Person(row, sources, intensity, today, tuple(moves.of_person(db, row.id)), tuple(words))


def add_person(vault: Vault, work: Work, fields: Mapping[str, str]) -> str:
    """Add a person by hand; return their id. Raises UsageRefused for an unknown field or no name."""
    if not fields.get("name", "").strip():
        raise UsageRefused("A person needs a name.")
    choices = {name: read_choice(name, value) for name, value in fields.items() if value.strip()}

    def write(db: Connection) -> str:
        uid = work.new_uid()
        (person_id,) = people.add(db, [uid], work.now)
        people.choose(db, person_id, choices, work.now)
        recompute(db, [person_id], work)
        return uid

    return vault.write(write)


def edit_person(vault: Vault, work: Work, uid: str, changes: Mapping[str, str]) -> None:
    """Set fields of a person; they win over any card. An empty value lets the cards speak again.

    Raises UsageRefused for an unknown person, field or value.
    """
    choices = {name: read_choice(name, value) for name, value in changes.items() if value.strip()}
    taken_back = [name for name, value in changes.items() if not value.strip()]

    def write(db: Connection) -> None:
        person_id = _id_of(db, uid)
        people.choose(db, person_id, choices, work.now)
        people.unchoose(db, person_id, taken_back)
        if not cards.live_of(db, [person_id]) and "name" in taken_back:
            raise UsageRefused("This person has no other name. Give another one instead.")
        recompute(db, [person_id], work)

    vault.write(write)


def summary(row: PersonRow, today: date) -> dict[str, Any]:
    """Return a person as `weavit people --json` lists them."""
    document = _document(row)
    for name in LONG_FIELDS:
        del document[name]
    return {**document, "intensity": _intensity(row.sums, today)}


def as_json(person: Person) -> dict[str, Any]:
    """Return the document of `weavit person --json`."""
    parts = [{"name": part.name, "points": round(part.points, 6)} for part in person.intensity.parts]
    return {
        **_document(person.row),
        "sources": [
            {
                "import_id": one.import_uid,
                "path": one.path,
                "record": one.record_key,
                "format": one.format,
            }
            for one in person.sources
        ],
        "moves": [move_as_json(one) for one in person.moves],
        "words": [_words(one) for one in person.words],
        "intensity": {
            "score": round(person.intensity.score, 6),
            "band": band_name(person.intensity.band),
            "parts": parts,
            "held_back": round(person.intensity.held_back, 6),
            "falls_to": _fall(person.intensity.falls_to),
        },
    }


def told_json(person: Person) -> list[dict[str, Any]]:
    """Return every value with who said it, beside the document of `weavit person --json`."""
    return [
        {
            "name": one.name,
            "value": one.value,
            "sources": list(one.sources),
            "rule": one.rule,
            "label": one.label,
        }
        for one in person.told
    ]


def band_name(band: Band) -> str:
    """Return how JSON and the command line call a band: "strong"."""
    return band.name.lower()


def read_band(name: str) -> Band:
    """Return the band of a name. Raises UsageRefused."""
    bands = {band_name(band): band for band in Band if band is not Band.NONE}
    if name.lower() not in bands:
        raise UsageRefused(f"There is no such band. The bands are: {', '.join(bands)}.")
    return bands[name.lower()]


def _words(one: Worded) -> dict[str, str]:
    said = {"day": one.day, "channel": one.channel, "direction": one.direction}
    return said | {name: value for name in ("subject", "text") if (value := getattr(one, name)) is not None}


def _document(row: PersonRow) -> dict[str, Any]:
    return {
        "id": row.uid,
        "name": row.name,
        "organization": row.organization,
        "title": row.title,
        "level": row.level,
        "level_rule": row.level_rule,
        "function": row.function,
        "client_id": row.client_uid,
        **load_shown(row.shown),
        "is_company": bool(row.is_company),
        "me": bool(row.me),
        "colleague": bool(row.colleague),
        "last_interaction": row.last_interaction,
        "interactions": row.interactions,
        "sharing": {
            "level": row.sharing_level,
            "k": row.sharing_k or DEFAULT_THRESHOLD,
            "until": row.sharing_until,
            "colleagues": [],
        },
    }


def _intensity(sums: ForwardSums | None, today: date) -> dict[str, Any]:
    known = sums or ForwardSums()
    score = score_at(known, today)
    return {
        "score": round(score, 6),
        "band": band_name(band_of(score)),
        "falls_to": _fall(falls_to(known, today)),
    }


def _fall(falls: tuple[Band, date] | None) -> dict[str, str] | None:
    return {"band": band_name(falls[0]), "on": falls[1].isoformat()} if falls else None


def _id_of(db: Connection, uid: str) -> int:
    person_id = people.id_of(db, uid)
    if person_id is None:
        raise UsageRefused(NOBODY)
    return person_id
