"""What is kept of people who were linked to another, once cards of theirs are gone with an import."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any, Final

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection

_THEIR_OWN: Final = (
    "note", "reminder", "attachment", "field_choice", "list_member", "slot", "by_hand", "linked",
)  # fmt: skip


def before(db: Connection, person_ids: Collection[int]) -> dict[int, str]:
    """Note the newer exports of the cards of whoever was linked to these people. Runs before cards go.

    Returns what each was called, by the row of linked_person.
    """
    names = {}
    for row_id, was in _rows(db, person_ids):
        for side in ("theirs", "others"):
            was[side]["cards"] = _with_newer(db, was[side]["cards"])
        _save(db, row_id, was)
        name = db.execute(
            """SELECT card ->> 'name' FROM source_card WHERE id IN (SELECT value FROM json_each(?))
            ORDER BY live DESC, id DESC LIMIT 1""",
            (dump_json(was["theirs"]["cards"]),),
        ).fetchone()
        if name:
            names[row_id] = str(name[0] or "")
    return names


def after(db: Connection, person_ids: Collection[int], names: Mapping[int, str], at: str) -> None:
    """Forget the cards that are gone, and whoever has nothing left. Who has no card left keeps their name."""
    for row_id, was in _rows(db, person_ids):
        for side in ("theirs", "others"):
            was[side]["cards"] = _there(db, was[side]["cards"])
        theirs = was["theirs"]
        if row_id not in names or theirs["cards"]:
            _save(db, row_id, was)
        elif any(theirs[kind] for kind in _THEIR_OWN) or was["sharing"]["giver"]:
            if "name" not in {one["field"] for one in theirs["field_choice"]}:
                theirs["field_choice"].append({"field": "name", "value": names[row_id], "chosen_at": at})
            _save(db, row_id, was)
        else:
            db.execute("DELETE FROM linked_person WHERE id = ?", (row_id,))


def _rows(db: Connection, person_ids: Collection[int]) -> list[tuple[int, dict[str, Any]]]:
    rows = db.execute(
        "SELECT id, was FROM linked_person WHERE person_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (dump_json(sorted(person_ids)),),
    ).fetchall()
    return [(row_id, json.loads(text)) for row_id, text in rows]


def _save(db: Connection, row_id: int, was: Mapping[str, Any]) -> None:
    db.execute("UPDATE linked_person SET was = ? WHERE id = ?", (dump_json(was), row_id))


def _with_newer(db: Connection, card_ids: Collection[int]) -> list[int]:
    rows = db.execute(
        """SELECT DISTINCT newer.id FROM json_each(?) AS wanted
        JOIN source_card AS card ON card.id = wanted.value
        JOIN source_card AS newer USING (origin, record_key, variant) ORDER BY newer.id""",
        (dump_json(list(card_ids)),),
    )
    return [row[0] for row in rows]


def _there(db: Connection, card_ids: Collection[int]) -> list[int]:
    rows = db.execute(
        "SELECT id FROM source_card WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (dump_json(list(card_ids)),),
    )
    return [row[0] for row in rows]
