"""One run of the window: the gate, then the open vault, until it is locked or closed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from weavit_desktop.composition import Application
from weavit_desktop.events import Event, note
from weavit_desktop.models.tasks import Runner, Tasks
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.clipboard import Copied
from weavit_desktop.views.gate import Gate
from weavit_desktop.views.main_window import MainWindow
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.window_state import WindowState

T = TypeVar("T")

if TYPE_CHECKING:
    from weavit_desktop.models.connections import Connections
    from weavit_desktop.views.workspace import Workspace

# Seconds for what runs on the vault to end; then it is cut off, as by a crash, which a vault survives.
PATIENCE = 2.0


class WindowSession(QObject):
    """`locked` carries the folder of the vault that was locked: this process is to be replaced then.

    `stood_at` carries the folder of another vault, when one is chosen at the gate.
    """

    locked = Signal(Path)
    stood_at = Signal(Path)

    def __init__(
        self,
        application: Application,
        folder: Path,
        theme: Theme,
        state: WindowState,
        runner: Runner,
        load: Callable[[], object],
    ) -> None:
        super().__init__()
        self._application = application
        self.folder = folder
        self._theme = theme
        self._state = state
        self._load = load
        self.tasks = Tasks(runner, self)
        self.window = MainWindow(theme, state)
        self.gate: Gate | None = None
        self.workspace: Workspace | None = None
        self._vault: Vault | None = None
        self._waiting: list[Path] = []  # files that came while the vault was closed
        self._connections: Connections | None = None
        self._was_open = False  # then there is something in memory that only another process has not
        self._lock_later = False
        self.copied = Copied(self)
        self.window.closing.connect(self.close)

    def start(self) -> None:
        """Show the gate; the rest of the program is loaded behind it, while a passphrase is typed."""
        self._show_gate()
        self.window.appear()
        QTimer.singleShot(0, self._load_rest)

    def lock(self) -> None:
        """Cover what is shown, end what runs, close the vault, and tell. Nothing open: do nothing.

        What must not be cut off ends first: the making of a vault, a restore, another key.
        """
        if self.gate is not None and self.gate.is_working():
            self._lock_later = True
            return
        opening = self.gate is not None and self.gate.is_opening()
        if self._vault is None and not self._was_open and not opening:
            return
        self.window.remember()
        self.window.show_face(QWidget())
        self.workspace = None
        self._end()
        self.gate = None
        self._was_open = False
        self.locked.emit(self.folder)

    def restore(self) -> None:
        """Close the vault, and choose a backup to restore."""
        self._leave(Vault.close, lambda gate, _none: gate.restore())

    def open_files(self, files: list[Path]) -> None:
        """Come to the front, and open the flight check over files; the passphrase is asked for first."""
        self.window.come_forward()
        if self.workspace is None:
            self._waiting += files
            if self.gate is not None:
                self.gate.tell_waiting(len(self._waiting))
        else:
            self.workspace.review_files(files)

    def close(self) -> None:
        """End what runs and close the vault."""
        self._end()

    def _load_rest(self) -> None:
        self.tasks.run(lambda _progress, _cancelled: self._load(), lambda _none: None, _raise)

    def _open(self, vault: Vault, new: bool) -> None:
        from weavit_desktop.models.connections import Connections
        from weavit_desktop.views.workspace import Workspace

        self._vault, self._was_open = vault, True
        note(Event.VAULT_OPENED, vault=vault.id)
        if self._lock_later:
            self._settle()
            return
        self._connections = Connections(self._application.connect, self)
        application = replace(self._application, connect=self._connections.connect_to)
        self.workspace = Workspace(self._theme, application, vault, self.tasks, self._state)
        self.workspace.lock_asked.connect(self.lock)
        self.workspace.restore_asked.connect(self.restore)
        self.workspace.key_asked.connect(self._change_key)
        self.workspace.damage_met.connect(self._stop)
        self._connections.changed.connect(self.workspace.figures.set_open_ways)
        self.gate = None
        self.window.show_face(self.workspace)
        QTimer.singleShot(0, self.workspace, partial(self._begin, new=new))  # in a frame of its own

    def _begin(self, *, new: bool) -> None:
        if self.workspace is not None:
            self.workspace.begin(new=new)
            files, self._waiting = self._waiting, []
            self.workspace.review_files(files)

    def _show_gate(self) -> Gate:
        self.gate = Gate(self._theme, self._application, self.tasks, self.folder)
        self.gate.opened.connect(self._open)
        self.gate.moved.connect(self._stand_at)
        self.gate.settled.connect(self._settle)
        self.gate.passed.connect(self._pass)
        self.gate.tell_waiting(len(self._waiting))
        self.window.show_face(self.gate)
        return self.gate

    def _settle(self) -> None:
        if self._lock_later:
            QTimer.singleShot(0, self, self._lock_now)  # whoever tells it is a part of what is shown

    def _lock_now(self) -> None:
        self._lock_later = False
        self.lock()

    def _pass(self, folder: Path) -> None:
        """Ask for a passphrase after work on a closed vault: in another process if this one had it open."""
        if folder != self.folder:
            self._stand_at(folder)
        if self._was_open:
            self.lock()
        elif self.gate is not None:
            self.gate.stand_at(folder)

    def _change_key(self, passphrase: str, code: str) -> None:
        self._leave(Vault.close, lambda gate, _none: gate.change_key(passphrase, code))

    def _stop(self, error: Exception) -> None:
        """Go on no longer with a vault in which damage was met, and show what can be done."""
        del error  # what was met first may be the least of it: the vault is looked at whole
        self._leave(lambda vault: vault, Gate.show_stopped)

    def _leave(self, close: Callable[[Vault], T], then: Callable[[Gate, T], object]) -> None:
        """Show nothing of the vault any more, close it, and go on at the gate."""
        vault, self._vault = self._vault, None
        if vault is None:
            return
        self.window.show_face(QWidget())
        self.workspace = None
        self.tasks.give_up()
        if self._connections is not None:
            self._connections.end()
        self.copied.clear()
        self.tasks.run(
            lambda _progress, _cancelled: close(vault), lambda result: then(self._show_gate(), result), _raise
        )

    def _stand_at(self, folder: Path) -> None:
        self.folder = folder
        self.stood_at.emit(folder)

    def _end(self) -> None:
        self.tasks.give_up()
        if self._connections is not None:
            self._connections.end()
        self.copied.clear()
        vault, self._vault = self._vault, None
        if vault is None and self.gate is not None:
            vault = self.gate.vault_in_hand()
        if vault is not None:
            closing = threading.Thread(target=vault.close, daemon=True)
            closing.start()
            closing.join(PATIENCE)
            note(Event.VAULT_CLOSED, vault=vault.id)


def _raise(error: Exception) -> None:
    raise error  # a program that cannot be loaded is broken
