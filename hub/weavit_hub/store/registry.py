"""The registry of Clients."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Row, func, insert, select, update

from weavit_hub.store.tables import clients

ACTIVE = "active"
MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Client:
    """An institution that the company covers. `version` is the registry's when this row last changed."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    lei: str | None = None
    country: str | None = None
    parent: str | None = None
    status: str = ACTIVE
    merged_into: str | None = None
    version: int = 0


def list_clients(db: Connection) -> list[Client]:
    """Return all Clients, merged and retired ones too, by id."""
    return [_client(row) for row in db.execute(select(clients).order_by(clients.c.id))]


def find_client(db: Connection, client_id: str) -> Client | None:
    """Return a Client."""
    row = db.execute(select(clients).where(clients.c.id == client_id)).one_or_none()
    return None if row is None else _client(row)


def version(db: Connection) -> int:
    """Return the version of the registry, 0 while it is empty."""
    return db.execute(select(func.max(clients.c.version))).scalar_one() or 0


def put_client(db: Connection, client: Client, at_version: int) -> None:
    """Add or replace a Client, as a part of this version of the registry."""
    stamped = replace(client, version=at_version)
    values = {
        "id": stamped.id,
        "name": stamped.name,
        "aliases": json.dumps(stamped.aliases),
        "domains": json.dumps(stamped.domains),
        "lei": stamped.lei,
        "country": stamped.country,
        "parent": stamped.parent,
        "status": stamped.status,
        "merged_into": stamped.merged_into,
        "version": stamped.version,
    }
    if db.execute(update(clients).where(clients.c.id == client.id).values(values)).rowcount == 0:
        db.execute(insert(clients).values(values))


def _client(row: Row[tuple[object, ...]]) -> Client:
    values = dict(row._mapping)
    values["aliases"] = tuple(json.loads(values["aliases"]))
    values["domains"] = tuple(json.loads(values["domains"]))
    return Client(**values)
