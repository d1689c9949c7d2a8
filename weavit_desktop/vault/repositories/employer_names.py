"""How cards name employers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection

_AMONG = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Naming:
    """How a card names an employer. `card`: all of it as JSON where it may give an LEI, else ""."""

    organization: str
    card: str = field(repr=False)


# A company's own card tells of nobody's employer.
_NAMES_ONE = "card.card ->> 'organization' <> '' AND card.card ->> 'is_company' IS NULL"
_NAMING = """card.card ->> 'organization', iif(card.card LIKE '%LEI%', card.card, '')"""


def namings_by(db: Connection, sources: Collection[int]) -> list[Naming]:
    """Return how the cards of sources name employers."""
    rows = db.execute(
        f"""SELECT DISTINCT {_NAMING} FROM source_card AS card
        WHERE card.source_id IN {_AMONG} AND {_NAMES_ONE}""",
        (dump_json(sorted(sources)),),
    )
    return [Naming(*row) for row in rows]


def namings_at(db: Connection, organisation_ids: Collection[int]) -> list[Naming]:
    """Return how the cards of all who work or worked there name employers, in the order in which they were
    heard: import by import, in each person by person, and of one person the newest card first."""
    rows = db.execute(
        f"""SELECT {_NAMING} FROM
          (SELECT DISTINCT person_id FROM position WHERE organisation_id IN {_AMONG}) AS there
        JOIN link ON link.person_id = there.person_id JOIN source_card AS card ON card.id = link.card_id
        JOIN import_source AS source ON source.id = card.source_id
        WHERE {_NAMES_ONE} ORDER BY source.import_id, there.person_id, card.id DESC""",
        (dump_json(sorted(organisation_ids)),),
    )
    return [Naming(*row) for row in rows]
