"""The backup of each day is made in a pause, given up for whoever goes on, and told only if it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from builders.driver import Driver
from builders.later import Later
from builders.safety import back_up
from builders.sample import Maya, maya_alone
from builders.vault import PASSPHRASE
from builders.watchdog import watching
from builders.window import session_at, unlock
from weavit_desktop.errors import NoRoom
from weavit_desktop.models.tasks import PoolRunner, Runner
from weavit_desktop.services import backups
from weavit_desktop.vault import backup
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.daily_backup import AGAIN_AFTER, PAUSE, DailyBackup
from weavit_desktop.views.session import WindowSession
from weavit_desktop.views.theme.theme import Theme


class Desk:
    """The open window with a clock that a test sets. `daily` is the one that it looks at."""

    def __init__(self, session: WindowSession, maya: Maya) -> None:
        assert session.workspace is not None
        self.session = session
        self.maya = maya
        self.now = 100.0
        self.vault = session.workspace.desk.vault
        self.daily = DailyBackup(session.workspace.desk, session.workspace, lambda: self.now)

    @property
    def made(self) -> list[str]:
        found = [one.manifest for one in backups.listed(self.vault)]
        return [str(one.reason) for one in found if one]

    def pause(self, seconds: float = PAUSE) -> None:
        """Do nothing for so long; then the timer comes round."""
        self.now += seconds
        self.daily.timer.timeout.emit()

    def type(self) -> None:
        """Press a key as the system delivers it: to the window, not to a widget."""
        QTest.keyClick(self.session.window.windowHandle(), Qt.Key.Key_Down)
        QApplication.processEvents()

    @property
    def asked(self) -> list[Dialog]:
        return [one for one in self.session.window.findChildren(Dialog) if one.isVisible()]


Opening = Callable[..., Desk]


@pytest.fixture
def maya(tmp_path: Path) -> Maya:
    maya = maya_alone(tmp_path / "vault")
    for path in (maya.vault.folder / "backups").glob("*"):
        path.unlink()
    return maya


@pytest.fixture
def desk_with(maya: Maya, theme: Theme) -> Iterator[Opening]:
    stack = []

    def opening(runner: Runner | None = None) -> Desk:
        maya.vault.close()
        context = session_at(maya.vault.folder, theme, application=maya.application, runner=runner)
        session = context.__enter__()
        stack.append(context)
        unlock(session, PASSPHRASE)
        if isinstance(runner, Later):
            runner.work()
        Driver(session).wait(lambda: session.workspace is not None, "the vault")
        return Desk(session, maya)

    yield opening
    for context in stack:
        context.__exit__(None, None, None)


@pytest.fixture
def desk(desk_with: Opening) -> Desk:
    return desk_with()


class TestWhen:
    def test_in_the_first_pause_it_is_made_and_nothing_is_said(self, desk: Desk) -> None:
        desk.pause()
        assert desk.made == [Reason.DAILY]
        assert desk.asked == []

    def test_not_before_a_pause(self, desk: Desk) -> None:
        desk.pause(PAUSE - 1)
        assert desk.made == []

    def test_keys_put_it_off(self, desk: Desk) -> None:
        desk.now += PAUSE - 1
        desk.type()
        desk.pause(PAUSE - 1)
        assert desk.made == []
        desk.pause(1)
        assert desk.made == [Reason.DAILY]

    def test_once_a_day_is_enough(self, desk: Desk) -> None:
        for _ in range(3):
            desk.pause(AGAIN_AFTER)
        assert desk.made == [Reason.DAILY]

    def test_one_of_today_of_any_kind_is_enough(self, maya: Maya, desk_with: Opening) -> None:
        back_up(maya.vault, 0, Reason.BEFORE_IMPORT)
        desk = desk_with()
        desk.pause()
        assert desk.made == [Reason.BEFORE_IMPORT]

    def test_a_day_that_begins_while_the_vault_is_open_gets_its_backup(self, desk: Desk) -> None:
        desk.pause()
        desk.maya.clock.forward(days=1)
        desk.pause(AGAIN_AFTER)
        assert len(desk.made) == 2

    def test_the_timer_runs(self, desk: Desk) -> None:
        assert desk.daily.timer.isActive()


class TestWhoeverGoesOn:
    def test_is_not_kept_waiting_and_it_is_made_in_the_next_pause(
        self, maya: Maya, desk_with: Opening
    ) -> None:
        later = Later()
        desk = desk_with(later)
        desk.pause()
        desk.type()
        later.work()
        assert desk.made == []
        desk.pause()
        later.work()
        assert desk.made == [Reason.DAILY]

    def test_a_second_one_is_not_begun_while_one_runs(self, desk_with: Opening) -> None:
        later = Later()
        desk = desk_with(later)
        desk.pause()
        begun = len(later.waiting)
        desk.pause(AGAIN_AFTER)
        assert len(later.waiting) == begun
        later.work()


def test_the_window_goes_on_while_it_is_made(desk_with: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    runner = PoolRunner()
    desk = desk_with(runner)
    driver = Driver(desk.session)
    driver.expect("109 people")
    with watching(monkeypatch) as watch:
        desk.pause()
        runner.wait()
        QApplication.processEvents()
    assert desk.made == [Reason.DAILY]
    assert watch.stalls == []
    assert watch.waits == []


class TestFailing:
    def test_it_is_told_once_with_what_to_do(self, desk: Desk) -> None:
        full = NoRoom("The disk has too little room: 9 MB are needed. Make room and try again.")
        with patch.object(backup, "require_room", side_effect=full):
            desk.pause()
            assert len(desk.asked) == 1
            (dialog,) = desk.asked
            assert "Today’s backup could not be made." in dialog.accessibleDescription()
            assert "Make room" in dialog.accessibleDescription()
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
            desk.pause(AGAIN_AFTER)
            assert desk.asked == []
        desk.pause(AGAIN_AFTER)
        assert desk.made == [Reason.DAILY]

    def test_a_copy_that_could_not_be_made_is_told(self, desk: Desk, tmp_path: Path) -> None:
        (tmp_path / "disk").mkdir()
        backups.remember_copy_folder(desk.vault, tmp_path / "disk")
        (tmp_path / "disk").rmdir()
        desk.pause()
        assert desk.made == [Reason.DAILY]
        (dialog,) = desk.asked
        assert "not copied" in dialog.accessibleDescription()
