"""The database thread: it alone has the connection; everyone else hands it functions."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlcipher3 import dbapi2

from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.faults import database_faults

T = TypeVar("T")


class DatabaseThread:
    """One thread and the connection it opened. Functions run on it one after the other.

    What a function raises reaches its caller; what SQLite raises for a damaged file, a full disk or
    a database in use arrives as VaultDamaged, NoRoom or VaultInUse.
    """

    def __init__(self, open_connection: Callable[[], Connection]) -> None:
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
        return self._call(lambda: _writing(self._db, function))

    def close(self) -> None:
        """Empty the write-ahead log into the database, close it, and end the thread."""
        try:
            self._call(lambda: _close(self._db))
        finally:
            self._executor.shutdown()

    def _call(self, call: Callable[[], T]) -> T:
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


def _close(db: Connection) -> None:
    try:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        db.close()
