"""The fast way to many intensities gives the numbers of the plain one."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from builders.histories import TODAY, histories
from weavit_desktop.domain.intensity import day_buckets, score_at, sums_of
from weavit_desktop.domain.intensity_today import score_on


@given(histories(), st.integers(0, 3_000))
def test_it_is_the_score_to_the_last_bit(events: list, later: int) -> None:
    today: date = TODAY + timedelta(later)
    sums = sums_of(day_buckets(events), today)
    fast = score_on(today)(sums.warm_out, sums.warm_in, sums.deep_out, sums.deep_in)
    assert fast == score_at(sums, today)
