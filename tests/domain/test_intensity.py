"""The laws of interaction intensity (scoring.md 1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.histories import TODAY, daily_mail, event, events, histories, score, two_way_mail
from weavit_core.taxonomy import Band
from weavit_desktop.domain.intensity import (
    DayBucket,
    Event,
    ForwardSums,
    add_bucket,
    band_of,
    bucket,
    day_buckets,
    score_at,
    sums_of,
)
from weavit_desktop.domain.interaction import Channel, Direction, Role

ROUNDING = 1e-6


@given(histories(), events())
def test_an_interaction_never_lowers_the_score(history: list[Event], extra: Event) -> None:
    assert score([*history, extra]) >= score(history) - ROUNDING


@given(st.data())
def test_removing_interactions_never_raises_the_score(data: st.DataObject) -> None:
    history = data.draw(histories())
    kept = data.draw(st.lists(st.sampled_from(history), unique=True)) if history else []
    assert score(kept) <= score(history) + ROUNDING


@given(histories())
def test_a_score_lies_between_0_and_100(history: list[Event]) -> None:
    assert 0 <= score(history) < 100


def test_a_score_stays_below_100_for_the_busiest_life() -> None:
    busiest = [
        event(day, channel=channel, direction=Direction.BOTH) for day in range(3000) for channel in Channel
    ]
    assert 90 < score(busiest) < 100


@given(histories(), st.integers(0, 4000), st.integers(1, 4000))
def test_without_events_a_score_never_rises(history: list[Event], days: int, more: int) -> None:
    later = TODAY + timedelta(days)
    assert score(history, later + timedelta(more)) <= score(history, later) + ROUNDING


@given(st.data())
def test_order_and_repetition_change_nothing(data: st.DataObject) -> None:
    history = data.draw(histories())
    repeated = data.draw(st.permutations([*history, *history[::2]]))
    assert score(repeated) == score(history)


@given(histories(), st.integers(-20_000, 20_000))
def test_shifting_all_days_together_changes_nothing(history: list[Event], days: int) -> None:
    shift = timedelta(days)
    shifted = [replace(one, day=one.day + shift) for one in history]
    assert score(shifted, TODAY + shift) == pytest.approx(score(history), abs=ROUNDING)


@pytest.mark.parametrize("today", [date(1956, 1, 1), date(2123, 1, 1)])
def test_the_score_is_as_precise_at_both_ends_of_its_time(today: date) -> None:
    weekly = two_way_mail(7, 104)
    shifted = [replace(one, day=one.day + (today - TODAY)) for one in weekly]
    assert score(shifted, today) == pytest.approx(score(weekly), abs=ROUNDING)


@given(st.integers(1, 2000), st.sampled_from([Direction.OUTGOING, Direction.INCOMING]))
def test_one_way_traffic_of_any_volume_stays_dormant(days: int, direction: Direction) -> None:
    assert band_of(score(daily_mail(days, direction))) is Band.DORMANT


@given(histories(), histories())
def test_the_merge_of_two_duplicates_is_worth_at_least_both(one: list[Event], other: list[Event]) -> None:
    assert score([*one, *other]) >= max(score(one), score(other)) - ROUNDING


@given(histories(), events(), st.integers(1, 100))
def test_more_recipients_never_raise_the_score(history: list[Event], one: Event, more: int) -> None:
    wider = replace(one, recipients=one.recipients + more)
    assert score([*history, wider]) <= score([*history, one]) + ROUNDING


@given(histories(), st.lists(events(soonest=-90, most_days_ago=-1), max_size=10))
def test_planned_events_are_worth_nothing(history: list[Event], planned: list[Event]) -> None:
    assert score([*history, *planned]) == score(history)


@given(st.data())
def test_updating_one_bucket_at_a_time_equals_a_rebuild(data: st.DataObject) -> None:
    rows = day_buckets(data.draw(histories()))
    removed = data.draw(st.lists(st.sampled_from(rows), unique=True)) if rows else []
    changes = [*data.draw(st.permutations(rows)), *(replace(row, weight=-row.weight) for row in removed)]
    sums = list(accumulate(changes, add_bucket, initial=ForwardSums()))[-1]
    kept = [row for row in rows if row not in removed]
    assert score_at(sums, TODAY) == pytest.approx(score_at(sums_of(kept, TODAY), TODAY), abs=ROUNDING)


def test_a_day_counts_once_per_channel_and_direction() -> None:
    one = event(3)
    assert score([one, event(3, key="another mail that day")]) == score([one])


def test_a_mail_to_four_people_weighs_half() -> None:
    assert list(bucket([event(recipients=4)]).values()) == [0.5]


def test_four_mails_to_sixteen_people_each_make_one_day_full() -> None:
    assert list(bucket(event(key=str(at), recipients=16) for at in range(5)).values()) == [1.0]


def test_a_copy_weighs_half() -> None:
    assert list(bucket([event(role=Role.CC)]).values()) == [0.5]


def test_a_mail_read_as_to_and_as_copy_counts_once_with_the_greater_weight() -> None:
    mail = event(key="same")
    assert bucket([replace(mail, role=Role.CC), mail]) == bucket([mail])


def test_a_meeting_counts_both_ways_at_twice_the_weight_of_a_mail() -> None:
    meeting = day_buckets([event(channel=Channel.MEETING, direction=Direction.BOTH)])
    assert meeting == [
        DayBucket(TODAY, Channel.MEETING, Direction.INCOMING, 2.0),
        DayBucket(TODAY, Channel.MEETING, Direction.OUTGOING, 2.0),
    ]


def test_a_call_weighs_one_and_a_half_mails() -> None:
    assert list(bucket([event(channel=Channel.CALL)]).values()) == [1.5]


def test_weekly_two_way_mail_is_worth_79_to_81() -> None:
    weekly = two_way_mail(7, 104)
    assert 79 <= score(weekly, TODAY + timedelta(6)) <= score(weekly) < 81.5


def test_monthly_two_way_mail_is_worth_44_to_56() -> None:
    monthly = two_way_mail(30, 24)
    assert 44 <= round(score(monthly, TODAY + timedelta(29))) <= score(monthly) <= 56


def test_outgoing_mail_alone_is_worth_9_at_most() -> None:
    assert score(daily_mail(2000, Direction.OUTGOING)) <= 9


@pytest.mark.parametrize(("silence", "points"), [(0, 81), (30, 71), (60, 59), (90, 47), (180, 30), (365, 25)])
def test_two_years_of_weekly_mail_fade_in_silence(silence: int, points: int) -> None:
    assert round(score(two_way_mail(7, 104), TODAY + timedelta(silence))) == points


@pytest.mark.parametrize(
    ("points", "band"),
    [
        (0, Band.DORMANT),
        (9.99, Band.DORMANT),
        (10, Band.LIGHT),
        (29.9, Band.LIGHT),
        (30, Band.REGULAR),
        (54.9, Band.REGULAR),
        (55, Band.STRONG),
        (74.9, Band.STRONG),
        (75, Band.CORE),
        (99.9, Band.CORE),
    ],
)
def test_bands_begin_at_10_30_55_and_75(points: float, band: Band) -> None:
    assert band_of(points) is band
