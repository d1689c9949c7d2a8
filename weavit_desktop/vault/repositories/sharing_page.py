"""Whom a Client's document is about: who is or was known there, and what was chosen for them and when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row of the ledger, as far as a list shows it. `policy` is the digest that it was made under."""

    level: SharingLevel
    k: int
    until: date | None
    policy: str


@dataclass(frozen=True, slots=True)
class KnownAt:
    """Someone who works or worked at a Client of the hub's registry.

    `before` was in force when the Client's document was written, None where there was none; `now` is in
    force now. `there_before` and `there_now`: had a position there at that time. `barred`: nothing may be
    shared of them.
    """

    client_id: str
    uid: str
    name: str = field(repr=False)
    given: str = field(repr=False)
    family: str = field(repr=False)
    barred: bool
    there_before: bool
    there_now: bool
    before: Chosen | None
    now: Chosen


def known_at(db: Connection, written: Mapping[str, str | None]) -> list[KnownAt]:
    """Return everyone at these Clients for whom anything was ever chosen, by name.

    `written` gives for each Client when its document was written (an isoformat instant), None without one.
    """
    rows = db.execute(
        """WITH place AS (
          SELECT key AS client_id, value AS at FROM json_each(?)
        ), known AS (
          SELECT place.client_id, place.at, position.person_id,
            max(position.to_day IS NULL) AS there_now,
            max((position.from_day IS NULL OR position.from_day <= substr(place.at, 1, 10))
              AND (position.to_day IS NULL OR position.to_day >= substr(place.at, 1, 10))) AS there_before
          FROM place
          JOIN organisation ON organisation.registry_id = place.client_id
          JOIN position ON position.organisation_id = organisation.id
          GROUP BY place.client_id, position.person_id
        )
        SELECT known.client_id, person.uid, person.name,
          ifnull(json_extract(person.shown, '$.names.given'), ''),
          ifnull(json_extract(person.shown, '$.names.family'), ''),
          person.objected OR person.colleague OR person.is_company OR person.me,
          ifnull(known.there_before, 0), known.there_now,
          before.level, before.k, before.until_day, before.policy,
          now.level, now.k, now.until_day, now.policy
        FROM known
        JOIN person ON person.id = known.person_id
        JOIN permission AS now ON now.id = (
          SELECT max(id) FROM permission WHERE audience = 'hub' AND person_uid = person.uid)
        LEFT JOIN permission AS before ON before.id = (
          SELECT max(id) FROM permission
          WHERE audience = 'hub' AND person_uid = person.uid AND decided_at <= known.at)
        ORDER BY person.sort_key, person.id, known.client_id""",
        (json.dumps(dict(written)),),
    )
    return [_known(row) for row in rows]


def client_names(db: Connection, client_ids: Iterable[str]) -> dict[str, str]:
    """Return what the hub's registry calls these Clients, as last fetched."""
    rows = db.execute(
        """SELECT registry_client.id, json_extract(registry_client.body, '$.name')
        FROM json_each(?) AS wanted JOIN registry_client ON registry_client.id = wanted.value""",
        (json.dumps(sorted(client_ids)),),
    )
    return {client_id: str(name) for client_id, name in rows}


def organisation_of(db: Connection, client_id: str) -> str | None:
    """Return the opaque id of an organisation that was confirmed to be this Client."""
    row = db.execute(
        "SELECT uid FROM organisation WHERE registry_id = ? ORDER BY id LIMIT 1", (client_id,)
    ).fetchone()
    return None if row is None else str(row[0])


def count_unplaced(db: Connection, today: date) -> int:
    """Count people for whom something is chosen, and who work at no confirmed Client now."""
    (count,) = db.execute(
        """SELECT count(*) FROM person
        JOIN permission ON permission.id = (
          SELECT max(id) FROM permission WHERE audience = 'hub' AND person_uid = person.uid)
        WHERE permission.level > 0 AND ifnull(permission.until_day, ?1) >= ?1
          AND NOT EXISTS (SELECT 1 FROM position
            JOIN organisation ON organisation.id = position.organisation_id
            WHERE position.person_id = person.id AND position.to_day IS NULL
              AND organisation.registry_id IS NOT NULL)""",
        (today.isoformat(),),
    ).fetchone()
    return int(count)


def _known(row: tuple[Any, ...]) -> KnownAt:
    client_id, uid, name, given, family, barred, there_before, there_now, *choices = row
    now = _chosen(choices[4:])
    if now is None:
        raise RuntimeError("a choice without a level")
    return KnownAt(
        client_id,
        uid,
        name,
        given,
        family,
        bool(barred),
        bool(there_before),
        bool(there_now),
        _chosen(choices[:4]),
        now,
    )


def _chosen(row: list[Any]) -> Chosen | None:
    level, k, until, policy = row
    if level is None:
        return None
    return Chosen(SharingLevel(level), k, date.fromisoformat(until) if until else None, policy)


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Someone for whom a choice may be made together with others. `level` and `k` are in force now.

    `post_level` and `function` are those of the position at a confirmed Client, or else of the person;
    `placed`: works at a confirmed Client now.
    """

    uid: str
    name: str = field(repr=False)
    given: str = field(repr=False)
    family: str = field(repr=False)
    objected: bool
    outsider: bool
    level: SharingLevel
    k: int | None
    post_level: str
    function: str
    placed: bool


def candidates(db: Connection, person_uids: Iterable[str], today: date) -> list[CandidateRow]:
    """Return these people by name. `outsider` False: a company, a colleague or the holder of the vault."""
    rows = db.execute(
        """SELECT person.uid, person.name,
          ifnull(json_extract(person.shown, '$.names.given'), ''),
          ifnull(json_extract(person.shown, '$.names.family'), ''),
          person.objected, NOT (person.is_company OR person.colleague OR person.me),
          ifnull(permission.level, 0), permission.k,
          ifnull(position.level, person.level), ifnull(position.function, person.function),
          position.id IS NOT NULL
        FROM json_each(?1) AS wanted
        JOIN person ON person.uid = wanted.value
        LEFT JOIN permission ON permission.id = (
          SELECT max(id) FROM permission WHERE audience = 'hub' AND person_uid = person.uid)
          AND ifnull(permission.until_day, ?2) >= ?2
        LEFT JOIN position ON position.id = (
          SELECT min(mapped.id) FROM position AS mapped
          JOIN organisation ON organisation.id = mapped.organisation_id
          WHERE mapped.person_id = person.id AND mapped.to_day IS NULL
            AND organisation.registry_id IS NOT NULL)
        ORDER BY person.sort_key, person.id""",
        (json.dumps(list(person_uids)), today.isoformat()),
    )
    return [_candidate(row) for row in rows]


def _candidate(row: tuple[Any, ...]) -> CandidateRow:
    uid, name, given, family, objected, outsider, level, k, post_level, function, placed = row
    return CandidateRow(
        uid,
        name,
        given,
        family,
        bool(objected),
        bool(outsider),
        SharingLevel(level),
        k,
        post_level,
        function,
        bool(placed),
    )
