"""The registry as laptops download it, and the merging of two Clients."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from weavit_core import canonical
from weavit_core.ledger import Entry, Kind
from weavit_hub.errors import UsageRefused
from weavit_hub.services import ledger
from weavit_hub.services.ledger import Seal
from weavit_hub.store import policies
from weavit_hub.store import registry as store
from weavit_hub.store.registry import Client


def document(db: Connection) -> bytes:
    """Return the whole registry: everyone downloads all of it, so that look-ups reveal nothing."""
    return canonical.encode({"version": store.version(db), "clients": listed(db)})


def listed(db: Connection) -> list[dict[str, Any]]:
    """Return every Client as the registry shows it."""
    return [
        {
            "id": client.id,
            "name": client.name,
            "aliases": list(client.aliases),
            "domains": list(client.domains),
            "lei": client.lei,
            "country": client.country,
            "parent": client.parent,
            "status": client.status,
            "merged_into": client.merged_into,
        }
        for client in store.list_clients(db)
    ]


def etag(db: Connection) -> str:
    """Return the entity tag of the registry."""
    return f'"{store.version(db)}"'


def merge(db: Connection, seal: Seal, gone: str, kept: str, now: datetime) -> None:
    """Make one Client a part of another, which takes over its names and domains."""
    old, new = _active(db, gone), _active(db, kept)
    if old.id == new.id:
        raise UsageRefused("A Client cannot be merged into itself.")
    version = store.version(db) + 1
    aliases = dict.fromkeys([*new.aliases, old.name, *old.aliases])
    aliases.pop(new.name, None)
    domains = tuple(dict.fromkeys([*new.domains, *old.domains]))
    merged = replace(new, aliases=tuple(aliases), domains=domains, lei=new.lei or old.lei)
    store.put_client(db, merged, version)
    for client in store.list_clients(db):
        if client.id == old.id or client.merged_into == old.id:
            store.put_client(db, replace(client, status=store.MERGED, merged_into=new.id), version)
    log_change(db, seal, now)


def log_change(db: Connection, seal: Seal, now: datetime) -> None:
    """Log that the registry has a new version."""
    digest = canonical.sha256_hex(document(db))
    in_force = policies.in_force(db).digest
    ledger.append(db, seal, Entry(Kind.REGISTRY, seal.hub_id, store.version(db), digest, in_force, now))


def _active(db: Connection, client_id: str) -> Client:
    client = store.find_client(db, client_id)
    if client is None or client.status != store.ACTIVE:
        raise UsageRefused("No active Client has this id.")
    return client
