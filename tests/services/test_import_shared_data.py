"""Every file that others wrote goes through the whole service, twice, without an exception or a lost card."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from builders.desk import Desk
from builders.shared_data import shared_data
from weavit_desktop.services import identity
from weavit_desktop.services.field_check import FieldCheck
from weavit_desktop.services.import_report import ImportReport


def cards_in(report: ImportReport) -> int:
    return sum(one.people_new + one.people_updated + one.unchanged for one in report.sources)


def take_twice(desk: Desk, *paths: Path) -> ImportReport:
    first = desk.take(*paths)
    before = desk.contents()
    again = desk.take(*paths).as_json()
    assert (again["people_new"], again["people_updated"], again["interactions_new"]) == (0, 0, 0)
    assert desk.contents() == before
    return first


def test_every_vcard_file(desk: Desk) -> None:
    report = take_twice(desk, shared_data("vcf"))
    read = sum(source.records for source in report.sources if source.format == "vcard")
    assert cards_in(report) == read > 200
    ((kept,),) = desk.rows("SELECT count(*) FROM source_card")
    assert kept == sum(one.people_new + one.people_updated for one in report.sources)
    assert desk.rows("SELECT count(*) FROM source_card WHERE id NOT IN (SELECT card_id FROM link)") == [(0,)]


def test_the_linkedin_export_as_zip_and_folder(desk: Desk) -> None:
    place = shared_data("linkedin") / "silkyrich"
    first = take_twice(desk, place / "sample_export.zip").as_json()
    assert first["people_new"] > 1000
    assert first["interactions_new"] > 10_000
    assert desk.take(place / "sample_export").as_json()["people_new"] == 0


@pytest.mark.parametrize("part", ["vcf", "ics", "linkedin", "interactions", "titles", "csv_headers.json"])
def test_no_value_of_any_file_is_lost_and_none_is_passed_over_without_a_word(desk: Desk, part: str) -> None:
    """Whatever it is: each file that is taken for something to import says what came of it."""
    check = FieldCheck()
    report = desk.take(shared_data(part), dry_run=True, check=check)

    assert {one.group: one.lost for one in check.counts() if one.lost} == {}
    assert any(one.read for one in check.counts()) == bool(cards_in(report))
    for source in report.sources:
        told = source.records + len(source.problems) + sum(one.count for one in source.passed_over)
        assert told or source.format == "ics", source.path  # a calendar may hold zones alone
        assert all(one.where and one.what.endswith(".") for one in source.problems), source.path


def test_every_calendar(desk: Desk) -> None:
    """Of the person who is named in them most often, as if they were theirs; again changes nothing."""
    place = shared_data("ics")
    text = "".join(path.read_text("utf-8", "replace") for path in sorted(place.rglob("*.ics")))
    named = Counter(re.findall(r"mailto:([\w.+-]+@[\w-]+[.][\w.]+\w)", re.sub(r"\r?\n[ \t]", "", text)))
    ((holder, _),) = named.most_common(1)
    identity.confirm_me(desk.vault, desk.work, emails=[holder])

    report = take_twice(desk, place)

    assert {source.format for source in report.sources} == {"ics"}
    assert report.as_json()["interactions_new"] > 0


def test_tables_of_calls_are_no_people(desk: Desk) -> None:
    report = desk.take(shared_data("interactions"))

    assert len(report.sources) == 7
    assert cards_in(report) == 0
    assert all(source.problems for source in report.sources)
