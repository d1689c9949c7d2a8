"""What the page of one person shows: their days, their months, their employers, what was sent of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories.moves import MOVES


@dataclass(frozen=True, slots=True)
class EmployerRow:
    """A current position. `registry_id` is None until the person confirmed which Client it is."""

    organisation_uid: str
    name: str = field(repr=False)
    client: bool
    registry_id: str | None
    level: str
    function: str


@dataclass(frozen=True, slots=True)
class TimelineKey:
    """The place of an entry: newest day first, then by kind. `id` tells notes, or moves, of a day apart."""

    day: str
    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """What happened on one day on one channel, one note (`kind` "note", with its text) or one change of
    employer (`kind` "moved"; `text` is a JSON list of the names of both).

    `last_out` is the instant of the last one that went out; `others` counts who else took part, `other` is
    one of them by name; `path` is a file that told of it, None if it was logged by hand.
    """

    key: TimelineKey
    sent: int
    received: int
    both: int
    last_out: str | None
    path: str | None
    others: int = 0
    other: str = field(default="", repr=False)
    text: str = field(default="", repr=False)


# Two who got the same mail did not deal with each other by it.
_THEIRS = """participant JOIN interaction ON interaction.id = participant.interaction_id
  WHERE participant.person_id = :person AND (interaction.direction <> 'in' OR participant.role = 'from')"""
_COUNT = "count(DISTINCT CASE WHEN interaction.direction = '{}' THEN interaction.id END)"
_DAYS = f"""SELECT interaction.day AS day, interaction.channel AS kind, 0 AS id,
    {_COUNT.format("out")} AS sent, {_COUNT.format("in")} AS received, {_COUNT.format("both")} AS both_ways,
    max(CASE WHEN interaction.direction = 'out' THEN interaction.at END) AS last_out,
    max(interaction.source_id) AS source, '' AS text
  FROM {_THEIRS} AND interaction.channel IN (SELECT value FROM json_each(:kinds))
  GROUP BY interaction.day, interaction.channel"""
_NOTES = """SELECT substr(at, 1, 10), 'note', id, 0, 0, 0, NULL, NULL, text FROM note
  WHERE person_id = :person AND 'note' IN (SELECT value FROM json_each(:kinds))"""

_MOVES = f"""SELECT activity.detail ->> 'day', 'moved', activity.id, 0, 0, 0, NULL, NULL,
  json_array(old.name, new.name) FROM {MOVES} AND 'moved' IN (SELECT value FROM json_each(:kinds))"""


def timeline(
    db: Connection, person_id: int, kinds: Iterable[str], after: TimelineKey | None, size: int
) -> list[TimelineRow]:
    """Return the next `size` entries of these kinds after one, newest first. Keyset, never OFFSET."""
    parameters = {"person": person_id, "kinds": dump_json(list(kinds)), "size": size}
    behind = ""
    if after is not None:
        behind = "WHERE (day, kind, id) < (:day, :kind, :id)"
        parameters |= {"day": after.day, "kind": after.kind, "id": after.id}
    rows = db.execute(
        f"""SELECT day, kind, id, sent, received, both_ways, last_out,
          (SELECT path FROM import_source WHERE import_source.id = source), text
        FROM ({_DAYS} UNION ALL {_NOTES} UNION ALL {_MOVES}) {behind}
        ORDER BY day DESC, kind DESC, id DESC LIMIT :size""",
        parameters,
    ).fetchall()
    others = _others(db, person_id, rows[-1][0], rows[0][0]) if rows else {}
    found = []
    for day, kind, number, sent, received, both, last_out, path, text in rows:
        company = others.get((day, kind), (0, ""))
        key = TimelineKey(day, kind, number)
        found.append(TimelineRow(key, sent, received, both, last_out, path, *company, text=text))
    return found


def _others(db: Connection, person_id: int, first: str, last: str) -> dict[tuple[str, str], tuple[int, str]]:
    """Return who else took part, by day and channel: how many, and one of them by name."""
    rows = db.execute(
        """SELECT interaction.day, interaction.channel,
          count(DISTINCT ifnull(other.person_id, other.kind || ' ' || other.value)),
          max(CASE WHEN other.person_id IS NULL THEN other.name ELSE person.name END)
        FROM participant JOIN interaction ON interaction.id = participant.interaction_id
        JOIN participant AS other ON other.interaction_id = interaction.id
          AND other.person_id IS NOT participant.person_id
        LEFT JOIN person ON person.id = other.person_id
        WHERE participant.person_id = ? AND interaction.day BETWEEN ? AND ?
          AND (interaction.direction <> 'in' OR participant.role = 'from')
        GROUP BY interaction.day, interaction.channel""",
        (person_id, first, last),
    )
    return {(day, channel): (count, name) for day, channel, count, name in rows}


def last_received(db: Connection, person_id: int) -> dict[str, str]:
    """Return the instant at which something last came from a person, by channel."""
    rows = db.execute(
        f"""SELECT interaction.channel, max(interaction.at) FROM {_THEIRS}
        AND interaction.direction IN ('in', 'both') GROUP BY interaction.channel""",
        {"person": person_id},
    )
    return dict(rows.fetchall())


def months(db: Connection, person_id: int, first: date, last: date) -> list[tuple[str, str, int]]:
    """Return (YYYY-MM, channel, how many interactions) between two days."""
    rows = db.execute(
        f"""SELECT substr(interaction.day, 1, 7) AS month, interaction.channel, count(DISTINCT interaction.id)
        FROM {_THEIRS} AND interaction.day BETWEEN :first AND :last
        GROUP BY month, interaction.channel ORDER BY month, interaction.channel""",
        {"person": person_id, "first": first.isoformat(), "last": last.isoformat()},
    )
    return list(rows)


def counts(db: Connection, person_id: int, first: date, last: date) -> list[tuple[str, str, int]]:
    """Return (channel, direction, how many interactions) between two days."""
    rows = db.execute(
        f"""SELECT interaction.channel, interaction.direction, count(DISTINCT interaction.id)
        FROM {_THEIRS} AND interaction.day BETWEEN :first AND :last
        GROUP BY interaction.channel, interaction.direction""",
        {"person": person_id, "first": first.isoformat(), "last": last.isoformat()},
    )
    return list(rows)


def employers(db: Connection, person_id: int) -> list[EmployerRow]:
    """Return where a person works now, Clients of the registry first."""
    rows = db.execute(
        """SELECT organisation.uid, organisation.name, organisation.client, organisation.registry_id,
          position.level, position.function
        FROM position JOIN organisation ON organisation.id = position.organisation_id
        WHERE position.person_id = ? AND position.to_day IS NULL
        ORDER BY organisation.registry_id IS NULL, organisation.client DESC, position.id""",
        (person_id,),
    )
    return [EmployerRow(uid, name, bool(client), *rest) for uid, name, client, *rest in rows]


def has_objected(db: Connection, person_id: int) -> bool:
    """Return whether a person asked not to be processed."""
    return bool(db.execute("SELECT objected FROM person WHERE id = ?", (person_id,)).fetchone()[0])


def function_rule(db: Connection, person_id: int) -> str:
    """Return the rule by which a person's function was read from their title."""
    return str(db.execute("SELECT function_rule FROM person WHERE id = ?", (person_id,)).fetchone()[0])


def choices_until(db: Connection, person_uid: str, document_uid: str) -> list[tuple[int, int, bool]]:
    """Return (level, k, surely before) of the choices made until a document was drafted, newest first.

    A choice whose time was over then has level 0. Documents are dated to the second: a choice of that same
    second may have come before or after.
    """
    rows = db.execute(
        """SELECT CASE WHEN permission.until_day < substr(outbox.created_at, 1, 10) THEN 0
            ELSE permission.level END,
          permission.k, substr(permission.decided_at, 1, 19) < substr(outbox.created_at, 1, 19)
        FROM outbox JOIN permission ON permission.audience = 'hub' AND permission.person_uid = ?
          AND substr(permission.decided_at, 1, 19) <= substr(outbox.created_at, 1, 19)
        WHERE outbox.uid = ? ORDER BY permission.id DESC""",
        (person_uid, document_uid),
    )
    return [(level, k, bool(surely)) for level, k, surely in rows]
