"""Ctrl+C while the vault's thread works: it is asked to stop, or it would finish what was broken off."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from weavit_desktop.services.progress import IsCancelled


@contextmanager
def stoppable() -> Iterator[IsCancelled]:
    """Give what says whether Ctrl+C was pressed. Closing the vault waits until its thread has heard it."""
    asked = threading.Event()
    try:
        yield asked.is_set
    except KeyboardInterrupt:
        asked.set()
        raise
