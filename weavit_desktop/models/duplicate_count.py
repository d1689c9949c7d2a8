"""How many people are probably there twice: counted in a pause, and known until people change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from weavit_desktop.errors import Cancelled
from weavit_desktop.models.tasks import Task, Tasks
from weavit_desktop.services.progress import IsCancelled

PAUSE = 1_000  # ms


class DuplicateCount(QObject):
    """Keeps `count`, None while nobody knows, and says `changed`.

    To compare 50,000 people takes seconds, in which a list would scroll less smoothly and a search would
    wait. So it begins once nothing was asked for a while, and whoever does something stops it.
    """

    changed = Signal()

    def __init__(
        self,
        work: Callable[[IsCancelled], int],
        tasks: Tasks,
        failed: Callable[[Exception], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.count: int | None = None
        self._work = work
        self._tasks = tasks
        self._failed = failed
        self._task: Task[int] | None = None
        self._round = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._begin)

    def ask(self) -> None:
        """Count after a pause that begins now, unless it is known."""
        self.stop()
        if self.count is None:
            self._pause.start()

    def forget(self) -> None:
        """Know nothing any more: people have changed."""
        self.stop()
        if self.count is not None:
            self.count = None
            self.changed.emit()

    def stop(self) -> None:
        """Do not count, or stop counting."""
        self._pause.stop()
        self._round += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _begin(self) -> None:
        this = self._round

        def current() -> bool:
            return isValid(self) and this == self._round

        def done(count: int) -> None:
            if current():
                self.count = count
                self.changed.emit()

        def failed(error: Exception) -> None:
            if current() and not isinstance(error, Cancelled):
                self._failed(error)

        self._task = self._tasks.run(lambda _progress, cancelled: self._work(cancelled), done, failed)
