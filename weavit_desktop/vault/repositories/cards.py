"""Source cards: what came in, as it came, and which of them is live."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from weavit_desktop.domain.card import Card
from weavit_desktop.vault.card_json import dump_json, load_card, load_json
from weavit_desktop.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class KeptCard:
    """A card with the key of another one: what is needed to tell whether it is the same human."""

    id: int
    variant: int
    live: bool
    card: str = field(repr=False)
    identifiers: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LiveCard:
    """A live card of a person, without its photo. Identifiers: kind, normalised value, as written."""

    id: int
    card: Card = field(repr=False)
    text: str = field(repr=False)
    identifiers: tuple[tuple[str, str, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class LiveText:
    """A live card as the vault keeps it: texts of card_json."""

    id: int
    card: str = field(repr=False)
    identifiers: str = field(repr=False)

    def load(self) -> LiveCard:
        """Return what the texts say."""
        known = tuple(map(tuple, load_json(self.identifiers)))
        return LiveCard(self.id, load_card(self.card), self.card, known)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a card came from."""

    import_uid: str
    path: str
    record_key: str
    format: str


def with_key(db: Connection, origin: str, record_key: str) -> list[KeptCard]:
    """Return every card of this key, the oldest first."""
    rows = db.execute(
        """SELECT id, variant, live, card, identifiers FROM source_card
        WHERE origin = ? AND record_key = ? ORDER BY id""",
        (origin, record_key),
    )
    return [KeptCard(card_id, variant, bool(live), *rest) for card_id, variant, live, *rest in rows]


def retire(db: Connection, card_ids: Iterable[int]) -> None:
    """Mark cards as superseded by a newer export. They stay, with their link."""
    db.executemany("UPDATE source_card SET live = 0 WHERE id = ?", ((card_id,) for card_id in card_ids))


def place_staged(db: Connection, places: Iterable[tuple[int, int, bool]]) -> None:
    """Set (staged id, variant, live) of staged cards that share their key with another card."""
    db.executemany(
        "UPDATE staged_record SET variant = ?2, live = ?3 WHERE id = ?1",
        ((staged_id, variant, int(live)) for staged_id, variant, live in places),
    )


def last_place(db: Connection) -> int:
    """Return the highest id that a card has, or would have got if it had not been there already."""
    row = db.execute(
        """SELECT max(ifnull((SELECT max(id) FROM source_card), 0),
          ifnull((SELECT max(place) FROM card_also_from), 0))"""
    ).fetchone()
    return int(row[0])


def publish(db: Connection, first_source: int, offset: int) -> None:
    """Make source cards of the staged ones. `offset` is added to a staged id to get the card's."""
    db.execute(
        """INSERT INTO source_card (id, source_id, origin, record_key, variant, digest, raw, properties,
          card, identifiers, photo_blob_id, live)
        SELECT ?1 + id, ?2 + source, origin, record_key, variant, digest, raw, properties,
          body, identifiers, (SELECT blob_id FROM staged_photo WHERE staged_id = staged_record.id), live
        FROM staged_record WHERE kind = 'card' ORDER BY id""",
        (offset, first_source),
    )


def live_of(db: Connection, person_ids: Sequence[int]) -> dict[int, list[LiveCard]]:
    """Return the live cards of people, by person, the oldest first."""
    found = live_texts_of(db, person_ids)
    return {person_id: [one.load() for one in texts] for person_id, texts in found.items()}


def live_texts_of(db: Connection, person_ids: Sequence[int]) -> dict[int, list[LiveText]]:
    """Return the live cards of people as they are kept, by person, the oldest first."""
    rows = db.execute(
        """SELECT card.id, link.person_id, card.card, card.identifiers
        FROM json_each(?) AS wanted
        JOIN link ON link.person_id = wanted.value
        JOIN source_card AS card ON card.id = link.card_id
        WHERE card.live = 1 ORDER BY card.id""",
        (dump_json(person_ids),),
    )
    found: dict[int, list[LiveText]] = {}
    for card_id, person_id, card, identifiers in rows:
        found.setdefault(person_id, []).append(LiveText(card_id, card, identifiers))
    return found


def all_ids(db: Connection) -> list[int]:
    """Return the ids of all cards."""
    return [row[0] for row in db.execute("SELECT id FROM source_card ORDER BY id")]


def text_of(db: Connection, card_id: int) -> str:
    """Return a card's text."""
    return str(db.execute("SELECT card FROM source_card WHERE id = ?", (card_id,)).fetchone()[0])


def keys_of(db: Connection, person_ids: Sequence[int]) -> list[tuple[str, str]]:
    """Return (origin, record key) of every card of people, superseded ones too."""
    rows = db.execute(
        """SELECT DISTINCT card.origin, card.record_key FROM json_each(?) AS wanted
        JOIN link ON link.person_id = wanted.value JOIN source_card AS card ON card.id = link.card_id""",
        (dump_json(list(person_ids)),),
    )
    return list(rows)


def set_identifiers(db: Connection, card_id: int, identifiers: str) -> None:
    """Keep a card's identifiers, normalised anew."""
    db.execute("UPDATE source_card SET identifiers = ? WHERE id = ?", (identifiers, card_id))


def since(db: Connection, person_id: int) -> str:
    """Return the instant from which the vault knows a person."""
    return str(db.execute("SELECT created_at FROM person WHERE id = ?", (person_id,)).fetchone()[0])


def provenance_of(db: Connection, person_id: int) -> list[Provenance]:
    """Return where the live cards of a person came from, the oldest first."""
    rows = db.execute(
        """SELECT import.uid, source.path, card.record_key, source.format
        FROM link JOIN source_card AS card ON card.id = link.card_id
        JOIN import_source AS source ON source.id = card.source_id
        JOIN import ON import.id = source.import_id
        WHERE link.person_id = ? AND card.live = 1 ORDER BY card.id""",
        (person_id,),
    )
    return [Provenance(*row) for row in rows]
