"""What is kept of people who were linked to another, once cards of theirs are gone with an import."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection

_THEIR_OWN: Final = (
    "note", "reminder", "attachment", "field_choice", "list_member", "slot", "by_hand", "linked",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Called:
    """What someone was called, and the marks (origin, digest) of the cards they had, by row id."""

    name: str = field(repr=False)
    marks: dict[int, list[str]] = field(repr=False)


def before(db: Connection, person_ids: Collection[int]) -> dict[int, Called]:
    """Note the newer exports of the cards of whoever was linked to these people. Runs before cards go.

    Returns what each was called, by the row of linked_person.
    """
    called = {}
    for row_id, was in _rows(db, person_ids):
        for side in ("theirs", "others"):
            was[side]["cards"] = _with_newer(db, was[side]["cards"])
        _save(db, row_id, was)
        cards = db.execute(
            """SELECT id, origin, digest, ifnull(card ->> 'name', '') FROM source_card
            WHERE id IN (SELECT value FROM json_each(?)) ORDER BY live DESC, id DESC""",
            (dump_json(was["theirs"]["cards"]),),
        ).fetchall()
        if cards:
            called[row_id] = Called(cards[0][3], {card_id: list(mark) for card_id, *mark, _ in cards})
    return called


def after(db: Connection, person_ids: Collection[int], called: Mapping[int, Called], at: str) -> None:
    """Leave out the cards that are gone, but for what they are found again by.

    Who has no card left keeps their name if anything is their own; else they are away until a card is back.
    """
    for row_id, was in _rows(db, person_ids):
        for side in ("theirs", "others"):
            was[side]["cards"] = _there(db, was[side]["cards"])
        if row_id in called:
            _note_gone(was, called[row_id], at)
        _save(db, row_id, was)


def _note_gone(was: dict[str, Any], called: Called, at: str) -> None:
    theirs = was["theirs"]
    gone = [mark for card_id, mark in called.marks.items() if card_id not in theirs["cards"]]
    was["gone"] = [*was.get("gone", ()), *gone]
    if theirs["cards"]:
        return
    if any(theirs[kind] for kind in _THEIR_OWN) or was["sharing"]["giver"]:
        if "name" not in {one["field"] for one in theirs["field_choice"]}:
            theirs["field_choice"].append({"field": "name", "value": called.name, "chosen_at": at})
    else:
        was["away"] = True
        theirs["position"] = []


def come_back(db: Connection, cards: Iterable[tuple[int, int]]) -> None:
    """Give cards that are back, as (person, card), to whoever had them and was linked to that person."""
    for person_id, card_id in cards:
        mark = list(
            db.execute("SELECT origin, digest FROM source_card WHERE id = ?", (card_id,)).fetchone() or ()
        )
        for row_id, was in _rows(db, [person_id]):
            if mark in was.get("gone", ()):
                was["gone"].remove(mark)
                was["theirs"]["cards"].append(card_id)
                was.pop("away", None)
                _save(db, row_id, was)


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
