"""Interactions and who took part in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection

RESOLVED_AT_ONCE: Final = 10_000  # addresses

_RESOLVED = """(SELECT CASE WHEN count(*) = 1 THEN max(known.person_id) END FROM identifier AS known
  WHERE known.kind = participant.kind AND known.value = participant.value)"""


@dataclass(frozen=True, slots=True)
class Participation:
    """One person in one interaction, as the domain weighs it. Channel, direction and role are its words."""

    person_id: int
    source_key: str
    day: date
    channel: str
    direction: str
    recipients: int
    role: str


def publish(db: Connection, first_source: int) -> dict[int, int]:
    """Keep the staged interactions; return how many by staged source."""
    (offset,) = db.execute("SELECT ifnull(max(id), 0) FROM interaction").fetchone()
    db.execute(
        """INSERT INTO interaction (id, source_id, source_key, at, zone, day, channel, direction, recipients)
        SELECT ?1 + id, ?2 + source, record_key, body ->> 'at', body ->> 'zone', body ->> 'day',
          body ->> 'channel', body ->> 'direction', body ->> 'recipients'
        FROM staged_record WHERE kind = 'interaction' AND origin = '' ORDER BY id""",
        (offset, first_source),
    )
    db.execute(
        """INSERT OR IGNORE INTO participant (interaction_id, kind, value, name, role)
        SELECT ?1 + staged.id, one.value ->> 0, one.value ->> 1, one.value ->> 2, one.value ->> 3
        FROM staged_record AS staged, json_each(staged.body, '$.participants') AS one
        WHERE staged.kind = 'interaction'""",
        (offset,),
    )
    resolve_since(db, offset)
    rows = db.execute(
        """SELECT source, count(*) FROM staged_record WHERE kind = 'interaction' AND origin = ''
        GROUP BY source"""
    )
    return dict(rows.fetchall())


def resolve_since(db: Connection, interaction_id: int) -> None:
    """Look up who stands behind the addresses of interactions with a higher id."""
    db.execute(f"UPDATE participant SET person_id = {_RESOLVED} WHERE interaction_id > ?", (interaction_id,))


def resolve_brought(db: Connection, interaction_id: int) -> None:
    """Look up who stands behind the addresses of interactions with a higher id that an archive brought.

    Whom it names stays, where nobody here answers to the address.
    """
    db.execute(
        f"""UPDATE participant SET person_id = {_RESOLVED} WHERE interaction_id > ? AND (person_id IS NULL
          OR EXISTS (SELECT 1 FROM identifier AS known
            WHERE known.kind = participant.kind AND known.value = participant.value))""",
        (interaction_id,),
    )


def people_since(db: Connection, interaction_id: int) -> set[int]:
    """Return the people in interactions with a higher id."""
    rows = db.execute(
        "SELECT DISTINCT person_id FROM participant WHERE interaction_id > ? AND person_id IS NOT NULL",
        (interaction_id,),
    )
    return {row[0] for row in rows}


def last_id(db: Connection) -> int:
    """Return the highest id of an interaction, 0 for none."""
    return int(db.execute("SELECT ifnull(max(id), 0) FROM interaction").fetchone()[0])


def resolve(db: Connection, identifiers: Iterable[tuple[str, str]]) -> set[int]:
    """Look up again who stands behind these addresses; return the people who gained or lost by it.

    An address that several people answer to stays unresolved: it would credit the wrong one.
    """
    if not db.execute("SELECT EXISTS (SELECT 1 FROM participant)").fetchone()[0]:
        return set()  # contacts often come before any mail
    waiting = iter(identifiers)
    found: set[int] = set()
    while wanted := list(islice(waiting, RESOLVED_AT_ONCE)):
        found |= _resolve(db, dump_json(wanted))
    return found


def _resolve(db: Connection, wanted: str) -> set[int]:
    changing = f"""FROM json_each(:wanted) AS wanted
      JOIN participant ON participant.kind = wanted.value ->> 0 AND participant.value = wanted.value ->> 1
      WHERE participant.person_id IS NOT {_RESOLVED}"""
    rows = db.execute(
        f"SELECT DISTINCT participant.person_id, {_RESOLVED} {changing}", {"wanted": wanted}
    ).fetchall()
    db.execute(
        f"""UPDATE participant SET person_id = {_RESOLVED}
        WHERE (interaction_id, kind, value) IN (
          SELECT participant.interaction_id, participant.kind, participant.value {changing})""",
        {"wanted": wanted},
    )
    return {person_id for row in rows for person_id in row if person_id is not None}


def resolve_within(db: Connection, interaction_id: int) -> None:
    """Look up who stands behind the addresses of one interaction."""
    db.execute(f"UPDATE participant SET person_id = {_RESOLVED} WHERE interaction_id = ?", (interaction_id,))


def unresolve_all(db: Connection) -> None:
    """Forget who stands behind every address."""
    db.execute("UPDATE participant SET person_id = NULL WHERE person_id IS NOT NULL")


def addresses(db: Connection) -> list[tuple[str, str]]:
    """Return every (kind, value) that took part in anything."""
    return list(db.execute("SELECT DISTINCT kind, value FROM participant"))


def of_people(db: Connection, person_ids: Sequence[int]) -> dict[int, list[Participation]]:
    """Return what people took part in, by person."""
    rows = db.execute(
        """SELECT participant.person_id, interaction.source_key, interaction.day, interaction.channel,
          interaction.direction, interaction.recipients, participant.role
        FROM json_each(?) AS wanted
        JOIN participant ON participant.person_id = wanted.value
        JOIN interaction ON interaction.id = participant.interaction_id""",
        (dump_json(person_ids),),
    )
    found: dict[int, list[Participation]] = {}
    for person_id, key, day, *rest in rows:
        one = Participation(person_id, key, date.fromisoformat(day), *rest)
        found.setdefault(person_id, []).append(one)
    return found
