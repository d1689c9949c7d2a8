"""Importing: figures, the same file again, a newer one, rehearsal, cancel, failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders.desk import Desk, someone
from weavit_desktop.errors import Cancelled, UsageRefused
from weavit_desktop.services.progress import Step
from weavit_desktop.vault.blobs import place_of
from weavit_desktop.vault.repositories import staging
from weavit_desktop.vault.repositories.staging import StagedProblem

ANNA = someone(
    "Anna Berg", email="anna@veldmark.example", org="Veldmark Foods", title="VP Finance", uid="a-1"
)
BO = someone("Bo Lind", email="bo@orrin.example", org="Orrin Maritime", uid="b-2")


def test_the_report_has_the_keys_of_the_contract(desk: Desk) -> None:
    report = desk.take(desk.file("two.vcf", ANNA, BO)).as_json()
    assert report["dry_run"] is False
    assert (report["people_new"], report["people_updated"], report["interactions_new"]) == (2, 0, 0)
    assert {"import_id", "sources", "duplicates_found", "seconds"} <= report.keys()
    (source,) = report["sources"]
    assert source == {
        "path": str(desk.folder / "two.vcf"),
        "format": "vcard",
        "records": 2,
        "people_new": 2,
        "people_updated": 0,
        "unchanged": 0,
        "interactions_new": 0,
        "interactions_updated": 0,
        "words_added": 0,
        "problems": [],
        "passed_over": [],
    }


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    path = desk.file("two.vcf", ANNA, BO, b"stray text\r\n")
    desk.take(path)
    before = desk.contents()
    again = desk.on("2027-05-01").take(path).as_json()
    assert (again["people_new"], again["people_updated"], again["interactions_new"]) == (0, 0, 0)
    assert again["sources"][0]["unchanged"] == 2
    assert desk.contents() == before


def test_a_card_that_stands_twice_in_a_file_is_one(desk: Desk) -> None:
    report = desk.take(desk.file("twice.vcf", BO, BO))
    assert (report.sources[0].records, report.sources[0].unchanged) == (2, 1)
    assert desk.names() == ["Bo Lind"]


def test_an_old_file_read_again_does_not_undo_a_newer_one(desk: Desk) -> None:
    old = desk.file("old.vcf", someone("Anna Berg", uid="a-1", title="Analyst"))
    new = desk.file("new.vcf", someone("Anna Berg", uid="a-1", title="CFO"))
    desk.take(old, new)
    desk.take(old)
    assert desk.person("Anna Berg")["title"] == "CFO"


def test_a_newer_export_updates_the_same_person(desk: Desk) -> None:
    desk.take(desk.file("contacts.vcf", ANNA))
    before = desk.uid("Anna Berg")
    newer = someone(
        "Anna Berg-Olsen", email="anna@veldmark.example", org="Veldmark Foods", title="CFO", uid="a-1"
    )
    report = desk.take(desk.file("contacts.vcf", newer))
    assert (report.sources[0].people_new, report.sources[0].people_updated) == (0, 1)
    assert desk.names() == ["Anna Berg-Olsen"]
    assert desk.uid("Anna Berg-Olsen") == before
    assert desk.person("Anna Berg-Olsen")["level"] == "c_level"
    assert len(desk.person("Anna Berg-Olsen")["sources"]) == 1


def test_one_uid_in_two_strangers_cards_overwrites_nobody(desk: Desk) -> None:
    desk.take(desk.file("one.vcf", someone("Anna Berg", uid="1")))
    desk.take(desk.file("two.vcf", someone("Bo Lind", uid="1")))
    assert desk.names() == ["Anna Berg", "Bo Lind"]
    report = desk.take(desk.file("one-newer.vcf", someone("Anna Berg", "NOTE:newer", uid="1")))
    assert report.sources[0].people_updated == 1
    assert desk.names() == ["Anna Berg", "Bo Lind"]


def test_two_exports_of_different_age_in_one_import_leave_the_later_one(desk: Desk) -> None:
    first = desk.file("1.vcf", someone("Anna Berg", uid="a-1", title="Analyst"))
    second = desk.file("2.vcf", someone("Anna Berg", uid="a-1", title="CFO"))
    desk.take(first, second)
    assert desk.names() == ["Anna Berg"]
    assert desk.person("Anna Berg")["title"] == "CFO"


def test_one_bad_card_costs_only_itself(desk: Desk) -> None:
    bad = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Carl\r\n\xff\xfe\x00;;;\r\nEND:VCARD\r\n"
    report = desk.take(desk.file("three.vcf", ANNA, bad, BO))
    assert {"Anna Berg", "Bo Lind"} <= set(desk.names())
    (problem,) = report.sources[0].problems
    assert (problem.where, problem.kept) == ("line 12", True)
    assert desk.rows("SELECT place, raw FROM problem") == [("line 12", b"\xff\xfe\x00;;;\r\n")]


def test_a_file_that_cannot_be_read_costs_itself_alone(desk: Desk) -> None:
    report = desk.take(desk.file("empty.vcf"), desk.folder / "missing.vcf", desk.file("good.vcf", ANNA))
    assert desk.names() == ["Anna Berg"]
    assert [len(source.problems) for source in report.sources] == [1, 1, 0]
    assert report.any_refused


def test_an_unknown_format_is_refused(desk: Desk) -> None:
    with pytest.raises(UsageRefused):
        desk.take(desk.file("one.vcf", ANNA), format="tarot")


def test_a_rehearsal_gives_the_figures_and_changes_nothing(desk: Desk) -> None:
    desk.take(desk.file("first.vcf", ANNA))
    before = desk.contents()
    paths = (
        desk.file("first.vcf", ANNA, BO),
        desk.file("more.vcf", someone("Bo Lind", email="bo@orrin.example")),
    )
    rehearsed = desk.take(*paths, dry_run=True)
    assert desk.contents() == before
    real = desk.take(*paths)
    assert (rehearsed.import_id, rehearsed.dry_run) == (None, True)
    assert rehearsed.sources == real.sources
    assert rehearsed.duplicates_found == real.duplicates_found


def count_until(limit: int) -> tuple[list[Step], object]:
    steps: list[Step] = []
    return steps, lambda: len(steps) >= limit


@pytest.mark.parametrize("after", range(6))
def test_cancelled_at_any_moment_it_leaves_nothing(desk: Desk, after: int) -> None:
    path = desk.file("many.vcf", *(someone(f"Person {number}", uid=f"p-{number}") for number in range(1300)))
    before = desk.contents()
    steps, cancelled = count_until(after)
    with pytest.raises(Cancelled):
        desk.take(path, progress=steps.append, cancelled=cancelled)
    assert desk.contents() == before
    assert desk.take(path).as_json()["people_new"] == 1300


def test_what_a_killed_import_left_in_the_staging_is_gone_with_the_next(desk: Desk) -> None:
    left = [StagedProblem(0, "line 1", "left behind", b"left behind")]
    place = place_of(desk.vault)
    desk.vault.write(lambda db: staging.add(db, left, place))
    desk.take(desk.file("one.vcf", ANNA))
    assert desk.rows("SELECT count(*) FROM staged_record") == [(0,)]
    assert desk.rows("SELECT count(*) FROM problem") == [(0,)]


@pytest.mark.parametrize("at", range(1, 6))
def test_publishing_fails_as_a_whole(desk: Desk, at: int) -> None:
    path = desk.file("two.vcf", ANNA, BO)
    before = {**desk.contents(), "imports": desk.rows("SELECT * FROM import")}
    made = iter(range(at))

    def run_out() -> str:
        return f"uid-{next(made)}"  # the import, two people, two organisations: then there are no more

    if at == 5:
        desk.take(path, ids=run_out)
        assert desk.names() == ["Anna Berg", "Bo Lind"]
        return
    with pytest.raises((StopIteration, RuntimeError)):
        desk.take(path, ids=run_out)
    assert {**desk.contents(), "imports": desk.rows("SELECT * FROM import")} == before


def test_progress_tells_of_reading_and_of_people(desk: Desk) -> None:
    steps: list[Step] = []
    desk.take(desk.file("two.vcf", ANNA, BO), progress=steps.append)
    phases = dict.fromkeys(step.phase for step in steps)
    assert list(phases) == ["backing up", "read", "people", "comparing"]


def test_what_is_kept_of_an_import_names_neither_file_nor_person(desk: Desk) -> None:
    desk.take(desk.file("Anna Berg.vcf", ANNA, b"Anna Berg was here\r\n"))
    ((report,),) = desk.rows("SELECT report FROM import")
    assert '"people_new":1' in report
    assert "Anna" not in report


def test_everything_of_a_card_reaches_the_person(desk: Desk, tmp_path: Path) -> None:
    lines = (
        "N:Berg;Anna;Maria;Dr.;PhD",
        "EMAIL;TYPE=WORK:anna@veldmark.example",
        "EMAIL;TYPE=HOME:anna@home.example",
        "TEL;TYPE=CELL:+41 44 668 18 00",
        "ADR;TYPE=WORK:;;Main St 1;Zurich;;8001;Switzerland",
        "URL:https://veldmark.example",
        "BDAY:1980-02-08",
        "NOTE:Prefers a call",
        "CATEGORIES:golf,wine",
        "X-FAVOURITE;X-OF=her:tea",
    )
    desk.take(desk.file("full.vcf", someone("Dr. Anna Berg", *lines)))
    anna = desk.person("Dr. Anna Berg")
    assert anna["names"]["family"] == "Berg"
    assert [one["value"] for one in anna["emails"]] == ["anna@veldmark.example", "anna@home.example"]
    assert anna["emails"][0]["types"] == ["work"]
    assert anna["phones"] == [{"value": "+41 44 668 18 00", "e164": "+41446681800", "types": ["cell"]}]
    assert anna["addresses"][0]["locality"] == "Zurich"
    assert [one["value"] for one in anna["urls"]] == ["https://veldmark.example"]
    assert (anna["birthday"], anna["notes"], anna["categories"]) == (
        "1980-02-08",
        ["Prefers a call"],
        ["golf", "wine"],
    )
    assert {"name": "X-FAVOURITE", "params": [["X-OF", "her"]], "value": "tea", "group": None} in anna[
        "extra"
    ]
    assert anna["sources"][0]["format"] == "vcard"
