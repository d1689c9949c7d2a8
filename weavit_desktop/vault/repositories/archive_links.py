"""What is kept of people who were linked to another one, without the row ids of this vault.

Cards, notes, reminders and positions are numbered as they stand in the person's document, from 0; files and
lists go by their opaque ids, interactions by their keys. What is gone since is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection

Row = dict[str, Any]

_POST = ("title", "level", "level_rule", "function", "function_rule", "confidence")


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What stands where in a person's document, by row id."""

    cards: Mapping[int, int]
    notes: Mapping[int, int]
    reminders: Mapping[int, int]
    posts: Mapping[int, int]


def of_person(db: Connection, person_id: int) -> list[Row]:
    """Return who was linked to a person, the oldest first, and what is kept of them. What was shared is not
    part of it: an archive permits nothing."""
    rows = db.execute(
        """SELECT uid, reason, decided_by, decided_at, was FROM linked_person
        WHERE person_id = ? AND was ->> '$.away' IS NULL ORDER BY id""",
        (person_id,),
    ).fetchall()
    if not rows:
        return []
    numbers = _Numbers(
        _numbered(db, "SELECT card_id FROM link WHERE person_id = ? ORDER BY card_id", person_id),
        _numbered(db, "SELECT id FROM note WHERE person_id = ? ORDER BY id", person_id),
        _numbered(db, "SELECT id FROM reminder WHERE person_id = ? ORDER BY id", person_id),
        _numbered(db, "SELECT id FROM position WHERE person_id = ? ORDER BY id", person_id),
    )
    return [
        {"id": uid, "reason": reason, "decided_by": decided_by, "decided_at": at}
        | _was(db, json.loads(was), numbers)
        for uid, reason, decided_by, at, was in rows
    ]


def _was(db: Connection, was: Row, numbers: _Numbers) -> Row:
    return {
        "since": was["created_at"],
        "objected": was["objected"],
        "day": was["day"],
        "theirs": _side(db, was["theirs"], numbers),
        "others": _side(db, was["others"], numbers),
        "edits_after": was["choices"],
        "begun": _known(was["begun"], numbers.posts),
    }


def _side(db: Connection, side: Row, numbers: _Numbers) -> Row:
    lists = [one["list_id"] for one in side["list_member"]]
    return {
        "cards": _known(side["cards"], numbers.cards),
        "notes": _known(side["note"], numbers.notes),
        "reminders": _known(side["reminder"], numbers.reminders),
        "files": _uids(db, "SELECT uid FROM attachment WHERE id IN", side["attachment"]),
        "lists": _uids(db, "SELECT uid FROM list WHERE id IN", lists),
        "edits": side["field_choice"],
        "positions": [one for row in side["position"] for one in _post(db, row, numbers.posts)],
        "linked": side["linked"],
        "by_hand": [
            {"interaction": key, "kind": kind, "value": value}
            for interaction_id, kind, value in side["by_hand"]
            for key in _uids(db, "SELECT source_key FROM interaction WHERE id IN", [interaction_id])
        ],
    }


def _post(db: Connection, row: Row, posts: Mapping[int, int]) -> list[Row]:
    """Return a position as it was, with its number if it is still the person's; none if its organisation is
    gone."""
    whole = {name: row[name] for name in _POST}
    return [
        whole
        | {
            "number": posts.get(row["id"]),
            "organisation": uid,
            "from": row["from_day"],
            "to": row["to_day"],
            "domains": json.loads(row["domains"]),
        }
        for uid in _uids(db, "SELECT uid FROM organisation WHERE id IN", [row["organisation_id"]])
    ]


def _numbered(db: Connection, sql: str, person_id: int) -> dict[int, int]:
    return {row[0]: number for number, row in enumerate(db.execute(sql, (person_id,)))}


def _known(ids: Iterable[int], numbers: Mapping[int, int]) -> list[int]:
    return sorted(numbers[one] for one in ids if one in numbers)


def _uids(db: Connection, select: str, ids: Iterable[int]) -> list[str]:
    sql = f"{select} (SELECT value FROM json_each(?)) ORDER BY id"
    return [row[0] for row in db.execute(sql, (dump_json(list(ids)),))]
