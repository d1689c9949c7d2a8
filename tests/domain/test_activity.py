"""Rhythm: months by the number of days with an interaction."""

from __future__ import annotations

import pytest

from weavit_core.taxonomy import Activity
from weavit_desktop.domain.activity import month_band, months_before


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (0, Activity.QUIET),
        (1, Activity.SOME),
        (2, Activity.SOME),
        (3, Activity.STEADY),
        (7, Activity.STEADY),
        (8, Activity.BUSY),
        (31, Activity.BUSY),
    ],
)
def test_a_month_is_banded_by_its_active_days(days: int, band: Activity) -> None:
    assert month_band(days) is band


def test_twelve_months_end_with_the_last_complete_one() -> None:
    months = months_before("2026-03")
    assert (len(months), months[0], months[-1]) == (12, "2025-04", "2026-03")


def test_months_cross_the_year() -> None:
    assert months_before("2026-01", 3) == ("2025-11", "2025-12", "2026-01")
