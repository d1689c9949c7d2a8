"""Unlocking: with the passphrase, with the recovery code, and what is said where it does not open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders.driver import Driver
from builders.file_dialog import answer_dialog
from builders.later import Later
from builders.sweeps import nameless, rich_labels
from builders.vault import PASSPHRASE, new_vault
from builders.watchdog import watching
from builders.window import session_at
from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.vault import opening, ways_in
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.theme.theme import Theme

Key = Qt.Key
Stand = Callable[..., Driver]
NEW = "copper lantern orbit mild thirteen"


@pytest.fixture
def gate(stand_at: Stand, folder: Path) -> Driver:
    return stand_at(folder)


def enter(driver: Driver, secret: str) -> None:
    driver.write(secret)
    driver.press(Key.Key_Return)


def opens_with(folder: Path, passphrase: str) -> bool:
    try:
        open_vault(folder, passphrase, command="test").close()
    except WrongPassphrase:
        return False
    return True


class TestPassphrase:
    def test_the_cursor_is_in_it_and_enter_opens(self, gate: Driver) -> None:
        assert gate.words_at_focus() == "Passphrase"
        enter(gate, PASSPHRASE)
        assert gate.session.workspace is not None

    def test_the_button_opens_too(self, gate: Driver) -> None:
        gate.write(PASSPHRASE)
        gate.click("Unlock")
        assert gate.session.workspace is not None

    def test_a_wrong_one_is_told_and_typed_over(self, gate: Driver) -> None:
        enter(gate, "wrong horse battery")
        assert gate.sees("That passphrase does not fit")
        assert gate.words_at_focus() == "Passphrase"
        enter(gate, PASSPHRASE)
        assert gate.session.workspace is not None

    def test_it_is_told_once_however_often_it_is_wrong(self, gate: Driver) -> None:
        for _ in range(3):
            enter(gate, "wrong horse battery")
        assert gate.words().count("That passphrase does not fit") == 1

    def test_nothing_typed_is_no_try(self, gate: Driver) -> None:
        before = gate.words()
        gate.press(Key.Key_Return)
        assert gate.words() == before

    def test_since_when_it_is_locked_is_said_and_not_whose_it_is(self, gate: Driver) -> None:
        assert any(one.startswith("Locked since ") for one in gate.words())
        assert gate.sees("Your vault")

    def test_that_nothing_can_leave_is_said(self, gate: Driver) -> None:
        assert gate.sees("Offline. Nothing can leave while the vault is locked.")


class TestRecoveryCode:
    @pytest.fixture
    def by_code(self, gate: Driver) -> Driver:
        gate.click("Use the recovery kit")
        return gate

    @pytest.fixture
    def came_in(self, by_code: Driver, vault_and_code: tuple[Path, str]) -> Driver:
        enter(by_code, vault_and_code[1])
        return by_code

    def choose(self, driver: Driver, passphrase: str) -> None:
        driver.write(passphrase)
        while driver.words_at_focus() != "Passphrase, once more":
            driver.press(Key.Key_Tab)
        driver.write(passphrase)
        driver.press(Key.Key_Return)

    def test_it_opens_and_a_new_passphrase_is_chosen(self, came_in: Driver, folder: Path) -> None:
        assert came_in.sees("Choose a new passphrase")
        assert came_in.words_at_focus() == "Passphrase"
        self.choose(came_in, NEW)
        assert came_in.session.workspace is not None
        came_in.session.close()
        assert opens_with(folder, NEW)
        assert not opens_with(folder, PASSPHRASE)

    def test_the_old_one_may_stay(self, came_in: Driver, folder: Path) -> None:
        came_in.click("Not now")
        assert came_in.session.workspace is not None
        came_in.session.close()
        assert opens_with(folder, PASSPHRASE)

    def test_a_weak_one_is_not_taken(self, came_in: Driver) -> None:
        self.choose(came_in, "password1234")
        assert came_in.session.workspace is None
        assert came_in.sees("Choose a new passphrase")

    def test_where_it_cannot_be_written_the_vault_stays_open_and_it_is_tried_again(
        self, came_in: Driver, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise OSError(28, "no space")

        with monkeypatch.context() as patch:
            patch.setattr(ways_in, "write_header", fail)
            self.choose(came_in, NEW)
        assert came_in.sees("There is no room")
        came_in.press(Key.Key_Return)
        assert came_in.session.workspace is not None
        came_in.session.close()
        assert opens_with(folder, NEW)

    def test_closed_before_one_is_chosen_the_vault_is_closed_with_it(
        self, stand_at: Stand, folder: Path, vault_and_code: tuple[Path, str]
    ) -> None:
        driver = stand_at(folder)
        driver.click("Use the recovery kit")
        enter(driver, vault_and_code[1])
        driver.window.close()
        assert opens_with(folder, PASSPHRASE)

    @pytest.mark.parametrize(
        ("mistake", "words"),
        [
            (lambda code: code[:-1], "This is not a recovery code."),
            (lambda code: ("1" if code[0] != "1" else "2") + code[1:], "has a typing mistake"),
        ],
    )
    def test_what_is_wrong_with_it_is_said(
        self, by_code: Driver, vault_and_code: tuple[Path, str], mistake: Callable[[str], str], words: str
    ) -> None:
        enter(by_code, mistake(vault_and_code[1]))
        assert by_code.sees("That code does not fit")
        assert by_code.sees(words)
        enter(by_code, vault_and_code[1].lower())
        assert by_code.sees("Choose a new passphrase")

    def test_the_code_of_another_vault_is_told_apart(self, by_code: Driver) -> None:
        enter(by_code, new_recovery_code())
        assert by_code.sees("it belongs to another")

    @pytest.mark.parametrize("way", ["Esc", "Use the passphrase"])
    def test_one_goes_back_to_the_passphrase(self, by_code: Driver, way: str) -> None:
        by_code.press(Key.Key_Escape) if way == "Esc" else by_code.click(way)
        assert by_code.words_at_focus() == "Passphrase"
        enter(by_code, PASSPHRASE)
        assert by_code.session.workspace is not None


class TestWhatDoesNotOpen:
    def told(self, driver: Driver, heading: str, *words: str) -> None:
        """Hold that it is told in a sentence, and that Enter offers another try."""
        enter(driver, PASSPHRASE)
        assert driver.sees(heading)
        for one in words:
            assert driver.sees(one)
        assert (nameless(driver.window), rich_labels(driver.window)) == ([], [])
        driver.press(Key.Key_Return)
        assert driver.words_at_focus() == "Passphrase"
        assert not driver.sees(heading)

    def test_a_vault_in_use_elsewhere(self, gate: Driver, folder: Path) -> None:
        with open_vault(folder, PASSPHRASE, command="weavit import"):
            self.told(gate, "The vault is open elsewhere", "in use by `weavit import`")
        enter(gate, PASSPHRASE)
        assert gate.session.workspace is not None

    def test_a_vault_of_a_newer_version(self, gate: Driver, folder: Path) -> None:
        with open_vault(folder, PASSPHRASE, command="test") as vault:
            vault.maintain(lambda db: db.execute("PRAGMA user_version = 9999"))
        self.told(gate, "A newer Weavit made this vault", "Install the newest version and try again.")

    def test_a_bug_is_told_by_its_place_alone(self, gate: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(_folder: Path) -> None:
            raise KeyError(PASSPHRASE)

        monkeypatch.setattr(opening, "read_header", fail)
        self.told(gate, "Weavit itself failed", "KeyError in test_unlock.py")
        assert not gate.sees(PASSPHRASE)

    def test_another_vault_can_be_opened_instead(self, gate: Driver, folder: Path, tmp_path: Path) -> None:
        new_vault(tmp_path / "other").close()
        with open_vault(folder, PASSPHRASE, command="test") as vault:
            vault.maintain(lambda db: db.execute("PRAGMA user_version = 9999"))
        enter(gate, PASSPHRASE)
        gate.click("Open another vault", last=True)
        answer_dialog(gate.window, tmp_path / "other")
        enter(gate, PASSPHRASE)
        assert gate.session.workspace is not None


class TestWhileItOpens:
    @pytest.fixture
    def later(self) -> Later:
        return Later()

    @pytest.fixture
    def opening(self, stand_at: Stand, folder: Path, later: Later) -> Driver:
        driver = stand_at(folder, runner=later)
        later.work()
        enter(driver, PASSPHRASE)
        return driver

    def test_it_says_so_and_takes_no_second_try(self, opening: Driver, later: Later) -> None:
        assert opening.sees("Opening")
        tries = len(later.waiting)
        opening.write("x")
        opening.press(Key.Key_Return)
        assert len(later.waiting) == tries
        later.work()
        assert opening.session.workspace is not None

    def test_there_is_no_way_elsewhere(self, opening: Driver, later: Later) -> None:
        ways = {"Open another vault", "Use the recovery kit"}
        buttons = opening.window.findChildren(Button)
        assert [one.isEnabled() for one in buttons if one.accessibleName() in ways] == [False, False]
        later.work()

    def test_the_window_goes_on_meanwhile(
        self, folder: Path, theme: Theme, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        runner = PoolRunner()
        with session_at(folder, theme, runner=runner) as session:
            driver = Driver(session)
            with watching(monkeypatch) as watch:
                enter(driver, "wrong horse battery")
                driver.expect("That passphrase does not fit")
            runner.wait()
            assert watch.stalls == []
            assert watch.waits == []


class TestForms:
    def test_every_form_is_plain_and_named(self, gate: Driver, vault_and_code: tuple[Path, str]) -> None:
        def sweep() -> None:
            assert (nameless(gate.window), rich_labels(gate.window)) == ([], [])

        sweep()
        enter(gate, "wrong horse battery")
        sweep()
        gate.click("Use the recovery kit")
        sweep()
        enter(gate, vault_and_code[1])
        sweep()
        gate.click("Not now")

    def test_a_gate_that_was_passed_leaves_nothing(self, folder: Path, theme: Theme, qtbot: QtBot) -> None:
        del qtbot

        def try_and_close() -> int:
            with session_at(folder, theme) as session:
                driver = Driver(session)
                enter(driver, "wrong horse battery")
                driver.click("Use the recovery kit")
                driver.press(Key.Key_Escape)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            return len(QApplication.allWidgets())

        first = try_and_close()
        assert try_and_close() == first
