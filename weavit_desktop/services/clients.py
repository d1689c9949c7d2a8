"""Clients: which organisations are covered, what the hub calls each, and who is known there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from weavit_desktop.clock import Clock
from weavit_desktop.errors import UsageRefused
from weavit_desktop.matching.clients import Registry, RegistryClient, index_registry, suggest
from weavit_desktop.rules import Rules
from weavit_desktop.services.drafting import NewId, redraft
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import organisations
from weavit_desktop.vault.repositories.organisations import OrganisationRow
from weavit_desktop.vault.vault import Vault

PROPOSED_FROM = 3  # people at one organisation

NO_CLIENT = "There is no organisation with this id in the vault. `weavit clients` lists them."
NOT_IN_REGISTRY = "The hub's registry has no Client with this id. Fetch it again with `weavit hub fetch`."


@dataclass(frozen=True, slots=True)
class Suggested:
    """A Client of the registry that this organisation may be, for the person to confirm."""

    registry_id: str
    matched_by: str


@dataclass(frozen=True, slots=True)
class ClientSummary:
    """`client`: marked by the person; else only proposed. `suggestion` is None once confirmed."""

    id: str
    name: str
    domains: tuple[str, ...]
    people: int
    client: bool
    registry_id: str | None
    suggestion: Suggested | None

    def as_json(self) -> dict[str, Any]:
        """Return the document of `weavit clients --json`."""
        return {**asdict(self), "domains": list(self.domains)}


@dataclass(frozen=True, slots=True)
class Cell:
    """The people known at one level of one function, by id."""

    level: str
    function: str
    mine: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClientView:
    """A Client with who is known there."""

    summary: ClientSummary
    matrix: tuple[Cell, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the document of `weavit client ID --json`, as far as the vault alone knows it."""
        cells = [{**asdict(cell), "mine": list(cell.mine)} for cell in self.matrix]
        return {**self.summary.as_json(), "matrix": cells}


def list_clients(vault: Vault, rules: Rules) -> list[ClientSummary]:
    """Return the Clients, and what may become one: three people or more, or found in the hub's registry."""
    found = vault.read(lambda db: _summaries(db, organisations.clients(db, 1), rules))
    return [one for one in found if one.client or one.people >= PROPOSED_FROM or one.suggestion is not None]


def open_client(vault: Vault, rules: Rules, uid: str) -> ClientView:
    """Return one organisation, Client or not. Raises UsageRefused if there is none."""

    def read(db: Connection) -> ClientView:
        row = _row(db, uid)
        (summary,) = _summaries(db, [row], rules)
        cells: dict[tuple[str, str], list[str]] = {}
        for level, function, person in organisations.people_by_cell(db, row.id):
            cells.setdefault((level, function), []).append(person)
        matrix = tuple(Cell(*cell, tuple(people)) for cell, people in sorted(cells.items()))
        return ClientView(summary, matrix)

    return vault.read(read)


def mark_client(vault: Vault, uid: str) -> None:
    """Make an organisation a Client of this vault. Raises UsageRefused if there is none."""
    vault.write(lambda db: organisations.mark_client(db, _row(db, uid).id))


def confirm_client(vault: Vault, uid: str, registry_id: str, clock: Clock, new_id: NewId) -> None:
    """Say which Client of the registry an organisation is: only then anything about it can be published.

    Raises UsageRefused for an unknown organisation or Client.
    """

    confirm_clients(vault, [(uid, registry_id)], clock, new_id)


def confirm_clients(vault: Vault, pairs: Sequence[tuple[str, str]], clock: Clock, new_id: NewId) -> None:
    """Confirm several as `confirm_client` does: (organisation, Client of the registry). All or none."""

    def write(db: Connection) -> None:
        registry = dict(organisations.registry(db))
        for uid, registry_id in pairs:
            row = _row(db, uid)
            if registry_id not in registry:
                raise UsageRefused(NOT_IN_REGISTRY)
            organisations.confirm_registry_id(db, row.id, registry_id)
        redraft(db, clock(), new_id)

    vault.write(write)


def _row(db: Connection, uid: str) -> OrganisationRow:
    row = organisations.by_uid(db, uid)
    if row is None:
        raise UsageRefused(NO_CLIENT)
    return row


def _summaries(db: Connection, rows: Iterable[OrganisationRow], rules: Rules) -> list[ClientSummary]:
    found = list(rows)
    domains = organisations.domains_of(db, (row.id for row in found))
    registry = _registry(db, rules)
    return [_summary(row, tuple(domains.get(row.id, ())), registry) for row in found]


def _summary(row: OrganisationRow, domains: tuple[str, ...], registry: Registry) -> ClientSummary:
    suggestion = None if row.registry_id else suggest(row.name, domains, row.lei or "", registry)
    return ClientSummary(
        id=row.uid,
        name=row.name,
        domains=domains,
        people=row.people,
        client=row.client,
        registry_id=row.registry_id,
        suggestion=Suggested(suggestion.registry_id, suggestion.matched_by.value) if suggestion else None,
    )


def _registry(db: Connection, rules: Rules) -> Registry:
    clients = []
    for client_id, body in organisations.registry(db):
        known = json.loads(body)
        clients.append(
            RegistryClient(
                client_id,
                known["name"],
                tuple(known["aliases"]),
                tuple(known["domains"]),
                known["lei"] or "",
                known["country"] or "",
                known["status"],
            )
        )
    return index_registry(clients, rules.normaliser)
