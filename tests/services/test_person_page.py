"""All that the page of one person shows."""

from __future__ import annotations

from datetime import date, timedelta
from math import floor, fsum

import pytest

from builders.desk import Desk, someone
from builders.happened import Happened, let_happen, one_a_day
from weavit_desktop.domain.intensity_events import explain_each
from weavit_desktop.domain.intensity_explanation import whole_points
from weavit_desktop.domain.interaction import Channel
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.person_page import LONG, RECENT, PersonPage, read_person_page

TODAY = date(2026, 11, 20)


@pytest.fixture
def anna(desk: Desk) -> str:
    desk.take(desk.file("people.vcf", someone("Anna Berg", "N:Berg;Anna", "ADR:;;Quay 1;Delft;;;")))
    return desk.uid("Anna Berg")


def page_after(desk: Desk, uid: str, *events: Happened) -> PersonPage:
    let_happen(desk.vault, desk.work, uid, events)
    return read_person_page(desk.vault, desk.work, uid)


def ago(days: int) -> str:
    return (TODAY - timedelta(days)).isoformat()


def test_a_person_is_called_by_their_given_name_and_their_town(desk: Desk, anna: str) -> None:
    page = page_after(desk, anna)
    assert (page.given, page.family, page.city) == ("Anna", "Berg", "Delft")


def test_who_has_one_name_only_is_called_by_it(desk: Desk) -> None:
    desk.take(desk.file("people.vcf", someone("Bahlsen", "N:;;;;")))
    assert read_person_page(desk.vault, desk.work, desk.uid("Bahlsen")).given == "Bahlsen"


def test_parts_and_events_add_up_to_the_score(desk: Desk, anna: str) -> None:
    page = page_after(
        desk,
        anna,
        *one_a_day("2026-11-19", 90),
        Happened(ago(3), "meeting", "both"),
        Happened(ago(9), "call"),
    )
    intensity = page.person.intensity
    assert fsum(part.points for part in intensity.parts) == pytest.approx(intensity.score)
    assert sum(whole_points(intensity)) == floor(intensity.score)
    each = explain_each(page.buckets, TODAY)
    assert fsum(one.warmth + one.depth for one in each) == pytest.approx(intensity.score)


def test_interactions_are_counted_within_the_two_spans(desk: Desk, anna: str) -> None:
    page = page_after(
        desk,
        anna,
        Happened(ago(RECENT)),
        Happened(ago(RECENT + 1)),
        Happened(ago(LONG), direction="in", role="from"),
        Happened(ago(LONG + 1)),
        Happened(ago(1), "meeting", "both"),
        Happened(ago(-1), "call"),
    )
    counted = page.counted
    assert counted.recent == {Channel.MAIL: 1, Channel.MEETING: 1}
    assert counted.long == {Channel.MAIL: 3, Channel.MEETING: 1}
    assert (counted.sent, counted.received) == (3, 2)  # a meeting counts both ways


def test_the_months_are_the_last_24_with_talks_and_letters_apart(desk: Desk, anna: str) -> None:
    page = page_after(
        desk,
        anna,
        Happened("2024-11-30"),
        Happened("2024-12-01", "call"),
        Happened("2026-11-02", "meeting", "both"),
        Happened("2026-11-02", "message"),
        Happened("2026-11-03"),
    )
    months = page.months
    assert [(one.year, one.month) for one in (months[0], months[-1])] == [(2024, 12), (2026, 11)]
    assert len(months) == 24
    assert (months[0].talks, months[0].letters) == (1, 0)
    assert (months[-1].talks, months[-1].letters) == (1, 2)
    assert sum(one.talks + one.letters for one in months) == 4


def test_a_mail_to_many_is_one_interaction(desk: Desk, anna: str) -> None:
    page = page_after(desk, anna, Happened("2026-11-03", beside=("Bo", "Cleo")))
    assert page.counted.sent == 1
    assert page.months[-1].letters == 1


def test_nobody_has_no_page(desk: Desk) -> None:
    with pytest.raises(UsageRefused):
        read_person_page(desk.vault, desk.work, "nobody")
