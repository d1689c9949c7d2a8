"""Whom a sharing choice touches, and which Clients it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from weavit_desktop.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone for whom a choice can be made. `barred` says that nothing may ever be shared of them."""

    uid: str
    name: str = field(repr=False)
    barred: bool


_SELECT = "SELECT person.uid, person.name, person.objected OR person.is_company OR person.me FROM person"


def find(db: Connection, person_uid: str) -> Candidate | None:
    """Return one person."""
    row = db.execute(f"{_SELECT} WHERE person.uid = ?", (person_uid,)).fetchone()
    return None if row is None else Candidate(row[0], row[1], bool(row[2]))


def now_at(db: Connection, organisation_uid: str) -> list[Candidate] | None:
    """Return who works at a Client now, by name; None where there is no such organisation.

    Organisations that were confirmed to be the same Client of the registry count as one.
    """
    row = db.execute("SELECT id, registry_id FROM organisation WHERE uid = ?", (organisation_uid,)).fetchone()
    if row is None:
        return None
    rows = db.execute(
        f"""{_SELECT} WHERE person.id IN (
          SELECT position.person_id FROM position
          JOIN organisation ON organisation.id = position.organisation_id
          WHERE position.to_day IS NULL AND (organisation.id = ?1 OR organisation.registry_id = ?2))
        ORDER BY person.sort_key, person.id""",
        (row[0], row[1]),
    )
    return [Candidate(uid, name, bool(barred)) for uid, name, barred in rows]


def registry_id(db: Connection, organisation_uid: str) -> str | None:
    """Return the Client of the registry that an organisation was confirmed to be."""
    row = db.execute("SELECT registry_id FROM organisation WHERE uid = ?", (organisation_uid,)).fetchone()
    return None if row is None or row[0] is None else str(row[0])


def clients_ever(db: Connection, person_uids: Iterable[str]) -> set[str]:
    """Return the Clients of the registry where these people work or worked."""
    found: set[str] = set()
    for uid in person_uids:
        rows = db.execute(
            """SELECT DISTINCT organisation.registry_id FROM person
            JOIN position ON position.person_id = person.id
            JOIN organisation ON organisation.id = position.organisation_id
            WHERE person.uid = ? AND organisation.registry_id IS NOT NULL""",
            (uid,),
        )
        found.update(client_id for (client_id,) in rows)
    return found
