"""LinkedIn connections among the cards, and what each is known by with a profile address or without."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from weavit_desktop.domain.connected import CONNECTED_ON
from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection

ORIGIN = "linkedin"

# The parts of the name, the day, and the slug, of a table called `card`.
COLUMNS = f"""ifnull(card.card ->> '$.names.given', ''), ifnull(card.card ->> '$.names.family', ''),
  ifnull((SELECT one.value ->> 1 FROM json_each(card.card, '$.extra') AS one
    WHERE one.value ->> 0 = '{CONNECTED_ON}'), ''), ifnull(card.card ->> 'profile_slug', '')"""


@dataclass(frozen=True, slots=True)
class ConnectedCard:
    """A card of a LinkedIn export. `person_id` is None until it is linked; `day`, `slug`: "" for none."""

    id: int
    person_id: int | None
    record_key: str = field(repr=False)
    variant: int
    given: str = field(repr=False)
    family: str = field(repr=False)
    day: str
    slug: str = field(repr=False)


def are_staged(db: Connection) -> bool:
    """Say whether cards of a LinkedIn export are staged. Asks the index of their keys."""
    found = db.execute(
        "SELECT EXISTS (SELECT 1 FROM staged_key WHERE kind = 'card' AND origin = ?)", (ORIGIN,)
    )
    return bool(found.fetchone()[0])


def keys_without_address(db: Connection) -> list[str]:
    """Return the keys of rows without a profile address: a name and something beside it."""
    rows = db.execute(
        "SELECT DISTINCT record_key FROM source_card WHERE origin = ? AND record_key LIKE '%|%'", (ORIGIN,)
    )
    return [row[0] for row in rows]


def rename_keys(db: Connection, names: Iterable[tuple[str, str]]) -> None:
    """Give the cards of keys (present, new) the new one, which no card has."""
    db.executemany(
        "UPDATE source_card SET record_key = ?2 WHERE origin = ?3 AND record_key = ?1",
        ((present, new, ORIGIN) for present, new in names),
    )


def everyone(db: Connection) -> list[ConnectedCard]:
    """Return every card of a LinkedIn export, superseded ones too, in the order in which they came."""
    rows = db.execute(
        f"""SELECT card.id, link.person_id, record_key, variant, {COLUMNS}
        FROM source_card AS card LEFT JOIN link ON link.card_id = card.id
        WHERE origin = ? ORDER BY card.id""",
        (ORIGIN,),
    )
    return [ConnectedCard(*row) for row in rows]


def of_people(db: Connection, person_ids: Sequence[int]) -> list[ConnectedCard]:
    """Return the cards of LinkedIn exports that people have, superseded ones too."""
    rows = db.execute(
        f"""SELECT card.id, link.person_id, record_key, variant, {COLUMNS} FROM json_each(?) AS wanted
        JOIN link ON link.person_id = wanted.value JOIN source_card AS card ON card.id = link.card_id
        WHERE origin = ?""",
        (dump_json(list(person_ids)), ORIGIN),
    )
    return [ConnectedCard(*row) for row in rows]
