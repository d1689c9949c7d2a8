"""The database thread: it alone has the connection; everyone else hands it functions."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from sqlcipher3 import dbapi2

from weavit_desktop.errors import NoRoom, VaultDamaged
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.faults import database_faults, is_from_database

T = TypeVar("T")


class DatabaseThread:
    """One thread and the connection it opened. Functions run on it one after the other.

    What a function raises reaches its caller; what SQLite raises for a damaged file, a full disk or
    a database in use arrives as VaultDamaged, NoRoom or VaultInUse. After the first damage nothing runs
    any more but `examine`: every further write could spread it.
    """

    def __init__(
        self, open_connection: Callable[[], Connection], after_write: Callable[[Connection], object]
    ) -> None:
        """Open the connection. `after_write` is called with it once a transaction has been committed."""
        self._after_write = after_write
        self._damage: VaultDamaged | None = None
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")
        self._ident = self._executor.submit(threading.get_ident).result()
        try:
            self._db = self._call(open_connection)
        except BaseException:
            self._executor.shutdown()
            raise

    def run(self, function: Callable[[Connection], T]) -> T:
        """Run a function outside any transaction."""
        return self._call(lambda: function(self._db))

    def read(self, function: Callable[[Connection], T]) -> T:
        """Run a function that sees one state of the database. RuntimeError if it writes."""
        return self._call(lambda: _reading(self._db, function))

    def write(self, function: Callable[[Connection], T]) -> T:
        """Run a function in one transaction: all of it happens, or, if it raises, nothing."""
        return self._call(lambda: self._write(function))

    def examine(self, function: Callable[[Connection], T]) -> T:
        """Run a function that only looks, outside any transaction, also when the database is damaged."""
        return self._run(lambda: function(self._db))

    @property
    def damaged(self) -> bool:
        """Return whether damage was met."""
        return self._damage is not None

    def stop(self, damage: VaultDamaged) -> None:
        """Let nothing run any more but `examine`, as somebody found damage."""
        self._damage = self._damage or damage

    def close(self) -> None:
        """Empty the write-ahead log into the database, close it, and end the thread.

        What was committed is in the log, safe: a disk that is too full to empty it is no reason to complain.
        """
        try:
            with suppress(NoRoom):
                self._run(lambda: _close(self._db, checkpoint=not self.damaged))
        finally:
            self._executor.shutdown()

    def _write(self, function: Callable[[Connection], T]) -> T:
        result = _writing(self._db, function)
        # Committed is committed, whatever becomes of tidying up: that is tried again after the next one.
        with suppress(dbapi2.Error):
            self._after_write(self._db)
        return result

    def _call(self, call: Callable[[], T]) -> T:
        if self._damage is not None:
            raise VaultDamaged(str(self._damage), fact=self._damage.fact)
        try:
            return self._run(call)
        except VaultDamaged as error:
            if is_from_database(error):
                self.stop(error)
            raise

    def _run(self, call: Callable[[], T]) -> T:
        if threading.get_ident() == self._ident:
            raise RuntimeError("a function on the database thread asked for the database thread")
        with database_faults():
            return self._executor.submit(call).result()


def _reading(db: Connection, function: Callable[[Connection], T]) -> T:
    try:
        db.execute("PRAGMA query_only = ON")
        db.execute("BEGIN")
        return function(db)
    except dbapi2.OperationalError as error:
        if error.sqlite_errorcode == dbapi2.SQLITE_READONLY:
            raise RuntimeError("a function that reads tried to write") from error
        raise
    finally:
        _roll_back(db)
        db.execute("PRAGMA query_only = OFF")


def _writing(db: Connection, function: Callable[[Connection], T]) -> T:
    db.execute("BEGIN IMMEDIATE")
    try:
        result = function(db)
        db.execute("COMMIT")
    except BaseException:
        _roll_back(db)
        raise
    return result


def _roll_back(db: Connection) -> None:
    # A full disk makes SQLite roll back by itself.
    if db.in_transaction:
        db.execute("ROLLBACK")


def _close(db: Connection, *, checkpoint: bool) -> None:
    try:
        if checkpoint:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        db.close()
