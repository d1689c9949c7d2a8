"""The policies that were in force, and the one that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, func, insert, select, update

from weavit_core.canonical import sha256_hex
from weavit_core.fields import instant_text
from weavit_hub.store.tables import policies


@dataclass(frozen=True, slots=True)
class StoredPolicy:
    """A policy's bytes, since when it is in force, and how manieth it is."""

    digest: str
    ordinal: int
    since: str
    body: bytes


def in_force(db: Connection) -> StoredPolicy:
    """Return the policy in force. A hub has one from its first day."""
    return _policy(db.execute(select(policies).order_by(policies.c.ordinal.desc()).limit(1)).one())


def find(db: Connection, digest: str) -> StoredPolicy | None:
    """Return any policy that was ever in force."""
    row = db.execute(select(policies).where(policies.c.digest == digest)).one_or_none()
    return None if row is None else _policy(row)


def put_in_force(db: Connection, body: bytes, now: datetime) -> StoredPolicy:
    """Make this the policy in force; an earlier one may come back."""
    last = db.execute(select(func.coalesce(func.max(policies.c.ordinal), 0))).scalar_one()
    policy = StoredPolicy(sha256_hex(body), last + 1, instant_text(now), body)
    values = {"ordinal": policy.ordinal, "since": policy.since, "body": policy.body}
    if db.execute(update(policies).where(policies.c.digest == policy.digest).values(values)).rowcount == 0:
        db.execute(insert(policies).values(digest=policy.digest, **values))
    return policy


def _policy(row: Row[tuple[object, ...]]) -> StoredPolicy:
    return StoredPolicy(**row._mapping)
