"""Thinning: all of two days, then one a day, a week, a month; and never what is still needed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.backups import back_up, flip
from builders.vault import NOW, new_vault
from weavit_desktop.vault.backup import list_backups
from weavit_desktop.vault.backup_file import Manifest, Reason
from weavit_desktop.vault.thinning import last_day, thin, to_keep
from weavit_desktop.vault.vault import Vault

VAULT_ID = "00000000-0000-4000-8000-00000000000a"
LAST = datetime(2026, 3, 2, 18, tzinfo=UTC)  # a Monday


def made(sequence: int, at: datetime, *, pinned: bool = False) -> Manifest:
    return Manifest(VAULT_ID, sequence, at, Reason.DAILY, pinned, ())


def daily(days: int) -> list[Manifest]:
    return [made(n + 1, LAST - timedelta(days=days - 1 - n)) for n in range(days)]


@st.composite
def histories(draw: st.DrawFn) -> list[Manifest]:
    """Draw backups with a clock that jumps."""
    hours = draw(st.lists(st.integers(-2_000, 20_000), max_size=80))
    pinned = draw(st.lists(st.booleans(), min_size=len(hours), max_size=len(hours)))
    start = datetime(2025, 1, 1, tzinfo=UTC)
    return [
        made(n + 1, start + timedelta(hours=hour), pinned=pin)
        for n, (hour, pin) in enumerate(zip(hours, pinned, strict=True))
    ]


def test_everything_of_the_last_two_days_stays() -> None:
    hourly = [made(n + 1, LAST - timedelta(hours=40 - n)) for n in range(41)]
    assert len(to_keep(hourly)) == 41


def test_a_year_of_days_becomes_days_weeks_and_months() -> None:
    days = daily(400)
    kept = sorted((one.made_at.date() for one in days if one.sequence in to_keep(days)), reverse=True)
    assert kept[:12] == [(LAST - timedelta(days=n)).date() for n in range(12)]
    ends = [day for day in kept[12:] if day.isoweekday() == 7 or (day + timedelta(days=1)).day == 1]
    assert kept[12:] == ends
    assert len({(day.year, day.month) for day in kept}) == 9
    assert len(kept) < 32


@given(history=histories())
def test_thinning_again_takes_away_no_more(history: list[Manifest]) -> None:
    kept = to_keep(history)
    assert to_keep([one for one in history if one.sequence in kept]) == kept


@given(history=histories())
def test_pinned_ones_and_the_three_newest_of_the_others_always_stay(history: list[Manifest]) -> None:
    kept = to_keep(history)
    others = [one.sequence for one in history if not one.pinned]
    assert {one.sequence for one in history if one.pinned} <= kept
    assert set(others[-3:]) <= kept


@given(history=histories())
def test_pinned_ones_take_no_place_of_others(history: list[Manifest]) -> None:
    pinned = {one.sequence for one in history if one.pinned}
    assert to_keep(history) - pinned == to_keep([one for one in history if not one.pinned])


def test_after_a_clock_was_put_back_the_newest_are_those_made_last() -> None:
    days = daily(30)
    put_back = [made(31 + n, LAST - timedelta(days=900 - n)) for n in range(3)]
    assert {31, 32, 33} <= to_keep([*days, *put_back])


@given(history=histories(), years=st.integers(1, 50))
def test_a_clock_that_ran_ahead_by_years_counts_as_one_day_more(history: list[Manifest], years: int) -> None:
    late = made(len(history) + 1, LAST + timedelta(days=366 * years))
    kept = to_keep([*history, late])
    assert len({one.made_at.date() for one in history if one.sequence in kept}) >= min(
        11, len({one.made_at.date() for one in history})
    )


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        yield opened


def numbers(vault: Vault) -> list[int]:
    return [int(path.name[:6]) for path in list_backups(vault.folder / "backups")]


def thinned(vault: Vault) -> list[int]:
    return [int(path.name[:6]) for path in thin(vault.folder / "backups", vault.id, vault.data_key)]


def one_too_many(vault: Vault) -> None:
    """Leave four backups of three days: the first may go."""
    for day in (0, 0, 1, 2):
        back_up(vault, NOW + timedelta(days=day))


def test_what_may_go_is_removed_and_the_rest_stays(vault: Vault) -> None:
    one_too_many(vault)
    assert thinned(vault) == [1]
    assert numbers(vault) == [4, 3, 2]


def test_nothing_goes_while_fewer_than_three_of_those_that_stay_are_whole(vault: Vault) -> None:
    one_too_many(vault)
    flip(list_backups(vault.folder / "backups")[1], -200)
    assert thinned(vault) == []
    assert numbers(vault) == [4, 3, 2, 1]


def test_a_backup_that_cannot_be_told_what_it_is_stays(vault: Vault) -> None:
    one_too_many(vault)
    back_up(vault, NOW + timedelta(days=3))
    flip(list_backups(vault.folder / "backups")[-1], 0)  # the one that would go
    assert thinned(vault) == []
    assert 1 in numbers(vault)


def test_backups_of_another_vault_in_the_same_folder_stay(vault: Vault, tmp_path: Path) -> None:
    one_too_many(vault)
    with new_vault(tmp_path / "other") as other:
        one_too_many(other)
        place = vault.folder / "backups"
        for path in list_backups(other.folder / "backups"):
            path.rename(place / path.name.replace("-2026", "-2025"))
    assert len(thinned(vault)) == 1
    assert len(numbers(vault)) == 7


@given(
    history=histories(),
    at=st.integers(0, 1_500),
    gaps=st.lists(st.integers(0, 8), max_size=300),
)
def test_opened_every_week_nothing_of_before_a_day_is_left_after_the_promised_one(
    history: list[Manifest], at: int, gaps: list[int]
) -> None:
    """A gap of eight days: a week, as days are counted in one place and in another."""
    now = datetime(2025, 1, 1, 12, tzinfo=UTC) + timedelta(days=at)
    history = [*history, made(len(history) + 1, now)]
    kept, day = history, now
    last = last_day(now)
    for number, gap in enumerate((*gaps, *[8] * 60), start=len(history) + 1):
        day += timedelta(days=gap)
        if day.date() > last:
            break
        kept = [*kept, made(number, day)]
        staying = to_keep(kept)
        kept = [one for one in kept if one.sequence in staying]
    assert day.date() > last
    assert [one for one in kept if one.sequence <= len(history) and not one.pinned] == []


def test_the_promised_day_is_nine_months_on() -> None:
    assert last_day(datetime(2026, 11, 20, tzinfo=UTC)).isoformat() == "2027-08-08"
