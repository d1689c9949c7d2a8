"""Lists of people: filtered, searched, sorted and paged by SQLite, never in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from weavit_core.taxonomy import Band
from weavit_desktop.domain.intensity import ForwardSums, band_of, score_at
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories.search import in_name, match_expression


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


_MATCHING = "person.id IN (SELECT rowid FROM person_search WHERE person_search MATCH :match)"
_CALLED_SO = "person.id IN (SELECT rowid FROM person_search WHERE person_search MATCH :called)"

# Of many matches the first page is found soonest by walking the index in the order of names, 3 ms at
# 100,000 people; left alone, SQLite fetches them all and sorts. Few are fetched and sorted sooner.
MANY = 300
_WALKED_BY_NAME = "person INDEXED BY person_by_sort_key"


def page(
    db: Connection, query: PeopleQuery, after: str | None = None, size: int | None = None
) -> list[PersonRow]:
    """Return the next `size` people of a list (None: all of them) after the one with the opaque id `after`.

    Sorted by name; with a search text first those who are called so, then those it finds elsewhere.
    Keyset, never OFFSET. Raises LookupError if `after` is not in the list.
    """
    expression = match_expression(query.text)
    parameters = {"today": query.today.isoformat(), "match": expression, "called": in_name(expression)}
    if not query.text.strip():
        return _select(db, query, "person", [], parameters, after, size)
    if not expression:
        return []
    source = _WALKED_BY_NAME if _are_many(db, expression) else "person"
    tiers = [[_CALLED_SO], [_MATCHING, f"NOT {_CALLED_SO}"]]
    found: list[PersonRow] = []
    for tier in tiers[_tier_of(db, after, parameters) :]:
        rest = None if size is None else size - len(found)
        found += _select(db, query, source, tier, parameters, after, rest)
        after = None
        if size is not None and len(found) == size:
            break
    return found


def _are_many(db: Connection, expression: str) -> bool:
    matches = "SELECT rowid FROM person_search WHERE person_search MATCH ?"
    (count,) = db.execute(f"SELECT count(*) FROM ({matches} LIMIT {MANY + 1})", (expression,)).fetchone()
    return bool(count > MANY)


def _tier_of(db: Connection, after: str | None, parameters: dict[str, Any]) -> int:
    """Return the tier in which the one with this id stands: 0 called so, 1 found elsewhere."""
    if after is None:
        return 0
    row = db.execute(
        f"SELECT {_CALLED_SO}, {_MATCHING} FROM person WHERE uid = :uid", {**parameters, "uid": after}
    ).fetchone()
    if row is None or not any(row):
        raise LookupError(after)
    return 0 if row[0] else 1


def _select(
    db: Connection,
    query: PeopleQuery,
    source: str,
    conditions: list[str],
    parameters: dict[str, Any],
    after: str | None,
    size: int | None,
) -> list[PersonRow]:
    bound = dict(parameters)
    conditions = [*conditions, *_filters(db, query, bound), *_after(db, after, bound)]
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    limit = "" if size is None else f"LIMIT {size:d}"
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM {source} {_JOINS} {where} ORDER BY person.sort_key, person.id {limit}", bound
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


def _after(db: Connection, after: str | None, parameters: dict[str, Any]) -> list[str]:
    if after is None:
        return []
    row = db.execute("SELECT sort_key, id FROM person WHERE uid = ?", (after,)).fetchone()
    if row is None:
        raise LookupError(after)
    parameters["after_key"], parameters["after_id"] = row
    return ["(person.sort_key, person.id) > (:after_key, :after_id)"]


def _band_as_of(today: date) -> Callable[[float, float, float, float], int]:
    def band(warm_out: float, warm_in: float, deep_out: float, deep_in: float) -> int:
        return int(band_of(score_at(ForwardSums(warm_out, warm_in, deep_out, deep_in), today)))

    return band


def _row(row: tuple[Any, ...]) -> PersonRow:
    sums = None if row[15] is None else ForwardSums(*row[15:19])
    level, k, until = row[19:]
    columns = (*row[:15], sums, level or 0, k, until)
    return PersonRow(*columns)
