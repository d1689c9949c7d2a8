"""Looking up from a long query: to stop it when nobody waits for it any more, or to tell that it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from weavit_desktop.errors import Cancelled
from weavit_desktop.vault.connection import Connection

STEPS = 10_000  # of SQLite's machine between two questions: about a millisecond
TICK_STEPS = 500_000


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


@contextmanager
def ticking(db: Connection, tick: Callable[[], object]) -> Iterator[None]:
    """Call `tick` every now and then while statements run. What it raises ends the statement."""
    raised: list[BaseException] = []

    def handler() -> int:
        try:
            tick()
        except BaseException as error:  # the binding would print it and go on
            raised.append(error)
        return len(raised)

    db.set_progress_handler(handler, TICK_STEPS)
    try:
        yield
    except dbapi2.OperationalError as error:
        if raised and error.sqlite_errorcode == dbapi2.SQLITE_INTERRUPT:
            raise raised[0] from None
        raise
    finally:
        db.set_progress_handler(None, 0)
