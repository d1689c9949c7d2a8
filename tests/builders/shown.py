"""Hypothesis strategies for what the gate reads and what it lets through."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from builders.sharing import NOW, uuid
from weavit_core.publication import Cell, Content
from weavit_core.taxonomy import (
    ACTIVITY_MONTHS,
    PUBLISHED_FUNCTIONS,
    PUBLISHED_LEVELS,
    THRESHOLDS,
    Activity,
    Band,
    Function,
    Level,
    SharingLevel,
)
from weavit_desktop.domain.permission import Permission
from weavit_desktop.vault.repositories.shareable import MappedPosition, ShareablePerson

POLICY = "a" * 64
CLIENTS = (uuid(0xC1), uuid(0xC2))
TODAY = NOW.date()

# Few levels and functions, so that people often meet in one cell.
levels = st.sampled_from((Level.C_LEVEL, Level.DIRECTOR, Level.UNKNOWN))
functions = st.sampled_from((Function.FINANCE, Function.IT, Function.UNKNOWN))
thresholds = st.sampled_from(THRESHOLDS)
bands = st.sampled_from([band for band in Band if band is not Band.NONE])
months = st.tuples(*[st.sampled_from(Activity)] * ACTIVITY_MONTHS)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def positions() -> st.SearchStrategy[tuple[MappedPosition, ...]]:
    one = st.builds(MappedPosition, st.sampled_from(CLIENTS), levels, functions)
    return st.lists(one, max_size=3, unique=True).map(tuple)


def people(barred: st.SearchStrategy[bool] | None = None) -> st.SearchStrategy[ShareablePerson]:
    return st.builds(
        ShareablePerson,
        st.integers(1, 10**6).map(str),
        st.just(False) if barred is None else barred,
        positions(),
        bands,
        months,
    )


def permission(
    level: SharingLevel = SharingLevel.RHYTHM,
    k: int = 3,
    policy: str = POLICY,
    from_day: date = TODAY,
    until: date | None = None,
) -> Permission:
    return Permission("p", level, k, policy, from_day, until, datetime(2026, 11, 1, tzinfo=UTC))


def permissions() -> st.SearchStrategy[Permission]:
    """Return choices that hold today under POLICY, or never did."""
    return st.builds(
        permission,
        st.sampled_from(SharingLevel),
        thresholds,
        st.just(POLICY),
        st.just(TODAY),
        st.none() | st.dates(TODAY, date(2027, 12, 31)),
    )


def cells() -> st.SearchStrategy[Cell]:
    def one(level: Level, func: Function, k: int, band: Band, activity: tuple[Activity, ...]) -> Cell:
        return Cell(level, func, k, band, activity if band is not Band.NONE else ())

    return st.builds(
        one,
        st.sampled_from(PUBLISHED_LEVELS[:2]),
        st.sampled_from(PUBLISHED_FUNCTIONS[:2]),
        thresholds,
        st.sampled_from(Band),
        st.just(()) | months,
    )


def contents() -> st.SearchStrategy[Content]:
    """Return contents of the closed schema, in few cells, so that two of them often overlap."""

    def one(rows: list[Cell], k: int) -> Content:
        return Content(min([k, *(row.k for row in rows)]), tuple(sorted(rows, key=lambda row: row.key)))

    return st.builds(one, st.lists(cells(), max_size=5, unique_by=lambda row: row.key), thresholds)
