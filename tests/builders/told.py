"""What a vault says, without the ids that it gave: to be compared with what another one says."""

from __future__ import annotations

import json
from typing import Any

from builders.desk import Desk

_PEOPLE = """SELECT id, name, sort_key, name_key, organization, title, level, level_rule, function,
  function_rule, shown, is_company, me, colleague, objected, interactions, last_interaction FROM person"""
_OF_A_PERSON = {
    "cards": """SELECT origin, record_key, card.digest, live, link.reason, link.decided_by, link.decided_at,
      import.at, hex(raw), properties FROM link JOIN source_card AS card ON card.id = card_id
      JOIN import_source AS source ON source.id = source_id JOIN import ON import.id = import_id
      WHERE person_id = ?""",
    "posts": """SELECT name_key, title, position.level, function, confidence, domains, from_day, to_day
      FROM position JOIN organisation ON organisation.id = organisation_id WHERE person_id = ?""",
    "identifiers": "SELECT kind, value FROM identifier WHERE person_id = ?",
    "took part": """SELECT source_key, kind, value, role FROM participant
      JOIN interaction ON interaction.id = interaction_id WHERE person_id = ?""",
    "buckets": "SELECT day, channel, direction, weight FROM day_bucket WHERE person_id = ?",
    "scores": "SELECT warm_out, warm_in, deep_out, deep_in FROM score WHERE person_id = ?",
    "choices": "SELECT field, value FROM field_choice WHERE person_id = ?",
    "words": "SELECT name, work, identifiers, notes, folded FROM person_search WHERE rowid = ?",
}
_BESIDE = {
    "interactions": """SELECT source_key, interaction.at, zone, day, channel, direction, recipients,
      subject, text, import.at, (SELECT group_concat(kind || ' ' || value || ' ' || role) FROM (
        SELECT * FROM participant WHERE interaction_id = interaction.id ORDER BY kind, value))
      FROM interaction JOIN import_source AS source ON source.id = source_id
      JOIN import ON import.id = import_id""",
    "employers": """SELECT name_key, name, client, (SELECT group_concat(domain) FROM (
        SELECT domain FROM organisation_domain WHERE organisation_id = organisation.id ORDER BY domain))
      FROM organisation""",
    "problems": """SELECT import.at, place, what, hex(raw) FROM problem
      JOIN import_source AS source ON source.id = source_id JOIN import ON import.id = import_id""",
    "unlinked": "SELECT id FROM source_card WHERE id NOT IN (SELECT card_id FROM link)",
    "staged": "SELECT kind FROM staged_record",
}


def told(desk: Desk) -> dict[str, Any]:
    """Return everybody, all of them and what they did, in one order."""
    people = [(row[1:], _of(desk, row[0])) for row in desk.rows(_PEOPLE)]
    beside = {name: sorted(desk.rows(sql), key=repr) for name, sql in _BESIDE.items()}
    return {"people": sorted(people, key=repr), **beside}


def _of(desk: Desk, person_id: int) -> dict[str, Any]:
    found = {name: sorted(desk.rows(sql, person_id), key=repr) for name, sql in _OF_A_PERSON.items()}
    found["scores"] = [tuple(float(f"{value:.6g}") for value in row) for row in found["scores"]]
    return json.loads(json.dumps(found))


def everything_said(desk: Desk) -> str:
    """Return all that any table holds, those behind the search too, as one text."""
    cells = (cell for name in desk.tables() for row in desk.rows(f'SELECT * FROM "{name}"') for cell in row)
    return "\n".join(
        cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in cells
    ).casefold()
