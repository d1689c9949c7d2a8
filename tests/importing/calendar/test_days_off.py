"""Meetings that a calendar says do not take place: an older one may have told of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from builders.calendar_reading import days, days_off, read
from builders.calendars import ME, event, guest
from weavit_desktop.importing.calendar.series import MAX_TIMES

WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=3"
WRITTEN = "LAST-MODIFIED:20260309T000000Z"


@pytest.mark.parametrize(
    "meeting",
    [
        event("STATUS:CANCELLED"),
        "BEGIN:VEVENT\nUID:1\nDTSTART:20260302\nSTATUS:CANCELLED\nEND:VEVENT",
        event(guest(ME, "DECLINED"), guest("jonas@acme.example")),
        event(guest(ME, "NEEDS-ACTION"), organiser="jonas@acme.example"),
        event(guest("jonas@acme.example", "DECLINED")),
    ],
    ids=["cancelled", "cancelled, naming nobody", "declined", "not accepted", "the others declined"],
)
def test_one_that_is_none_any_more_is_off(tmp_path: Path, meeting: str) -> None:
    assert days_off(read(tmp_path, meeting)) == ["2026-03-02"]


def test_one_taken_back_in_mail_is_off(tmp_path: Path) -> None:
    assert days_off(read(tmp_path, event(), head=["METHOD:CANCEL"])) == ["2026-03-02"]


def test_somebody_elses_calendar_says_nothing_of_mine(tmp_path: Path) -> None:
    assert days_off(read(tmp_path, event(guest("eve@acme.example"), organiser="jonas@acme.example"))) == []


def test_one_meeting_of_a_series_is_off_alone(tmp_path: Path) -> None:
    gone = event("RECURRENCE-ID;TZID=Europe/Berlin:20260309T100000", "STATUS:CANCELLED")
    found = read(tmp_path, event(WEEKLY.replace(";COUNT=3", "")), gone)

    assert (days_off(found), days(found)[:2]) == (["2026-03-02"], ["2026-03-02", "2026-03-16"])


def test_what_was_taken_out_of_a_series_is_off(tmp_path: Path) -> None:
    found = read(tmp_path, event("RRULE:FREQ=WEEKLY", "EXDATE;TZID=Europe/Berlin:20260309T100000"))

    assert days_off(found) == ["2026-03-09"]


@pytest.mark.parametrize("end", ["COUNT=3", "UNTIL=20260316T230000Z"])
def test_after_its_end_a_series_is_off_for_as_long_as_anybody_planned_ahead(tmp_path: Path, end: str) -> None:
    found = days_off(read(tmp_path, event(f"RRULE:FREQ=WEEKLY;{end}")))

    assert (found[0], found[-1], len(found)) == ("2026-03-23", "2026-06-08", 12)


def test_what_a_cancelled_series_held_before_did_take_place(tmp_path: Path) -> None:
    found = read(tmp_path, event(WEEKLY, WRITTEN, "STATUS:CANCELLED"))

    assert (days(found), days_off(found)) == ([], ["2026-03-09", "2026-03-16"])


def test_one_put_off_beyond_what_is_taken_is_off(tmp_path: Path) -> None:
    assert days_off(read(tmp_path, event(begins=":20280101T100000Z"))) == ["2028-01-01"]


def test_a_series_as_long_as_any_may_be_is_read_though_what_it_leaves_out_is_not_told(tmp_path: Path) -> None:
    last = date(1971, 1, 1) + timedelta(days=MAX_TIMES - 1)
    found = read(tmp_path, event(f"RRULE:FREQ=DAILY;UNTIL={last:%Y%m%d}", begins=":19710101T080000Z"))

    assert (len(days(found)), days_off(found)) == (MAX_TIMES, [])
