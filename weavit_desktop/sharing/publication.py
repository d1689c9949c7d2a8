"""From what the gate lets through to what one document per Client says.

Time alone changes a document at most once a month: `as_of` is the last complete month (UTC), and the
longest life of a document is counted from there, not from today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from weavit_core.publication import Cell, Content, Publication
from weavit_core.taxonomy import Activity, Band
from weavit_desktop.domain import month
from weavit_desktop.sharing.view import Shown


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a document says, without its place in the row of versions. `content` None takes all back."""

    content: Content | None
    as_of: str
    not_after: date
    policy: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The accepted policy, as far as documents depend on it: its digest, and the longest life of one."""

    policy: str
    most_months: int


def snapshots(shown: Iterable[Shown], as_of: str, rules: Rules) -> dict[str, Snapshot]:
    """Return what each Client's document says, for the Clients where anything is shown."""
    by_client: dict[str, list[Shown]] = defaultdict(list)
    for one in shown:
        by_client[one.client_id].append(one)
    return {
        client_id: Snapshot(_content(rows), as_of, _not_after(rows, as_of, rules), rules.policy)
        for client_id, rows in sorted(by_client.items())
    }


def nothing(as_of: str, rules: Rules) -> Snapshot:
    """Return what a document says that takes everything back."""
    return Snapshot(None, as_of, _not_after((), as_of, rules), rules.policy)


def snapshot_of(publication: Publication) -> Snapshot:
    """Return what an existing document says."""
    return Snapshot(publication.content, publication.as_of, publication.not_after, publication.policy)


def _not_after(rows: Sequence[Shown], as_of: str, rules: Rules) -> date:
    longest = month.last_day(month.later(as_of, rules.most_months))
    return min([longest, *(row.until for row in rows if row.until is not None)])


def _content(rows: Sequence[Shown]) -> Content:
    together: dict[tuple[str, str, int], list[Cell]] = defaultdict(list)
    for row in rows:
        for level, func in row.cells:
            cell = Cell(level, func, row.k, row.band, row.activity)
            together[cell.key].append(cell)
    return Content(
        presence_k=min(row.k for row in rows),
        cells=tuple(_best(cells) for _, cells in sorted(together.items())),
    )


def _best(cells: Sequence[Cell]) -> Cell:
    """Return one cell for several people under one key: the best band, and the busiest of each month."""
    one = cells[0]
    return Cell(one.level, one.func, one.k, _band(cells), _busiest([cell.activity for cell in cells]))


def _band(cells: Sequence[Cell]) -> Band:
    return max(cell.band for cell in cells)


def _busiest(rows: Iterable[tuple[Activity, ...]]) -> tuple[Activity, ...]:
    return tuple(max(months) for months in zip(*filter(None, rows), strict=True))
