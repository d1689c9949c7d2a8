"""A window with all that reaches it from outside: its inbox, clocks that a test sets, a system it plays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from builders.vault import PASSPHRASE
from builders.window import session_at, unlock
from weavit_desktop.composition import Application
from weavit_desktop.models.tasks import Runner
from weavit_desktop.views.idleness import Clocks
from weavit_desktop.views.outside import Outside
from weavit_desktop.views.session import WindowSession
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.window_state import WindowState


@dataclass
class System:
    """Stands in for the system: `locks` is what it calls when the screen is locked or it goes to sleep."""

    locks: Callable[[], object] = lambda: None
    stopped: int = 0

    def watch(self, window: int, tell: Callable[[], object]) -> System:
        assert window
        self.locks = tell
        return self

    def stop(self) -> None:
        self.stopped += 1


@dataclass
class Hands:
    """Both clocks, in seconds, and hands on the keyboard."""

    monotonic: float = 1000.0
    wall: float = 5000.0

    def pass_minutes(self, minutes: float) -> None:
        self.monotonic += 60 * minutes
        self.wall += 60 * minutes


@dataclass
class Room:
    """The window in its surroundings."""

    session: WindowSession
    outside: Outside
    state: WindowState
    system: System
    hands: Hands
    inboxes: Path
    folder: Path
    locked: list[Path] = field(default_factory=list)

    def look_at_the_clock(self) -> None:
        """Let the timer come round that sees whether anybody is there."""
        self.outside.idleness.timer.timeout.emit()

    def unlock(self) -> None:
        unlock(self.session, PASSPHRASE)

    def press(self, key: Qt.Key) -> None:
        """Press a key as the system delivers it: to the window, not to a widget."""
        QTest.keyClick(self.session.window.windowHandle(), key)
        QApplication.processEvents()


@contextmanager
def room_around(
    folder: Path, theme: Theme, application: Application, runner: Runner | None
) -> Iterator[Room]:
    """Stand at the lock screen of a vault that is closed."""
    inboxes = folder.parent / "inboxes"
    state = WindowState(QSettings(str(folder.parent / "window.ini"), QSettings.Format.IniFormat))
    hands, system = Hands(), System()
    with session_at(folder, theme, application=application, runner=runner) as session:
        clocks = Clocks(lambda: hands.monotonic, lambda: hands.wall)
        outside = Outside(session, inboxes, state, clocks, system.watch)
        outside.begin()
        QApplication.processEvents()
        found = Room(session, outside, state, system, hands, inboxes, folder)
        session.locked.connect(found.locked.append)
        yield found
