"""Restoring from the window: chosen, opened, looked into, confirmed where much goes, put in place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from builders.backups import add_people, back_up, flip, people_in, remove_people
from builders.driver import CONTROL, Driver
from builders.file_dialog import answer_dialog
from builders.later import Later
from builders.sample import application
from builders.sweeps import nameless, rich_labels
from builders.vault import PASSPHRASE, new_vault_and_code
from builders.watchdog import watching
from builders.window import session_at, unlock
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.vault.creation import change_passphrase
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.theme.theme import Theme

Key = Qt.Key
Stand = Any  # as the fixture of this folder gives it
NEW = "copper lantern orbit mild thirteen"


class Case:
    """A locked vault of 10 people, a backup of it with as many as was asked for, and its recovery code."""

    def __init__(self, folder: Path, in_backup: int) -> None:
        self.folder = folder
        vault, self.code = new_vault_and_code(folder)
        with vault:
            add_people(vault, in_backup)
            self.backup = back_up(vault).path
            if in_backup < 10:
                add_people(vault, 10 - in_backup)
            else:
                remove_people(vault, in_backup - 10)

    @property
    def quarantine(self) -> list[Path]:
        return sorted((self.folder / "quarantine").glob("*/vault.db"))


@pytest.fixture
def more(tmp_path: Path) -> Case:
    """The backup holds more than the vault does now."""
    return Case(tmp_path / "vault", 12)


@pytest.fixture
def fewer(tmp_path: Path) -> Case:
    """The backup holds 6 of 10 people."""
    return Case(tmp_path / "vault", 6)


def at_restore(driver: Driver) -> Driver:
    """Go there from the lock screen."""
    driver.click("Restore a backup…")
    return driver


def look(driver: Driver, secret: str = PASSPHRASE) -> None:
    """Enter on the list goes to the field, and Enter there looks into it."""
    driver.press(Key.Key_Return)
    driver.write(secret)
    driver.press(Key.Key_Return)


class TestFromTheLockScreen:
    def test_by_keys_alone_the_newest_is_looked_into_and_restored(self, stand_at: Stand, more: Case) -> None:
        driver = at_restore(stand_at(more.folder))
        look(driver)
        assert driver.sees("It holds 12 people and 0 interactions.")
        assert driver.sees("every page of it read: it is whole")
        assert driver.sees("The vault of now holds 10 people")
        assert (people_in(more.folder), more.quarantine) == (10, [])
        assert driver.words_at_focus() == "Restore this backup"
        driver.press(Key.Key_Return)
        assert driver.sees("The vault is restored")
        assert driver.sees("Mon 2 Mar 2026, 10:30: 12 people")
        assert people_in(more.folder) == 12
        assert len(more.quarantine) == 1
        driver.press(Key.Key_Return)
        assert driver.words_at_focus() == "Passphrase"
        driver.write(PASSPHRASE)
        driver.press(Key.Key_Return)
        assert driver.session.workspace is not None

    def test_enter_in_the_field_only_looks(self, stand_at: Stand, more: Case) -> None:
        driver = at_restore(stand_at(more.folder))
        look(driver)
        driver.named("Passphrase of then").setFocus()
        driver.press(Key.Key_Return)
        assert not driver.sees("The vault is restored")
        assert more.quarantine == []

    def test_what_opened_the_vault_then_opens_the_backup(self, stand_at: Stand, more: Case) -> None:
        with open_vault(more.folder, PASSPHRASE, command="test") as vault:
            change_passphrase(vault, NEW)
        driver = at_restore(stand_at(more.folder))
        look(driver, NEW)
        assert driver.sees("That does not open this backup")
        assert driver.words_at_focus() == "Passphrase of then"
        driver.write(PASSPHRASE)
        driver.press(Key.Key_Return)
        assert driver.sees("It holds 12 people")

    def test_the_recovery_code_does_too(self, stand_at: Stand, more: Case) -> None:
        driver = at_restore(stand_at(more.folder))
        driver.click("Use the recovery code")
        driver.write(more.code)
        driver.press(Key.Key_Return)
        assert driver.sees("It holds 12 people")

    def test_another_secret_forgets_what_was_looked_into(self, stand_at: Stand, more: Case) -> None:
        driver = at_restore(stand_at(more.folder))
        look(driver)
        driver.named("Passphrase of then").setFocus()
        driver.write("x")
        assert not driver.sees("It holds 12 people")
        assert driver.named("Look into it")

    def test_a_damaged_backup_is_told_and_another_can_be_chosen(self, stand_at: Stand, more: Case) -> None:
        flip(more.backup, -200)
        driver = at_restore(stand_at(more.folder))
        look(driver)
        assert driver.sees("It could not be restored")
        assert driver.sees("Use another")
        assert people_in(more.folder) == 10

    @pytest.mark.parametrize("name", ["from <b>disk", "from \u202eksid", "of\nlast week"])
    def test_a_file_from_elsewhere_whatever_it_is_called(
        self, stand_at: Stand, more: Case, tmp_path: Path, name: str
    ) -> None:
        elsewhere = tmp_path / f"{name}.weavitbackup"
        shutil.move(more.backup, elsewhere)
        driver = at_restore(stand_at(more.folder))
        assert driver.sees("No backups lie in the vault’s folder.")
        driver.click("Choose a backup file…")
        answer_dialog(driver.window, elsewhere)
        assert driver.sees(name)
        assert rich_labels(driver.window) == []
        driver.write(PASSPHRASE)
        driver.press(Key.Key_Return)
        driver.click("Restore this backup")
        assert people_in(more.folder) == 12

    def test_what_is_no_backup_is_told(self, stand_at: Stand, more: Case, tmp_path: Path) -> None:
        (tmp_path / "x.txt").write_text("x")
        driver = at_restore(stand_at(more.folder))
        driver.click("Choose a backup file…")
        answer_dialog(driver.window, tmp_path / "x.txt")
        assert driver.sees("This is no whole backup")

    @pytest.mark.parametrize("way", ["Esc", "Back"])
    def test_one_goes_back_with_nothing_changed(self, stand_at: Stand, more: Case, way: str) -> None:
        driver = at_restore(stand_at(more.folder))
        look(driver)
        driver.press(Key.Key_Escape) if way == "Esc" else driver.click("Back")
        assert driver.words_at_focus() == "Passphrase"
        assert (people_in(more.folder), more.quarantine) == (10, [])

    def test_a_vault_that_is_open_elsewhere_is_left_alone(self, stand_at: Stand, more: Case) -> None:
        driver = at_restore(stand_at(more.folder))
        with open_vault(more.folder, PASSPHRASE, command="weavit import"):
            look(driver)
            assert driver.sees("in use by `weavit import`")

    def test_esc_stops_the_look_and_stays_on_the_page(self, stand_at: Stand, more: Case) -> None:
        later = Later()
        driver = stand_at(more.folder, runner=later)
        later.work()
        at_restore(driver)
        later.work()
        look(driver)
        driver.press(Key.Key_Escape)
        later.work()
        assert not driver.sees("It holds")
        assert driver.named("Look into it").isEnabled()

    def test_the_backup_of_another_vault_needs_another_folder(
        self, stand_at: Stand, more: Case, tmp_path: Path
    ) -> None:
        other = Case(tmp_path / "other", 12)
        driver = at_restore(stand_at(more.folder))
        driver.click("Choose a backup file…")
        answer_dialog(driver.window, other.backup)
        driver.write(PASSPHRASE)
        driver.press(Key.Key_Return)
        assert driver.sees("The backup is of another vault")
        assert driver.sees("Choose a new, empty folder for it.")
        (tmp_path / "new").mkdir()
        driver.click("Restore into another folder…")
        answer_dialog(driver.window, tmp_path / "new")
        driver.named("Passphrase of then").setFocus()
        driver.press(Key.Key_Return)
        driver.click("Restore this backup")
        assert (people_in(tmp_path / "new"), people_in(more.folder)) == (12, 10)


class TestMuchWouldGo:
    def test_the_number_is_typed_before_it_goes_and_the_old_vault_is_in_quarantine(
        self, stand_at: Stand, fewer: Case
    ) -> None:
        driver = at_restore(stand_at(fewer.folder))
        look(driver)
        assert driver.sees("This would remove 4 of 10 people.")
        assert driver.words_at_focus() == "How many are lost"
        driver.write("4")
        driver.click("Restore this backup")
        assert people_in(fewer.folder) == 6
        assert len(fewer.quarantine) == 1

    @pytest.mark.parametrize("typed", ["", "3", "40", "yes"])
    def test_without_it_or_with_another_nothing_is_changed(
        self, stand_at: Stand, fewer: Case, typed: str
    ) -> None:
        driver = at_restore(stand_at(fewer.folder))
        look(driver)
        driver.write(typed)
        buttons = driver.window.findChildren(Button)
        (button,) = [one for one in buttons if one.accessibleName() == "Restore this backup"]
        assert button.isEnabled() == bool(typed)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert not driver.sees("The vault is restored")
        assert (people_in(fewer.folder), fewer.quarantine) == (10, [])

    def test_enter_does_not_do_it(self, stand_at: Stand, fewer: Case) -> None:
        driver = at_restore(stand_at(fewer.folder))
        look(driver)
        driver.write("4")
        driver.press(Key.Key_Return)
        driver.named("Restore this backup").setFocus()
        driver.press(Key.Key_Return)
        assert (people_in(fewer.folder), fewer.quarantine) == (10, [])


class TestWithoutAVault:
    def test_whoever_has_a_backup_begins_with_it(self, stand_at: Stand, more: Case, tmp_path: Path) -> None:
        copy = tmp_path / "copy.weavitbackup"
        shutil.copy(more.backup, copy)
        shutil.rmtree(more.folder)
        driver = stand_at(more.folder)
        driver.click("Restore from a backup…")
        driver.click("Choose a backup file…")
        answer_dialog(driver.window, copy)
        driver.write(PASSPHRASE)
        driver.press(Key.Key_Return)
        assert driver.sees("There is no vault here now")
        driver.click("Restore this backup")
        assert people_in(more.folder) == 12
        driver.press(Key.Key_Return)
        driver.write(PASSPHRASE)
        driver.press(Key.Key_Return)
        assert driver.session.workspace is not None

    def test_into_another_folder_the_window_goes_there(
        self, stand_at: Stand, more: Case, tmp_path: Path
    ) -> None:
        (tmp_path / "new").mkdir()
        driver = at_restore(stand_at(more.folder))
        driver.click("Restore into another folder…")
        answer_dialog(driver.window, tmp_path / "new")
        driver.named("Passphrase of then").setFocus()
        driver.write(PASSPHRASE)
        driver.press(Key.Key_Return)
        driver.click("Restore this backup")
        driver.press(Key.Key_Return)
        assert driver.session.folder == tmp_path / "new"
        assert (people_in(tmp_path / "new"), people_in(more.folder)) == (12, 10)


class TestFromTheSettings:
    @pytest.fixture
    def inside(self, more: Case, theme: Theme) -> Iterator[Driver]:
        with session_at(more.folder, theme, application=application()) as session:
            unlock(session, PASSPHRASE)
            driver = Driver(session)
            driver.press(Key.Key_4, CONTROL)
            driver.click("Security")
            yield driver

    def test_the_vault_is_closed_restored_and_then_another_process_asks(
        self, inside: Driver, more: Case
    ) -> None:
        locked: list[Path] = []
        inside.session.locked.connect(locked.append)
        inside.click("Restore a backup…")
        assert inside.session.workspace is None
        assert people_in(more.folder) == 10  # it can be opened: it is closed
        look(inside)
        inside.click("Restore this backup")
        assert people_in(more.folder) == 12
        assert locked == []
        inside.press(Key.Key_Return)
        assert locked == [more.folder]

    def test_going_back_ends_at_the_lock_screen(self, inside: Driver, more: Case) -> None:
        locked: list[Path] = []
        inside.session.locked.connect(locked.append)
        inside.click("Restore a backup…")
        inside.press(Key.Key_Escape)
        assert locked == [more.folder]

    def test_another_key_is_made_with_a_new_code_and_the_old_files_are_kept(
        self, inside: Driver, more: Case
    ) -> None:
        before = (more.folder / "vault.db").read_bytes()
        inside.session._change_key(PASSPHRASE, new_recovery_code())
        QApplication.processEvents()
        assert inside.sees("The vault has a new key")
        (old,) = (more.folder / "quarantine").glob("*-key/vault.db")
        assert old.stat().st_size <= len(before) + 10 * 4096
        assert people_in(more.folder) == 10

    def test_a_key_that_cannot_be_changed_is_told_and_the_vault_stays(
        self, inside: Driver, more: Case, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        inside.session._change_key("not the passphrase", new_recovery_code())
        QApplication.processEvents()
        assert inside.sees("That does not fit")
        assert people_in(more.folder) == 10


class TestLockedMeanwhile:
    def test_a_restore_that_runs_ends_first(
        self, more: Case, theme: Theme, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        later = Later()
        locked: list[Path] = []
        with session_at(more.folder, theme, runner=later) as session:
            later.work()
            unlock(session, PASSPHRASE)
            later.work()
            session.locked.connect(locked.append)
            session.restore()
            later.work()
            driver = Driver(session)
            driver.press(Key.Key_Return)
            driver.write(PASSPHRASE)
            driver.press(Key.Key_Return)
            later.work()
            driver.click("Restore this backup")
            session.lock()
            assert locked == []
            later.work()
            QApplication.processEvents()
            assert locked == [more.folder]
        assert people_in(more.folder) == 12


def test_a_page_that_was_left_leaves_nothing(stand_at: Stand, more: Case) -> None:
    driver = stand_at(more.folder)

    def go_and_come_back() -> int:
        at_restore(driver)
        driver.press(Key.Key_Escape)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return len(driver.window.findChildren(QWidget))

    first = go_and_come_back()
    assert go_and_come_back() == first


def test_the_window_goes_on_while_a_backup_is_looked_into_and_restored(
    more: Case, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = PoolRunner()
    with session_at(more.folder, theme, runner=runner) as session:
        driver = at_restore(Driver(session))
        driver.expect("Mon 2 Mar 2026")
        with watching(monkeypatch) as watch:
            look(driver)
            driver.expect("It holds 12 people")
            driver.click("Restore this backup")
            driver.expect("The vault is restored")
        runner.wait()
        assert watch.stalls == []
        assert watch.waits == []
    assert people_in(more.folder) == 12


def test_every_form_is_plain_and_named(stand_at: Stand, fewer: Case) -> None:
    driver = at_restore(stand_at(fewer.folder))
    assert (nameless(driver.window), rich_labels(driver.window)) == ([], [])
    look(driver)
    assert (nameless(driver.window), rich_labels(driver.window)) == ([], [])
