"""From what the gate lets through to what a document says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from builders.sharing import NOW
from builders.shown import CLIENTS, POLICY, people, permission, permissions
from weavit_core.publication import Cell, Content, content_bytes
from weavit_core.taxonomy import ACTIVITY_MONTHS, Activity, Band, Function, Level, SharingLevel
from weavit_desktop.domain.permission import Permission
from weavit_desktop.sharing.order import shows_no_more
from weavit_desktop.sharing.publication import Rules, Snapshot, snapshots
from weavit_desktop.sharing.view import Shown, view
from weavit_desktop.vault.repositories.shareable import ShareablePerson

RULES = Rules(POLICY, 12)
AS_OF = "2026-10"
DIRECTOR = (Level.DIRECTOR, Function.FINANCE)
Chosen = list[tuple[ShareablePerson, Permission]]


def shown(k: int = 3, band: Band = Band.NONE, until: date | None = None, **more: object) -> Shown:
    row = Shown(CLIENTS[0], k, until, (DIRECTOR,), band, ())
    return replace(row, **more)


def one_document(*rows: Shown) -> Snapshot:
    (snapshot,) = snapshots(rows, AS_OF, RULES).values()
    return snapshot


def content(*rows: Shown) -> Content:
    said = one_document(*rows).content
    assert said is not None
    return said


def documents(chosen: Chosen) -> dict[str, Content | None]:
    rows = [row for person, choice in chosen for row in view(person, choice, NOW, POLICY)]
    return {client: snapshot.content for client, snapshot in snapshots(rows, AS_OF, RULES).items()}


def test_presence_asks_for_the_least_k() -> None:
    assert content(shown(5, cells=()), shown(3, cells=()), shown(5, cells=())) == Content(3, ())


def test_a_cell_carries_the_best_band_among_those_who_allowed_that_k() -> None:
    said = content(shown(3, Band.LIGHT), shown(3, Band.CORE), shown(3), shown(5, Band.STRONG))

    assert [(cell.k, cell.band) for cell in said.cells] == [(3, Band.CORE), (5, Band.STRONG)]


def test_a_cell_carries_the_busiest_of_each_month() -> None:
    quiet = (Activity.QUIET,) * 11
    one = shown(band=Band.LIGHT, activity=(*quiet, Activity.BUSY))
    other = shown(band=Band.LIGHT, activity=(Activity.SOME, *quiet))
    without = shown(band=Band.LIGHT)

    (cell,) = content(one, other, without).cells

    assert cell.activity == (Activity.SOME, *quiet[:10], Activity.BUSY)


def test_a_document_ends_with_the_earliest_choice_or_the_longest_life_of_the_policy() -> None:
    assert one_document(shown()).not_after == date(2027, 10, 31)
    assert one_document(shown(until=date(2027, 3, 1)), shown()).not_after == date(2027, 3, 1)
    assert one_document(shown(until=date(2028, 3, 1))).not_after == date(2027, 10, 31)


@given(chosen=st.lists(st.tuples(people(), permissions()), max_size=5), seed=st.randoms())
def test_the_order_of_people_changes_nothing(chosen: Chosen, seed) -> None:
    other = list(chosen)
    seed.shuffle(other)

    assert documents(other) == documents(chosen)


@given(
    chosen=st.lists(st.tuples(people(), permissions()), min_size=1, max_size=4),
    lower=st.sampled_from(SharingLevel),
)
def test_a_lowered_level_never_gives_more_bytes_cells_bands_or_activity(
    chosen: Chosen, lower: SharingLevel
) -> None:
    person, choice = chosen[0]
    before = documents(chosen)

    after = documents([(person, replace(choice, level=min(lower, choice.level))), *chosen[1:]])

    assert after.keys() <= before.keys()
    for client, said in before.items():
        left = after.get(client)
        assert len(content_bytes(left)) <= len(content_bytes(said))
        assert shows_no_more(left, said)


@given(chosen=st.lists(st.tuples(people(), permissions()), min_size=1, max_size=4), k=st.sampled_from((3, 5)))
def test_a_raised_k_never_shows_more(chosen: Chosen, k: int) -> None:
    person, choice = chosen[0]
    before = documents(chosen)

    after = documents([(person, replace(choice, k=max(k, choice.k))), *chosen[1:]])

    assert after.keys() == before.keys()
    assert all(is_drawn_from(after[client], said) for client, said in before.items())


def is_drawn_from(new: Content | None, old: Content | None) -> bool:
    """Return whether each cell shows no more than the old cells of its place and k, taken together.

    A release joins all cells of a rep in a row, so what one k alone did not show, two of them may have.
    """
    assert new is not None
    assert old is not None
    return new.presence_k >= old.presence_k and all(
        cell.band <= max((other.band for other in below(cell, old)), default=Band.NONE)
        and all(
            month <= busiest
            for month, busiest in zip(cell.activity, busiest_year(below(cell, old)), strict=False)
        )
        for cell in new.cells
    )


def busiest_year(cells: list[Cell]) -> list[Activity]:
    """Return the busiest of each month; a year of quiet ones where no cell shows any."""
    years = [cell.activity for cell in cells if cell.activity]
    return [max(months) for months in zip(*years, strict=True)] or [Activity.QUIET] * ACTIVITY_MONTHS


def below(cell: Cell, content: Content) -> list[Cell]:
    """Return the cells of the same place that ask for as many colleagues or fewer."""
    return [
        other
        for other in content.cells
        if (other.level, other.func) == (cell.level, cell.func) and other.k <= cell.k
    ]


@given(chosen=st.lists(st.tuples(people(), permissions()), max_size=5), seen=people())
def test_a_person_without_a_choice_changes_no_document(chosen: Chosen, seen: ShareablePerson) -> None:
    nothing = permission(SharingLevel.ONLY_YOU)

    assert documents([*chosen, (seen, nothing)]) == documents(chosen)
