"""What a salvage finds in the vault that it has just filled."""

from __future__ import annotations

from dataclasses import dataclass, field

from weavit_desktop.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class Cardless:
    """A person of whom only the computed row is left. `shown` is JSON."""

    id: int
    name: str = field(repr=False)
    organization: str = field(repr=False)
    title: str = field(repr=False)
    shown: str = field(repr=False)


def people_without_cards(db: Connection) -> list[Cardless]:
    """Return the people who have a name, but neither a live card nor a name that the holder gave them."""
    rows = db.execute(
        """SELECT id, name, organization, title, shown FROM person
        WHERE name <> ''
          AND NOT EXISTS (
            SELECT 1 FROM link JOIN source_card AS card ON card.id = link.card_id
            WHERE link.person_id = person.id AND card.live = 1)
          AND NOT EXISTS (
            SELECT 1 FROM field_choice WHERE person_id = person.id AND field = 'name')
        ORDER BY id"""
    )
    return [Cardless(*row) for row in rows]
