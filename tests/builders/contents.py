"""What reps publish, drawn at random within the schema."""

from __future__ import annotations

from hypothesis import strategies as st

from weavit_core.publication import Cell, Content
from weavit_core.release import Contribution
from weavit_core.taxonomy import (
    ACTIVITY_MONTHS,
    PUBLISHED_FUNCTIONS,
    PUBLISHED_LEVELS,
    THRESHOLDS,
    Activity,
    Band,
    Function,
    Level,
)

CLIENTS = ("00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b")
REPS = tuple(f"rep-{n:02}" for n in range(9))
MONTHS = ("2026-02", "2026-01", "2025-06")


@st.composite
def cells(
    draw: st.DrawFn,
    levels: tuple[Level, ...] = PUBLISHED_LEVELS,
    functions: tuple[Function, ...] = PUBLISHED_FUNCTIONS,
) -> Cell:
    """Draw one cell of any rung of the ladder."""
    band = draw(st.sampled_from(Band))
    months = st.lists(st.sampled_from(Activity), min_size=ACTIVITY_MONTHS, max_size=ACTIVITY_MONTHS)
    return Cell(
        level=draw(st.sampled_from(levels)),
        func=draw(st.sampled_from(functions)),
        k=draw(st.sampled_from(THRESHOLDS)),
        band=band,
        activity=tuple(draw(st.one_of(st.just([]), months))) if band else (),
    )


@st.composite
def contents(
    draw: st.DrawFn,
    levels: tuple[Level, ...] = PUBLISHED_LEVELS,
    functions: tuple[Function, ...] = PUBLISHED_FUNCTIONS,
) -> Content:
    """Draw what a rep shows at one Client."""
    drawn = draw(st.lists(cells(levels, functions), max_size=4, unique_by=lambda cell: cell.key))
    least = min([*(cell.k for cell in drawn), draw(st.sampled_from(THRESHOLDS))])
    return Content(least, tuple(sorted(drawn, key=lambda cell: cell.key)))


@st.composite
def crowds(
    draw: st.DrawFn,
    most: int = len(REPS),
    clients: tuple[str, ...] = CLIENTS,
    levels: tuple[Level, ...] = (Level.VP, Level.STAFF),
    functions: tuple[Function, ...] = (Function.IT, Function.LEGAL),
) -> list[Contribution]:
    """Draw what several reps publish, crowded enough that thresholds are met and missed."""
    places = st.tuples(st.sampled_from(REPS[:most]), st.sampled_from(clients))
    where = draw(st.lists(places, max_size=most * len(clients), unique=True))
    return [
        Contribution(rep, client, draw(st.sampled_from(MONTHS)), draw(contents(levels, functions)))
        for rep, client in sorted(where)
    ]
