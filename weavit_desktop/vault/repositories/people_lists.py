"""The list of everyone: who is on it, in which order, and how many there are of which kind.

A row of `person` holds a whole card, so looking at each would read the whole vault; and the intensity is
another every day. So the few facts by which lists are filtered and sorted stand in two tables of their own
in memory, `listed`, one row a person in the order of names, and `at_work`. `prepare` makes them anew; they
are as true as its last call.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from weavit_desktop.domain.intensity import BANDS_FROM, ForwardSums
from weavit_desktop.domain.intensity_today import score_on
from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories.search import RANK, match_expression

# Of more than so many, how well each matches says little (it is what one letter finds): they stand by name.
RANKED = 5_000
MOST_CLIENTS = 60


class Sort(Enum):
    """The orders of the list; equals stand by name."""

    BEST_MATCH = "best match"
    NAME = "name"
    INTENSITY = "intensity"
    LAST_CONTACT = "last contact"


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What the list is to hold. Within one set any may hold, between sets all must; an empty one leaves out.

    `seen`: sharing levels that the company sees; `waiting` stands beside them. `clients`: opaque ids.
    """

    text: str = field(default="", repr=False)
    seen: frozenset[int] = frozenset()
    waiting: bool = False
    bands: frozenset[int] = frozenset()
    levels: frozenset[str] = frozenset()
    clients: frozenset[str] = frozenset()
    sort: Sort = Sort.BEST_MATCH

    @property
    def filtered(self) -> bool:
        """Return whether anything but the text leaves people out."""
        return bool(self.seen or self.waiting or self.bands or self.levels or self.clients)


@dataclass(frozen=True, slots=True)
class Found:
    """How many there are, and in order the ids of the first of them, or of all."""

    count: int
    ids: array[int]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people on the list share these facts. `seen` is a sharing level."""

    seen: int
    waits: bool
    band: int
    level: str
    count: int


@dataclass(frozen=True, slots=True)
class ClientCount:
    """How many people on the list work at an organisation now."""

    uid: str
    name: str = field(repr=False)
    count: int


@dataclass(frozen=True, slots=True)
class ListRow:
    """One person as the list shows them. `organization` is the Client's name where they work at one."""

    id: int
    uid: str
    name: str = field(repr=False)
    given: str = field(repr=False)
    family: str = field(repr=False)
    title: str = field(repr=False)
    organization: str = field(repr=False)
    level: str
    last_interaction: str | None
    sums: ForwardSums


_BAND = " ".join(f"WHEN score >= {least} THEN {int(band)}" for least, band in BANDS_FROM)
_TABLES = (
    f"""CREATE TEMP TABLE IF NOT EXISTS listed (
      place INTEGER PRIMARY KEY,
      person_id INTEGER NOT NULL,
      level TEXT NOT NULL,
      last_day TEXT,
      score REAL NOT NULL,
      band INTEGER GENERATED ALWAYS AS (CASE {_BAND} END) VIRTUAL,
      seen INTEGER NOT NULL DEFAULT 0,
      waits INTEGER
    )""",
    """CREATE TEMP TABLE IF NOT EXISTS at_work (
      person_id INTEGER NOT NULL,
      organisation_id INTEGER NOT NULL,
      PRIMARY KEY (person_id, organisation_id)
    ) WITHOUT ROWID""",
)


def prepare(db: Connection, today: date) -> None:
    """Work out the facts of everyone as of today. Writes to memory alone, but has to be let write."""
    for table in _TABLES:
        db.execute(table)
    db.execute("DROP INDEX IF EXISTS temp.listed_person")  # sorting once at the end costs half as much
    db.execute("DELETE FROM temp.listed")
    db.execute("DELETE FROM temp.at_work")
    score = score_on(today)
    db.create_function("weavit_score", 4, lambda *sums: 0.0 if sums[0] is None else score(*sums))
    db.execute(
        """INSERT INTO temp.listed (person_id, level, last_day, score)
        SELECT person.id, person.level, person.last_interaction,
          weavit_score(score.warm_out, score.warm_in, score.deep_out, score.deep_in)
        FROM person LEFT JOIN score ON score.person_id = person.id
        ORDER BY person.sort_key, person.id"""
    )
    db.execute("CREATE UNIQUE INDEX temp.listed_person ON listed (person_id)")
    # Where no organisation is a Client yet, all of them stand for Clients.
    db.execute(
        """INSERT OR IGNORE INTO temp.at_work (person_id, organisation_id)
        SELECT position.person_id, organisation.id
        FROM organisation JOIN position ON position.organisation_id = organisation.id
        WHERE position.to_day IS NULL AND organisation.client = (SELECT max(client) FROM organisation)"""
    )


def set_shares(db: Connection, shares: Mapping[int, tuple[int, int | None]]) -> None:
    """Say what the company sees of whom, and what waits: (level, level that waits); of others nothing."""
    db.execute("UPDATE temp.listed SET seen = 0, waits = NULL WHERE seen > 0 OR waits IS NOT NULL")
    db.executemany(
        "UPDATE temp.listed SET seen = ?2, waits = ?3 WHERE person_id = ?1",
        ((person_id, seen, waits) for person_id, (seen, waits) in shares.items()),
    )


def count_everyone(db: Connection) -> int:
    """Return how many people are in the vault."""
    return int(db.execute("SELECT count(*) FROM person").fetchone()[0])


def everyone(db: Connection) -> array[int]:
    """Return everyone's ids by name. Needs no `prepare`."""
    return _ids(db.execute("SELECT id FROM person ORDER BY sort_key, id"))


def find(db: Connection, query: ListQuery, first: int) -> Found:
    """Return who is on a list: all where that is quick, else the `first` ones; `find_all` gives the rest.

    By how well they match only where they are not too many: see RANKED.
    """
    source = _source(db, query)
    count = _count(db, query, source)
    limit = count if count <= RANKED else first
    return Found(count, _page(db, source, limit))


def find_all(db: Connection, query: ListQuery) -> array[int]:
    """Return the ids of everyone on a list, in its order."""
    return _page(db, _source(db, query), -1)


def any_match(db: Connection, text: str) -> bool:
    """Return whether anybody is found by a text."""
    expression = match_expression(text)
    sql = "SELECT 1 FROM person_search WHERE person_search MATCH ? LIMIT 1"
    return bool(expression) and db.execute(sql, (expression,)).fetchone() is not None


def count_by_facts(db: Connection, query: ListQuery) -> list[Counted]:
    """Return how many there are of each kind, by text and Client; other sets are left to the caller.

    What a choice would give is counted as if nothing were chosen in its own set, so one pass serves all sets.
    """
    wanted = ListQuery(query.text, clients=query.clients)
    source = _source(db, wanted)
    rows = db.execute(
        f"""SELECT seen, waits IS NOT NULL AS held, band, level, count(*)
        FROM {source.rows} GROUP BY 1, 2, 3, 4""",
        source.values,
    )
    return [Counted(seen, bool(held), band, level, count) for seen, held, band, level, count in rows]


def count_by_client(db: Connection, query: ListQuery) -> tuple[list[ClientCount], int]:
    """Return the Clients with most people on the list, chosen ones first, and how many Clients have any."""
    others = ListQuery(query.text, query.seen, query.waiting, query.bands, query.levels)
    source = _source(db, others)
    values = {**source.values, "chosen": dump_json(sorted(query.clients)), "most": MOST_CLIENTS}
    rows = db.execute(
        f"""SELECT organisation.uid, organisation.name, people, count(*) OVER ()
        FROM (SELECT at_work.organisation_id AS id, count(*) AS people
          FROM (SELECT person_id FROM {source.rows}) AS found
          JOIN temp.at_work ON at_work.person_id = found.person_id GROUP BY 1) AS counted
        JOIN organisation ON organisation.id = counted.id
        ORDER BY organisation.uid IN (SELECT value FROM json_each(:chosen)) DESC, people DESC,
          organisation.name
        LIMIT :most""",
        values,
    ).fetchall()
    return [ClientCount(*row[:3]) for row in rows], rows[0][3] if rows else 0


def names_of(db: Connection, organisation_uids: Iterable[str]) -> list[ClientCount]:
    """Return organisations by their opaque ids, with nobody counted."""
    rows = db.execute(
        "SELECT uid, name FROM organisation WHERE uid IN (SELECT value FROM json_each(?)) ORDER BY name",
        (dump_json(sorted(organisation_uids)),),
    )
    return [ClientCount(uid, name, 0) for uid, name in rows]


def any_client(db: Connection) -> bool:
    """Return whether any organisation is a Client."""
    return db.execute("SELECT 1 FROM organisation WHERE client = 1 LIMIT 1").fetchone() is not None


def rows_of(db: Connection, ids: Iterable[int]) -> list[ListRow]:
    """Return people by their row ids, in that order; who is not there any more is left out."""
    rows = db.execute(
        """SELECT person.id, person.uid, person.name,
          ifnull(json_extract(person.shown, '$.names.given'), ''),
          ifnull(json_extract(person.shown, '$.names.family'), ''),
          person.title,
          ifnull((SELECT organisation.name FROM position
            JOIN organisation ON organisation.id = position.organisation_id
            WHERE position.person_id = person.id AND position.to_day IS NULL AND organisation.client = 1
            ORDER BY position.id LIMIT 1), person.organization),
          person.level, person.last_interaction,
          ifnull(score.warm_out, 0), ifnull(score.warm_in, 0), ifnull(score.deep_out, 0),
          ifnull(score.deep_in, 0)
        FROM json_each(?) AS wanted
        JOIN person ON person.id = wanted.value
        LEFT JOIN score ON score.person_id = person.id
        ORDER BY wanted.key""",
        (dump_json(list(ids)),),
    )
    return [_listed(row) for row in rows]


def uids_of(db: Connection, ids: Iterable[int]) -> list[str]:
    """Return the opaque ids of people, by name."""
    rows = db.execute(
        """SELECT person.uid FROM json_each(?) AS wanted JOIN person ON person.id = wanted.value
        ORDER BY person.sort_key, person.id""",
        (dump_json(list(ids)),),
    )
    return [uid for (uid,) in rows]


def ids_of(db: Connection, uids: Iterable[str]) -> dict[str, int]:
    """Return the row ids of people by their opaque ids."""
    rows = db.execute(
        "SELECT person.uid, person.id FROM json_each(?) AS wanted JOIN person ON person.uid = wanted.value",
        (dump_json(list(uids)),),
    )
    return dict(rows.fetchall())


def chosen_levels(db: Connection, today: date) -> dict[str, int]:
    """Return the sharing level in force, by opaque id, of everyone of whom something may be shared."""
    rows = db.execute(
        """SELECT person.uid, permission.level FROM permission
        JOIN person ON person.uid = permission.person_uid
        WHERE permission.id IN (SELECT max(id) FROM permission WHERE audience = 'hub' GROUP BY person_uid)
          AND permission.level > 0 AND ifnull(permission.until_day, ?1) >= ?1
          AND NOT (person.objected OR person.colleague OR person.is_company OR person.me)""",
        (today.isoformat(),),
    )
    return dict(rows.fetchall())


def _listed(row: tuple[Any, ...]) -> ListRow:
    columns = (*row[:9], ForwardSums(*row[9:]))
    return ListRow(*columns)


@dataclass(frozen=True, slots=True)
class _Source:
    """A list as SQL: what stands behind FROM and behind ORDER BY."""

    rows: str
    order: str
    values: dict[str, Any]


def _source(db: Connection, query: ListQuery) -> _Source:
    expression = match_expression(query.text)
    values: dict[str, Any] = {}
    conditions = _conditions(query, values)
    if not query.text.strip():
        return _Source(f"temp.listed {_where(conditions)}", _order(query.sort), values)
    if not expression:
        return _Source("temp.listed WHERE 0", "place", {})
    values["match"] = expression
    hits = "SELECT rowid FROM person_search WHERE person_search MATCH :match"
    (count,) = db.execute(f"SELECT count(*) FROM ({hits} LIMIT {RANKED + 1})", values).fetchone()
    if count > RANKED:
        # The plus keeps SQLite from looking each of them up: it goes through the list and asks "found?".
        return _Source(
            f"temp.listed {_where([*conditions, f'+person_id IN ({hits})'])}", _order(query.sort), values
        )
    ranked = query.sort is Sort.BEST_MATCH
    rank = RANK if ranked else "0"
    found = f"(SELECT rowid AS found, {rank} AS badness FROM person_search WHERE person_search MATCH :match)"
    rows = f"{found} CROSS JOIN temp.listed ON person_id = found {_where(conditions)}"
    return _Source(rows, "badness, place" if ranked else _order(query.sort), values)


def _count(db: Connection, query: ListQuery, source: _Source) -> int:
    rows = source.rows
    if "match" in source.values and not query.filtered:
        rows = "person_search WHERE person_search MATCH :match"  # the index alone knows, at once
    return int(db.execute(f"SELECT count(*) FROM {rows}", source.values).fetchone()[0])


def _conditions(query: ListQuery, values: dict[str, Any]) -> list[str]:
    conditions = []
    if query.seen or query.waiting:
        waits = " OR waits IS NOT NULL" if query.waiting else ""
        conditions.append(f"(seen IN (SELECT value FROM json_each(:seen)){waits})")
        values["seen"] = dump_json(sorted(query.seen))
    if query.bands:
        conditions.append("band IN (SELECT value FROM json_each(:bands))")
        values["bands"] = dump_json(sorted(query.bands))
    if query.levels:
        conditions.append("level IN (SELECT value FROM json_each(:levels))")
        values["levels"] = dump_json(sorted(query.levels))
    if query.clients:
        conditions.append(
            """+person_id IN (SELECT at_work.person_id FROM organisation
              JOIN temp.at_work ON at_work.organisation_id = organisation.id
              WHERE organisation.uid IN (SELECT value FROM json_each(:clients)))"""
        )
        values["clients"] = dump_json(sorted(query.clients))
    return conditions


def _where(conditions: list[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def _order(sort: Sort) -> str:
    return {Sort.INTENSITY: "score DESC, place", Sort.LAST_CONTACT: "last_day DESC, place"}.get(sort, "place")


def _page(db: Connection, source: _Source, limit: int) -> array[int]:
    sql = f"SELECT person_id FROM {source.rows} ORDER BY {source.order} LIMIT :limit"
    return _ids(db.execute(sql, {**source.values, "limit": limit}))


def _ids(rows: Iterable[tuple[int]]) -> array[int]:
    return array("q", (row[0] for row in rows))
