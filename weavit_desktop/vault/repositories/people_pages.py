"""Lists of people: filtered, searched, sorted and paged by SQLite, never in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from weavit_core.taxonomy import Band
from weavit_desktop.domain.intensity import ForwardSums, band_of, score_at
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories.search import RANK, match_expression


@dataclass(frozen=True, slots=True)
class PeopleQuery:
    """What a list is to hold. None and "" leave a filter out; `client` is an organisation's opaque id."""

    today: date
    text: str = ""
    client: str | None = None
    band: Band | None = None
    level: str | None = None
    sharing: int | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as lists show them. `sums` is None without interactions; `shown` is JSON."""

    id: int
    uid: str
    name: str
    organization: str
    title: str
    level: str
    level_rule: str
    function: str
    shown: str = field(repr=False)
    is_company: int
    me: int
    colleague: int
    interactions: int
    last_interaction: str | None
    client_uid: str | None
    sums: ForwardSums | None
    sharing_level: int
    sharing_k: int | None
    sharing_until: str | None


_COLUMNS = """person.id, person.uid, person.name, person.organization, person.title, person.level,
  person.level_rule, person.function, person.shown, person.is_company, person.me, person.colleague,
  person.interactions, person.last_interaction,
  (SELECT organisation.uid FROM position
    JOIN organisation ON organisation.id = position.organisation_id
    WHERE position.person_id = person.id AND position.to_day IS NULL AND organisation.client = 1
    ORDER BY position.id LIMIT 1),
  score.warm_out, score.warm_in, score.deep_out, score.deep_in,
  permission.level, permission.k, permission.until_day"""

# The permission in force: the newest row, unless its time is over.
_JOINS = """LEFT JOIN score ON score.person_id = person.id
  LEFT JOIN permission ON permission.id = (
    SELECT max(newest.id) FROM permission AS newest
    WHERE newest.audience = 'hub' AND newest.person_uid = person.uid)
    AND permission.from_day <= :today AND ifnull(permission.until_day, :today) >= :today"""


def page(
    db: Connection, query: PeopleQuery, after: str | None = None, size: int | None = None
) -> list[PersonRow]:
    """Return the next `size` people of a list (None: all of them) after the one with the opaque id `after`.

    Sorted by name; with a search text by how well they match, then by name. Keyset, never OFFSET.
    Raises LookupError if `after` is nobody in the vault.
    """
    expression = match_expression(query.text)
    if query.text.strip() and not expression:
        return []
    parameters: dict[str, Any] = {"today": query.today.isoformat(), "match": expression}
    conditions = [*_filters(db, query, parameters), *_after(db, expression, after, parameters)]
    source = "person"
    order = "person.sort_key, person.id"
    if expression:
        source = (
            f"(SELECT rowid AS found, {RANK} AS badness FROM person_search WHERE person_search MATCH :match) "
            "JOIN person ON person.id = found"
        )
        order = "badness, person.sort_key, person.id"
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    limit = "" if size is None else f"LIMIT {size:d}"
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM {source} {_JOINS} {where} ORDER BY {order} {limit}", parameters
    )
    return [_row(row) for row in rows]


def by_uid(db: Connection, uid: str, today: date) -> PersonRow | None:
    """Return one person."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM person {_JOINS} WHERE person.uid = :uid",
        {"uid": uid, "today": today.isoformat()},
    ).fetchone()
    return None if row is None else _row(row)


def _filters(db: Connection, query: PeopleQuery, parameters: dict[str, Any]) -> list[str]:
    conditions = []
    if query.client is not None:
        parameters["client"] = query.client
        conditions.append(
            """person.id IN (SELECT position.person_id FROM position
              JOIN organisation ON organisation.id = position.organisation_id
              WHERE organisation.uid = :client AND position.to_day IS NULL)"""
        )
    if query.level is not None:
        parameters["level"] = query.level
        conditions.append("person.level = :level")
    if query.sharing is not None:
        parameters["sharing"] = query.sharing
        conditions.append("ifnull(permission.level, 0) = :sharing")
    if query.band is not None:
        # A closure over today, made anew for each list: no state stays on the connection that matters.
        db.create_function("weavit_band", 4, _band_as_of(query.today))
        parameters["band"] = int(query.band)
        in_band = "weavit_band(score.warm_out, score.warm_in, score.deep_out, score.deep_in) = :band"
        silent = "score.person_id IS NULL" if query.band is Band.DORMANT else "0"
        conditions.append(f"(score.person_id IS NOT NULL AND {in_band} OR {silent})")
    return conditions


def _after(db: Connection, expression: str, after: str | None, parameters: dict[str, Any]) -> list[str]:
    if after is None:
        return []
    row = db.execute("SELECT id, sort_key FROM person WHERE uid = ?", (after,)).fetchone()
    if row is None:
        raise LookupError(after)
    parameters["after_id"], parameters["after_key"] = row
    if not expression:
        return ["(person.sort_key, person.id) > (:after_key, :after_id)"]
    found = db.execute(
        f"SELECT {RANK} FROM person_search WHERE person_search MATCH ? AND rowid = ?", (expression, row[0])
    ).fetchone()
    if found is None:
        raise LookupError(after)
    (parameters["after_badness"],) = found
    return ["(badness, person.sort_key, person.id) > (:after_badness, :after_key, :after_id)"]


def _band_as_of(today: date) -> Callable[[float, float, float, float], int]:
    def band(warm_out: float, warm_in: float, deep_out: float, deep_in: float) -> int:
        return int(band_of(score_at(ForwardSums(warm_out, warm_in, deep_out, deep_in), today)))

    return band


def _row(row: tuple[Any, ...]) -> PersonRow:
    sums = None if row[15] is None else ForwardSums(*row[15:19])
    level, k, until = row[19:]
    columns = (*row[:15], sums, level or 0, k, until)
    return PersonRow(*columns)
