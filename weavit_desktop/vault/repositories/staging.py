"""Staging: what a running import has read so far, in short transactions, until one publishes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from weavit_desktop.vault import blobs
from weavit_desktop.vault.blobs import NewBlob, Place
from weavit_desktop.vault.card_json import dump_json, load_json
from weavit_desktop.vault.connection import Connection

CLEARED_AT_ONCE: Final = 4_000  # records
CANCELLED: Final = "cancelled"  # the origin of a staged interaction that nobody takes part in any more

Identifier = tuple[str, str, str]  # kind (email, phone, profile), normalised value, as written


@dataclass(frozen=True, slots=True)
class StagedCard:
    """A card as read: `card` and `properties` are texts of card_json. `source` counts from 0."""

    source: int
    origin: str
    record_key: str
    digest: str
    raw: bytes = field(repr=False)
    card: str = field(repr=False)
    properties: str = field(repr=False)
    identifiers: tuple[Identifier, ...] = field(repr=False)
    photo: NewBlob | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class StagedParticipant:
    kind: str
    value: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class StagedInteraction:
    """Texts as the table keeps them: `at` an instant in UTC, `day` a local day.

    Without participants it was cancelled: see `tellings.take_cancelled`.
    """

    source: int
    source_key: str
    at: str
    zone: str
    day: str
    channel: str
    direction: str
    recipients: int
    participants: tuple[StagedParticipant, ...] = field(repr=False)
    subject: str = field(default="", repr=False)
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class StagedHint:
    """An identifier that may be the holder's own."""

    source: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class StagedProblem:
    source: int
    where: str
    what: str
    raw: bytes = field(repr=False)


Staged = StagedCard | StagedInteraction | StagedHint | StagedProblem

_ADD_CARD = """INSERT INTO staged_record
  (id, source, kind, origin, record_key, digest, raw, body, properties, identifiers)
  VALUES (?, ?, 'card', ?, ?, ?, ?, ?, ?, ?)"""
_ADD_OTHER = """INSERT INTO staged_record (source, kind, origin, record_key, raw, body, properties)
  VALUES (?, ?, ?, ?, ?, ?, ?)"""


def clear(db: Connection) -> None:
    """Empty the staging: before an import, after it, and when one is given up."""
    db.execute("DELETE FROM staged_record")
    db.execute("DELETE FROM staged_photo")
    db.execute("DELETE FROM staged_key")
    db.execute("DELETE FROM staged_identifier")


def clear_some(db: Connection) -> bool:
    """Empty a part of the staging, which takes a moment. Return whether more is left."""
    db.execute(
        "DELETE FROM staged_record WHERE id < (SELECT min(id) + ? FROM staged_record)", (CLEARED_AT_ONCE,)
    )
    more = db.execute("SELECT EXISTS (SELECT 1 FROM staged_record)").fetchone()[0]
    if not more:
        clear(db)
    return bool(more)


def add(db: Connection, batch: Iterable[Staged], place: Place) -> None:
    """Stage a batch, and keep its pictures in `place`. Cards keep the order in which they were read."""
    cards: list[StagedCard] = []
    others: list[tuple[int, str, str, str, bytes, str, str]] = []
    for entry in batch:
        match entry:
            case StagedCard():
                cards.append(entry)
            case StagedInteraction():
                origin = "" if entry.participants else CANCELLED
                told = ("interaction", origin, entry.source_key, b"", _interaction_text(entry))
                others.append((entry.source, *told, _words_text(entry)))
            case StagedHint():
                others.append((entry.source, "me", "", entry.kind, b"", entry.value, ""))
            case StagedProblem():
                others.append((entry.source, "problem", "", entry.where, entry.raw, entry.what, ""))
    _add_cards(db, cards, place)
    db.executemany(_ADD_OTHER, others)


def hints(db: Connection) -> list[tuple[str, str]]:
    """Return the (kind, value) of every hint about "me"."""
    return list(
        db.execute("SELECT DISTINCT record_key, body FROM staged_record WHERE kind = 'me' AND body <> ''")
    )


def index_keys(db: Connection) -> None:
    """Make the keys of all staged records ready to be looked up. The first step of publishing."""
    db.execute(
        """INSERT INTO staged_key (kind, origin, record_key, digest, staged_id)
        SELECT kind, origin, record_key, digest, id FROM staged_record
        WHERE kind = 'card' OR (kind = 'interaction' AND origin = '')
        ORDER BY kind, origin, record_key, digest, id"""
    )


def index_identifiers(db: Connection) -> None:
    """Make the identifiers of the staged cards ready to be looked up."""
    db.execute(
        """INSERT INTO staged_identifier (kind, value, staged_id)
        SELECT DISTINCT one.value ->> 0 AS kind, one.value ->> 1 AS value, staged_record.id
        FROM staged_record, json_each(staged_record.identifiers) AS one
        WHERE staged_record.kind = 'card' ORDER BY 1, 2, 3"""
    )


def people_of_seen_cards(db: Connection) -> set[int]:
    """Return the people behind the cards that the vault has already, before those are dropped."""
    rows = db.execute(
        """SELECT DISTINCT link.person_id FROM staged_key AS mine
        JOIN source_card AS kept ON kept.origin = mine.origin AND kept.record_key = mine.record_key
          AND kept.digest = mine.digest
        JOIN link ON link.card_id = kept.id
        WHERE mine.kind = 'card'"""
    )
    return {person_id for (person_id,) in rows}


def drop_seen_cards(db: Connection, first_source: int, offset: int) -> dict[int, int]:
    """Drop every staged card that the vault, or the same import, has already; return how many by source.

    A record that was superseded since is seen too: an old file read again changes nothing. It is kept that
    the sources, counted from `first_source`, told of it too; `offset`: see `cards.publish`.
    """
    db.execute(
        """INSERT INTO card_also_from (place, card_id, source_id)
        SELECT ?2 + mine.staged_id, min(kept.id), ?1 + staged.source
        FROM staged_key AS mine JOIN staged_record AS staged ON staged.id = mine.staged_id
        JOIN source_card AS kept ON kept.origin = mine.origin AND kept.record_key = mine.record_key
          AND kept.digest = mine.digest
        WHERE mine.kind = 'card' GROUP BY mine.staged_id""",
        (first_source, offset),
    )
    dropped = list(
        db.execute(
            """SELECT staged.id, staged.source
            FROM staged_key AS mine JOIN staged_record AS staged ON staged.id = mine.staged_id
            WHERE mine.kind = 'card' AND (
              EXISTS (SELECT 1 FROM source_card AS kept WHERE kept.origin = mine.origin
                AND kept.record_key = mine.record_key AND kept.digest = mine.digest)
              OR EXISTS (SELECT 1 FROM staged_key AS earlier WHERE earlier.kind = 'card'
                AND earlier.origin = mine.origin AND earlier.record_key = mine.record_key
                AND earlier.digest = mine.digest AND earlier.staged_id < mine.staged_id))"""
        )
    )
    _drop(db, [staged_id for staged_id, _ in dropped])
    counts: dict[int, int] = {}
    for _, source in dropped:
        counts[source] = counts.get(source, 0) + 1
    return counts


def drop_seen_interactions(db: Connection, first_source: int) -> None:
    """Drop every staged interaction that the vault, or the same import, has already.

    It is kept that the sources, counted from `first_source`, told of it too.
    """
    db.execute(
        """INSERT OR IGNORE INTO interaction_also_from (interaction_id, source_id)
        SELECT kept.id, ?1 + staged.source
        FROM staged_key AS mine JOIN staged_record AS staged ON staged.id = mine.staged_id
        JOIN interaction AS kept ON kept.source_key = mine.record_key
        WHERE mine.kind = 'interaction' AND kept.source_id <> ?1 + staged.source""",
        (first_source,),
    )
    dropped = db.execute(
        """SELECT staged_id FROM staged_key AS mine WHERE kind = 'interaction' AND (
          EXISTS (SELECT 1 FROM interaction WHERE interaction.source_key = mine.record_key)
          OR EXISTS (SELECT 1 FROM staged_key AS earlier WHERE earlier.kind = 'interaction'
            AND earlier.origin = mine.origin AND earlier.record_key = mine.record_key
            AND earlier.digest = mine.digest AND earlier.staged_id < mine.staged_id))"""
    )
    _drop(db, [staged_id for (staged_id,) in dropped])


@dataclass(frozen=True, slots=True)
class KeyedCard:
    """A staged card whose key is known already, or comes more than once in this import."""

    staged_id: int
    source: int
    origin: str
    record_key: str
    card: str
    identifiers: str


def cards_with_known_keys(db: Connection) -> Iterator[KeyedCard]:
    """Yield, in the order read, the staged cards that may supersede another one."""
    rows = db.execute(
        """SELECT staged.id, staged.source, staged.origin, staged.record_key, staged.body, staged.identifiers
        FROM staged_key AS mine JOIN staged_record AS staged ON staged.id = mine.staged_id
        WHERE mine.kind = 'card' AND (
          EXISTS (SELECT 1 FROM source_card AS kept
            WHERE kept.origin = mine.origin AND kept.record_key = mine.record_key)
          OR EXISTS (SELECT 1 FROM staged_key AS twin WHERE twin.kind = 'card' AND twin.origin = mine.origin
            AND twin.record_key = mine.record_key AND twin.staged_id <> mine.staged_id))
        ORDER BY staged.id"""
    )
    return (KeyedCard(*row) for row in rows.fetchall())


@dataclass(frozen=True, slots=True)
class CardToLink:
    """A staged card. What it says is given only where it `collides`: shares an identifier."""

    staged_id: int
    source: int
    collides: bool
    name: str
    is_company: bool
    birthday: str
    identifiers: tuple[tuple[str, str], ...]


def cards_to_link(db: Connection) -> list[CardToLink]:
    """Return all staged cards, in the order read."""
    rows = db.execute(
        """WITH colliding AS MATERIALIZED (
          SELECT one.staged_id FROM staged_identifier AS one
          WHERE EXISTS (SELECT 1 FROM identifier AS known
              WHERE known.kind = one.kind AND known.value = one.value)
            OR EXISTS (SELECT 1 FROM staged_identifier AS other
              WHERE other.kind = one.kind AND other.value = one.value AND other.staged_id <> one.staged_id))
        SELECT id, source, 1, ifnull(body ->> 'name', ''), ifnull(body ->> 'is_company', 0),
          ifnull(body ->> 'birthday', ''), identifiers
        FROM staged_record WHERE kind = 'card' AND id IN (SELECT staged_id FROM colliding)
        UNION ALL SELECT id, source, 0, '', 0, '', '[]'
        FROM staged_record WHERE kind = 'card' AND id NOT IN (SELECT staged_id FROM colliding)
        ORDER BY id"""
    )
    return [
        CardToLink(
            staged_id, source, bool(collides), name, bool(company), birthday,
            tuple((kind, value) for kind, value, _ in load_json(identifiers)),
        )
        for staged_id, source, collides, name, company, birthday, identifiers in rows
    ]  # fmt: skip


def _add_cards(db: Connection, cards: list[StagedCard], place: Place) -> None:
    first = next_id(db)
    db.executemany(
        _ADD_CARD,
        (
            (
                staged_id, card.source, card.origin, card.record_key, card.digest, card.raw, card.card,
                card.properties, dump_json(card.identifiers),
            )
            for staged_id, card in enumerate(cards, start=first)
        ),
    )  # fmt: skip
    photos = {staged_id: card.photo for staged_id, card in enumerate(cards, start=first) if card.photo}
    kept = blobs.keep(db, place, list(photos.values()))
    rows = zip(photos, kept, strict=True)
    db.executemany("INSERT INTO staged_photo (staged_id, blob_id) VALUES (?, ?)", rows)


def _drop(db: Connection, staged_ids: list[int]) -> None:
    ids = dump_json(staged_ids)
    db.execute("DELETE FROM staged_record WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    db.execute("DELETE FROM staged_key WHERE staged_id IN (SELECT value FROM json_each(?))", (ids,))
    db.execute("DELETE FROM staged_photo WHERE staged_id IN (SELECT value FROM json_each(?))", (ids,))


@dataclass(frozen=True, slots=True)
class KeptText:
    """A staged card as it stands in the vault: `card` is a text of card_json; `photo`: there is one."""

    raw: bytes = field(repr=False)
    card: str = field(repr=False)
    photo: bool


def latest_cards(db: Connection, count: int) -> list[KeptText]:
    """Return the cards staged last, in the order in which they were read."""
    rows = db.execute(
        """SELECT raw, body, EXISTS (SELECT 1 FROM staged_photo WHERE staged_id = id)
        FROM staged_record WHERE kind = 'card' ORDER BY id DESC LIMIT ?""",
        (count,),
    )
    return [KeptText(raw, card, bool(photo)) for raw, card, photo in rows][::-1]


def next_id(db: Connection) -> int:
    """Return the id that the next staged record gets."""
    return int(db.execute("SELECT ifnull(max(id), 0) + 1 FROM staged_record").fetchone()[0])


def _interaction_text(entry: StagedInteraction) -> str:
    return dump_json(
        {
            "at": entry.at,
            "zone": entry.zone,
            "day": entry.day,
            "channel": entry.channel,
            "direction": entry.direction,
            "recipients": entry.recipients,
            "participants": [(one.kind, one.value, one.name, one.role) for one in entry.participants],
        }
    )


def _words_text(entry: StagedInteraction) -> str:
    """Return subject and text as JSON, "" without any. Beside what was told: other words move no meeting."""
    words = {name: value for name in ("subject", "text") if (value := getattr(entry, name))}
    return dump_json(words) if words else ""
