"""A score can be taken apart, and how long it lasts is exact."""

from __future__ import annotations

from datetime import timedelta
from math import floor, fsum

import pytest
from hypothesis import given

from builders.histories import TODAY, daily_mail, event, histories, score, two_way_mail
from weavit_core.taxonomy import Band
from weavit_desktop.domain.intensity import Event, band_of, day_buckets
from weavit_desktop.domain.intensity_explanation import Intensity, explain, whole_points
from weavit_desktop.domain.interaction import Channel, Direction


def explained(history: list[Event]) -> Intensity:
    return explain(day_buckets(history), TODAY)


@given(histories())
def test_the_parts_add_up_to_the_score(history: list[Event]) -> None:
    intensity = explained(history)
    assert fsum(part.points for part in intensity.parts) == intensity.score
    assert intensity.score == pytest.approx(score(history), abs=1e-9)


@given(histories())
def test_shown_as_whole_numbers_the_parts_still_add_up(history: list[Event]) -> None:
    intensity = explained(history)
    points = whole_points(intensity)
    assert sum(points) == floor(intensity.score)
    assert all(abs(whole - part.points) < 1 for whole, part in zip(points, intensity.parts, strict=True))


@given(histories())
def test_the_band_lasts_until_exactly_the_day_it_falls(history: list[Event]) -> None:
    intensity = explained(history)
    if intensity.falls_to is None:
        assert intensity.band is Band.DORMANT
        return
    band, day = intensity.falls_to
    assert band_of(score(history, day - timedelta(1))) is intensity.band
    assert band_of(score(history, day)) is band
    assert band < intensity.band


def test_a_part_is_named_by_clock_and_channel() -> None:
    intensity = explained([event(channel=Channel.MEETING, direction=Direction.BOTH), *two_way_mail(7, 5)])
    assert [part.name for part in intensity.parts] == [
        "warmth, mail",
        "warmth, meeting",
        "depth, mail",
        "depth, meeting",
    ]


def test_points_go_to_channels_by_their_weight() -> None:
    call_and_mail = [
        event(direction=Direction.BOTH),
        event(channel=Channel.CALL, direction=Direction.BOTH),
    ]
    mail, call = explained(call_and_mail).parts[:2]
    assert call.points == pytest.approx(1.5 * mail.points)


def test_what_the_one_way_cap_holds_back_is_told() -> None:
    assert explained(daily_mail(100, Direction.OUTGOING)).held_back > 50


def test_nothing_is_held_back_where_both_write() -> None:
    assert explained(two_way_mail(7, 50)).held_back == pytest.approx(0, abs=1e-9)


def test_silence_has_no_parts_and_nowhere_to_fall() -> None:
    assert explained([]) == Intensity(0.0, Band.DORMANT, (), 0.0, None)
