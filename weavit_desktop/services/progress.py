"""What long work tells while it runs, and how it is asked to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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


# Called from whatever thread does the work; it must be quick and must not call the vault.
Progress = Callable[[Step], None]
IsCancelled = Callable[[], bool]


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
