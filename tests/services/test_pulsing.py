"""Work that tells nothing for a while is told of again: who watches sees that it goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from weavit_desktop.errors import Cancelled
from weavit_desktop.services import progress
from weavit_desktop.services.progress import Step, pulsing

ANNA, BO = Step("people", 1, 2), Step("people", 2, 2)
LONG = 30.0  # seconds until a test gives up


class Beats(threading.Event):
    """What the pulse waits on between two beats. It waits no time, and counts."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = threading.Semaphore(0)

    def wait(self, timeout: float | None = None) -> bool:
        del timeout
        self.passed.release()
        return super().wait(0)

    def pass_some(self) -> None:
        """Return when the pulse has looked several times more whether there is something to tell."""
        while self.passed.acquire(blocking=False):
            pass
        for _ in range(5):
            assert self.passed.acquire(timeout=LONG)


@pytest.fixture
def beats(monkeypatch: pytest.MonkeyPatch) -> Beats:
    found = Beats()
    names = SimpleNamespace(Event=lambda: found, Lock=threading.Lock, Thread=threading.Thread)
    monkeypatch.setattr(progress, "threading", names)
    return found


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    yield
    assert [one.name for one in threading.enumerate() if one.name == "pulse"] == []


def test_what_was_told_last_is_told_again() -> None:
    told: list[Step] = []
    thrice = threading.Event()

    def listen(step: Step) -> None:
        told.append(step)
        if told.count(BO) == 3:
            thrice.set()

    with pulsing(listen, interval=0.001) as tell:
        tell(ANNA)
        tell(BO)
        assert thrice.wait(LONG)
    assert told[0] == ANNA
    assert set(told[told.index(BO) :]) == {BO}


def test_nothing_is_told_before_the_work_tells_something(beats: Beats) -> None:
    told: list[Step] = []
    with pulsing(told.append, interval=0):
        beats.pass_some()
    assert told == []


def test_nothing_is_told_while_the_work_tells_by_itself(beats: Beats) -> None:
    told: list[Step] = []
    with pulsing(told.append, interval=2 * LONG) as tell:
        tell(ANNA)
        beats.pass_some()
    assert told == [ANNA]


def test_nothing_is_told_after_it_ended() -> None:
    told: list[Step] = []
    twice = threading.Event()

    def listen(step: Step) -> None:
        told.append(step)
        if len(told) > 1:
            twice.set()

    with pulsing(listen, interval=0.001) as tell:
        tell(ANNA)
        assert twice.wait(LONG)
    # Whoever could tell is gone: see no_thread_left, which looks on after every test.
    assert not any(one.name == "pulse" for one in threading.enumerate())
    assert set(told) == {ANNA}


def test_two_threads_never_tell_at_once(beats: Beats) -> None:
    del beats  # it waits no time
    inside, within, both = threading.Lock(), threading.Event(), threading.Event()

    def listen(step: Step) -> None:
        if not inside.acquire(blocking=False):
            both.set()
            return
        if threading.current_thread() is not threading.main_thread():
            within.set()
            both.wait(0.2)  # time for the work to come in too, if it may
        inside.release()

    with pulsing(listen, interval=0) as tell:
        tell(ANNA)
        assert within.wait(LONG)
        tell(BO)
    assert not both.is_set()


@pytest.mark.filterwarnings("error")
def test_what_the_listener_raises_comes_to_the_work_and_is_not_repeated(beats: Beats) -> None:
    threads: list[str] = []

    def refuse(step: Step) -> None:
        threads.append(threading.current_thread().name)
        raise Cancelled("This was cancelled.")

    def work() -> None:
        with pulsing(refuse, interval=0) as tell:
            try:
                tell(ANNA)
            finally:
                beats.pass_some()

    with pytest.raises(Cancelled):
        work()
    assert threads == [threading.main_thread().name]
