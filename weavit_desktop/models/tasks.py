"""Work beside the window: it runs in a thread, and its result comes back to the thread that asked.

One function for all of it, after Picard's `run_task`. Tests hand in `InlineRunner`, with which a task has
finished when `run` returns.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from weavit_desktop.errors import WeavitError
from weavit_desktop.events import note_failure
from weavit_desktop.services.progress import IsCancelled, Progress, Step

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Result:
    """What a task came to."""

    value: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failure:
    """What a task failed with."""

    error: Exception


Told = Result | Failure | Step


@dataclass(frozen=True, slots=True)
class _Awaited:
    """Who waits for a task."""

    done: Callable[[Any], object]
    failed: Callable[[Exception], object]
    progress: Callable[[Step], object] | None


class Task(Generic[T]):
    """One piece of work. It tells its result or its exception, one of the two, once, and its steps before.

    `cancel` asks the work to stop; it then fails with Cancelled, unless it was already done.
    """

    def __init__(self, work: Callable[[Progress, IsCancelled], T], tell: Callable[[Task[T], Told], None]):
        self._work = work
        self._tell = tell
        self._cancelled = False

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled = True

    def execute(self) -> None:
        """Do the work, in whatever thread this is called in."""
        try:
            result = self._work(self._step, lambda: self._cancelled)
        except Exception as error:  # it belongs to whoever asked for the work
            if not isinstance(error, WeavitError):
                note_failure(error)
            self._tell(self, Failure(error))
        else:
            self._tell(self, Result(result))

    def _step(self, step: Step) -> None:
        self._tell(self, step)


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
        self._pool.start(Job(task))

    def wait(self, seconds: float | None = None) -> None:
        """Return when no task runs any more, or after so long."""
        self._pool.waitForDone(-1 if seconds is None else round(1000 * seconds))


class InlineRunner:
    """Executes a task at once, in the calling thread. For tests."""

    def start(self, task: Task[Any]) -> None:
        """Execute a task."""
        task.execute()


class Tasks(QObject):
    """Runs work for one window and keeps it alive until it has reported.

    Its one signal brings everything home. Signals of the tasks themselves, connected to closures that name
    the task, would keep each task and all that it was given for ever: pages, and passphrases too.
    """

    _came = Signal(object, object)  # Task, Told

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._running: dict[Task[Any], _Awaited] = {}
        self._came.connect(self._take)

    def run(
        self,
        work: Callable[[Progress, IsCancelled], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        progress: Callable[[Step], object] | None = None,
    ) -> Task[T]:
        """Start work; `done`, `failed` and `progress` are called in the thread of this object."""
        task = Task(work, self._bring)
        self._running[task] = _Awaited(done, failed, progress)
        self._runner.start(task)
        return task

    def give_up(self) -> None:
        """Ask everything that runs to stop, and tell nobody what came of it: whoever asked is gone."""
        for task in self._running:
            task.cancel()
        self._running.clear()

    def _bring(self, task: Task[Any], told: Told) -> None:
        # Whoever asked may be gone with the window.
        with suppress(RuntimeError):
            self._came.emit(task, told)

    def _take(self, task: Task[Any], told: Told) -> None:
        awaited = self._running.get(task)
        if awaited is None:
            return  # given up, or a step that comes after its result: the vault's thread tells it
        if isinstance(told, Step):
            if awaited.progress is not None:
                awaited.progress(told)
            return
        del self._running[task]
        if isinstance(told, Failure):
            awaited.failed(told.error)
        else:
            awaited.done(told.value)


class Job(QRunnable):
    """A task for the pool, which it lets go of once it is done.

    The pool may keep a job for ever: PySide makes it the pool's child after it started, and a short one has
    been deleted by then. About one in fifty stayed, and a passphrase with it.
    """

    def __init__(self, task: Task[Any]) -> None:
        super().__init__()
        self._tasks = [task]

    def run(self) -> None:
        """Execute the task, once."""
        self._tasks.pop().execute()
