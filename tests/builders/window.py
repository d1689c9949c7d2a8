"""Single pages at a desk, and the whole window, for tests and for pictures of screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from builders import sample
from builders.sample import Maya
from builders.vault import PASSPHRASE
from weavit_desktop.composition import Application
from weavit_desktop.models.changes import Changes
from weavit_desktop.models.tasks import InlineRunner, PoolRunner, Runner, Tasks
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.components.field import PassphraseEdit
from weavit_desktop.views.desk import Desk, Navigation
from weavit_desktop.views.session import WindowSession
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.window_state import WindowState


@dataclass
class Trail:
    """A Navigation that goes nowhere and remembers what a page asked of it, in order."""

    went: list[tuple[str, object]] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    undo: Callable[[], object] | None = None

    def go(self, section: str) -> None:
        self.went.append(("go", section))

    def open_person(self, uid: str) -> None:
        self.went.append(("open_person", uid))

    def review_files(self, paths: list[Path]) -> None:
        self.went.append(("review_files", paths))

    def join_hub(self) -> None:
        self.went.append(("join_hub", None))

    def choose_for(self, uids: list[str]) -> None:
        self.went.append(("choose_for", uids))

    def back(self) -> None:
        self.went.append(("back", None))

    def restore_backup(self) -> None:
        self.went.append(("restore_backup", None))

    def change_key(self, passphrase: str, code: str) -> None:
        self.went.append(("change_key", (passphrase, code)))

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        self.toasts.append(words)
        self.undo = undo

    def tell_error(self, error: Exception) -> None:
        self.errors.append(error)


def desk_for(
    vault: Vault,
    theme: Theme,
    *,
    application: Application | None = None,
    navigation: Navigation | None = None,
    runner: Runner | None = None,
) -> Desk:
    """Return a desk for one page. Without more, work is done inline, and Trail takes what the page asks.

    Give `Maya.application` where the page talks to the hub; `trail_of(desk)` is what the page asked.
    """
    return Desk(
        application or sample.application(),
        vault,
        theme,
        Tasks(runner or InlineRunner()),
        Changes(),
        navigation or Trail(),
    )


def trail_of(desk: Desk) -> Trail:
    """Return the trail of a desk that `desk_for` made without a navigation."""
    assert isinstance(desk.navigation, Trail)
    return desk.navigation


@contextmanager
def session_at(
    folder: Path,
    theme: Theme,
    *,
    application: Application | None = None,
    runner: Runner | None = None,
    settings: Path | None = None,
) -> Iterator[WindowSession]:
    """Open the whole window, offscreen, on the vault in a folder or on none, and close it afterwards.

    `settings` is the INI file that it remembers things in; without it they are forgotten.
    """
    path = settings or folder.parent / f"{folder.name}-window.ini"
    state = WindowState(QSettings(str(path), QSettings.Format.IniFormat))
    session = WindowSession(
        application or sample.application(), folder, theme, state, runner or InlineRunner(), lambda: None
    )
    session.start()
    session.window.activateWindow()
    QApplication.processEvents()
    try:
        yield session
    finally:
        session.window.close()
        if isinstance(runner, PoolRunner):
            runner.wait()
        session.window.deleteLater()
        # Here, and not when Python finds the cycle, in whatever thread: watchers of files crash by that.
        session.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def window_on(maya: Maya, theme: Theme, *, runner: Runner | None = None) -> Iterator[WindowSession]:
    """Open the whole window on Maya's vault, past the gate: the vault is closed with the window."""
    folder = maya.vault.folder
    maya.vault.close()
    with session_at(folder, theme, application=maya.application, runner=runner) as session:
        unlock(session, PASSPHRASE)
        yield session


def unlock(session: WindowSession, passphrase: str) -> None:
    """Type a passphrase at the lock screen and press Enter."""
    assert session.gate is not None
    edit = session.gate.findChild(PassphraseEdit)
    assert edit is not None
    QTest.keyClicks(edit, passphrase)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QApplication.processEvents()
