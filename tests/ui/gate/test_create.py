"""Creating a vault: by keyboard alone, the passphrase judged in words, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from builders.creating import choose, code_on_screen, prove, tab_to, waits_for
from builders.driver import Driver
from builders.file_dialog import answer_dialog
from builders.later import Later
from builders.sweeps import nameless, rich_labels
from builders.vault import PASSPHRASE
from weavit_desktop.vault import creation
from weavit_desktop.vault.opening import is_vault, open_vault, open_with_recovery_code
from weavit_desktop.views.components.strength_meter import StrengthMeter
from weavit_desktop.views.theme.theme import Theme

Key = Qt.Key
Stand = Callable[..., Driver]
BACK = Qt.KeyboardModifier.ShiftModifier


def begin_to_make(stand_at: Stand, place: Path, later: Later) -> Driver:
    """Choose, prove, and begin to make a vault; `later` holds the making back."""
    driver = stand_at(place, runner=later)
    driver.write(PASSPHRASE)
    tab_to(driver, "Passphrase, once more")
    driver.write(PASSPHRASE)
    later.work()
    driver.press(Key.Key_Return)
    prove(driver)
    later.work()
    driver.press(Key.Key_Return)
    return driver


def meter(driver: Driver) -> tuple[str, str]:
    (found,) = driver.window.findChildren(StrengthMeter)
    return found.accessibleName(), found.accessible_value()


class TestByKeyboardAlone:
    def test_a_vault_is_made_that_passphrase_and_code_open(self, gate: Driver, place: Path) -> None:
        choose(gate)
        code = "-".join(code_on_screen(gate).values())
        prove(gate)
        gate.press(Key.Key_Return)
        assert gate.session.workspace is not None
        assert gate.sees("Drop files or folders here")
        gate.session.close()
        with open_vault(place, PASSPHRASE, command="test"):
            pass
        with open_with_recovery_code(place, code, command="test"):
            pass

    def test_nothing_is_on_disk_before_both_steps_are_done(self, gate: Driver, place: Path) -> None:
        choose(gate)
        prove(gate)
        assert list(place.parent.glob("*vault*/*")) == []
        assert not place.exists()

    def test_the_cursor_begins_in_the_passphrase(self, gate: Driver) -> None:
        assert gate.words_at_focus() == "Passphrase"

    def test_escape_goes_back_to_the_passphrase_and_the_code_stays_the_same(self, gate: Driver) -> None:
        choose(gate)
        code = code_on_screen(gate)
        gate.press(Key.Key_Escape)
        assert gate.sees("Choose a passphrase")
        assert gate.words_at_focus() == "Passphrase"
        gate.press(Key.Key_Return)
        assert code_on_screen(gate) == code

    def test_so_does_the_button(self, gate: Driver) -> None:
        choose(gate)
        gate.click("Back")
        assert gate.sees("Choose a passphrase")

    def test_escape_on_the_first_step_does_nothing(self, gate: Driver) -> None:
        gate.press(Key.Key_Escape)
        assert gate.sees("Choose a passphrase")


class TestPassphrase:
    @pytest.mark.parametrize(
        ("typed", "missing"),
        [
            ("", "A passphrase is missing"),
            ("tide", "8 characters are missing"),
            ("tide chapel", "1 character is missing"),
            ("password1234", "Too easy to guess"),
            (PASSPHRASE, "Type it once more"),
        ],
    )
    def test_what_is_missing_is_said_and_it_does_not_go_on(
        self, gate: Driver, typed: str, missing: str
    ) -> None:
        gate.write(typed)
        assert waits_for(gate, missing)
        gate.press(Key.Key_Escape)
        assert gate.sees("Choose a passphrase")

    def test_two_that_differ_are_not_taken(self, gate: Driver) -> None:
        choose(gate)
        gate.press(Key.Key_Escape)
        tab_to(gate, "Passphrase, once more")
        gate.write("x")
        assert waits_for(gate, "The second one differs")

    def test_the_meter_says_in_a_word_how_strong_it_is(self, gate: Driver) -> None:
        assert meter(gate) == ("Strength of the passphrase", "0 of 5")
        gate.write("password")
        assert meter(gate) == ("Very weak", "1 of 5")
        assert gate.sees("Guessed within minutes")
        assert gate.sees("Use at least 12 characters.")
        gate.named("Passphrase, once more")
        for _ in "password":
            gate.press(Key.Key_Backspace)
        assert meter(gate)[1] == "0 of 5"
        gate.write(PASSPHRASE)
        assert meter(gate) == ("Very strong", "5 of 5")

    def test_what_it_must_be_is_ticked_off_for_a_reader_too(self, gate: Driver) -> None:
        gate.named("Hard to guess: not yet")
        choose(gate)
        gate.press(Key.Key_Escape)
        for words in ("24 characters, 12 is the least: done", "Hard to guess: done", "Twice the same: done"):
            gate.named(words)

    def test_it_is_hidden_until_its_eye_is_pressed(self, gate: Driver) -> None:
        gate.write(PASSPHRASE)
        edit = QApplication.focusWidget()
        assert edit.displayText() == "●" * len(PASSPHRASE)  # type: ignore[union-attr] # the field
        gate.click("Show passphrase", last=True)
        gate.click("Hide passphrase", last=True)
        gate.press(Key.Key_Tab, BACK)


class TestFailing:
    @pytest.fixture
    def ready(self, gate: Driver) -> Driver:
        choose(gate)
        prove(gate)
        return gate

    def test_a_folder_that_is_not_empty_is_left_as_it_is(self, ready: Driver, place: Path) -> None:
        place.mkdir()
        (place / "letter.txt").write_text("dear")
        ready.press(Key.Key_Return)
        assert ready.sees("The folder for the new vault is not empty.")
        assert [one.name for one in place.iterdir()] == ["letter.txt"]

    @pytest.mark.parametrize("error", [OSError(28, "no space"), PermissionError(13, "no permission")])
    def test_without_room_or_permission_it_says_so_and_leaves_nothing(
        self, ready: Driver, place: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
    ) -> None:
        before = sorted(place.parent.iterdir())

        def fail(*_: object) -> None:
            raise error

        with monkeypatch.context() as patch:
            patch.setattr(creation, "mend_header", fail)
            ready.press(Key.Key_Return)
        assert ready.sees("There is no room")
        assert ready.sees("The vault's folder cannot be read or written")
        assert sorted(place.parent.iterdir()) == before

    def test_a_file_in_the_way_is_left_alone(self, ready: Driver, place: Path) -> None:
        place.parent.joinpath("vault").write_text("a file in the way")
        ready.press(Key.Key_Return)
        assert ready.sees("Choose")
        assert ready.session.workspace is None
        assert place.read_text() == "a file in the way"

    def test_it_can_be_tried_again_by_enter_and_the_notice_goes(self, ready: Driver, place: Path) -> None:
        place.mkdir()
        (place / "letter.txt").write_text("dear")
        ready.press(Key.Key_Return)
        (place / "letter.txt").unlink()
        ready.press(Key.Key_Return)
        assert ready.session.workspace is not None
        ready.session.close()
        assert is_vault(place)

    def test_going_back_takes_the_notice_away(self, ready: Driver, place: Path) -> None:
        place.mkdir()
        (place / "letter.txt").write_text("dear")
        ready.press(Key.Key_Return)
        ready.press(Key.Key_Escape)
        assert not ready.sees("not empty")

    def test_while_it_is_made_nothing_else_is_begun(self, stand_at: Stand, place: Path) -> None:
        later = Later()
        driver = begin_to_make(stand_at, place, later)
        making = len(later.waiting)
        driver.press(Key.Key_Return)
        driver.press(Key.Key_Escape)
        assert driver.sees("Making the vault")
        assert len(later.waiting) == making
        later.work()
        assert driver.session.workspace is not None

    def test_locked_meanwhile_it_is_made_and_then_shut(self, stand_at: Stand, place: Path) -> None:
        later, locked = Later(), list[Path]()
        driver = begin_to_make(stand_at, place, later)
        driver.session.locked.connect(locked.append)
        driver.session.lock()
        assert locked == []
        later.work()
        QApplication.processEvents()
        assert (locked, driver.session.workspace) == ([place], None)
        open_vault(place, PASSPHRASE, command="test").close()

    def test_locked_meanwhile_and_failed_it_can_be_tried_again(
        self, stand_at: Stand, place: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise OSError(28, "no space")

        later, locked = Later(), list[Path]()
        with monkeypatch.context() as patch:
            driver = begin_to_make(stand_at, place, later)
            driver.session.locked.connect(locked.append)
            driver.session.lock()
            patch.setattr(creation.files, "create_private", fail)
            later.work()
        assert driver.sees("There is no room")
        driver.press(Key.Key_Return)
        later.work()
        assert locked == []
        assert driver.session.workspace is not None


class TestAnotherVault:
    def test_whoever_has_a_vault_opens_it_instead(self, gate: Driver, folder: Path) -> None:
        choose_folder(gate, "Open a vault you have…", folder)
        assert gate.sees("Your vault")
        gate.write(PASSPHRASE)
        gate.press(Key.Key_Return)
        assert gate.session.workspace is not None

    def test_a_folder_without_one_is_told_and_left_alone(self, gate: Driver, tmp_path: Path) -> None:
        other = tmp_path / "pictures"
        other.mkdir()
        choose_folder(gate, "Open a vault you have…", other)
        assert gate.sees("No vault is in this folder")
        gate.press(Key.Key_Escape)
        assert gate.sees("Choose a passphrase")
        assert list(other.iterdir()) == []


class TestWords:
    def test_both_steps_are_plain_and_named(self, gate: Driver) -> None:
        assert (nameless(gate.window), rich_labels(gate.window)) == ([], [])
        choose(gate)
        assert (nameless(gate.window), rich_labels(gate.window)) == ([], [])

    def test_what_is_lost_with_both_is_said(self, gate: Driver) -> None:
        assert gate.sees("nobody can open the vault, including us")

    def test_a_window_without_room_for_both_shows_the_card_in_hand(self, gate: Driver, theme: Theme) -> None:
        theme.set_text_scale(1.5)
        gate.window.resize(1100, 700)
        QApplication.processEvents()
        assert gate.words_at_focus() == "Passphrase"
        choose(gate)
        assert gate.sees("Recovery kit")
        assert "Twice the same" not in gate.words()
        prove(gate)
        gate.press(Key.Key_Return)
        assert gate.session.workspace is not None


def choose_folder(driver: Driver, button: str, chosen: Path) -> None:
    """Press a button that asks for a folder, and answer."""
    driver.click(button)
    answer_dialog(driver.window, chosen)
