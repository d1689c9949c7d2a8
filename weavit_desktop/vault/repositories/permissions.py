"""The permission ledger: append-only; the newest row of a person and audience is in force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from weavit_core.publication import PURPOSE
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.domain.permission import Permission
from weavit_desktop.vault.connection import Connection

HUB = "hub"  # the audience

_COLUMNS = "person_uid, level, k, policy, from_day, until_day, decided_at"
_NEWEST = f"""SELECT {_COLUMNS} FROM permission
  WHERE id IN (SELECT max(id) FROM permission WHERE audience = '{HUB}' GROUP BY person_uid)"""


def append(db: Connection, permissions: Iterable[Permission]) -> None:
    """Add choices to the ledger."""
    db.executemany(
        f"""INSERT INTO permission ({_COLUMNS}, audience, purpose)
        VALUES (?, ?, ?, ?, ?, ?, ?, '{HUB}', '{PURPOSE}')""",
        (
            (
                one.person_uid,
                int(one.level),
                one.k,
                one.policy,
                one.from_day.isoformat(),
                one.until.isoformat() if one.until else None,
                one.decided_at.isoformat(),
            )
            for one in permissions
        ),
    )


def in_force(db: Connection, person_uid: str) -> Permission | None:
    """Return the newest choice for a person, expired or not."""
    row = db.execute(
        f"""SELECT {_COLUMNS} FROM permission WHERE audience = '{HUB}' AND person_uid = ?
        ORDER BY id DESC LIMIT 1""",
        (person_uid,),
    ).fetchone()
    return None if row is None else _permission(row)


def all_giving(db: Connection) -> dict[str, Permission]:
    """Return the newest choice of every person for whom it gives anything, by the person's opaque id."""
    rows = db.execute(f"{_NEWEST} AND level > 0 ORDER BY person_uid")
    return {row[0]: _permission(row) for row in rows}


def _permission(row: tuple[Any, ...]) -> Permission:
    person_uid, level, k, policy, from_day, until, decided_at = row
    return Permission(
        person_uid,
        SharingLevel(level),
        k,
        policy,
        date.fromisoformat(from_day),
        date.fromisoformat(until) if until else None,
        datetime.fromisoformat(decided_at),
    )
