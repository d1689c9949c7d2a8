"""What runs: one thing at a time, with its progress, to be stopped at any moment, and never in the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import sample
from builders.desk import someone
from builders.import_page import ANNA, BO, CY, STRAY, count, everything, names_in, write
from builders.later import Later
from builders.watchdog import watching
from weavit_desktop.errors import NoRoom
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.pages.importing.page import CANCELLED, RUNNING

Key = Qt.Key
Open = Callable[..., Any]
ROOM = "The disk is full. Nothing was changed. Make room and try again."


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    return write(tmp_path / "people.vcf", ANNA, BO)


@pytest.fixture
def reading(vault: Vault, open_page: Open, later: Later, cards: Path) -> Any:
    """Return the page while it reads files."""
    importing = open_page(vault, runner=later)
    later.work()
    importing.drop(cards)
    return importing


@pytest.fixture
def running(reading: Any, later: Later) -> Any:
    """Return the page while it imports."""
    later.work()
    reading.press(Key.Key_Return)
    return reading


class TestReading:
    def test_it_says_what_it_reads_and_how_far_it_is(self, reading: Any) -> None:
        assert reading.sees("Reading \u2068people.vcf\u2069")
        assert reading.sees("0%")

    def test_of_several_files_it_says_how_many(self, open_page: Open, vault: Vault, later: Later) -> None:
        importing = open_page(vault, runner=later)
        importing.drop(Path("/a.vcf"), Path("/b.vcf"))
        assert importing.sees("Reading 2 files")

    def test_escape_stops_it(self, vault: Vault, reading: Any, later: Later) -> None:
        before = everything(vault)
        reading.press(Key.Key_Escape)
        later.work()
        assert reading.trail.toasts == [CANCELLED]
        assert reading.sees("Nothing imported yet")
        assert not reading.sees("Reading")
        assert everything(vault) == before

    def test_the_button_stops_it_too(self, reading: Any, later: Later) -> None:
        reading.click("Cancel")
        assert reading.sees("Cancelling")
        later.work()
        assert reading.trail.toasts == [CANCELLED]

    def test_files_are_not_taken_meanwhile(self, reading: Any, cards: Path) -> None:
        assert not reading.hold([QUrl.fromLocalFile(str(cards))])
        reading.page.review([cards])
        assert reading.trail.toasts == [RUNNING]

    def test_a_dialog_that_was_opened_meanwhile_keeps_the_keyboard(
        self, vault: Vault, reading: Any, later: Later
    ) -> None:
        reading.click("LinkedIn export")
        later.work()
        assert reading.sees("Flight check")
        assert reading.focused() == "Close"
        reading.press(Key.Key_Return)
        assert reading.dialog() is None
        assert count(vault, "import") == 0

    def test_an_earlier_import_waits_for_it(self, vault: Vault, open_page: Open, cards: Path) -> None:
        later = Later()
        importing = open_page(vault, runner=later)
        importing.drop(write(cards.parent / "old.vcf", CY, STRAY))
        later.work()
        importing.press(Key.Key_Return)
        later.work()
        importing.press(Key.Key_Escape)
        later.work()
        importing.drop(cards)
        importing.click_row("Earlier imports", 0)
        assert importing.trail.toasts == [RUNNING]
        later.work()
        assert importing.sees("Flight check")


class TestImporting:
    def test_it_says_what_comes_and_how_far_it_is(self, running: Any) -> None:
        assert running.sees("Importing 2 people")
        assert running.sees("0%")

    def test_enter_does_not_import_twice(self, vault: Vault, running: Any, later: Later) -> None:
        running.press(Key.Key_Return, Key.Key_Space)
        running.click("Import 2 people")
        later.work()
        assert count(vault, "import") == 1

    def test_escape_stops_it_and_the_check_can_still_be_imported(
        self, vault: Vault, running: Any, later: Later
    ) -> None:
        before = everything(vault)
        running.press(Key.Key_Escape)
        later.work()
        assert running.trail.toasts == [CANCELLED]
        assert everything(vault) == before
        running.press(Key.Key_Return)
        later.work()
        assert names_in(vault) == ["Anna Berg", "Bo Lind"]

    @pytest.mark.parametrize("step", ["read", "people"])
    def test_escape_in_the_middle_leaves_nothing(
        self, vault: Vault, open_page: Open, qtbot: QtBot, cards: Path, step: str
    ) -> None:
        runner = PoolRunner()
        importing = open_page(vault, runner=runner)
        write(
            cards, *(someone(f"Person {number}", email=f"p{number}@firm.example") for number in range(1_500))
        )
        importing.drop(cards)
        qtbot.waitUntil(lambda: importing.sees("Flight check"), timeout=20_000)
        before = everything(vault)
        importing.press(Key.Key_Return)
        sign = "records" if step == "read" else "of 1,500"
        qtbot.waitUntil(lambda: importing.sees(sign), timeout=20_000)
        importing.press(Key.Key_Escape)
        qtbot.waitUntil(lambda: importing.trail.toasts == [CANCELLED], timeout=20_000)
        runner.wait()
        assert everything(vault) == before

    def test_one_cannot_go_back_from_under_it(self, running: Any, later: Later) -> None:
        running.click("Back to Import")
        assert running.trail.toasts == [RUNNING]
        later.work()
        assert running.sees("2 people. Everyone new starts as Only you.")


class TestFailing:
    def failing(self, open_page: Open, vault: Vault, errors: list[Exception]) -> Any:
        """Return the page of a program that fails with each of the errors in turn."""
        ids = sample.counted_ids()

        def new_id() -> str:
            if errors:
                raise errors.pop(0)
            return ids()

        return open_page(vault, application=sample.application(new_id=new_id))

    def test_a_full_disk_while_reading_is_told_and_tried_again(
        self, vault: Vault, open_page: Open, cards: Path
    ) -> None:
        importing = self.failing(open_page, vault, [NoRoom(ROOM)])
        importing.drop(cards)
        assert importing.sees("There is no room")
        assert importing.sees(ROOM)
        importing.click("Try again")
        importing.named("Import 2 people")
        assert not importing.sees(ROOM)

    def test_a_full_disk_while_importing_is_told_on_the_check(
        self, vault: Vault, open_page: Open, cards: Path
    ) -> None:
        errors: list[Exception] = []
        importing = self.failing(open_page, vault, errors)
        importing.drop(cards)
        before = everything(vault)
        errors.append(NoRoom(ROOM))
        importing.press(Key.Key_Return)
        assert importing.sees(ROOM)
        assert everything(vault) == before
        importing.press(Key.Key_Return)
        assert len(names_in(vault)) == 2

    def test_a_bug_goes_to_the_window_and_the_page_is_free_again(
        self, vault: Vault, open_page: Open, cards: Path
    ) -> None:
        bug = ZeroDivisionError("a bug")
        importing = self.failing(open_page, vault, [bug])
        importing.drop(cards)
        assert importing.trail.errors == [bug]
        importing.drop(cards)
        assert importing.sees("Flight check")


class TestKeepingUp:
    def test_nothing_stalls_while_five_thousand_cards_come_in(
        self, vault: Vault, open_page: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        crowd = (
            someone(
                f"Person {number}", STRAY.decode(), email=f"p{number}@firm.example", org=f"Firm {number % 9}"
            )
            for number in range(5_000)
        )
        cards = write(tmp_path / "crowd.vcf", *crowd)
        runner = PoolRunner()
        importing = open_page(vault, runner=runner)
        with watching(monkeypatch) as watch:
            importing.drop(cards)
            qtbot.waitUntil(lambda: importing.sees("Flight check"), timeout=60_000)
            importing.focus("What could not be read")
            importing.press(Key.Key_Return, Key.Key_Escape)
            importing.click("Import 5,000 people")
            qtbot.waitUntil(lambda: importing.sees("Everyone new starts"), timeout=60_000)
            importing.press(Key.Key_Escape)
            qtbot.waitUntil(lambda: importing.sees("press one to see"), timeout=20_000)
        runner.wait()
        assert watch.stalls == []
        assert watch.waits == []

    def test_a_page_that_is_closed_leaves_nothing(self, vault: Vault, open_page: Open, cards: Path) -> None:
        def use_and_close() -> int:
            importing = open_page(vault)
            importing.drop(write(cards, ANNA, STRAY))
            importing.focus("What could not be read")
            importing.press(Key.Key_Return, Key.Key_Escape)
            importing.page.setFocus()
            importing.press(Key.Key_Return, Key.Key_Escape)
            importing.close()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            return len(QApplication.allWidgets())

        first = use_and_close()
        assert use_and_close() == first
