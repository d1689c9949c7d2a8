"""The release: fixed tables that name nobody, computed from what colleagues publish (sharing.md 8).

A facet (presence, role, strength, activity) of a row is shown for the counted set alone: the largest
set of reps whose size meets the k of each of its members. Whoever is not counted influences nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from weavit_core.policy import Policy
from weavit_core.publication import Cell, Content
from weavit_core.taxonomy import ACTIVITY_MONTHS, Activity, Band, Function, Level

ACTIVITY_LEAST_K = 5


class Count(StrEnum):
    """How many colleagues are counted, never exactly. NOT_SHOWN stands for nobody and for hidden."""

    NOT_SHOWN = "not shown"
    FEW = "1-2"
    SOME = "3-5"
    SEVERAL = "6-10"
    MANY = "11+"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one rep publishes at one Client. `as_of` is the month, YYYY-MM, whose last day it describes."""

    rep_id: str
    client_id: str
    as_of: str
    content: Content


@dataclass(frozen=True, slots=True)
class Shown:
    """One row. `strength` is 0 and `activity` empty where they are not shown; months run oldest first."""

    colleagues: Count
    strength_colleagues: Count
    strength: Band
    activity: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. `level` is None in the table of Clients, `func` in that of levels too."""

    client_id: str
    level: Level | None
    func: Function | None
    shown: Shown

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what orders and identifies a row."""
        return (
            self.client_id,
            "" if self.level is None else self.level.value,
            "" if self.func is None else self.func.value,
        )


@dataclass(frozen=True, slots=True)
class Tables:
    """The three fixed tables, rows sorted by key, rows without anything to show left out."""

    clients: tuple[Row, ...] = ()
    levels: tuple[Row, ...] = ()
    cells: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """One epoch's tables. `policy` is the digest of the policy they were computed under."""

    hub_id: str
    epoch: int
    computed_on: date
    policy: str
    tables: Tables


_Step = TypeVar("_Step", Band, Activity)
_Group = TypeVar("_Group")
_Key = tuple[str, Level | None, Function | None]
_EMPTY = Shown(Count.NOT_SHOWN, Count.NOT_SHOWN, Band.NONE, ())


def compute(
    contributions: Iterable[Contribution], active_reps: int, policy: Policy, computed_on: date
) -> Tables:
    """Return the tables of an epoch.

    `active_reps` counts enrolled colleagues, whether they contribute or not: below the policy's
    `least_reps` there is no table at all. A rep may have several documents at one Client, after two
    Clients became one.
    """
    if active_reps < policy.least_reps:
        return Tables()
    at_client: dict[str, list[Contribution]] = defaultdict(list)
    for contribution in contributions:
        at_client[contribution.client_id].append(contribution)
    latest = _month_number(computed_on.isoformat()) - 1
    clients: dict[_Key, Shown] = {}
    levels: dict[_Key, Shown] = {}
    cells: dict[_Key, Shown] = {}
    for client_id, documents in at_client.items():
        offers = [offer for document in documents for offer in _offers(document, latest)]
        clients[client_id, None, None] = _shown(offers, policy, len(_present(documents, policy)))
        for level, at_level in _grouped(offers, lambda offer: offer.cell.level).items():
            levels[client_id, level, None] = _role_shown(at_level, policy)
            for func, in_cell in _grouped(at_level, lambda offer: offer.cell.func).items():
                cells[client_id, level, func] = _role_shown(in_cell, policy)
    return Tables(_rows(clients), _rows(levels), _rows(cells))


def counted(thresholds: Mapping[str, int]) -> frozenset[str]:
    """Return the largest set of reps whose size is at least the k of every member.

    Unions of such sets are such sets, so the largest one is unique, and it is made of the smallest k.
    """
    rising = sorted(thresholds, key=lambda rep: thresholds[rep])
    for size in range(len(rising), 0, -1):
        if thresholds[rising[size - 1]] <= size:
            return frozenset(rising[:size])
    return frozenset()


def count_band(colleagues: int) -> Count:
    """Return the band of a number of counted colleagues."""
    for least, band in ((11, Count.MANY), (6, Count.SEVERAL), (3, Count.SOME), (1, Count.FEW)):
        if colleagues >= least:
            return band
    return Count.NOT_SHOWN


def _present(documents: Iterable[Contribution], policy: Policy) -> frozenset[str]:
    thresholds: dict[str, int] = {}
    for document in documents:
        k = max(policy.least_k, document.content.presence_k)
        thresholds[document.rep_id] = min(k, thresholds.get(document.rep_id, k))
    return counted(thresholds)


@dataclass(frozen=True, slots=True)
class _Offer:
    """One cell of one rep, its months moved to end with the month before the release."""

    rep_id: str
    cell: Cell
    months: tuple[Activity, ...]


def _offers(contribution: Contribution, latest: int) -> list[_Offer]:
    behind = max(0, latest - _month_number(contribution.as_of))
    return [
        _Offer(contribution.rep_id, cell, _moved(cell.activity, behind))
        for cell in contribution.content.cells
    ]


def _moved(months: tuple[Activity, ...], behind: int) -> tuple[Activity, ...]:
    """Align the months of an older document; what it cannot know yet counts as quiet."""
    return (*months, *[Activity.QUIET] * behind)[-ACTIVITY_MONTHS:] if months else ()


def _role_shown(offers: Sequence[_Offer], policy: Policy) -> Shown:
    return _shown(offers, policy, len(_counted_offers(offers, policy.least_k)))


def _shown(offers: Sequence[_Offer], policy: Policy, colleagues: int) -> Shown:
    strong = _counted_offers([o for o in offers if o.cell.band > Band.NONE], policy.least_k)
    active = _counted_offers([o for o in offers if o.months], max(ACTIVITY_LEAST_K, policy.least_k))
    bands = [max(offer.cell.band for offer in own) for own in strong.values()]
    busiest = [
        [max(month) for month in zip(*(offer.months for offer in own), strict=True)]
        for own in active.values()
    ]
    return Shown(
        colleagues=count_band(colleagues),
        strength_colleagues=count_band(len(bands)),
        strength=_lower_median(bands) if bands else Band.NONE,
        activity=tuple(_lower_median(month) for month in zip(*busiest, strict=True)),
    )


def _counted_offers(offers: Sequence[_Offer], floor: int) -> dict[str, list[_Offer]]:
    """Return, for each counted rep, those of their cells whose own k the counted set meets.

    A rep enters by their least k. A cell that asks for more colleagues than there are stays hidden
    even then: its person was shared under that condition.
    """
    by_rep = _grouped(offers, lambda offer: offer.rep_id)
    chosen = counted({rep: max(floor, min(offer.cell.k for offer in own)) for rep, own in by_rep.items()})
    return {rep: [offer for offer in by_rep[rep] if offer.cell.k <= len(chosen)] for rep in chosen}


def _lower_median(values: Sequence[_Step]) -> _Step:
    return sorted(values)[(len(values) - 1) // 2]


def _grouped(offers: Sequence[_Offer], key: Callable[[_Offer], _Group]) -> dict[_Group, list[_Offer]]:
    groups: dict[_Group, list[_Offer]] = defaultdict(list)
    for offer in offers:
        groups[key(offer)].append(offer)
    return groups


def _rows(table: Mapping[_Key, Shown]) -> tuple[Row, ...]:
    rows = [Row(*key, shown) for key, shown in table.items() if shown != _EMPTY]
    return tuple(sorted(rows, key=lambda row: row.key))


def _month_number(day_or_month: str) -> int:
    return int(day_or_month[:4]) * 12 + int(day_or_month[5:7]) - 1
