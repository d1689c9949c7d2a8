"""Who was seen to have moved from one employer to another: events by opaque ids, each of one import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection

MOVED = "moved"

# What a linked person did before they were linked is theirs whom they belong to now. What only an import
# that was undone told of did not happen: neither its moves nor those whose positions went with it.
MOVES = f"""activity
  JOIN import ON import.uid = activity.detail ->> 'import' AND import.undone_at IS NULL
  JOIN organisation AS old ON old.uid = activity.detail ->> 'from'
  JOIN organisation AS new ON new.uid = activity.detail ->> 'to'
  WHERE activity.event = '{MOVED}' AND activity.subject IN (
    SELECT uid FROM person WHERE id = :person
    UNION SELECT uid FROM linked_person WHERE person_id = :person)
  AND EXISTS (SELECT 1 FROM position WHERE person_id = :person AND organisation_id = old.id
    AND to_day = activity.detail ->> 'day')
  AND EXISTS (SELECT 1 FROM position WHERE person_id = :person AND organisation_id = new.id
    AND from_day = activity.detail ->> 'day')"""


@dataclass(frozen=True, slots=True)
class NewMove:
    """A person and two organisations by row id."""

    person_id: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A move as of the day on which it was seen. Organisations by opaque id and name.

    `of` is whose it was: the person's opaque id, or that of somebody who was linked to them.
    """

    day: str
    before_uid: str
    before: str = field(repr=False)
    after_uid: str
    after: str = field(repr=False)
    of: str


def add(db: Connection, moves: Iterable[NewMove], import_uid: str, at: str, day: str) -> None:
    """Note moves that an import told of."""
    db.executemany(
        """INSERT INTO activity (at, event, subject, detail)
        SELECT ?, ?, person.uid, json_object('import', ?, 'day', ?, 'from', old.uid, 'to', new.uid)
        FROM person, organisation AS old, organisation AS new
        WHERE person.id = ? AND old.id = ? AND new.id = ?""",
        ((at, MOVED, import_uid, day, one.person_id, one.before, one.after) for one in moves),
    )


def add_known(db: Connection, uid: str, move: NewMove, import_uid: str, at: str, day: str) -> None:
    """Note a move that another vault saw, unless it is known. `uid`: whose it was, before they were linked to
    the person of the move too."""
    db.execute(
        f"""INSERT INTO activity (at, event, subject, detail)
        SELECT ?1, '{MOVED}', ?2, json_object('import', ?3, 'day', ?4, 'from', old.uid, 'to', new.uid)
        FROM organisation AS old, organisation AS new
        WHERE old.id = ?5 AND new.id = ?6 AND NOT EXISTS (
          SELECT 1 FROM activity AS known JOIN import ON import.uid = known.detail ->> 'import'
          WHERE known.event = '{MOVED}' AND known.subject = ?2 AND import.undone_at IS NULL
            AND known.detail ->> 'day' = ?4 AND known.detail ->> 'from' = old.uid
            AND known.detail ->> 'to' = new.uid)""",
        (at, uid, import_uid, day, move.before, move.after),
    )


def of_person(db: Connection, person_id: int) -> list[MoveRow]:
    """Return the moves of a person, the newest first."""
    rows = db.execute(
        f"""SELECT activity.detail ->> 'day', old.uid, old.name, new.uid, new.name,
          activity.subject FROM {MOVES}
        ORDER BY activity.id DESC""",
        {"person": person_id},
    )
    return [MoveRow(*row) for row in rows]


def organisation_keys(db: Connection, organisation_ids: Iterable[int]) -> dict[int, str]:
    """Return the keys of organisations by row id."""
    rows = db.execute(
        "SELECT id, name_key FROM organisation WHERE id IN (SELECT value FROM json_each(?))",
        (dump_json(sorted(organisation_ids)),),
    )
    return dict(rows.fetchall())
