"""What each day adds to a score: all days together are the score."""

from __future__ import annotations

from math import fsum

import pytest
from hypothesis import given

from builders.histories import TODAY, daily_mail, event, histories
from weavit_desktop.domain.intensity import Event, day_buckets, score_at, sums_of
from weavit_desktop.domain.intensity_events import explain_each
from weavit_desktop.domain.interaction import Direction


@given(histories())
def test_the_days_add_up_to_the_score(events: list[Event]) -> None:
    buckets = day_buckets(events)
    each = explain_each(buckets, TODAY)
    score = score_at(sums_of(buckets, TODAY), TODAY)
    assert fsum(one.warmth + one.depth for one in each) == pytest.approx(score)


@given(histories())
def test_no_day_takes_points_away_and_the_newest_stands_first(events: list[Event]) -> None:
    each = explain_each(day_buckets(events), TODAY)
    assert all(one.warmth >= 0 and one.depth >= 0 for one in each)
    days = [one.bucket.day for one in each]
    assert days == sorted(days, reverse=True)


def test_what_is_planned_is_no_event_yet() -> None:
    assert explain_each(day_buckets([event(-1)]), TODAY) == ()


def test_of_two_like_days_the_later_adds_more() -> None:
    later, earlier = explain_each(day_buckets(daily_mail(2, Direction.OUTGOING)), TODAY)
    assert later.warmth > earlier.warmth > 0
    assert later.depth > earlier.depth > 0
