"""Whose the cards of an undone import were, of people who stayed: by what the cards are found again."""

from __future__ import annotations

from collections.abc import Collection

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection

# Hardly anyone has undone an import: without a kept card the staged ones are not even looked at.
_BACK = """SELECT staged.staged_id, kept.person_id, kept.named_at, kept.origin, kept.digest
  FROM staged_key AS staged JOIN kept_card AS kept
    ON kept.origin = staged.origin AND kept.digest = staged.digest
  WHERE staged.kind = 'card' AND EXISTS (SELECT 1 FROM kept_card)"""


def remember(db: Connection, person_ids: Collection[int], named: Collection[int], at: str) -> None:
    """Remember the cards that people are about to lose. `named`: whose name was made their own choice."""
    db.execute(
        """INSERT OR REPLACE INTO kept_card (origin, digest, person_id, named_at)
        SELECT card.origin, card.digest, link.person_id,
          CASE WHEN link.person_id IN (SELECT value FROM json_each(?2)) THEN ?3 ELSE '' END
        FROM link JOIN source_card AS card ON card.id = link.card_id
        WHERE link.person_id IN (SELECT value FROM json_each(?1))""",
        (dump_json(sorted(person_ids)), dump_json(sorted(named)), at),
    )


def remember_going(db: Connection, person_ids: Collection[int], sources: Collection[int]) -> None:
    """Remember the cards of sources that people are about to lose to whom others were linked."""
    db.execute(
        """INSERT OR REPLACE INTO kept_card (origin, digest, person_id, named_at)
        SELECT card.origin, card.digest, link.person_id, ''
        FROM link JOIN source_card AS card ON card.id = link.card_id
        WHERE card.source_id IN (SELECT value FROM json_each(?2)) AND link.person_id IN (
          SELECT person_id FROM linked_person WHERE person_id IN (SELECT value FROM json_each(?1)))""",
        (dump_json(sorted(person_ids)), dump_json(sorted(sources))),
    )


def people_waiting(db: Connection) -> dict[int, int]:
    """Return who waits for a staged card, by its id."""
    return {staged_id: person_id for staged_id, person_id, *_ in db.execute(_BACK)}


def give_back(db: Connection) -> None:
    """Forget what was remembered of the staged cards: they are back, and with them the name they say."""
    found = db.execute(_BACK).fetchall()
    db.executemany(
        "DELETE FROM field_choice WHERE field = 'name' AND person_id = ? AND chosen_at = ?",
        ((person_id, named_at) for _, person_id, named_at, *_ in found),
    )
    db.executemany(
        "DELETE FROM kept_card WHERE origin = ? AND digest = ?",
        ((origin, digest) for *_, origin, digest in found),
    )
