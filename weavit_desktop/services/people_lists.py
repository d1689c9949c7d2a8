"""The list of everyone for the window: first what is seen at once, then the rest, then the counts beside it.

`read_basis` and `first_page` need nothing prepared. `prepare` then works out by what lists are filtered and
sorted; after a change of people or of the day it is called again, after one of sharing `prepare_shares`.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from weavit_core.taxonomy import Band, Level, SharingLevel
from weavit_desktop.clock import Clock
from weavit_desktop.domain.intensity import band_of
from weavit_desktop.domain.intensity_today import score_on
from weavit_desktop.services.progress import IsCancelled, never
from weavit_desktop.services.share_states import Share, share_states
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.interruption import interruptible
from weavit_desktop.vault.repositories import identity, people_lists
from weavit_desktop.vault.repositories.people_lists import ClientCount, Found, ListQuery, ListRow
from weavit_desktop.vault.vault import Vault

FIRST = 100  # rows that are read together with the search: more than any window shows
NOTHING = Share(SharingLevel.ONLY_YOU)


@dataclass(frozen=True, slots=True)
class Basis:
    """What lists are as of: the day, how many people there are, what the company sees of whom by row id."""

    today: date
    zone: ZoneInfo
    total: int
    shares: Mapping[int, Share]


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One person as the list shows them. `score` has no fraction; `last` is None before the first contact."""

    id: int
    uid: str
    name: str = field(repr=False)
    given: str = field(repr=False)
    family: str = field(repr=False)
    title: str = field(repr=False)
    organization: str = field(repr=False)
    level: Level
    score: int
    band: Band
    last: date | None
    share: Share


@dataclass(frozen=True, slots=True)
class Page:
    """The beginning of a list: how many it holds, the ids of the first or of all, and the first rows."""

    count: int
    ids: array[int]
    rows: tuple[ListedPerson, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many people each choice of a filter would show, beside what is chosen in the other filters.

    `clients` stand by their number of people, chosen ones first; `more_clients` are not among them.
    `are_clients` is False where no organisation is a Client yet: all of them stand there.
    """

    seen: Mapping[SharingLevel, int]
    waiting: int
    bands: Mapping[Band, int]
    levels: Mapping[Level, int]
    clients: tuple[ClientCount, ...]
    more_clients: int
    are_clients: bool


def read_basis(vault: Vault, clock: Clock) -> Basis:
    """Return what lists are as of now."""
    now = clock()
    zone = ZoneInfo(vault.read(identity.home_zone))
    today = now.astimezone(zone).date()
    shares = share_states(vault, clock)
    total = vault.read(people_lists.count_everyone)
    return Basis(today, zone, total, shares)


def first_page(vault: Vault, basis: Basis) -> Page:
    """Return everyone by name."""

    def read(db: Connection) -> Page:
        ids = people_lists.everyone(db)
        return Page(len(ids), ids, _rows(db, basis, ids[:FIRST]))

    return vault.read(read)


def prepare(vault: Vault, basis: Basis) -> None:
    """Work out by what lists are filtered and sorted. Writes to memory alone."""

    def write(db: Connection) -> None:
        people_lists.prepare(db, basis.today)
        _set_shares(db, basis)

    vault.write(write)


def prepare_shares(vault: Vault, basis: Basis) -> None:
    """Take over what the company sees now. Writes to memory alone."""
    vault.write(lambda db: _set_shares(db, basis))


def find(vault: Vault, basis: Basis, query: ListQuery, cancelled: IsCancelled = never) -> Page:
    """Return the beginning of a list. Raises Cancelled."""

    def read(db: Connection) -> Page:
        with interruptible(db, cancelled):
            found: Found = people_lists.find(db, query, FIRST)
            return Page(found.count, found.ids, _rows(db, basis, found.ids[:FIRST]))

    return vault.read(read)


def find_all(vault: Vault, query: ListQuery, cancelled: IsCancelled = never) -> array[int]:
    """Return the ids of everyone on a list, in its order. Raises Cancelled."""

    def read(db: Connection) -> array[int]:
        with interruptible(db, cancelled):
            return people_lists.find_all(db, query)

    return vault.read(read)


def read_rows(
    vault: Vault, basis: Basis, ids: Sequence[int], cancelled: IsCancelled = never
) -> tuple[ListedPerson, ...]:
    """Return people by their row ids; who is not there any more is left out. Raises Cancelled."""

    def read(db: Connection) -> tuple[ListedPerson, ...]:
        with interruptible(db, cancelled):
            return _rows(db, basis, ids)

    return vault.read(read)


def count_facets(vault: Vault, query: ListQuery, cancelled: IsCancelled = never) -> Facets:
    """Return how many people each choice would show. Raises Cancelled."""

    def read(db: Connection) -> Facets:
        with interruptible(db, cancelled):
            return _facets(db, query)

    return vault.read(read)


def opaque_ids(vault: Vault, ids: Iterable[int]) -> list[str]:
    """Return the opaque ids of people, by name."""
    return vault.read(lambda db: people_lists.uids_of(db, ids))


def fewer_letters(vault: Vault, text: str) -> str:
    """Return the longest beginning of a search text by which somebody is found, "" if none is."""

    def read(db: Connection) -> str:
        beginnings = (text[:length].rstrip() for length in range(len(text) - 1, 1, -1))
        return next((shorter for shorter in beginnings if people_lists.any_match(db, shorter)), "")

    return vault.read(read)


def _set_shares(db: Connection, basis: Basis) -> None:
    people_lists.set_shares(db, {who: (share.now, share.waiting) for who, share in basis.shares.items()})


def _rows(db: Connection, basis: Basis, ids: Iterable[int]) -> tuple[ListedPerson, ...]:
    score = score_on(basis.today)

    def listed(row: ListRow) -> ListedPerson:
        sums = row.sums
        points = score(sums.warm_out, sums.warm_in, sums.deep_out, sums.deep_in)
        return ListedPerson(
            id=row.id,
            uid=row.uid,
            name=row.name,
            given=row.given,
            family=row.family,
            title=row.title,
            organization=row.organization,
            level=Level(row.level),
            score=int(points),
            band=band_of(points),
            last=date.fromisoformat(row.last_interaction) if row.last_interaction else None,
            share=basis.shares.get(row.id, NOTHING),
        )

    return tuple(listed(row) for row in people_lists.rows_of(db, ids))


def _facets(db: Connection, query: ListQuery) -> Facets:
    seen: Counter[SharingLevel] = Counter()
    bands: Counter[Band] = Counter()
    levels: Counter[Level] = Counter()
    waiting = 0
    for one in people_lists.count_by_facts(db, query):
        shared = not (query.seen or query.waiting) or one.seen in query.seen or (query.waiting and one.waits)
        band = not query.bands or one.band in query.bands
        level = not query.levels or one.level in query.levels
        if band and level:
            seen[SharingLevel(one.seen)] += one.count
            waiting += one.count if one.waits else 0
        if shared and level:
            bands[Band(one.band)] += one.count
        if shared and band:
            levels[Level(one.level)] += one.count
    clients, total = people_lists.count_by_client(db, query)
    missing = query.clients - {client.uid for client in clients}
    shown = (*people_lists.names_of(db, missing), *clients)
    return Facets(seen, waiting, bands, levels, shown, total - len(clients), people_lists.any_client(db))
