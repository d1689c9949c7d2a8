"""What reaches the window from outside of it: the system's lock, idleness, and what other processes ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from weavit_desktop.platform.inbox import Inbox
from weavit_desktop.platform.system_watch import SystemWatch
from weavit_desktop.views.idleness import Clocks, Idleness
from weavit_desktop.views.session import WindowSession
from weavit_desktop.views.window_state import WindowState

Watch = Callable[[int, Callable[[], object]], SystemWatch]  # as platform.system_watch.watch_system


class Outside(QObject):
    """Stays with one run of the window, and lets go of everything when it is locked or closed."""

    def __init__(
        self, session: WindowSession, inboxes: Path, state: WindowState, clocks: Clocks, watch: Watch
    ) -> None:
        super().__init__(session)
        self._session = session
        self._state = state
        self._watch = watch
        self._system: SystemWatch | None = None
        self._inbox = Inbox(inboxes, self)
        self._inbox.lock_asked.connect(session.lock)
        self._inbox.files_came.connect(session.open_files)
        self.idleness = Idleness(state.lock_after, clocks, self)
        self.idleness.idle.connect(session.lock)
        session.stood_at.connect(self._inbox.serve)
        session.locked.connect(self._leave)
        session.window.closing.connect(self._leave)

    def begin(self) -> None:
        """Begin to listen, once the first frame is on its way: asking a bus may take a moment."""
        self._inbox.serve(self._session.folder)
        QTimer.singleShot(0, self, self._watch_system)

    def _watch_system(self) -> None:
        self._system = self._watch(int(self._session.window.winId()), self._hear_system)

    def _hear_system(self) -> None:
        if self._state.locks_with_system():
            self._session.lock()

    def _leave(self) -> None:
        self._inbox.close()
        system, self._system = self._system, None
        if system is not None:
            system.stop()
