"""The Import page, as somebody uses it with keys, mouse and files that they drop."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl

from builders.desk import someone
from builders.import_page import (
    ANNA,
    BO,
    CY,
    STRAY,
    Dialogs,
    count,
    everything,
    export,
    names_in,
    write,
)
from builders.linkedin import archive, message
from weavit_desktop.errors import NoRoom
from weavit_desktop.importing.limits import MIB
from weavit_desktop.models.changes import Topic
from weavit_desktop.vault.vault import Vault

Key = Qt.Key
Open = Callable[..., Any]
NOTHING_YET = "Nothing of it is in your vault yet"


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    return write(tmp_path / "people.vcf", ANNA, BO)


@pytest.fixture
def known(vault: Vault, importing: Any, tmp_path: Path) -> Any:
    """Return the page over a vault that has Anna and Cy from an earlier import."""
    importing.drop(write(tmp_path / "old.vcf", ANNA, CY, STRAY))
    importing.press(Key.Key_Return)
    importing.press(Key.Key_Escape)
    return importing


class TestBeginning:
    def test_an_empty_vault_says_that_nothing_was_imported(self, importing: Any) -> None:
        assert importing.sees("Nothing imported yet")
        assert importing.sees("Drop files or folders here")

    def test_enter_asks_for_files_and_checks_what_was_chosen(
        self, vault: Vault, open_page: Open, cards: Path
    ) -> None:
        importing = open_page(vault, dialogs=Dialogs(files=[cards]))
        importing.focus("Choose files to import")
        importing.press(Key.Key_Return)
        assert importing.sees("Flight check")

    def test_a_press_anywhere_in_the_box_asks_for_files(self, importing: Any) -> None:
        importing.click_box()
        assert importing.dialogs.asked == ["files"]

    def test_a_whole_folder_can_be_chosen(self, vault: Vault, open_page: Open, cards: Path) -> None:
        importing = open_page(vault, dialogs=Dialogs(folder=cards.parent))
        importing.click("Choose a folder to import")
        assert importing.rows("Files")[0][0] == "people.vcf"

    def test_files_held_over_the_page_are_awaited_and_let_go_of(self, importing: Any) -> None:
        before = importing.page.grab().toImage()
        assert importing.hold([QUrl.fromLocalFile("/x.vcf")])
        assert importing.page.grab().toImage() != before
        importing.take_away()
        assert importing.page.grab().toImage() == before

    @pytest.mark.parametrize("address", ["", "https://evil.example/people.vcf"])
    def test_what_is_no_file_of_this_machine_is_not_taken(self, importing: Any, address: str) -> None:
        assert not importing.hold([QUrl(address)] if address else [], text="BEGIN:VCARD")

    def test_how_to_get_a_file_is_told_and_escape_closes_it(self, importing: Any) -> None:
        importing.focus("LinkedIn export")
        importing.press(Key.Key_Return)
        assert importing.sees("LinkedIn mails you a link")
        importing.press(Key.Key_Escape)
        assert importing.dialog() is None
        assert importing.focused().startswith("LinkedIn export")


class TestFlightCheck:
    def test_any_mix_is_looked_at_together(self, importing: Any, cards: Path, tmp_path: Path) -> None:
        packed = archive(tmp_path / "more.zip", {"cy.vcf": CY})
        (tmp_path / "day.ics").write_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
        assert importing.drop(cards, packed, tmp_path / "day.ics")
        assert [row[:3] for row in importing.rows("Files")] == [
            ["people.vcf", "vCard", "2"],
            ["more.zip", "vCard", "1"],
            ["day.ics", "Calendar", "0"],
        ]

    def test_the_figures_say_what_would_come(self, known: Any, tmp_path: Path) -> None:
        moved = ANNA.replace(b"Veldmark", b"Orrin")
        twice = someone("Cy Voss", org="Zahra", email="cv@zahra.example"), someone("Cy Voss", org="Zahra")
        known.drop(write(tmp_path / "new.vcf", moved, BO, CY, *twice))
        for name in (
            "5 people found, in 1 file",
            "3 new, all start",
            "1 updated",
            "1 unchanged",
            "2 probably twice",
        ):
            known.named(name)
        known.named("0 fields lost")
        known.named("Import 4 people")

    def test_nothing_is_in_the_vault_yet_and_the_page_says_so(
        self, vault: Vault, importing: Any, cards: Path
    ) -> None:
        before = everything(vault)
        importing.drop(cards)
        assert importing.sees(NOTHING_YET)
        assert everything(vault) == before

    @pytest.mark.parametrize("way", ["Esc", "Cancel", "Back to Import"])
    def test_one_goes_back_and_nothing_is_kept(
        self, vault: Vault, importing: Any, cards: Path, way: str
    ) -> None:
        before = everything(vault)
        importing.drop(cards)
        importing.press(Key.Key_Escape) if way == "Esc" else importing.click(way)
        assert importing.sees("Drop files or folders here")
        assert everything(vault) == before

    def test_enter_imports_and_enter_again_shows_the_people(
        self, vault: Vault, importing: Any, cards: Path
    ) -> None:
        importing.drop(cards)
        importing.press(Key.Key_Return)
        assert importing.sees("2 people. Everyone new starts as Only you.")
        assert names_in(vault) == ["Anna Berg", "Bo Lind"]
        assert Topic.PEOPLE in importing.told[-1]
        importing.press(Key.Key_Return)
        assert importing.trail.went == [("go", "people")]

    def test_after_it_more_can_be_imported(self, importing: Any, cards: Path) -> None:
        importing.drop(cards)
        importing.press(Key.Key_Return)
        importing.click("Import more")
        assert importing.sees("Drop files or folders here")
        assert importing.rows("Earlier imports")[0][0] == "people.vcf"

    def test_files_dropped_on_a_check_replace_it(self, importing: Any, cards: Path, tmp_path: Path) -> None:
        importing.drop(cards)
        importing.drop(write(tmp_path / "other.vcf", CY))
        assert [row[0] for row in importing.rows("Files")] == ["other.vcf"]

    def test_what_the_vault_has_already_is_not_imported_again(
        self, vault: Vault, known: Any, tmp_path: Path
    ) -> None:
        before = everything(vault)
        known.drop(tmp_path / "old.vcf")
        assert known.sees("The vault has all of this already.")
        known.press(Key.Key_Return)
        assert known.sees("Drop files or folders here")
        assert everything(vault) == before

    def test_messages_alone_are_counted_as_interactions(self, importing: Any, tmp_path: Path) -> None:
        importing.drop(export(tmp_path / "before"))
        importing.press(Key.Key_Return)
        importing.click("Not now")
        importing.press(Key.Key_Escape)
        importing.drop(export(tmp_path / "after", message("maya-rin", "ann-ode", FROM="Maya Rin")))
        importing.named("Import 1 interaction")


class TestFilesThatCannotBeRead:
    def problem(self, importing: Any, path: Path) -> str:
        importing.drop(path)
        ((what, rest, _),) = importing.rows("What could not be read")
        return f"{what} {rest}"

    def test_of_nothing_readable_it_says_why_and_asks_for_other_files(
        self, vault: Vault, open_page: Open, tmp_path: Path, cards: Path
    ) -> None:
        importing = open_page(vault, dialogs=Dialogs(files=[cards]))
        importing.drop(write(tmp_path / "picture.png", b"\x89PNG\r\n\x1a\n" + bytes(99)))
        assert importing.sees("Nothing here can be imported")
        assert not importing.sees("stops the import")
        importing.press(Key.Key_Return)
        assert importing.dialogs.asked == ["files"]
        assert importing.rows("Files")[0][0] == "people.vcf"

    def test_a_bomb_is_not_opened(self, importing: Any, tmp_path: Path) -> None:
        path = archive(tmp_path / "bomb.zip", {"bomb.vcf": b"\0" * (40 * MIB)})
        assert "only harmful ones do" in self.problem(importing, path)

    def test_a_damaged_archive_is_named_so(self, importing: Any, tmp_path: Path) -> None:
        path = write(tmp_path / "cut.zip", archive(tmp_path / "whole.zip", {"a.vcf": ANNA}).read_bytes()[:60])
        assert "This ZIP is damaged" in self.problem(importing, path)

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("empty.vcf", b"", "This file is empty"),
            ("budget.csv", b"Month,Euro\nMay,5\n", "None of these columns could be taken for a name"),
            ("letter.txt", b"Dear Anna,\n\nHello\n", "Nothing known was found in this file"),
        ],
    )
    def test_a_type_that_is_not_read_is_named(
        self, importing: Any, tmp_path: Path, name: str, content: bytes, words: str
    ) -> None:
        assert words in self.problem(importing, write(tmp_path / name, content))

    def test_a_file_that_is_not_there_is_told(self, importing: Any, tmp_path: Path) -> None:
        assert "There is no such file" in self.problem(importing, tmp_path / "gone.vcf")

    def test_the_rest_is_imported_without_it(
        self, vault: Vault, importing: Any, cards: Path, tmp_path: Path
    ) -> None:
        importing.drop(cards, write(tmp_path / "empty.vcf", b""))
        assert importing.sees("it does not stop the import")
        importing.press(Key.Key_Return)
        assert names_in(vault) == ["Anna Berg", "Bo Lind"]


class TestFilesThatChange:
    def test_between_check_and_import_they_are_not_imported(
        self, vault: Vault, importing: Any, cards: Path
    ) -> None:
        importing.drop(cards)
        before = everything(vault)
        write(cards, ANNA, BO, CY)
        importing.press(Key.Key_Return)
        assert importing.sees("The files changed")
        assert importing.sees("Nothing was imported")
        assert everything(vault) == before

    def test_they_can_be_checked_again_and_imported(self, vault: Vault, importing: Any, cards: Path) -> None:
        importing.drop(cards)
        write(cards, ANNA, BO, CY)
        importing.press(Key.Key_Return)
        importing.click("Check again")
        importing.named("Import 3 people")
        importing.press(Key.Key_Return)
        assert len(names_in(vault)) == 3


class TestProblems:
    @pytest.fixture
    def problems(self, importing: Any, tmp_path: Path) -> Any:
        importing.drop(write(tmp_path / "in.vcf", STRAY, ANNA, STRAY, BO), write(tmp_path / "empty.vcf", b""))
        return importing

    def test_the_same_trouble_is_one_entry_with_its_places(self, problems: Any) -> None:
        assert problems.sees("3 to look at")
        assert problems.sees("grouped into 2, none of them stops the import")
        assert [row[0] for row in problems.rows("What could not be read")] == [
            "This text stands in no card. in.vcf, lines 1 and 10",
            "This file is empty. empty.vcf",
        ]

    def test_enter_shows_the_raw_text_as_it_came_and_escape_gives_the_row_back(self, problems: Any) -> None:
        problems.focus("What could not be read")
        problems.press(Key.Key_Return)
        text = problems.named("Raw text").toPlainText()
        assert text == "line 1\nstray <b>text</b>\\u{1b}[31m\n\nline 10\nstray <b>text</b>\\u{1b}[31m"
        problems.press(Key.Key_Escape)
        assert problems.dialog() is None
        assert problems.focused() == "What could not be read"
        assert problems.sees(NOTHING_YET)

    def test_a_click_shows_it_too(self, problems: Any) -> None:
        problems.click_row("What could not be read", 0)
        assert problems.dialog() is not None

    def test_enter_on_an_entry_without_text_does_nothing(self, vault: Vault, problems: Any) -> None:
        problems.focus("What could not be read")
        problems.press(Key.Key_Down, Key.Key_Return)
        assert problems.dialog() is None
        assert count(vault, "person") == 0

    def test_enter_on_the_list_of_files_imports(self, vault: Vault, problems: Any) -> None:
        problems.focus("Files")
        problems.press(Key.Key_Return)
        assert count(vault, "person") == 2

    def test_they_are_kept_in_the_vault(self, vault: Vault, problems: Any) -> None:
        problems.press(Key.Key_Return)
        assert problems.sees("kept in your vault")
        assert count(vault, "problem") == 3

    def test_where_there_are_none_it_says_so(self, importing: Any, cards: Path) -> None:
        importing.drop(cards)
        assert importing.sees("Nothing to look at")

    def test_the_report_is_saved_as_a_file(
        self, vault: Vault, open_page: Open, cards: Path, tmp_path: Path
    ) -> None:
        place = tmp_path / "report.json"
        importing = open_page(vault, dialogs=Dialogs(place=place))
        importing.drop(cards)
        importing.click("Save the report")
        assert importing.dialogs.asked == ["weavit-import-2026-11-20.json"]
        assert json.loads(place.read_text())["people_new"] == 2
        assert importing.trail.toasts == ["The report is saved."]

    def test_a_place_that_cannot_be_written_is_told(self, vault: Vault, open_page: Open, cards: Path) -> None:
        importing = open_page(vault, dialogs=Dialogs(place=cards.parent))
        importing.drop(cards)
        importing.click("Save the report")
        assert [type(error) for error in importing.trail.errors] == [NoRoom]


class TestEarlierImports:
    def test_they_are_listed_with_their_figures(self, known: Any) -> None:
        # There is no room for how many were updated.
        assert known.rows("Earlier imports") == [["old.vcf", "Fri 20 Nov 2026, 18:00", "2", "0", "1"]]

    def test_enter_shows_the_problems_of_one_and_escape_goes_back(self, known: Any) -> None:
        known.focus("Earlier imports")
        known.press(Key.Key_Return)
        assert known.sees("1 to look at")
        assert known.sees("kept in your vault with their raw text")
        assert known.focused() == "What could not be read"
        known.press(Key.Key_Return)
        assert "stray <b>text</b>" in known.named("Raw text").toPlainText()
        known.press(Key.Key_Escape, Key.Key_Escape)
        assert known.sees("Drop files or folders here")

    def test_one_without_problems_opens_to_be_undone(self, importing: Any, cards: Path) -> None:
        importing.drop(cards)
        importing.press(Key.Key_Return, Key.Key_Escape)
        importing.click_row("Earlier imports", 0)
        assert importing.sees("Nothing to look at")
        assert importing.focused() == "Undo this import…"
