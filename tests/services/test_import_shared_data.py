"""Every file that others wrote goes through the whole service, twice, without an exception or a lost card."""

from __future__ import annotations

from pathlib import Path

from builders.desk import Desk
from builders.shared_data import shared_data
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
