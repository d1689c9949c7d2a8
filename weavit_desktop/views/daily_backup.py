"""The backup of each day: made in a pause of whoever works here, given up when they go on.

Nothing is said of it unless it fails; that is said once.
Copying holds the vault's one thread, half a second for 60 MB: whoever types meanwhile would feel it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from weavit_desktop.errors import BackupFailed, Cancelled, WeavitError
from weavit_desktop.models.tasks import Task
from weavit_desktop.services.backups import Made, back_up_daily
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.idleness import SignsOfLife
from weavit_desktop.views.telling import is_damage

LOOK_EVERY = 5_000  # ms
PAUSE = 10.0  # s without key and mouse
AGAIN_AFTER = 3600.0  # s: a day may begin while the vault is open, and a disk may have room again
FAILED = "Today’s backup could not be made."


class DailyBackup(QObject):
    """Stays with an open vault. `look` sees whether it is time."""

    def __init__(
        self, desk: Desk, parent: QObject | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._monotonic = monotonic
        self._task: Task[Made | None] | None = None
        self._runs = False
        self._next = 0.0  # not before
        self._told: set[str] = set()
        self._seen = monotonic()
        signs = SignsOfLife(self)
        signs.noticed.connect(self._notice)
        self.timer = QTimer(self)
        self.timer.setInterval(LOOK_EVERY)
        self.timer.timeout.connect(signs.listen)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        """Begin, if nobody does anything just now and none was made in this hour."""
        now = self._monotonic()
        if self._runs or now - self._seen < PAUSE or now < self._next:
            return
        self._next = now + AGAIN_AFTER
        self._runs = True
        vault, clock = self._desk.vault, self._desk.application.clock
        task = self._desk.tasks.run(
            lambda _progress, cancelled: back_up_daily(vault, clock, cancelled), self._done, self._fail
        )
        if self._runs:  # inline, it has ended by now
            self._task = task

    def _notice(self) -> None:
        self._seen = self._monotonic()
        if self._task is not None:
            self._task.cancel()

    def _done(self, made: Made | None) -> None:
        self._end()
        if made is not None and made.problem:
            self._tell(f"Today’s backup was made, but not copied. {made.problem}")

    def _fail(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self._next = 0.0
        elif not isinstance(error, WeavitError) or is_damage(error):
            self._desk.navigation.tell_error(error)
        else:
            self._tell(f"{FAILED} {error}")

    def _end(self) -> None:
        self._runs, self._task = False, None

    def _tell(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self._desk.navigation.tell_error(BackupFailed(sentence))
