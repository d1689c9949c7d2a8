"""People: the materialised row that is computed from cards and the person's own edits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection


class Computed(NamedTuple):
    """What is computed of one person, as a row. `shown` is JSON; days and instants are ISO 8601 texts."""

    person_id: int
    name: str
    sort_key: str
    name_key: str
    organization: str
    title: str
    level: str
    level_rule: str
    function: str
    function_rule: str
    shown: str
    is_company: bool = False
    me: bool = False
    colleague: bool = False


def add(db: Connection, uids: Sequence[str], at: str) -> list[int]:
    """Add people without any field yet; return their ids, in order."""
    first = next_id(db)
    db.executemany(
        "INSERT INTO person (id, uid, name, sort_key, created_at) VALUES (?, ?, '', '', ?)",
        ((first + place, uid, at) for place, uid in enumerate(uids)),
    )
    return list(range(first, first + len(uids)))


def next_id(db: Connection) -> int:
    """Return the row id that the next person added gets."""
    return int(db.execute("SELECT ifnull(max(id), 0) + 1 FROM person").fetchone()[0])


def save(db: Connection, people: Iterable[Computed]) -> None:
    """Replace the computed fields of people."""
    db.executemany(
        """UPDATE person SET name = ?2, sort_key = ?3, name_key = ?4, organization = ?5, title = ?6,
          level = ?7, level_rule = ?8, function = ?9, function_rule = ?10, shown = ?11, is_company = ?12,
          me = ?13, colleague = ?14
        WHERE id = ?1""",
        people,
    )


def id_of(db: Connection, uid: str) -> int | None:
    """Return the row id of a person's opaque id."""
    row = db.execute("SELECT id FROM person WHERE uid = ?", (uid,)).fetchone()
    return None if row is None else int(row[0])


def uid_of(db: Connection, person_id: int) -> str:
    """Return the opaque id of a person who is there."""
    return str(db.execute("SELECT uid FROM person WHERE id = ?", (person_id,)).fetchone()[0])


def set_objected(db: Connection, person_id: int) -> None:
    """Say of a person that they asked not to be processed."""
    db.execute("UPDATE person SET objected = 1 WHERE id = ?", (person_id,))


def all_ids(db: Connection) -> list[int]:
    """Return the row ids of everyone."""
    return [row[0] for row in db.execute("SELECT id FROM person ORDER BY id")]


def choices_of(db: Connection, person_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return the person's own edits, by person and field."""
    rows = db.execute(
        """SELECT choice.person_id, choice.field, choice.value FROM json_each(?) AS wanted
        JOIN field_choice AS choice ON choice.person_id = wanted.value""",
        (dump_json(person_ids),),
    )
    found: dict[int, dict[str, str]] = {}
    for person_id, name, value in rows:
        found.setdefault(person_id, {})[name] = value
    return found


def choose(db: Connection, person_id: int, choices: dict[str, str], at: str) -> None:
    """Keep edits: they win over any card."""
    db.executemany(
        """INSERT INTO field_choice (person_id, field, value, chosen_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (person_id, field) DO UPDATE
          SET value = excluded.value, chosen_at = excluded.chosen_at""",
        ((person_id, name, value, at) for name, value in choices.items()),
    )


def unchoose(db: Connection, person_id: int, fields: Iterable[str]) -> None:
    """Take edits back: the cards speak again."""
    db.executemany(
        "DELETE FROM field_choice WHERE person_id = ? AND field = ?", ((person_id, name) for name in fields)
    )
