"""Stopping a query that nobody waits for any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from weavit_desktop.errors import Cancelled
from weavit_desktop.vault.connection import Connection

STEPS = 10_000  # of SQLite's machine between two questions: about a millisecond


@contextmanager
def interruptible(db: Connection, cancelled: Callable[[], bool]) -> Iterator[None]:
    """Raise Cancelled in the middle of a query once `cancelled` says so."""
    db.set_progress_handler(lambda: int(cancelled()), STEPS)
    try:
        if cancelled():
            raise Cancelled("This was cancelled. Nothing was changed.")
        yield
    except dbapi2.OperationalError as error:
        if error.sqlite_errorcode == dbapi2.SQLITE_INTERRUPT:
            raise Cancelled("This was cancelled. Nothing was changed.") from error
        raise
    finally:
        db.set_progress_handler(None, 0)
