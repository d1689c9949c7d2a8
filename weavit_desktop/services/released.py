"""The hub's last release, as this laptop fetched it: the same tables that everyone at the company gets."""

from __future__ import annotations

import json

from weavit_core import release_document
from weavit_core.release import Tables
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories import organisations
from weavit_desktop.vault.vault import Vault


def release_of(vault: Vault) -> Tables:
    """Return the tables of the last release; empty ones before the first."""
    return vault.read(tables)


def tables(db: Connection) -> Tables:
    """Return the tables of the last release, within a transaction."""
    body = hubs.released(db)
    return Tables() if body is None else release_document.decode(body).tables


def client_names(vault: Vault) -> dict[str, str]:
    """Return the names of the registry's Clients by id."""
    rows = vault.read(organisations.registry)
    return {client_id: json.loads(body)["name"] for client_id, body in rows}
