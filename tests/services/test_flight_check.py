"""The flight check: what an import would do, told before anything is in the vault."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builders.desk import Desk, someone
from builders.linkedin import CONNECTIONS, MESSAGES, PROFILE, archive, folder, message, profile_url, table
from weavit_desktop.errors import FilesChanged
from weavit_desktop.services.compute import PEOPLE
from weavit_desktop.services.duplicates import COMPARING
from weavit_desktop.services.field_check import FieldGroup
from weavit_desktop.services.flight_check import FlightCheck, check_files, import_checked, share_done
from weavit_desktop.services.import_report import ImportReport
from weavit_desktop.services.importing import EMPTYING
from weavit_desktop.services.progress import ReadingStep, Step

ANNA = someone("Anna Berg", email="anna@veldmark.example", org="Veldmark", title="VP Finance", uid="a-1")
ANNA_MOVED = someone("Anna Berg", email="anna@veldmark.example", org="Orrin", title="CFO", uid="a-1")
BO = someone("Bo Lind", email="bo@orrin.example", org="Orrin", uid="b-2")


def check(desk: Desk, *paths: Path) -> FlightCheck:
    return check_files(desk.vault, desk.rules, paths, clock=lambda: desk.now, ids=desk.new_uid)


def bring_in(desk: Desk, checked: FlightCheck) -> ImportReport:
    return import_checked(desk.vault, desk.rules, checked, clock=lambda: desk.now, ids=desk.new_uid)


def conversation(place: Path) -> Path:
    """Write an export in which either of two could be the member."""
    files = {
        "Connections.csv": table(
            CONNECTIONS, {"First Name": "Ann", "Last Name": "Ode", "URL": profile_url("ann-ode")}
        ),
        "messages.csv": table(MESSAGES, message("ann-ode", "ida-roe"), message("ida-roe", "ann-ode")),
    }
    return folder(place, files)


class TestFiguresBefore:
    def test_found_is_the_sum_of_new_updated_and_unchanged(self, desk: Desk) -> None:
        same = someone("Cy Voss", email="cy@zahra.example", uid="c-3")
        desk.take(desk.file("old.vcf", ANNA, same))
        people = check(desk, desk.file("new.vcf", ANNA_MOVED, BO, same)).report.people
        assert (people.found, people.new, people.updated, people.unchanged) == (3, 1, 1, 1)

    def test_two_of_one_name_at_one_firm_are_probably_twice(self, desk: Desk) -> None:
        desk.take(desk.file("old.vcf", someone("Anna Berg", org="Veldmark", email="a@one.example")))
        checked = check(
            desk, desk.file("new.vcf", someone("Anna Berg", org="Veldmark", email="b@two.example"))
        )
        assert checked.report.duplicates_found == 1

    def test_nothing_is_in_the_vault_afterwards(self, desk: Desk) -> None:
        desk.take(desk.file("old.vcf", ANNA))
        before = desk.contents(), desk.rows("SELECT * FROM import")
        check(desk, desk.file("new.vcf", ANNA_MOVED, BO, b"stray text\r\n"))
        assert (desk.contents(), desk.rows("SELECT * FROM import")) == before

    def test_every_value_is_counted_and_none_is_lost(self, desk: Desk) -> None:
        checked = check(desk, desk.file("new.vcf", ANNA, BO))
        read = {one.group: one.read for one in checked.fields}
        assert read[FieldGroup.REACH] == 2
        assert read[FieldGroup.RAW] == 2
        assert sum(one.lost for one in checked.fields) == 0

    def test_what_is_checked_is_what_comes(self, desk: Desk) -> None:
        checked = check(desk, desk.file("new.vcf", ANNA, BO))
        report = bring_in(desk, checked)
        assert report.people == checked.report.people
        assert desk.names() == ["Anna Berg", "Bo Lind"]


class TestWhatItSays:
    def test_known_files_are_no_news(self, desk: Desk) -> None:
        path = desk.file("old.vcf", ANNA)
        desk.take(path)
        assert not check(desk, path).is_news
        assert check(desk, desk.file("new.vcf", BO)).is_news

    def test_interactions_alone_are_news(self, desk: Desk) -> None:
        me = {"First Name": "Maya", "Last Name": "Rin"}
        connection = {"First Name": "Ann", "Last Name": "Ode", "URL": profile_url("ann-ode")}
        tables = {
            "Profile.csv": table(PROFILE, me),
            "Connections.csv": table(CONNECTIONS, connection),
        }
        desk.take(folder(desk.folder / "before", tables))
        first = message("maya-rin", "ann-ode", FROM="Maya Rin")
        talk = table(MESSAGES, first, message("maya-rin", "bob-eli", FROM="Maya Rin"))
        checked = check(desk, folder(desk.folder / "after", {**tables, "messages.csv": talk}))
        people = checked.report.people
        assert (people.new, people.updated) == (0, 0)
        assert checked.is_news

    def test_what_no_reader_knows_is_not_readable(self, desk: Desk) -> None:
        path = desk.folder / "notes.bin"
        path.write_bytes(b"\x00\x01 nothing of ours")
        checked = check(desk, path)
        assert not checked.is_readable
        (source,) = checked.report.sources
        assert "Nothing known was found" in source.problems[0].what

    def test_messages_between_two_strangers_ask_who_you_are(self, desk: Desk) -> None:
        assert check(desk, conversation(desk.folder / "li")).asks_who_you_are
        assert not check(desk, desk.file("new.vcf", ANNA)).asks_who_you_are


class TestFilesThatChange:
    def refuse(self, desk: Desk, checked: FlightCheck) -> None:
        before = desk.contents()
        with pytest.raises(FilesChanged, match="Nothing was imported"):
            bring_in(desk, checked)
        assert desk.contents() == before

    def test_a_longer_file_is_not_the_one_that_was_checked(self, desk: Desk) -> None:
        path = desk.file("new.vcf", ANNA)
        checked = check(desk, path)
        path.write_bytes(ANNA + BO)
        self.refuse(desk, checked)

    def test_nor_is_one_of_the_same_length_written_later(self, desk: Desk) -> None:
        path = desk.file("new.vcf", ANNA)
        checked = check(desk, path)
        path.write_bytes(ANNA.replace(b"Anna", b"Enna"))
        os.utime(path, ns=(1, path.stat().st_mtime_ns + 1))
        self.refuse(desk, checked)

    def test_nor_one_that_is_gone(self, desk: Desk) -> None:
        path = desk.file("new.vcf", ANNA)
        checked = check(desk, path)
        path.unlink()
        self.refuse(desk, checked)

    def test_nor_a_folder_with_another_file_in_it(self, desk: Desk) -> None:
        place = desk.folder / "cards"
        place.mkdir()
        (place / "a.vcf").write_bytes(ANNA)
        checked = check(desk, place)
        (place / "b.vcf").write_bytes(BO)
        self.refuse(desk, checked)

    def test_nor_an_archive_written_anew(self, desk: Desk) -> None:
        path = archive(desk.folder / "cards.zip", {"a.vcf": ANNA})
        checked = check(desk, path)
        archive(path, {"a.vcf": ANNA.replace(b"Anna", b"Enna")})
        os.utime(path, ns=(1, path.stat().st_mtime_ns + 1))
        self.refuse(desk, checked)

    def test_what_changed_can_be_checked_again(self, desk: Desk) -> None:
        path = desk.file("new.vcf", ANNA)
        check(desk, path)
        path.write_bytes(BO)
        bring_in(desk, check(desk, path))
        assert desk.names() == ["Bo Lind"]


def test_progress_goes_from_nothing_to_everything_and_never_back() -> None:
    steps = [
        ReadingStep("read", 0, share=0.0),
        ReadingStep("read", 500, share=1.0),
        Step(PEOPLE, 0),
        Step(PEOPLE, 0, 400),
        Step(PEOPLE, 400, 400),
        Step(EMPTYING, 0),
        Step(COMPARING, 0),
        Step(COMPARING, 400, 400),
    ]
    shares = [share_done(step) for step in steps]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert share_done(Step(PEOPLE, 0, 0)) < 1
