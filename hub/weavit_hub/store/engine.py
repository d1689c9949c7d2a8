"""The database: how it is opened, read, written, and made to forget."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry

_Result = TypeVar("_Result")
_MOST_TRIES = 8
_RETRIED = frozenset({"40001", "40P01"})  # serialisation failure, deadlock (PostgreSQL)
_WRITES = "weavit_writes"

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA busy_timeout = 10000",
)


def open_engine(url: str) -> Engine:
    """Return an engine for an SQLAlchemy URL. Errors never carry values: they may end in a log."""
    if not url.startswith("sqlite"):
        return create_engine(url, isolation_level="SERIALIZABLE", hide_parameters=True)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state of the database."""
    with engine.connect() as db, db.begin():
        yield db


def write(engine: Engine, work: Callable[[Connection], _Result]) -> _Result:
    """Run the work in one transaction, alone among writers, and return what it returned.

    Where two writers met, the work runs again on what the other one left, so it must do nothing but
    read and write the database.
    """
    for _ in range(_MOST_TRIES - 1):
        try:
            return _write_once(engine, work)
        except DBAPIError as error:
            if not _met_another_writer(error):
                raise
    return _write_once(engine, work)


def forget(engine: Engine) -> None:
    """Remove deleted bytes from the write-ahead log too. SQLite overwrites them in the database itself."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as db:
            raw = db.connection.cursor()  # not inside a transaction, where a checkpoint cannot run
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.close()


def _write_once(engine: Engine, work: Callable[[Connection], _Result]) -> _Result:
    with engine.connect().execution_options(**{_WRITES: True}) as db, db.begin():
        return work(db)


def _met_another_writer(error: DBAPIError) -> bool:
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in _RETRIED


def _prepare_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # trap: else the driver begins by itself, and late
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(db: Connection) -> None:
    # A transaction that begins by reading cannot always become a writing one; IMMEDIATE waits its turn.
    db.exec_driver_sql("BEGIN IMMEDIATE" if db.get_execution_options().get(_WRITES) else "BEGIN")
