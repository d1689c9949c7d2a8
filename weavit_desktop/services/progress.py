"""What long work tells while it runs, and how it is asked to stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from weavit_desktop.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Step:
    """How far a phase is: `done` of `total` items, or of nobody knows how many."""

    phase: str
    done: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class ReadingStep(Step):
    """`done` records were read so far, and `share` (0 to 1) of all bytes; now from `source` of `sources`.

    How many records a file holds shows only at its end; how many bytes it has, before.
    """

    share: float = 0.0
    source: int = 1
    sources: int = 1


PULSE: Final = 0.1  # seconds

# Called from whatever thread does the work; it must be quick and must not call the vault.
Progress = Callable[[Step], None]
IsCancelled = Callable[[], bool]


class Gauge:
    """One bar for work of several stretches: it never goes back, and tells its share in thousandths.

    `tick` tells it again, for whoever waits: work that is still where it was.
    """

    def __init__(self, phase: str, progress: Progress) -> None:
        self._phase = phase
        self._progress = progress
        self._share = 0.0

    def tick(self) -> None:
        """Tell how far it is."""
        self._progress(Step(self._phase, int(1000 * self._share), 1000))

    def reach(self, share: float) -> None:
        """Tell that this share, 0 to 1, is done."""
        self._share = max(self._share, share)
        self.tick()

    def stretch(self, start: float, end: float) -> Progress:
        """Return what the steps of a part of the work are told to: it leads from one share to another."""

        def tell(step: Step) -> None:
            self.reach(start + (end - start) * (step.done / step.total if step.total else 0.0))

        return tell


def silent(step: Step) -> None:
    """Tell nobody."""
    del step


def never() -> bool:
    """Never ask the work to stop."""
    return False


def stop_if(cancelled: IsCancelled) -> None:
    """Raise Cancelled if the work was asked to stop."""
    if cancelled():
        raise Cancelled("This was cancelled. Nothing was changed.")


def unless(cancelled: IsCancelled, progress: Progress) -> Progress:
    """Return a Progress that raises Cancelled, instead of telling, once the work was asked to stop."""

    def tell(step: Step) -> None:
        stop_if(cancelled)
        progress(step)

    return tell


@contextmanager
def pulsing(progress: Progress, interval: float = PULSE) -> Iterator[Progress]:
    """Give a Progress that repeats what was told last when nothing new is told for `interval` seconds.

    A commit, or the only statement of a phase, tells nothing of itself, and cannot be cancelled either: who
    watches sees that the work goes on.
    """
    told: list[tuple[float, Step]] = []
    alone = threading.Lock()
    ended = threading.Event()

    def tell(step: Step) -> None:
        with alone:
            told.clear()  # what raises is not repeated: here it reaches the work, there nobody
            progress(step)
            told.append((time.monotonic(), step))

    def beat() -> None:
        while not ended.wait(interval / 2):
            with alone:
                if told and time.monotonic() - told[0][0] >= interval / 2:
                    progress(told[0][1])

    thread = threading.Thread(target=beat, name="pulse", daemon=True)
    thread.start()
    try:
        yield tell
    finally:
        ended.set()
        thread.join()
