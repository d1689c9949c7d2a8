"""What belongs to a person, handed over to another one and given back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import search_words

Row = dict[str, Any]
Belongings = dict[str, list[Any]]

# How every table that refers to a person takes part; a test holds the lists to be complete.
BY_ID: Final = ("note", "reminder", "attachment")
KEYED: Final = {"field_choice": ("field",), "list_member": ("list_id",), "slot": ("organisation_id", "role")}
COMPUTED: Final = ("identifier", "day_bucket", "score")
OTHERWISE: Final = ("link", "position", "participant", "linked_person", "kept_card")


@dataclass(frozen=True, slots=True)
class LinkedPerson:
    """Someone who was linked to the person `person_id`. `was` is what the service kept of them."""

    uid: str
    person_id: int
    reason: str
    decided_by: str
    decided_at: str
    was: dict[str, Any] = field(repr=False)


def keep(db: Connection, linked: LinkedPerson) -> None:
    """Remember who someone was."""
    db.execute(
        """INSERT INTO linked_person (uid, person_id, reason, decided_by, decided_at, was)
        VALUES (?, ?, ?, ?, ?, ?)""",
        (
            linked.uid,
            linked.person_id,
            linked.reason,
            linked.decided_by,
            linked.decided_at,
            dump_json(linked.was),
        ),
    )


def find(db: Connection, uid: str) -> LinkedPerson | None:
    """Return the linked person with this id, or who was linked last to the person with this id."""
    row = db.execute(
        """SELECT linked.uid, person_id, reason, decided_by, decided_at, was FROM linked_person AS linked
        LEFT JOIN person ON person.id = linked.person_id
        WHERE (linked.uid = ?1 OR person.uid = ?1) AND was ->> '$.away' IS NULL
        ORDER BY linked.uid <> ?1, linked.id DESC LIMIT 1""",
        (uid,),
    ).fetchone()
    return None if row is None else _linked(*row)


def _linked(uid: str, person_id: int, reason: str, decided_by: str, at: str, was: str) -> LinkedPerson:
    return LinkedPerson(uid, person_id, reason, decided_by, at, json.loads(was))


def forget(db: Connection, uid: str) -> None:
    """Forget who someone was, once they are themselves again."""
    db.execute("DELETE FROM linked_person WHERE uid = ?", (uid,))


def belongings(db: Connection, person_id: int) -> Belongings:
    """Return what is a person's own, as JSON can hold it: ids, or whole rows without the person."""
    found: Belongings = {table: _ids(db, f"SELECT id FROM {table}", person_id) for table in BY_ID}
    found |= {table: _rows(db, table, person_id) for table in (*KEYED, "position")}
    found["cards"] = _ids(db, "SELECT card_id FROM link", person_id)
    found["linked"] = _ids(db, "SELECT uid FROM linked_person", person_id)
    found["by_hand"] = [
        list(row)
        for row in db.execute(
            """SELECT interaction_id, kind, value FROM participant WHERE person_id = ?1
            AND NOT EXISTS (SELECT 1 FROM identifier WHERE identifier.kind = participant.kind
              AND identifier.value = participant.value AND identifier.person_id = ?1)""",
            (person_id,),
        )
    ]
    return found


def hand_over(db: Connection, giver: int, taker: int) -> None:
    """Give all that is someone's own to another person, who keeps what both have; then remove the giver.

    Choices stay behind: the service decides between them.
    """
    for table in (*BY_ID, "link", "participant", "linked_person", "kept_card"):
        db.execute(f"UPDATE {table} SET person_id = ?2 WHERE person_id = ?1", (giver, taker))
    for table in ("list_member", "slot"):
        db.execute(f"UPDATE OR IGNORE {table} SET person_id = ?2 WHERE person_id = ?1", (giver, taker))
    db.execute(
        """UPDATE position SET person_id = ?2 WHERE person_id = ?1 AND (to_day IS NOT NULL
          OR organisation_id NOT IN (
            SELECT organisation_id FROM position WHERE person_id = ?2 AND to_day IS NULL))""",
        (giver, taker),
    )
    search_words.delete(db, [giver])
    db.execute("DELETE FROM person WHERE id = ?", (giver,))


def bring_back(db: Connection, uid: str, person_id: int, created_at: str, *, objected: bool) -> int:
    """Add a person again, under the row id they had unless it is taken, or 0 for none; return it."""
    taken = db.execute("SELECT 1 FROM person WHERE id = ?", (person_id,)).fetchone()
    cursor = db.execute(
        "INSERT INTO person (id, uid, name, sort_key, objected, created_at) VALUES (?, ?, '', '', ?, ?)",
        (None if taken else person_id or None, uid, int(objected), created_at),
    )
    return int(cursor.lastrowid or person_id)


def give_back(db: Connection, keeper: int, owner: int, theirs: Belongings, others: Belongings) -> None:
    """Give back what was handed over. `theirs`: the owner's before; `others`: the keeper's before.

    What came for one of their cards since, a newer export of it, goes with it. Positions and choices are
    given back by the service.
    """
    for table in BY_ID:
        db.execute(
            f"""UPDATE {table} SET person_id = ?2 WHERE person_id = ?1
            AND id IN (SELECT value FROM json_each(?3))""",
            (keeper, owner, dump_json(theirs[table])),
        )
    db.execute(
        """UPDATE link SET person_id = ?2 WHERE person_id = ?1 AND card_id IN (
          SELECT newer.id FROM json_each(?3) AS wanted JOIN source_card AS card ON card.id = wanted.value
          JOIN source_card AS newer USING (origin, record_key, variant))""",
        (keeper, owner, dump_json(theirs["cards"])),
    )
    db.execute(
        """UPDATE linked_person SET person_id = ?2 WHERE person_id = ?1
        AND uid IN (SELECT value FROM json_each(?3))""",
        (keeper, owner, dump_json(theirs["linked"])),
    )
    db.executemany(
        """UPDATE participant SET person_id = ?2
        WHERE person_id = ?1 AND interaction_id = ?3 AND kind = ?4 AND value = ?5""",
        ((keeper, owner, *one) for one in theirs["by_hand"]),
    )
    for table, parent in (("list_member", "list"), ("slot", "organisation")):
        kept = [_key(table, row) for row in others[table]]
        for row in theirs[table]:
            if _key(table, row) not in kept:
                _delete(db, table, keeper, row)
            if db.execute(f"SELECT 1 FROM {parent} WHERE id = ?", (row[f"{parent}_id"],)).fetchone():
                _insert(db, table, owner, row)


def choices(rows: Iterable[Row]) -> dict[str, str]:
    """Return rows of choices as value by field."""
    return {row["field"]: row["value"] for row in rows}


def restore_choices(db: Connection, person_id: int, before: list[Row], after: list[Row]) -> None:
    """Put choices back as they were before, except those that were made anew after."""
    now = choices(_rows(db, "field_choice", person_id))
    wrote = choices(after)
    for name, value in now.items():
        if wrote.get(name) == value:
            _delete(db, "field_choice", person_id, {"field": name})
    for row in before:
        if now.get(row["field"]) == wrote.get(row["field"]):
            _insert(db, "field_choice", person_id, row)


def restore_positions(
    db: Connection, keeper: int, owner: int, theirs: list[Row], others: list[Row], begun: list[int], day: str
) -> None:
    """Give positions back. `day`: that of the linking, whose ends are undone. `begun`: what it began."""
    db.execute(
        "DELETE FROM position WHERE person_id = ? AND id IN (SELECT value FROM json_each(?))",
        (keeper, dump_json(begun)),
    )
    for row in theirs:
        moved = db.execute(
            "UPDATE position SET person_id = ?3 WHERE id = ?1 AND person_id = ?2", (row["id"], keeper, owner)
        )
        if not moved.rowcount:
            _insert_position(db, owner, row)
    for row in (*theirs, *others):
        if row["to_day"] is None:
            db.execute(
                "UPDATE position SET to_day = NULL WHERE id = ? AND to_day = ? AND person_id IN (?, ?)",
                (row["id"], day, keeper, owner),
            )


def move_posts(db: Connection, keeper: int, owner: int, known: Iterable[int], keys: Iterable[str]) -> None:
    """Give the owner the current positions at organisations of these keys, but none of those in `known`."""
    db.execute(
        """UPDATE position SET person_id = ?2 WHERE person_id = ?1 AND to_day IS NULL
          AND id NOT IN (SELECT value FROM json_each(?3)) AND organisation_id IN (
            SELECT organisation.id FROM json_each(?4) AS wanted
            JOIN organisation ON organisation.name_key = wanted.value)""",
        (keeper, owner, dump_json(sorted(known)), dump_json(sorted(keys))),
    )


def organisation_ids(db: Connection, rows: Iterable[Row]) -> set[int]:
    """Return those organisations of rows that are still there."""
    wanted = dump_json(sorted({row["organisation_id"] for row in rows}))
    found = db.execute("SELECT id FROM organisation WHERE id IN (SELECT value FROM json_each(?))", (wanted,))
    return {row[0] for row in found}


def set_objected(db: Connection, person_id: int, *, objected: bool) -> None:
    """Set whether a person objected to being processed."""
    db.execute("UPDATE person SET objected = ? WHERE id = ?", (int(objected), person_id))


def origin_of(db: Connection, person_id: int) -> tuple[str, str, bool]:
    """Return (opaque id, when they were added, whether they objected)."""
    row = db.execute("SELECT uid, created_at, objected FROM person WHERE id = ?", (person_id,)).fetchone()
    return row[0], row[1], bool(row[2])


def _insert_position(db: Connection, person_id: int, row: Row) -> None:
    """Add a position that the other one had too, unless the organisation is gone."""
    if not organisation_ids(db, [row]):
        return
    taken = db.execute("SELECT 1 FROM position WHERE id = ?", (row["id"],)).fetchone()
    _insert(db, "position", person_id, {**row, "id": None if taken else row["id"] or None})


def _ids(db: Connection, select: str, person_id: int) -> list[Any]:
    return [row[0] for row in db.execute(f"{select} WHERE person_id = ? ORDER BY 1", (person_id,))]


def _rows(db: Connection, table: str, person_id: int) -> list[Row]:
    cursor = db.execute(f"SELECT * FROM {table} WHERE person_id = ?", (person_id,))
    names = [column[0] for column in cursor.description or ()]
    return [
        {name: value for name, value in zip(names, row, strict=True) if name != "person_id"} for row in cursor
    ]


def _key(table: str, row: Row) -> tuple[Any, ...]:
    return tuple(row[column] for column in KEYED[table])


def _delete(db: Connection, table: str, person_id: int, row: Row) -> None:
    where = " AND ".join(f"{column} = ?" for column in KEYED[table])
    db.execute(f"DELETE FROM {table} WHERE person_id = ? AND {where}", (person_id, *_key(table, row)))


def _insert(db: Connection, table: str, person_id: int, row: Row) -> None:
    whole = {"person_id": person_id, **row}
    marks = ", ".join("?" * len(whole))
    db.execute(f"INSERT OR IGNORE INTO {table} ({', '.join(whole)}) VALUES ({marks})", tuple(whole.values()))
