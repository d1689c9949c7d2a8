"""The one gate: what may be shown of a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given

from builders.sharing import NOW
from builders.shown import CLIENTS, POLICY, TODAY, days, people, permission, permissions
from weavit_core.taxonomy import Activity, Band, Function, Level, SharingLevel
from weavit_desktop.sharing.view import view
from weavit_desktop.vault.repositories.shareable import MappedPosition, ShareablePerson

YEAR = (Activity.SOME,) * 12
ANNA = ShareablePerson(
    "anna", False, (MappedPosition(CLIENTS[0], Level.DIRECTOR, Function.FINANCE),), Band.STRONG, YEAR
)


def at(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def test_without_a_choice_nothing_is_shown() -> None:
    assert view(ANNA, None, NOW, POLICY) == ()
    assert view(ANNA, permission(SharingLevel.ONLY_YOU), NOW, POLICY) == ()


@pytest.mark.parametrize(
    ("level", "cells", "band", "activity"),
    [
        (SharingLevel.COUNTED, (), Band.NONE, ()),
        (SharingLevel.ROLE, ((Level.DIRECTOR, Function.FINANCE),), Band.NONE, ()),
        (SharingLevel.STRENGTH, ((Level.DIRECTOR, Function.FINANCE),), Band.STRONG, ()),
        (SharingLevel.RHYTHM, ((Level.DIRECTOR, Function.FINANCE),), Band.STRONG, YEAR),
    ],
)
def test_each_step_of_the_ladder_adds_one_thing(
    level: SharingLevel,
    cells: tuple[tuple[Level, Function], ...],
    band: Band,
    activity: tuple[Activity, ...],
) -> None:
    (shown,) = view(ANNA, permission(level), NOW, POLICY)

    assert (shown.client_id, shown.k) == (CLIENTS[0], 3)
    assert (shown.cells, shown.band, shown.activity) == (cells, band, activity)


def test_a_person_counts_at_each_client_and_in_each_position() -> None:
    positions = (
        MappedPosition(CLIENTS[1], Level.VP, Function.IT),
        MappedPosition(CLIENTS[0], Level.DIRECTOR, Function.FINANCE),
        MappedPosition(CLIENTS[0], Level.C_LEVEL, Function.LEGAL),
    )

    shown = view(replace(ANNA, positions=positions), permission(), NOW, POLICY)

    assert [one.client_id for one in shown] == list(CLIENTS)
    assert [len(one.cells) for one in shown] == [2, 1]


@pytest.mark.parametrize(
    "position",
    [
        MappedPosition(CLIENTS[0], Level.UNKNOWN, Function.FINANCE),
        MappedPosition(CLIENTS[0], Level.DIRECTOR, Function.UNKNOWN),
    ],
)
def test_an_unknown_level_or_function_shows_presence_only(position: MappedPosition) -> None:
    (shown,) = view(replace(ANNA, positions=(position,)), permission(), NOW, POLICY)

    assert shown.cells == ()


@given(person=people(), choice=permissions())
def test_who_objected_or_is_no_outside_human_is_never_shown(person: ShareablePerson, choice) -> None:
    assert view(replace(person, barred=True), choice, NOW, POLICY) == ()


@given(person=people(), choice=permissions(), until=days, today=days)
def test_nothing_is_shown_after_the_last_day(
    person: ShareablePerson, choice, until: date, today: date
) -> None:
    always = replace(choice, from_day=date.min, until=None)

    shown = view(person, replace(always, until=until), at(today), POLICY)

    if today > until:
        assert shown == ()
    else:
        without_end = view(person, always, at(today), POLICY)
        assert shown == tuple(replace(one, until=until) for one in without_end)


@given(person=people(), choice=permissions())
def test_a_choice_made_under_other_rules_shows_nothing(person: ShareablePerson, choice) -> None:
    assert view(person, choice, NOW, "b" * 64) == ()
    assert view(person, replace(choice, policy=""), NOW, POLICY) == ()


def test_a_choice_for_later_shows_nothing_yet() -> None:
    assert view(ANNA, permission(from_day=date(2026, 11, 24)), NOW, POLICY) == ()
    assert view(ANNA, permission(from_day=TODAY), NOW, POLICY) != ()
