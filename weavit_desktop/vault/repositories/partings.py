"""Who was linked to a person, and by which cards one would know them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from weavit_desktop.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class LinkedEntry:
    """`name` is that of a live card, or what the holder wrote, "" where nobody said one.

    `paths` are the sources of their cards. `sharing` is what was chosen of both before they were linked.
    """

    uid: str
    name: str = field(repr=False)
    paths: tuple[str, ...] = field(repr=False)
    reason: str = field(repr=False)
    decided_by: str
    decided_at: str
    sharing: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LinkedCard:
    """A card that was given to a person."""

    name: str = field(repr=False)
    path: str = field(repr=False)
    reason: str = field(repr=False)
    decided_at: str


def linked_to(db: Connection, person_id: int) -> list[LinkedEntry]:
    """Return who was linked to a person, the last one first."""
    rows = db.execute(
        """SELECT uid, reason, decided_by, decided_at, was -> '$.theirs.cards',
          was -> '$.theirs.field_choice', was -> '$.sharing'
        FROM linked_person WHERE person_id = ? AND was ->> '$.away' IS NULL ORDER BY id DESC""",
        (person_id,),
    ).fetchall()
    found = []
    for uid, reason, decided_by, decided_at, card_ids, written, sharing in rows:
        cards = _live_now(db, card_ids)
        typed = {one["field"]: one["value"] for one in json.loads(written)}.get("name", "")
        name = typed or (cards[0][0] if cards else "")
        paths = tuple(dict.fromkeys(path for _, path in cards))
        found.append(LinkedEntry(uid, name, paths, reason, decided_by, decided_at, json.loads(sharing)))
    return found


def card_with_reason(db: Connection, card_id: int) -> LinkedCard:
    """Return a card with its source and why it was given to its person."""
    row = db.execute(
        """SELECT ifnull(card.card ->> '$.name', ''), source.path, link.reason, link.decided_at
        FROM source_card AS card JOIN link ON link.card_id = card.id
        JOIN import_source AS source ON source.id = card.source_id WHERE card.id = ?""",
        (card_id,),
    ).fetchone()
    return LinkedCard(*row)


def _live_now(db: Connection, card_ids: str) -> list[tuple[str, str]]:
    """Return (name, path) of cards, or of what superseded them, the oldest first. `card_ids` is JSON."""
    return db.execute(
        """SELECT DISTINCT ifnull(card.card ->> '$.name', ''), source.path
        FROM json_each(?) AS wanted JOIN source_card AS old ON old.id = wanted.value
        JOIN source_card AS card USING (origin, record_key, variant)
        JOIN import_source AS source ON source.id = card.source_id
        WHERE card.live = 1 ORDER BY card.id""",
        (card_ids,),
    ).fetchall()
