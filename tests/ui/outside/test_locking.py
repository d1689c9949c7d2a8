"""The vault locks when nobody is there, when the system locks, and when it is asked to from outside."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from builders.later import Later
from builders.outside import Room
from builders.sweeps import shown_words
from builders.vault import PASSPHRASE, new_vault
from builders.window import unlock
from weavit_desktop.models.tasks import Runner
from weavit_desktop.platform.inbox import Request, ask_window, inbox_of, is_served
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.views.window_state import LOCK_AFTER

RoomWith = Callable[[Runner | None], Room]
LEFT = Qt.MouseButton.LeftButton


def is_free(folder: Path) -> bool:
    """Return that the vault can be opened by another; raises VaultInUse if not."""
    open_vault(folder, PASSPHRASE, command="test").close()
    return True


def checks_files(room: Room) -> bool:
    return any("Flight check" in words for words in shown_words(room.session.window))


class TestIdle:
    def test_after_ten_minutes_without_key_or_mouse_the_vault_is_closed(self, room: Room) -> None:
        room.hands.pass_minutes(10)
        room.look_at_the_clock()
        assert room.locked == [room.folder]
        assert is_free(room.folder)
        assert "Aarav Szabó" not in shown_words(room.session.window)

    def test_before_that_it_stays_open(self, room: Room) -> None:
        room.hands.pass_minutes(9.9)
        room.look_at_the_clock()
        assert room.locked == []

    def test_a_key_begins_the_time_again(self, room: Room) -> None:
        room.hands.pass_minutes(9)
        room.press(Qt.Key.Key_Down)
        room.hands.pass_minutes(9)
        room.look_at_the_clock()
        assert room.locked == []

    @pytest.mark.parametrize(
        "act", [QTest.mouseMove, lambda window, at: QTest.mouseClick(window, LEFT, pos=at)]
    )
    def test_the_mouse_does_too(self, room: Room, act: Callable[[object, QPoint], object]) -> None:
        room.hands.pass_minutes(9)
        act(room.session.window.windowHandle(), QPoint(700, 880))
        QApplication.processEvents()
        room.hands.pass_minutes(9)
        room.look_at_the_clock()
        assert room.locked == []

    def test_so_do_letters_that_an_input_method_makes(self, room: Room) -> None:
        room.hands.pass_minutes(9)
        QGuiApplication.inputMethod().cursorRectangleChanged.emit()
        room.hands.pass_minutes(9)
        room.look_at_the_clock()
        assert room.locked == []

    def test_so_do_keys_in_a_menu(self, room: Room) -> None:
        menu = QMenu(room.session.window)
        menu.addAction("One")
        menu.popup(QPoint(10, 10))
        QApplication.processEvents()
        room.look_at_the_clock()
        room.hands.pass_minutes(9)
        QTest.keyClick(menu.windowHandle(), Qt.Key.Key_Down)
        room.hands.pass_minutes(9)
        room.look_at_the_clock()
        menu.close()
        assert room.locked == []

    def test_time_that_the_machine_slept_counts(self, room: Room) -> None:
        room.hands.wall += 11 * 60  # the monotonic clock stands still meanwhile
        room.look_at_the_clock()
        assert room.locked == [room.folder]

    def test_a_clock_that_was_set_back_does_not_keep_it_open(self, room: Room) -> None:
        room.hands.pass_minutes(10)
        room.hands.wall -= 3600
        room.look_at_the_clock()
        assert room.locked == [room.folder]

    @pytest.mark.parametrize("minutes", LOCK_AFTER)
    def test_the_time_is_the_one_that_was_chosen(self, room: Room, minutes: int) -> None:
        room.state.set_lock_after(minutes)
        room.hands.pass_minutes(minutes - 0.1)
        room.look_at_the_clock()
        assert room.locked == []
        room.hands.pass_minutes(0.2)
        room.look_at_the_clock()
        assert room.locked == [room.folder]

    def test_at_the_lock_screen_there_is_nothing_to_lock(self, closed: Room) -> None:
        closed.hands.pass_minutes(60)
        closed.look_at_the_clock()
        assert closed.locked == []

    def test_the_timer_runs(self, room: Room) -> None:
        assert room.outside.idleness.timer.isActive()


class TestTheSystem:
    def test_its_lock_locks_the_vault_and_is_not_listened_to_any_more(self, room: Room) -> None:
        room.system.locks()
        assert room.locked == [room.folder]
        assert is_free(room.folder)
        assert room.system.stopped == 1

    def test_told_twice_it_locks_once(self, room: Room) -> None:
        room.system.locks()
        room.system.locks()
        assert room.locked == [room.folder]

    def test_who_does_not_want_it_stays_in(self, room: Room) -> None:
        room.state.set_locks_with_system(locks=False)
        room.system.locks()
        assert room.locked == []

    def test_a_vault_that_is_just_being_opened_stays_shut(self, room_with: RoomWith) -> None:
        later = Later()
        room = room_with(later)
        later.work()
        unlock(room.session, PASSPHRASE)
        room.system.locks()
        assert room.locked == [room.folder]
        later.waiting.clear()

    def test_closing_the_window_stops_listening(self, room: Room) -> None:
        room.session.window.close()
        assert room.system.stopped == 1
        assert not is_served(inbox_of(room.inboxes, room.folder))


class TestFromOutside:
    def test_a_command_locks_it_and_knows_when_the_vault_is_closed(self, room: Room, qtbot: QtBot) -> None:
        found: list[bool] = []

        def ask() -> None:
            found.append(ask_window(room.inboxes, room.folder, Request("lock")))
            found.append(is_free(room.folder))

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        qtbot.waitUntil(lambda: not thread.is_alive())
        assert found == [True, True]
        assert room.locked == [room.folder]

    def test_a_locked_window_leaves_its_place_to_the_one_that_follows(self, room: Room) -> None:
        left: list[bool] = []
        room.session.locked.connect(lambda folder: left.append(is_served(inbox_of(room.inboxes, folder))))
        room.session.lock()
        assert left == [False]

    def test_the_window_answers_for_the_vault_at_which_it_stands(self, closed: Room, tmp_path: Path) -> None:
        new_vault(tmp_path / "other").close()
        assert closed.session.gate is not None
        closed.session.gate.go_to(tmp_path / "other")
        assert is_served(inbox_of(closed.inboxes, tmp_path / "other"))
        assert not is_served(inbox_of(closed.inboxes, closed.folder))


class TestFiles:
    @pytest.fixture
    def card(self, tmp_path: Path) -> Path:
        path = tmp_path / "anna.vcf"
        path.write_bytes(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Zeller\r\nN:Zeller;Anna;;;\r\nEND:VCARD\r\n")
        return path

    def test_they_open_the_flight_check(self, room: Room, card: Path) -> None:
        room.session.open_files([card])
        QApplication.processEvents()
        assert checks_files(room)

    def test_at_the_lock_screen_they_wait_for_the_passphrase(self, closed: Room, card: Path) -> None:
        closed.session.open_files([card])
        assert not checks_files(closed)
        closed.unlock()
        QApplication.processEvents()
        assert checks_files(closed)

    def test_how_many_wait_is_said_and_not_which(self, closed: Room, card: Path) -> None:
        closed.session.open_files([card])
        assert "1 file waits to be imported. Unlock to look at them." in shown_words(closed.session.window)
        closed.session.open_files([card, card])
        said = shown_words(closed.session.window)
        assert "3 files wait to be imported. Unlock to look at them." in said
        assert not any("anna" in words for words in said)

    def test_without_files_the_window_only_comes_forward(self, room: Room) -> None:
        before = shown_words(room.session.window)
        room.session.window.showMinimized()
        room.session.open_files([])
        assert not room.session.window.isMinimized()
        assert shown_words(room.session.window) == before
