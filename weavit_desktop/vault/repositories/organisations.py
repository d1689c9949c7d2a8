"""Organisations, who works there and since when, and which of them are Clients."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class Post:
    """A current position as the cards tell it. `domains` is a JSON list."""

    organisation_id: int
    title: str
    level: str
    level_rule: str
    function: str
    function_rule: str
    confidence: float
    domains: str


@dataclass(frozen=True, slots=True)
class KeptPost:
    """A current position as the vault holds it."""

    id: int
    post: Post


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """`people` counts those with a current position, without colleagues and the holder of the vault."""

    id: int
    uid: str
    name: str
    lei: str | None
    client: bool
    registry_id: str | None
    people: int


_COLUMNS = """organisation.id, organisation.uid, organisation.name, organisation.lei,
  organisation.client, organisation.registry_id,
  (SELECT count(DISTINCT person.id) FROM position JOIN person ON person.id = position.person_id
    WHERE position.organisation_id = organisation.id AND position.to_day IS NULL
      AND person.me = 0 AND person.colleague = 0) AS people"""


def ensure(db: Connection, names: dict[str, str], new_uid: Callable[[], str]) -> dict[str, int]:
    """Return the ids of organisations by key, adding those that are new. `names`: key to shown name."""
    keys = dump_json(list(names))
    find = """SELECT organisation.name_key, organisation.id FROM json_each(?) AS wanted
      JOIN organisation ON organisation.name_key = wanted.value"""
    known = dict(db.execute(find, (keys,)).fetchall())
    missing = [key for key in names if key not in known]
    if missing:
        db.executemany(
            "INSERT INTO organisation (uid, name, name_key) VALUES (?, ?, ?)",
            ((new_uid(), names[key], key) for key in missing),
        )
        known = dict(db.execute(find, (keys,)).fetchall())
    return known


def learn_leis(db: Connection, leis: Iterable[tuple[int, str]]) -> None:
    """Keep what is told of organisations: (organisation, LEI). What is known already stays."""
    db.executemany("UPDATE organisation SET lei = ?2 WHERE id = ?1 AND lei IS NULL", leis)


@dataclass(frozen=True, slots=True)
class Called:
    """What an organisation is called."""

    id: int
    key: str
    name: str
    lei: str | None


def called(db: Connection, organisation_ids: Iterable[int]) -> list[Called]:
    """Return what organisations are called, of those that there are."""
    rows = db.execute(
        "SELECT id, name_key, name, lei FROM organisation WHERE id IN (SELECT value FROM json_each(?))",
        (dump_json(sorted(organisation_ids)),),
    )
    return [Called(*row) for row in rows]


def call(db: Connection, names: Iterable[Called]) -> None:
    """Give organisations the names and the LEIs that these say."""
    db.executemany(
        "UPDATE organisation SET name = ?2, lei = ?3 WHERE id = ?1",
        ((one.id, one.name, one.lei) for one in names),
    )


def current_posts(db: Connection, person_ids: Sequence[int]) -> dict[int, list[KeptPost]]:
    """Return the current positions of people, by person."""
    rows = db.execute(
        """SELECT position.id, position.person_id, organisation_id, title, level, level_rule, function,
          function_rule, confidence, domains
        FROM json_each(?) AS wanted JOIN position ON position.person_id = wanted.value
        WHERE position.to_day IS NULL ORDER BY position.id""",
        (dump_json(person_ids),),
    )
    found: dict[int, list[KeptPost]] = {}
    for position_id, person_id, *post in rows:
        found.setdefault(person_id, []).append(KeptPost(position_id, Post(*post)))
    return found


def begin_posts(db: Connection, posts: Iterable[tuple[int, Post, str | None]]) -> None:
    """Add current positions: (person, post, first day or None where nobody knows)."""
    db.executemany(
        """INSERT INTO position (person_id, organisation_id, title, level, level_rule, function,
          function_rule, confidence, domains, from_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            (
                person_id, post.organisation_id, post.title, post.level, post.level_rule, post.function,
                post.function_rule, post.confidence, post.domains, from_day,
            )
            for person_id, post, from_day in posts
        ),
    )  # fmt: skip


def end_posts(db: Connection, position_ids: Iterable[int], day: str) -> None:
    """End positions as of a day."""
    db.executemany("UPDATE position SET to_day = ?2 WHERE id = ?1", ((one, day) for one in position_ids))


def amend_posts(db: Connection, posts: Iterable[tuple[int, Post]]) -> None:
    """Replace what is known of positions that go on: (position, post)."""
    db.executemany(
        """UPDATE position SET title = ?2, level = ?3, level_rule = ?4, function = ?5, function_rule = ?6,
          confidence = ?7, domains = ?8 WHERE id = ?1""",
        (
            (
                position_id, post.title, post.level, post.level_rule, post.function, post.function_rule,
                post.confidence, post.domains,
            )
            for position_id, post in posts
        ),
    )  # fmt: skip


def refresh_domains(db: Connection, organisation_ids: Iterable[int]) -> None:
    """Compute the domains of organisations anew from those of their people's current positions."""
    wanted = dump_json(sorted(organisation_ids))
    db.execute(
        "DELETE FROM organisation_domain WHERE organisation_id IN (SELECT value FROM json_each(?))", (wanted,)
    )
    db.execute(
        """INSERT INTO organisation_domain (domain, organisation_id)
        SELECT DISTINCT domain.value, position.organisation_id
        FROM json_each(?) AS wanted
        JOIN position ON position.organisation_id = wanted.value
        JOIN json_each(position.domains) AS domain
        WHERE position.to_day IS NULL""",
        (wanted,),
    )


def delete_empty(db: Connection, organisation_ids: Iterable[int]) -> None:
    """Delete those organisations where nobody works or worked, and that the person did not mark."""
    db.executemany(
        """DELETE FROM organisation WHERE id = ?1 AND client = 0 AND registry_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM position WHERE organisation_id = ?1)""",
        ((one,) for one in organisation_ids),
    )


def of_people(db: Connection, person_ids: Sequence[int]) -> set[int]:
    """Return the organisations where people work or worked."""
    rows = db.execute(
        """SELECT DISTINCT position.organisation_id FROM json_each(?) AS wanted
        JOIN position ON position.person_id = wanted.value""",
        (dump_json(person_ids),),
    )
    return {row[0] for row in rows}


def clients(db: Connection, at_least: int) -> list[OrganisationRow]:
    """Return the Clients, and the organisations with at least so many people: proposed to be Clients."""
    rows = db.execute(
        f"""SELECT * FROM (SELECT {_COLUMNS} FROM organisation)
        WHERE client = 1 OR people >= ? ORDER BY people DESC, name, id""",
        (at_least,),
    )
    return [_row(row) for row in rows]


def by_uid(db: Connection, uid: str) -> OrganisationRow | None:
    """Return one organisation."""
    row = db.execute(f"SELECT {_COLUMNS} FROM organisation WHERE uid = ?", (uid,)).fetchone()
    return None if row is None else _row(row)


def domains_of(db: Connection, organisation_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return the domains of organisations, sorted."""
    rows = db.execute(
        """SELECT organisation_id, domain FROM organisation_domain
        WHERE organisation_id IN (SELECT value FROM json_each(?)) ORDER BY domain""",
        (dump_json(sorted(organisation_ids)),),
    )
    found: dict[int, list[str]] = {}
    for organisation_id, domain in rows:
        found.setdefault(organisation_id, []).append(domain)
    return found


def mark_client(db: Connection, organisation_id: int) -> None:
    """Make an organisation a Client."""
    db.execute("UPDATE organisation SET client = 1 WHERE id = ?", (organisation_id,))


def confirm_registry_id(db: Connection, organisation_id: int, registry_id: str) -> None:
    """Map an organisation to the hub's Client, as the person confirmed it. It is a Client from then on."""
    db.execute(
        "UPDATE organisation SET client = 1, registry_id = ? WHERE id = ?", (registry_id, organisation_id)
    )


def people_by_cell(db: Connection, organisation_id: int) -> list[tuple[str, str, str]]:
    """Return (level, function, opaque person id) of the current positions there that count."""
    rows = db.execute(
        """SELECT DISTINCT position.level, position.function, person.uid
        FROM position JOIN person ON person.id = position.person_id
        WHERE position.organisation_id = ? AND position.to_day IS NULL
          AND person.me = 0 AND person.colleague = 0
        ORDER BY person.sort_key, person.id""",
        (organisation_id,),
    )
    return list(rows)


def _row(row: tuple[Any, ...]) -> OrganisationRow:
    organisation_id, uid, name, lei, client, registry_id, people = row
    return OrganisationRow(organisation_id, uid, name, lei, bool(client), registry_id, people)


def registry(db: Connection) -> list[tuple[str, str]]:
    """Return (id, JSON body) of every Client in the hub's registry, as last fetched."""
    return list(db.execute("SELECT id, body FROM registry_client ORDER BY id"))
