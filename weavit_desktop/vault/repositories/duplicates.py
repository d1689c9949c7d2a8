"""What duplicates are found by, of everyone at once; and whom the person said not to be the same."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field

from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories.links import BIRTHDAY

# An opaque id stands for who has it, or for who the one that had it was linked to.
_WHO = """who (uid, id) AS (
  SELECT uid, id FROM person UNION ALL SELECT uid, person_id FROM linked_person)"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One person. `addresses` is JSON, None without any."""

    id: int
    name: str = field(repr=False)
    is_company: bool
    family: str = field(repr=False)
    birthday: str = field(repr=False)
    addresses: str | None = field(repr=False)


def everyone(db: Connection) -> Generator[Entry, None, None]:
    """Yield all people but the holder of the vault, as they are read: their documents take the time."""
    rows = db.execute(
        f"""SELECT id, name, is_company, ifnull(shown ->> '$.names.family', ''), {BIRTHDAY},
          shown -> '$.addresses'
        FROM person WHERE me = 0"""
    )
    for person_id, name, company, family, birthday, addresses in rows:
        yield Entry(person_id, name, bool(company), family, birthday, addresses)


def identifiers(db: Connection) -> Generator[tuple[int, str, str], None, None]:
    """Yield every (person, kind, value)."""
    yield from db.execute("SELECT person_id, kind, value FROM identifier")


def employers(db: Connection) -> Generator[tuple[int, str], None, None]:
    """Yield every (person, organisation key) of a current position."""
    yield from db.execute(
        """SELECT position.person_id, organisation.name_key FROM position
        JOIN organisation ON organisation.id = position.organisation_id WHERE position.to_day IS NULL"""
    )


def uids(db: Connection) -> dict[int, str]:
    """Return everyone's opaque id by row id."""
    return dict(db.execute("SELECT id, uid FROM person").fetchall())


def refuse(db: Connection, one_uid: str, other_uid: str, at: str) -> None:
    """Remember that two are not the same person."""
    db.execute(
        "INSERT OR IGNORE INTO not_same (one, other, decided_at) VALUES (?, ?, ?)",
        (min(one_uid, other_uid), max(one_uid, other_uid), at),
    )


def unrefuse(db: Connection, one: int, other: int) -> int:
    """Forget that two are not the same person; return how many such remarks there were."""
    return db.execute(
        f"""WITH {_WHO} DELETE FROM not_same WHERE EXISTS (
          SELECT 1 FROM who AS first JOIN who AS second
          WHERE first.uid = not_same.one AND second.uid = not_same.other
            AND (first.id, second.id) IN ((?1, ?2), (?2, ?1)))""",
        (one, other),
    ).rowcount


def refused(db: Connection) -> set[tuple[int, int]]:
    """Return the pairs of people who are not the same, the smaller row id first."""
    rows = db.execute(
        f"""WITH {_WHO} SELECT first.id, second.id FROM not_same
        JOIN who AS first ON first.uid = not_same.one JOIN who AS second ON second.uid = not_same.other"""
    )
    return {(min(pair), max(pair)) for pair in rows}
