"""How many are probably there twice: counted in a pause, and no number outlives a change."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject

from weavit_desktop.errors import Cancelled
from weavit_desktop.models import duplicate_count
from weavit_desktop.models.duplicate_count import DuplicateCount
from weavit_desktop.models.tasks import Task, Tasks
from weavit_desktop.services.progress import IsCancelled


class Waiting:
    """A runner that keeps tasks until the test lets them go on."""

    def __init__(self) -> None:
        self.tasks: list[Task[Any]] = []

    def start(self, task: Task[Any]) -> None:
        self.tasks.append(task)


class Counting:
    """A count of 5 that waits to be worked out, and what became of it. `deaf`: it hears of no stop."""

    def __init__(self) -> None:
        self.runner = Waiting()
        self.parent = QObject()
        self.errors: list[Exception] = []
        self.told: list[int | None] = []
        self.deaf = False
        self.count = DuplicateCount(
            self._work, Tasks(self.runner, self.parent), self.errors.append, self.parent
        )
        self.count.changed.connect(lambda: self.told.append(self.count.count))

    def _work(self, cancelled: IsCancelled) -> int:
        if cancelled() and not self.deaf:
            raise Cancelled
        return 5

    def let_pause_pass(self) -> int:
        """Return how often it was begun to count by then."""
        for _ in range(3):
            QCoreApplication.processEvents()
        return len(self.runner.tasks)

    def begin(self) -> Task[Any]:
        """Begin to count; return the task, which waits."""
        self.count.ask()
        self.let_pause_pass()
        return self.runner.tasks[-1]


@pytest.fixture
def counting(qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch) -> Counting:
    del qapp  # timers need one
    monkeypatch.setattr(duplicate_count, "PAUSE", 0)
    return Counting()


def test_it_is_counted_after_a_pause_and_known_then(counting: Counting) -> None:
    counting.count.ask()
    assert counting.runner.tasks == []
    assert counting.let_pause_pass() == 1
    counting.runner.tasks[0].execute()
    counting.count.ask()
    assert (counting.let_pause_pass(), counting.told) == (1, [5])


def test_whoever_does_something_stops_it_and_it_begins_again(counting: Counting) -> None:
    first = counting.begin()
    counting.count.ask()
    first.execute()
    assert counting.told == []
    assert counting.let_pause_pass() == 2
    counting.runner.tasks[1].execute()
    assert (counting.told, counting.errors) == ([5], [])


def test_a_number_of_before_a_change_is_never_told(counting: Counting) -> None:
    task = counting.begin()
    counting.deaf = True
    counting.count.forget()
    task.execute()
    assert (counting.count.count, counting.told) == (None, [])


def test_a_change_takes_the_number_away_at_once(counting: Counting) -> None:
    counting.begin().execute()
    counting.count.forget()
    assert counting.told == [5, None]


def test_a_page_that_is_not_seen_counts_nothing(counting: Counting) -> None:
    counting.count.ask()
    counting.count.stop()
    assert counting.let_pause_pass() == 0
