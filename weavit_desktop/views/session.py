"""One run of the window: the gate, then the open vault, until it is locked or closed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from weavit_desktop.composition import Application
from weavit_desktop.models.tasks import Runner, Tasks
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.gate import Gate
from weavit_desktop.views.main_window import MainWindow
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.window_state import WindowState

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
        self.window.closing.connect(self.close)

    def start(self) -> None:
        """Show the gate; the rest of the program is loaded behind it, while a passphrase is typed."""
        self.gate = Gate(self._theme, self._application, self.tasks, self.folder)
        self.gate.opened.connect(self._open)
        self.gate.moved.connect(self._stand_at)
        self.window.show_face(self.gate)
        self.window.appear()
        QTimer.singleShot(0, self._load_rest)

    def lock(self) -> None:
        """Cover what is shown, end what runs, close the vault, and tell. Nothing open: do nothing."""
        if self._vault is None and (self.gate is None or not self.gate.is_opening()):
            return
        self.window.remember()
        self.window.show_face(QWidget())
        self.workspace = None
        self._end()
        self.gate = None
        self.locked.emit(self.folder)

    def open_files(self, files: list[Path]) -> None:
        """Come to the front, and open the flight check over files; the passphrase is asked for first."""
        self.window.come_forward()
        if self.workspace is None:
            self._waiting += files
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

        self._vault = vault
        self._connections = Connections(self._application.connect, self)
        application = replace(self._application, connect=self._connections.connect_to)
        self.workspace = Workspace(self._theme, application, vault, self.tasks, self._state)
        self.workspace.lock_asked.connect(self.lock)
        self._connections.changed.connect(self.workspace.figures.set_open_ways)
        self.gate = None
        self.window.show_face(self.workspace)
        QTimer.singleShot(0, self.workspace, partial(self._begin, new=new))  # in a frame of its own

    def _begin(self, *, new: bool) -> None:
        if self.workspace is not None:
            self.workspace.begin(new=new)
            files, self._waiting = self._waiting, []
            self.workspace.review_files(files)

    def _stand_at(self, folder: Path) -> None:
        self.folder = folder
        self.stood_at.emit(folder)

    def _end(self) -> None:
        self.tasks.give_up()
        if self._connections is not None:
            self._connections.end()
        vault, self._vault = self._vault, None
        if vault is None and self.gate is not None:
            vault = self.gate.vault_in_hand()
        if vault is not None:
            closing = threading.Thread(target=vault.close, daemon=True)
            closing.start()
            closing.join(PATIENCE)


def _raise(error: Exception) -> None:
    raise error  # a program that cannot be loaded is broken
