"""The release rules (sharing.md 8), as laws over what colleagues publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import combinations
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builders.contents import CLIENTS, REPS, crowds
from weavit_core.policy import Policy
from weavit_core.publication import Cell, Content
from weavit_core.release import (
    ACTIVITY_LEAST_K,
    Contribution,
    Count,
    Row,
    Tables,
    compute,
    count_band,
    counted,
)
from weavit_core.taxonomy import THRESHOLDS, Activity, Band, Function, Level

POLICY = Policy("Contoso", ("We count, and name nobody.",))
TODAY = date(2026, 3, 10)
ENOUGH = POLICY.least_reps
BUSY = (Activity.BUSY,) * 12

thresholds = st.dictionaries(st.sampled_from(REPS), st.sampled_from((*THRESHOLDS, 7)))


def released(contributions: Iterable[Contribution], policy: Policy = POLICY) -> Tables:
    return compute(contributions, ENOUGH, policy, TODAY)


def one_cell(rep: str, k: int, band: Band = Band.NONE, activity: tuple[Activity, ...] = ()) -> Contribution:
    cell = Cell(Level.VP, Function.IT, k, band, activity)
    return Contribution(rep, CLIENTS[0], "2026-02", Content(k, (cell,)))


def the_cell(tables: Tables) -> Row:
    (row,) = tables.cells
    return row


def all_rows(tables: Tables) -> dict[tuple[str, str, str], Row]:
    return {row.key: row for row in (*tables.clients, *tables.levels, *tables.cells)}


# Personal k (property 7)


@given(thresholds)
def test_every_counted_reps_k_is_met(ks: dict[str, int]) -> None:
    chosen = counted(ks)
    assert all(ks[rep] <= len(chosen) for rep in chosen)


@given(thresholds)
def test_no_larger_set_would_meet_the_k_of_its_members(ks: dict[str, int]) -> None:
    assume(len(ks) <= 8)
    chosen = counted(ks)
    for size in range(len(chosen) + 1, len(ks) + 1):
        assert not any(all(ks[rep] <= size for rep in some) for some in combinations(ks, size))


@given(thresholds)
def test_whoever_is_not_counted_asks_for_more_than_there_are(ks: dict[str, int]) -> None:
    chosen = counted(ks)
    assert all(ks[rep] > len(chosen) for rep in ks.keys() - chosen)


@given(crowds(), st.sampled_from(THRESHOLDS))
def test_the_bands_of_a_row_follow_from_its_counted_sets(crowd: list[Contribution], least_k: int) -> None:
    tables = released(crowd, replace(POLICY, least_k=least_k))
    for client in CLIENTS:
        here = [c for c in crowd if c.client_id == client]
        present = counted({c.rep_id: max(least_k, c.content.presence_k) for c in here})
        strong = counted(ks_of(here, least_k, lambda cell: cell.band > Band.NONE))
        active = counted(ks_of(here, max(least_k, ACTIVITY_LEAST_K), lambda cell: bool(cell.activity)))
        row = all_rows(tables).get((client, "", ""))
        assert (row.shown.colleagues if row else Count.NOT_SHOWN) == count_band(len(present))
        assert (row.shown.strength_colleagues if row else Count.NOT_SHOWN) == count_band(len(strong))
        assert bool(row and row.shown.strength) == bool(strong)
        assert bool(row and row.shown.activity) == bool(active)


def ks_of(here: list[Contribution], floor: int, carries: Callable[[Cell], bool]) -> dict[str, int]:
    ks = {c.rep_id: [cell.k for cell in c.content.cells if carries(cell)] for c in here}
    return {rep: max(floor, min(own)) for rep, own in ks.items() if own}


def test_a_rep_who_asks_for_three_is_hidden_among_two() -> None:
    assert released([one_cell("a", 3), one_cell("b", 3)]).cells == ()


def test_a_rep_who_asks_for_three_is_counted_among_three() -> None:
    assert the_cell(released([one_cell(rep, 3) for rep in "abc"])).shown.colleagues is Count.SOME


def test_the_company_may_raise_k_and_never_lower_it() -> None:
    pair = [one_cell("a", 1), one_cell("b", 1)]
    assert released(pair, replace(POLICY, least_k=3)).cells == ()
    assert released([one_cell("a", 3)], replace(POLICY, least_k=1)).cells == ()


def test_strength_counts_only_who_gave_a_band() -> None:
    row = the_cell(released([one_cell("a", 1, Band.CORE), *[one_cell(rep, 1) for rep in "bcde"]]))
    assert (row.shown.colleagues, row.shown.strength_colleagues) == (Count.SOME, Count.FEW)
    assert row.shown.strength is Band.CORE


def test_strength_is_the_lower_of_two_medians() -> None:
    bands = (Band.DORMANT, Band.LIGHT, Band.STRONG, Band.CORE)
    four = [one_cell(rep, 1, band) for rep, band in zip("abcd", bands, strict=True)]
    assert the_cell(released(four)).shown.strength is Band.LIGHT


def test_a_band_given_under_a_larger_k_stays_hidden_where_a_smaller_k_counts_the_rep() -> None:
    cells = (Cell(Level.VP, Function.IT, 1, Band.LIGHT), Cell(Level.VP, Function.IT, 5, Band.CORE))
    alone = Contribution("a", CLIENTS[0], "2026-02", Content(1, cells))
    assert the_cell(released([alone])).shown.strength is Band.LIGHT


def test_months_need_five_colleagues_whatever_their_k() -> None:
    rhythm = [one_cell(rep, 1, Band.CORE, BUSY) for rep in "abcde"]
    assert the_cell(released(rhythm[:4])).shown.activity == ()
    assert the_cell(released(rhythm)).shown.activity == BUSY


def test_months_of_an_older_document_are_moved_to_their_place() -> None:
    months = (Activity.QUIET,) * 11 + (Activity.BUSY,)
    older = [replace(one_cell(rep, 1, Band.CORE, months), as_of="2026-01") for rep in "abcde"]
    moved = (Activity.QUIET,) * 10 + (Activity.BUSY, Activity.QUIET)
    assert the_cell(released(older)).shown.activity == moved


def test_two_documents_of_a_rep_at_one_client_count_once() -> None:
    twice = [one_cell("a", 3), one_cell("a", 3), one_cell("b", 3)]
    assert released(twice).cells == ()


# Adding or lowering removes nobody (property 8)


@given(thresholds, st.sampled_from(REPS), st.sampled_from(THRESHOLDS))
def test_adding_a_rep_or_lowering_a_k_removes_nobody(ks: dict[str, int], rep: str, k: int) -> None:
    more = {**ks, rep: min(k, ks.get(rep, k))}
    assert counted(ks) <= counted(more)


@given(crowds(), st.data())
def test_a_raised_k_never_lets_the_release_count_more(crowd: list[Contribution], data: st.DataObject) -> None:
    assume(crowd)
    at = data.draw(st.integers(0, len(crowd) - 1))
    k = data.draw(st.sampled_from(THRESHOLDS))
    cells = [replace(cell, k=max(k, cell.k)) for cell in crowd[at].content.cells]
    assume(len({cell.key for cell in cells}) == len(cells))
    raised = Content(max(k, crowd[at].content.presence_k), tuple(sorted(cells, key=lambda cell: cell.key)))
    after = [*crowd[:at], replace(crowd[at], content=raised), *crowd[at + 1 :]]
    now, before = all_rows(released(after)), all_rows(released(crowd))
    order = list(Count)
    for key, row in now.items():
        assert order.index(row.shown.colleagues) <= order.index(before[key].shown.colleagues)
        most = before[key].shown.strength_colleagues
        assert order.index(row.shown.strength_colleagues) <= order.index(most)


# Toggling (property 11), hidden (12 and 13)


@given(crowds(), st.sampled_from(REPS))
def test_toggling_a_rep_changes_only_rows_that_the_rep_permits(crowd: list[Contribution], rep: str) -> None:
    before, after = all_rows(released(crowd)), all_rows(released([c for c in crowd if c.rep_id != rep]))
    permitted = set()
    for own in (c for c in crowd if c.rep_id == rep):
        permitted.add((own.client_id, "", ""))
        for cell in own.content.cells:
            permitted |= {(own.client_id, cell.level, ""), (own.client_id, cell.level, cell.func)}
    for key in before.keys() | after.keys():
        assert key in permitted or before.get(key) == after.get(key)


def without_the_hidden(crowd: list[Contribution]) -> list[Contribution]:
    """Return what is left when all goes that the one row of these contributions does not count."""
    present = counted({own.rep_id: own.content.presence_k for own in crowd})
    role = counted(ks_of(crowd, 1, lambda cell: True))
    strong = counted(ks_of(crowd, 1, lambda cell: cell.band > Band.NONE))
    active = counted(ks_of(crowd, ACTIVITY_LEAST_K, lambda cell: bool(cell.activity)))
    kept = []
    for own in (own for own in crowd if own.rep_id in present):
        cells = tuple(
            replace(
                cell,
                band=cell.band if is_in(own, cell, strong) else Band.NONE,
                activity=cell.activity if is_in(own, cell, active) else (),
            )
            for cell in own.content.cells
            if is_in(own, cell, role)
        )
        kept.append(replace(own, content=Content(own.content.presence_k, cells)))
    return kept


def is_in(own: Contribution, cell: Cell, chosen: frozenset[str]) -> bool:
    return own.rep_id in chosen and cell.k <= len(chosen)


@given(crowds(clients=CLIENTS[:1], levels=(Level.VP,), functions=(Function.IT,)))
@settings(max_examples=150)
def test_hidden_contributions_change_no_byte(crowd: list[Contribution]) -> None:
    assert released(without_the_hidden(crowd)) == released(crowd)


@given(crowds(most=2))
def test_a_colleague_hidden_everywhere_changes_no_byte(crowd: list[Contribution]) -> None:
    hidden = [replace(c, rep_id=REPS[-1], content=at_k(c.content, 5)) for c in crowd[:1]]
    assert released([*crowd, *hidden]) == released(crowd)


def at_k(content: Content, k: int) -> Content:
    cells = {(cell.level, cell.func): replace(cell, k=k) for cell in content.cells}
    return Content(k, tuple(sorted(cells.values(), key=lambda cell: cell.key)))


def test_a_row_with_nothing_to_show_is_left_out_as_if_nobody_were_there() -> None:
    assert released([one_cell("a", 5, Band.CORE, BUSY)]) == released([])


@given(crowds())
@settings(max_examples=20)
def test_there_is_no_table_below_the_least_number_of_active_reps(crowd: list[Contribution]) -> None:
    assert compute(crowd, ENOUGH - 1, POLICY, TODAY) == Tables()


@given(crowds(), st.randoms())
@settings(max_examples=40)
def test_the_order_of_contributions_does_not_matter(crowd: list[Contribution], random: Random) -> None:
    shuffled = list(crowd)
    random.shuffle(shuffled)
    assert released(shuffled) == released(crowd)


@given(crowds())
def test_rows_are_sorted_and_each_says_something(crowd: list[Contribution]) -> None:
    tables = released(crowd)
    for table in (tables.clients, tables.levels, tables.cells):
        assert [row.key for row in table] == sorted({row.key for row in table})
        assert all(row.shown.colleagues is not Count.NOT_SHOWN for row in table)


@pytest.mark.parametrize(
    ("colleagues", "band"),
    [
        (0, "not shown"),
        (1, "1-2"),
        (2, "1-2"),
        (3, "3-5"),
        (5, "3-5"),
        (6, "6-10"),
        (10, "6-10"),
        (11, "11+"),
    ],
)
def test_colleagues_are_told_in_bands(colleagues: int, band: str) -> None:
    assert count_band(colleagues) == band
