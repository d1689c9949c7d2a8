"""Bringing a list of Clients into the registry: the same list again changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from weavit_hub.identifiers import new_id
from weavit_hub.services import registry
from weavit_hub.services.client_list import ClientRow, Problem, read_rows
from weavit_hub.services.ledger import Seal
from weavit_hub.store import registry as store
from weavit_hub.store.registry import ACTIVE, Client


@dataclass(slots=True)
class ImportReport:
    """How many Clients were added, changed and left alone, and the rows that were refused."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def import_clients(db: Connection, seal: Seal, text: str, now: datetime) -> ImportReport:
    """Add or update one Client for every row. A row finds its Client by LEI, else by name, else by domain.

    Two rows that mean the same Client are a problem, not an update: they would overwrite each other.
    """
    report = ImportReport()
    known = _Known([client for client in store.list_clients(db) if client.status == ACTIVE])
    version = store.version(db) + 1
    lines: dict[str, int] = {}
    for row in read_rows(text):
        if isinstance(row, Problem):
            report.problems.append(row)
            continue
        found = known.find(row)
        if len(found) > 1:
            report.problems.append(Problem(row.line, "it fits several Clients of the registry"))
            continue
        before = found[0] if found else None
        if before is not None and before.id in lines:
            report.problems.append(Problem(row.line, f"it means the same Client as line {lines[before.id]}"))
            continue
        after = _updated(before or Client(new_id(now), row.name), row)
        lines[after.id] = row.line
        if after == before:
            report.unchanged += 1
            continue
        report.added += before is None
        report.updated += before is not None
        store.put_client(db, after, version)
        known.put(after)
    if report.added or report.updated:
        registry.log_change(db, seal, now)
    return report


class _Known:
    """The active Clients, found by what a list may say of them."""

    def __init__(self, clients: list[Client]) -> None:
        self._by_id: dict[str, Client] = {}
        self._ids: dict[str, set[str]] = defaultdict(set)
        for client in clients:
            self.put(client)

    def put(self, client: Client) -> None:
        if before := self._by_id.get(client.id):
            for mark in _marks(before):
                self._ids[mark].discard(client.id)
        self._by_id[client.id] = client
        for mark in _marks(client):
            self._ids[mark].add(client.id)

    def find(self, row: ClientRow) -> list[Client]:
        """Return the Clients that a row may mean. Another LEI means another Client, whatever is alike."""
        for marks in (_lei_marks(row.lei), [_name_mark(row.name)], _domain_marks(row.domains)):
            ids = sorted(set().union(*(self._ids.get(mark, set()) for mark in marks)))
            found = [client for client in map(self._by_id.__getitem__, ids) if _may_mean(client, row)]
            if found:
                return found
        return []


def _may_mean(client: Client, row: ClientRow) -> bool:
    return client.lei is None or row.lei is None or client.lei == row.lei


def _marks(client: Client) -> list[str]:
    return [*_lei_marks(client.lei), _name_mark(client.name), *_domain_marks(client.domains)]


def _lei_marks(lei: str | None) -> list[str]:
    return [] if lei is None else [f"lei:{lei}"]


def _name_mark(name: str) -> str:
    return f"name:{name.casefold()}"


def _domain_marks(domains: Iterable[str]) -> list[str]:
    return [f"domain:{domain}" for domain in domains]


def _updated(client: Client, row: ClientRow) -> Client:
    """Return the Client as the row says; an empty cell says nothing."""
    return replace(
        client,
        name=row.name,
        aliases=row.aliases or client.aliases,
        domains=row.domains or client.domains,
        lei=row.lei or client.lei,
        country=row.country or client.country,
    )
