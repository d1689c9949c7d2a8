"""Days in tables: one order for a table, and no guess."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop.importing.columns.days import DayOrder, is_no_day, read_table_day, show_order


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("1985-04-07", DayOrder.UNKNOWN, "1985-04-07"),
        ("1985/4/7", DayOrder.UNKNOWN, "1985-04-07"),
        ("7.4.1985", DayOrder.MONTH_FIRST, "1985-04-07"),
        ("07.04.85", DayOrder.UNKNOWN, "1985-04-07"),
        ("4/7/1985", DayOrder.MONTH_FIRST, "1985-04-07"),
        ("4/7/1985", DayOrder.DAY_FIRST, "1985-07-04"),
        ("4/7/1985 12:00:00 AM", DayOrder.MONTH_FIRST, "1985-04-07"),
        ("4/7/1985", DayOrder.UNKNOWN, ""),
        ("13/7/1985", DayOrder.MONTH_FIRST, ""),
        ("31/2/1985", DayOrder.DAY_FIRST, ""),
        ("4/7/29", DayOrder.DAY_FIRST, "2029-07-04"),
        ("4/7/30", DayOrder.DAY_FIRST, "1930-07-04"),
        ("4/7/5", DayOrder.DAY_FIRST, ""),
        ("in May", DayOrder.DAY_FIRST, ""),
    ],
)
def test_days_are_read_in_the_order_of_their_table(text: str, order: DayOrder, day: str) -> None:
    assert read_table_day(text, order) == day


@given(st.dates(min_value=date(1930, 1, 1), max_value=date(2029, 12, 31)), st.booleans())
def test_every_day_written_in_an_order_is_read_in_it(day: date, short: bool) -> None:
    year = f"{day.year % 100:02}" if short else str(day.year)
    assert read_table_day(f"{day.day}/{day.month}/{year}", DayOrder.DAY_FIRST) == day.isoformat()
    assert read_table_day(f"{day.month}/{day.day}/{year}", DayOrder.MONTH_FIRST) == day.isoformat()


def test_a_number_above_twelve_shows_the_order() -> None:
    assert show_order(["", "1/2/1990", "13/2/1990"]) is DayOrder.DAY_FIRST
    assert show_order(["1/2/1990", "2/13/1990"]) is DayOrder.MONTH_FIRST
    assert show_order(["1/2/1990", "25.12.1990", "1990-25-12"]) is DayOrder.UNKNOWN


def test_a_day_is_not_taken_for_none() -> None:
    assert not any(map(is_no_day, ["10/10/00", "1/1/2001", "0/1/00", "10.10.2000"]))
