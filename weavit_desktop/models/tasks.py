"""Work beside the window: it runs in a thread, and its result comes back to the thread that asked.

One function for all of it, after Picard's `run_task`. Tests hand in `InlineRunner`, with which a task has
finished when `run` returns.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from weavit_desktop.services.progress import IsCancelled, Progress, Step

T = TypeVar("T")


class Task(QObject, Generic[T]):
    """One piece of work. `finished` carries its result, `failed` the exception; one of the two comes, once.

    `cancel` asks the work to stop; it then fails with Cancelled, unless it was already done.
    """

    finished = Signal(object)
    failed = Signal(object)
    stepped = Signal(object)  # services.progress.Step

    def __init__(self, work: Callable[[Progress, IsCancelled], T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._cancelled = False

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled = True

    def execute(self) -> None:
        """Do the work, in whatever thread this is called in."""
        try:
            result = self._work(self._tell, lambda: self._cancelled)
        except Exception as error:  # it belongs to whoever asked for the work
            self.failed.emit(error)
        else:
            self.finished.emit(result)

    def _tell(self, step: Step) -> None:
        self.stepped.emit(step)


class Runner(Protocol):
    def start(self, task: Task[Any]) -> None:
        """Let a task be executed."""
        ...


class PoolRunner:
    """Executes tasks in a thread pool. Two threads: the vault has one, and the rest is Python."""

    def __init__(self) -> None:
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(2)

    def start(self, task: Task[Any]) -> None:
        """Let a task be executed as soon as a thread is free."""
        self._pool.start(_Job(task))

    def wait(self) -> None:
        """Return when no task runs any more."""
        self._pool.waitForDone()


class InlineRunner:
    """Executes a task at once, in the calling thread. For tests."""

    def start(self, task: Task[Any]) -> None:
        """Execute a task."""
        task.execute()


class Tasks(QObject):
    """Runs work for one window and keeps it alive until it has reported."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._running: set[Task[Any]] = set()

    def run(
        self,
        work: Callable[[Progress, IsCancelled], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        progress: Callable[[Step], object] | None = None,
    ) -> Task[T]:
        """Start work; `done`, `failed` and `progress` are called in the thread of this object."""
        task = Task(work)
        task.moveToThread(self.thread())
        task.finished.connect(lambda result: self._settle(task, done, result))
        task.failed.connect(lambda error: self._settle(task, failed, error))
        if progress is not None:
            task.stepped.connect(progress)
        self._running.add(task)
        self._runner.start(task)
        return task

    def cancel_all(self) -> None:
        """Ask everything that runs to stop."""
        for task in self._running:
            task.cancel()

    def _settle(self, task: Task[Any], tell: Callable[[Any], object], value: object) -> None:
        self._running.discard(task)
        tell(value)


class _Job(QRunnable):
    def __init__(self, task: Task[Any]) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.execute()
