"""Work beside the window: it comes home to the thread that asked, once, and leaves nothing behind."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from weavit_desktop.errors import Cancelled
from weavit_desktop.models.tasks import InlineRunner, Job, PoolRunner, Runner, Task, Tasks
from weavit_desktop.services.progress import Step, stop_if


class Secret:
    """Something that a task was given."""


@pytest.fixture(params=[InlineRunner, PoolRunner])
def runner(request: pytest.FixtureRequest) -> Iterator[Runner]:
    made = request.param()
    yield made
    if isinstance(made, PoolRunner):
        made.wait()


def test_the_result_comes_to_the_thread_that_asked(qtbot: QtBot, runner: Runner) -> None:
    tasks = Tasks(runner)
    came: list[tuple[object, int]] = []

    tasks.run(
        lambda _progress, _cancelled: 7,
        lambda value: came.append((value, threading.get_ident())),
        came.append,
    )

    qtbot.waitUntil(lambda: len(came) == 1)
    assert came == [(7, threading.get_ident())]


def test_what_goes_wrong_comes_as_the_exception(qtbot: QtBot, runner: Runner) -> None:
    tasks = Tasks(runner)
    failures: list[Exception] = []

    tasks.run(lambda _progress, _cancelled: 1 // 0, failures.append, failures.append)

    qtbot.waitUntil(lambda: len(failures) == 1)
    assert isinstance(failures[0], ZeroDivisionError)


def test_steps_come_in_order_before_the_result(qtbot: QtBot, runner: Runner) -> None:
    tasks = Tasks(runner)
    came: list[object] = []
    steps = [Step("reading", at, 3) for at in range(3)]

    def work(progress, _cancelled) -> str:
        for step in steps:
            progress(step)
        return "done"

    tasks.run(work, came.append, came.append, came.append)

    qtbot.waitUntil(lambda: "done" in came)
    assert came == [*steps, "done"]


def test_a_task_that_is_cancelled_can_stop(qtbot: QtBot) -> None:
    runner = PoolRunner()
    tasks = Tasks(runner)
    asked = threading.Event()
    failures: list[Exception] = []

    def work(_progress, cancelled) -> None:
        assert asked.wait(10)
        stop_if(cancelled)

    task = tasks.run(work, failures.append, failures.append)
    task.cancel()
    asked.set()

    qtbot.waitUntil(lambda: len(failures) == 1)
    runner.wait()
    assert isinstance(failures[0], Cancelled)


def test_work_that_was_given_up_stops_and_tells_nobody(qtbot: QtBot) -> None:
    runner = PoolRunner()
    tasks = Tasks(runner)
    asked = threading.Event()
    stopped: list[bool] = []
    told: list[object] = []

    def work(_progress, cancelled) -> None:
        assert asked.wait(10)
        stopped.append(cancelled())

    tasks.run(work, told.append, told.append)
    tasks.give_up()
    asked.set()
    runner.wait()
    QApplication.processEvents()

    assert stopped == [True]
    assert told == []


def test_nothing_that_a_task_was_given_outlives_it(qtbot: QtBot, runner: Runner) -> None:
    tasks = Tasks(runner)
    secret = Secret()
    watched = weakref.ref(secret)
    came: list[object] = []

    def start(given: Secret) -> None:
        tasks.run(
            lambda _progress, _cancelled: str(given),
            lambda value: (came.append(value), given),
            lambda error: (came.append(error), given),
            lambda _step: given,
        )

    start(secret)
    qtbot.waitUntil(lambda: len(came) == 1)
    if isinstance(runner, PoolRunner):
        runner.wait()
    del secret

    def is_gone() -> bool:
        gc.collect()
        return watched() is None

    qtbot.waitUntil(is_gone)  # the pool's thread may let go of its last reference a moment later


def test_a_job_that_the_pool_keeps_holds_nothing_that_its_task_was_given() -> None:
    secret = Secret()
    watched = weakref.ref(secret)

    def work(_progress, _cancelled, given: Secret = secret) -> str:
        return str(given)

    job = Job(Task(work, lambda _task, _told: None))
    del work, secret
    job.run()
    gc.collect()
    assert watched() is None


def test_a_result_for_a_window_that_is_gone_is_dropped(qtbot: QtBot) -> None:
    runner = PoolRunner()
    go_on = threading.Event()
    came: list[object] = []
    tasks = Tasks(runner)
    tasks.run(lambda _progress, _cancelled: go_on.wait(10), came.append, came.append)

    with qtbot.waitSignal(tasks.destroyed):
        tasks.deleteLater()
    go_on.set()
    runner.wait()

    assert came == []
