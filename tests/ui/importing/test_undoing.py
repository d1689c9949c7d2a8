"""Undoing a whole import from the list of earlier ones: asked first, never by Enter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from builders.import_page import ANNA, BO, CY, STRAY, count, names_in, write
from builders.later import Later
from builders.sweeps import nameless, rich_labels
from weavit_desktop.errors import UsageRefused
from weavit_desktop.models.changes import Topic
from weavit_desktop.services.import_history import earlier_imports
from weavit_desktop.services.undoing import undo_import
from weavit_desktop.services.work import work_for
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.pages.importing.page import CANCELLED, RUNNING

Key = Qt.Key


@pytest.fixture
def twice(importing: Any, tmp_path: Path) -> Any:
    """Return the page after two imports: two people, then one more."""
    for name, cards in (("old.vcf", (ANNA, BO)), ("new.vcf", (CY,))):
        importing.drop(write(tmp_path / name, *cards))
        importing.press(Key.Key_Return, Key.Key_Escape)
    importing.told.clear()
    return importing


def open_latest(importing: Any) -> None:
    importing.focus("Earlier imports")
    importing.press(Key.Key_Home, Key.Key_Return)
    importing.click("Undo this import…")


def test_it_says_what_would_go_before_anything_does(twice: Any, vault: Vault) -> None:
    open_latest(twice)
    dialog = twice.dialog()
    assert "new.vcf" in dialog.accessibleName()
    assert "1 person and 1 card go." in dialog.accessibleDescription()
    assert len(names_in(vault)) == 3


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape])
def test_enter_and_escape_keep_the_import(twice: Any, vault: Vault, key: Qt.Key) -> None:
    open_latest(twice)
    twice.press(key)
    assert (twice.dialog() is None) == (key == Key.Key_Escape)  # Enter in the field answers nothing
    assert len(names_in(vault)) == 3
    assert twice.trail.toasts == []


def test_enter_leads_from_the_list_to_the_question(twice: Any, vault: Vault) -> None:
    twice.focus("Earlier imports")
    twice.press(Key.Key_Home, Key.Key_Return, Key.Key_Return)
    assert "new.vcf" in twice.dialog().accessibleName()
    assert len(names_in(vault)) == 3


def test_enter_on_the_button_undoes_nothing(twice: Any, vault: Vault) -> None:
    open_latest(twice)
    twice.focus("How many go")
    twice.write("1")
    twice.focus("Undo this import")
    twice.press(Key.Key_Return)
    assert len(names_in(vault)) == 3


def test_enter_beside_the_number_undoes_nothing(twice: Any, vault: Vault) -> None:
    open_latest(twice)
    twice.focus("How many go")
    twice.write("1")
    twice.press(Key.Key_Return)
    assert twice.dialog() is not None
    assert len(names_in(vault)) == 3


def test_where_much_goes_its_number_has_to_be_typed(twice: Any, vault: Vault) -> None:
    open_latest(twice)
    assert twice.sees("This would remove 1 of 3 people")
    twice.focus("How many go")
    twice.write("3")
    twice.dialog().findChildren(type(twice.named("Keep this import")))[-1].click()
    assert len(names_in(vault)) == 3
    assert twice.dialog() is not None
    twice.focus("How many go")
    twice.press(Key.Key_Backspace)
    twice.write("1")
    twice.dialog().findChildren(type(twice.named("Keep this import")))[-1].click()
    assert names_in(vault) == ["Anna Berg", "Bo Lind"]
    assert twice.dialog() is None
    assert Topic.PEOPLE in twice.told[0]
    assert twice.trail.toasts == ["The import is undone: 1 person went."]


def test_an_undone_import_stays_on_the_list_and_opens_nothing(twice: Any, vault: Vault) -> None:
    open_latest(twice)
    twice.focus("How many go")
    twice.write("1")
    twice.dialog().findChildren(type(twice.named("Keep this import")))[-1].click()
    assert twice.rows("Earlier imports")[0][0].startswith("Undone Fri 20 Nov 2026")
    twice.click_row("Earlier imports", 0)
    assert twice.sees("Drop files or folders here")
    assert count(vault, "person") == 2


def test_what_was_undone_meanwhile_is_told(twice: Any, vault: Vault) -> None:
    twice.focus("Earlier imports")
    twice.press(Key.Key_Home, Key.Key_Return)
    program = twice.desk.application
    work = work_for(vault, program.rules(), program.clock, program.new_id)
    undo_import(vault, work, earlier_imports(vault)[0].uid, typed="1")
    twice.click("Undo this import…")
    assert [type(error) for error in twice.trail.errors] == [UsageRefused]
    assert twice.dialog() is None


def test_everything_has_a_name_and_files_are_letters(importing: Any, tmp_path: Path) -> None:
    importing.drop(write(tmp_path / "<b>x\u202e&.vcf", ANNA))
    importing.press(Key.Key_Return, Key.Key_Escape)
    open_latest(importing)
    assert nameless(importing.window) == []
    assert rich_labels(importing.window) == []
    importing.window.grab()


class TestWhileItRuns:
    @pytest.fixture
    def undoing(self, vault: Vault, open_page: Callable[..., Any], later: Later, tmp_path: Path) -> Any:
        """Return the page while it undoes the only import."""
        importing = open_page(vault, runner=later)
        importing.drop(write(tmp_path / "old.vcf", ANNA, BO, STRAY))
        for key in (Key.Key_Return, Key.Key_Escape):
            later.work()
            importing.press(key)
        later.work()
        importing.focus("Earlier imports")
        importing.press(Key.Key_Home, Key.Key_Return)
        later.work()
        importing.click("Undo this import…")
        later.work()
        importing.focus("How many go")
        importing.write("2")
        importing.dialog().findChildren(type(importing.named("Keep this import")))[-1].click()
        later.waiting.pop(0).execute()
        QApplication.processEvents()
        return importing

    def test_it_says_what_it_undoes_and_how_far_it_is(self, undoing: Any, later: Later) -> None:
        assert undoing.dialog() is None
        assert undoing.sees("Undoing \u2068old.vcf\u2069")
        assert undoing.sees("0%")

    def test_escape_stops_it_and_the_import_stays(self, undoing: Any, later: Later, vault: Vault) -> None:
        undoing.press(Key.Key_Escape)
        assert undoing.sees("Cancelling")
        later.work()
        assert undoing.trail.toasts == [CANCELLED]
        assert names_in(vault) == ["Anna Berg", "Bo Lind"]
        assert undoing.named("Undo this import…").isEnabled()
        assert not undoing.sees("Undoing")

    def test_after_that_it_can_be_undone(self, undoing: Any, later: Later, vault: Vault) -> None:
        undoing.press(Key.Key_Escape)
        later.work()
        undoing.click("Undo this import…")
        later.work()
        undoing.focus("How many go")
        undoing.write("2")
        undoing.dialog().findChildren(type(undoing.named("Keep this import")))[-1].click()
        later.work()
        assert names_in(vault) == []
        assert undoing.trail.toasts[-1] == "The import is undone: 2 people went."

    def test_nothing_else_is_begun_meanwhile(self, undoing: Any, tmp_path: Path) -> None:
        undoing.page.review([tmp_path / "old.vcf"])
        undoing.click("Back to Import")
        assert undoing.trail.toasts == [RUNNING, RUNNING]
        assert undoing.sees("Undoing")


def test_escape_waits_for_the_number_to_be_looked_at(
    twice: Any, vault: Vault, open_page: Callable[..., Any], later: Later
) -> None:
    importing = open_page(vault, runner=later)
    later.work()
    importing.focus("Earlier imports")
    importing.press(Key.Key_Home, Key.Key_Return)
    later.work()
    importing.click("Undo this import…")
    later.work()
    importing.focus("How many go")
    importing.write("1")
    importing.dialog().findChildren(type(importing.named("Keep this import")))[-1].click()
    importing.press(Key.Key_Escape)
    assert importing.dialog() is not None
