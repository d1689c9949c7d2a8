"""A calendar into meetings: those that I called or agreed to, with whom, on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.calendar_reading import KNOWN, days, meetings, notes, read, read_file
from builders.calendars import ME, calendar, event, guest
from builders.letters import write
from builders.reading import context_for, of_kind
from builders.shared_data import shared_data
from weavit_desktop.domain.interaction import Channel, Direction, Role
from weavit_desktop.importing.calendar.reading import WHO_ARE_YOU, read_calendar
from weavit_desktop.importing.context import Asked, Identity
from weavit_desktop.importing.records import InteractionRecord, MeRecord, Note, Problem
from weavit_desktop.importing.sources import Member, Source, opened


def test_a_meeting_that_i_called_counts_both_ways_with_everybody_else(tmp_path: Path) -> None:
    (found,) = meetings(
        read(tmp_path, event(guest(ME), guest("jonas@acme.example", "TENTATIVE", name="Jonas")))
    )

    assert (found.channel, found.direction) == (Channel.MEETING, Direction.BOTH)
    assert found.at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert [(one.address.email, one.address.name, one.role) for one in found.participants] == [
        ("jonas@acme.example", "Jonas", Role.ATTENDEE)
    ]


def test_a_meeting_of_somebody_else_counts_once_i_accepted(tmp_path: Path) -> None:
    (found,) = meetings(
        read(tmp_path, event(guest(ME), guest("eve@acme.example"), organiser="jonas@acme.example"))
    )

    assert {one.address.email: one.role for one in found.participants} == {
        "jonas@acme.example": Role.ORGANISER,
        "eve@acme.example": Role.ATTENDEE,
    }


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ([guest(ME, "DECLINED"), guest("eve@acme.example")], "meetings you did not accept"),
        ([guest(ME, "TENTATIVE")], "meetings you did not accept"),
        ([guest(ME, "NEEDS-ACTION")], "meetings you did not accept"),
        ([guest("eve@acme.example")], "meetings you are not named in"),
        ([guest(ME), "STATUS:CANCELLED"], "meetings that were cancelled"),
    ],
)
def test_a_meeting_that_i_did_not_agree_to_is_passed_over(
    tmp_path: Path, lines: list[str], kind: str
) -> None:
    records = read(tmp_path, event(*lines, organiser="jonas@acme.example"))

    assert (meetings(records), notes(records)) == ([], {kind: 1})


def test_rooms_groups_and_those_who_declined_are_nobody(tmp_path: Path) -> None:
    guests = [
        guest("room@acme.example", kind="ROOM"),
        guest("beamer@acme.example", kind="RESOURCE"),
        guest("all@acme.example", kind="GROUP"),
        guest("eve@acme.example", "DECLINED"),
        guest("noreply@acme.example"),
    ]

    assert notes(read(tmp_path, event(*guests))) == {"entries with nobody else": 1}


def test_what_i_noted_for_myself_is_no_meeting(tmp_path: Path) -> None:
    records = read(tmp_path, "BEGIN:VEVENT\nUID:2\nDTSTART:20260302\nSUMMARY:MARKER\nEND:VEVENT")

    assert notes(records) == {"entries with nobody else": 1}


def test_an_invitation_taken_back_in_mail_is_cancelled(tmp_path: Path) -> None:
    assert notes(read(tmp_path, event(), head=["METHOD:CANCEL"])) == {"meetings that were cancelled": 1}


@pytest.mark.parametrize(
    ("begins", "day", "zone"),
    [
        (":20260302T233000Z", "2026-03-03", "UTC"),
        (";TZID=America/New_York:20260302T200000", "2026-03-03", "America/New_York"),
        (";TZID=W. Europe Standard Time:20260302T233000", "2026-03-02", "W. Europe Standard Time"),
        (":20260302T233000", "2026-03-02", "Europe/Berlin"),
        (";VALUE=DATE:20260302", "2026-03-02", "day"),
    ],
)
def test_the_day_is_the_one_at_home_whatever_the_zone(
    tmp_path: Path, begins: str, day: str, zone: str
) -> None:
    (found,) = meetings(read(tmp_path, event(begins=begins)))

    assert (found.day.isoformat(), found.zone) == (day, zone)


@pytest.mark.parametrize(
    ("described", "hour"),
    [
        (["X-LIC-LOCATION:America/New_York"], 15),
        (
            [
                "BEGIN:STANDARD",
                "TZOFFSETTO:-0300",
                "END:STANDARD",
                "BEGIN:DAYLIGHT",
                "TZOFFSETTO:-0200",
                "END:DAYLIGHT",
            ],
            13,
        ),
        (["TZOFFSETTO:nonsense"], 9),
    ],
)
def test_a_zone_of_the_calendar_s_making_is_read_as_the_nearest_known(
    tmp_path: Path, described: list[str], hour: int
) -> None:
    zone = "\n".join(["BEGIN:VTIMEZONE", "TZID:Our Office", *described, "END:VTIMEZONE"])

    (found,) = meetings(read(tmp_path, zone, event(begins=";TZID=Our Office:20260302T100000")))

    assert found.at.hour == hour


def test_a_series_has_its_meetings_at_the_same_hour_in_summer_and_winter(tmp_path: Path) -> None:
    found = meetings(read(tmp_path, event("RRULE:FREQ=WEEKLY;COUNT=6")))

    assert [one.at.hour for one in found] == [9, 9, 9, 9, 8, 8]  # 29 March 2026


def test_a_series_leaves_out_its_exceptions_and_takes_in_its_additions(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event(
            "RRULE:FREQ=WEEKLY;UNTIL=20260323T100000Z",
            "EXDATE;TZID=Europe/Berlin:20260309T100000",
            "RDATE;TZID=Europe/Berlin:20260311T100000",
        ),
    )

    assert sorted(days(found)) == ["2026-03-02", "2026-03-11", "2026-03-16", "2026-03-23"]


def test_one_meeting_of_a_series_that_was_moved_is_there_once(tmp_path: Path) -> None:
    series = event("RRULE:FREQ=WEEKLY;COUNT=2")
    moved = event(
        "RECURRENCE-ID;TZID=Europe/Berlin:20260309T100000", begins=";TZID=Europe/Berlin:20260310T150000"
    )

    for order in ((series, moved), (moved, series)):
        assert sorted(days(read(tmp_path, *order))) == ["2026-03-02", "2026-03-10"]


def test_one_meeting_of_a_series_that_was_cancelled_is_not_there(tmp_path: Path) -> None:
    series = event("RRULE:FREQ=WEEKLY;COUNT=2")
    gone = event("RECURRENCE-ID;TZID=Europe/Berlin:20260309T100000", "STATUS:CANCELLED")

    assert days(read(tmp_path, series, gone)) == ["2026-03-02"]


def test_plans_are_taken_for_ninety_days(tmp_path: Path) -> None:
    records = read(tmp_path, event("RRULE:FREQ=MONTHLY"), event(uid="far", begins=":20280101T100000Z"))

    assert max(days(records)) == "2027-02-02"
    assert notes(records) == {"meetings more than 90 days ahead": 1}


def test_a_meeting_has_the_same_key_in_every_export_and_each_of_a_series_another(tmp_path: Path) -> None:
    one = meetings(read(tmp_path, event()))
    moved = meetings(read(tmp_path, event(begins=":20260303T100000Z")))
    series = meetings(read(tmp_path, event("RRULE:FREQ=DAILY;COUNT=5", uid="2")))

    assert one[0].source_key == moved[0].source_key
    assert len({each.source_key for each in (*one, *series)}) == 6


def test_a_series_at_another_hour_has_the_same_keys_and_one_moved_of_it_too(tmp_path: Path) -> None:
    def keys(hour: int, *more: str) -> set[tuple[str, str]]:
        begins = f";TZID=Europe/Berlin:20260302T{hour}0000"
        found = meetings(read(tmp_path, event("RRULE:FREQ=WEEKLY;COUNT=3", begins=begins), *more))
        return {(one.source_key, one.day.isoformat()) for one in found}

    moved = event("RECURRENCE-ID:20260309T120000Z", begins=";TZID=Europe/Berlin:20260309T160000")

    assert keys(10) == keys(14) == keys(13, moved)
    assert len(keys(13, moved)) == 3


def test_a_series_that_meets_twice_a_day_has_a_key_for_each(tmp_path: Path) -> None:
    series = event("RRULE:FREQ=WEEKLY;COUNT=4;BYHOUR=10,15")
    moved = event(
        "RECURRENCE-ID;TZID=Europe/Berlin:20260309T150000", begins=";TZID=Europe/Berlin:20260309T170000"
    )
    one, other = meetings(read(tmp_path, series)), meetings(read(tmp_path, moved, series))

    assert sorted(found.at.hour for found in other) == [9, 9, 14, 16]
    assert len({found.source_key for found in one}) == 4
    assert {found.source_key for found in one} == {found.source_key for found in other}


def test_what_a_series_takes_in_beside_its_own_on_one_day_is_another_meeting(tmp_path: Path) -> None:
    found = meetings(
        read(tmp_path, event("RRULE:FREQ=WEEKLY;COUNT=2", "RDATE;TZID=Europe/Berlin:20260309T170000"))
    )

    assert len({one.source_key for one in found}) == 3


def test_a_calendar_says_whose_it_is(tmp_path: Path) -> None:
    by_name = read(tmp_path, event(), me=Identity(), head=[f"X-WR-CALNAME:{ME}"])
    by_presence = read(
        tmp_path, *(event(guest(f"p{at}@acme.example"), uid=str(at)) for at in range(3)), me=Identity()
    )

    for records in (by_name, by_presence):
        assert of_kind(MeRecord, records) == [MeRecord("email", ME)]
        assert meetings(records)


def test_where_it_does_not_tell_nothing_is_guessed(tmp_path: Path) -> None:
    records = read(tmp_path, event(), me=Identity())

    assert [problem.what for problem in of_kind(Problem, records)] == [WHO_ARE_YOU]


HOSTILE_RULES = [
    "FREQ=SECONDLY",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=-1",
    "FREQ=DAILY;BYSECOND=" + ",".join(map(str, range(60))) + ";BYSETPOS=-300",
    "FREQ=NEVER",
    "COUNT=3",
    "",
]


@pytest.mark.parametrize("rule", HOSTILE_RULES)
def test_a_rule_that_no_meeting_has_costs_its_event_alone(tmp_path: Path, rule: str) -> None:
    records = read(tmp_path, event(f"RRULE:{rule}"), event(uid="2"))

    assert len(of_kind(Problem, records)) == 1
    assert len(meetings(records)) == 1


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9", "FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=4"]
)
def test_a_rule_that_never_comes_true_ends(tmp_path: Path, rule: str) -> None:
    assert days(read(tmp_path, event(f"RRULE:{rule}", begins=":19700101T000000Z"))) == ["1970-01-01"]


def test_a_guest_who_is_named_without_a_scheme_is_one(tmp_path: Path) -> None:
    records = read(tmp_path, event("ATTENDEE;CN=Eve:EVE@acme.example", "ATTENDEE:not an address@all"))

    assert [one.address.email for one in meetings(records)[0].participants] == ["eve@acme.example"]


@pytest.mark.parametrize(
    "broken",
    [
        event('ATTENDEE;CN=a"b":mailto:eve@acme.example', guest("jonas@acme.example")),
        event("ATTENDEE;RSVP:mailto:eve@acme.example", guest("jonas@acme.example")),
        event("RRULE:FREQ=DAILY;COUNT=2", "EXDATE:2026033"),
        event("RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=DAILY;COUNT=3"),
        event(begins=":yesterday"),
        event(begins=":00010101T000000Z"),
        event("RDATE:20260230"),
        event().removesuffix("END:VEVENT"),
    ],
)
def test_a_broken_event_costs_itself_and_is_kept_without_its_title(tmp_path: Path, broken: str) -> None:
    broken = broken.replace("DTSTART", "SUMMARY:MARKER\n MARKER\nDTSTART")

    records = read(tmp_path, broken, event(uid="2"))

    (problem,) = of_kind(Problem, records)
    assert problem.where == "line 3"
    assert problem.kept
    assert len(meetings(records)) == 1
    assert "MARKER" not in repr([*records, problem.raw])


def test_a_title_that_is_asked_for_and_cannot_be_read_costs_itself_alone(tmp_path: Path) -> None:
    path = write(
        tmp_path / "c.ics", calendar(event("SUMMARY;LANGUAGE:Talk\n folded"), event("SUMMARY:Lunch", uid="2"))
    )
    asking = replace(context_for(KNOWN), asked=Asked(subjects=True))
    source = Source("c", "ics", (Member("c.ics", path.stat().st_size, path),))
    with opened(None) as open_member:
        records = list(read_calendar(source, open_member, asking))

    assert [one.subject for one in meetings(records)] == ["", "Lunch"]


def test_titles_descriptions_and_alarms_are_in_no_record(tmp_path: Path) -> None:
    alarm = "BEGIN:VALARM\nATTENDEE:mailto:MARKER@x.example\nEND:VALARM"

    assert "MARKER" not in repr(read(tmp_path, event("SUMMARY:MARKER", "DESCRIPTION:MARKER\n MARKER", alarm)))


def test_no_calendar_that_others_wrote_is_refused_or_fails() -> None:
    paths = sorted(shared_data("ics").rglob("*.ics"))

    assert paths
    for path in paths:
        read_file(path)


LINES = f"""BEGIN:VEVENT
END:VEVENT
BEGIN:VALARM
END:VALARM
BEGIN:VTIMEZONE
END:VTIMEZONE
DTSTART:20260302T100000Z
DTSTART;TZID=X:20260302T100000
RRULE:FREQ=DAILY
TZID:X
TZOFFSETTO:+9999
{guest(ME)}
{guest("jonas@acme.example")}
ORGANIZER:mailto:{ME}
ATTENDEE;CN="
RECURRENCE-ID:20260302
EXDATE:20260302T100000Z
UID:1
STATUS
 folded"""
LINE = st.sampled_from(LINES.splitlines())


@given(st.lists(LINE | st.text(max_size=20), max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_lines_stand_in_whatever_order_are_read_or_told(tmp_path: Path, lines: list[str]) -> None:
    path = write(
        tmp_path / "x.ics", "\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]).encode("utf-8", "replace")
    )

    for record in read_file(path):
        assert isinstance(record, InteractionRecord | MeRecord | Note | Problem)


@given(
    st.dates(date(2000, 1, 1), date(2026, 11, 1)),
    st.integers(1, 40),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_meeting_of_a_series_comes_twice_and_none_beyond_its_count(
    tmp_path: Path, first: date, count: int, frequency: str
) -> None:
    found = days(
        read(tmp_path, event(f"RRULE:FREQ={frequency};COUNT={count}", begins=f":{first:%Y%m%d}T090000"))
    )

    assert len(found) == len(set(found)) <= count
    assert found[0] == first.isoformat()
