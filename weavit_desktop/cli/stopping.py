"""Ctrl+C while the vault's thread works: it is asked to stop, or it would finish what was broken off."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from weavit_desktop.services.progress import IsCancelled


@contextmanager
def stoppable() -> Iterator[IsCancelled]:
    """Give what says whether Ctrl+C was pressed. Closing the vault waits until its thread has heard it.

    A handler and not an `except`: that would come after everything within has tidied up, some of which waits
    for the thread.
    """
    asked = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        asked.set()
        signal.default_int_handler(number, frame)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)
