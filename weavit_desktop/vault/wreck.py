"""A damaged database, looked at without touching it: everything here works on a copy.

SQLCipher refuses every further page once it met one that it cannot authenticate, so whoever goes on
reading opens the copy again; it is opened as a file that nobody changes, which takes a millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlcipher3 import dbapi2

from weavit_desktop.vault import connection, files
from weavit_desktop.vault.backup import working_folder
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.faults import is_damage
from weavit_desktop.vault.quarantine import copy_readable
from weavit_desktop.vault.room import SPARE_BYTES, bytes_in, require_room

T = TypeVar("T")

_MOST_DOUBLINGS = 16


@dataclass(frozen=True, slots=True)
class Pages:
    """How many pages of a database there are or should be, and how many of them cannot be read."""

    total: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class Wreck:
    """A copy of a database, its log put into it, as long as it should be."""

    path: Path
    key: bytes
    pages: Pages


@contextmanager
def wreck_of(folder: Path, key: bytes, workspace: Path) -> Iterator[Wreck]:
    """Lend a copy of the database in a folder, damaged or not, which lies in `workspace` meanwhile.

    Raises NoRoom. A database that is missing counts as one of no pages.
    """
    found = [folder / name for name in (files.DATABASE, files.WAL) if (folder / name).is_file()]
    require_room(workspace, bytes_in(*found) + SPARE_BYTES)
    with working_folder(workspace) as working:
        for path in found:
            copy_readable(path, working / path.name)
        copy = working / files.DATABASE
        if not copy.is_file():
            files.create_private(copy)
        _put_log_in(copy, key)
        _lengthen(copy, key)
        (working / files.WAL).unlink(missing_ok=True)
        yield Wreck(copy, key, count_pages(copy, key))


def count_pages(database: Path, key: bytes) -> Pages:
    """Authenticate every page of a closed database."""
    total = -(-database.stat().st_size // files.PAGE_BYTES)
    if not total:
        return Pages(0, 0)
    with opened(database, key) as db:
        findings = db.execute("PRAGMA cipher_integrity_check").fetchall()
    return Pages(total, len(findings))


@contextmanager
def opened(database: Path, key: bytes) -> Iterator[Connection]:
    """Lend a connection to a database that nobody changes and that has no log."""
    db = connection.connect_to_read(database, key)
    try:
        yield db
    finally:
        db.close()


def opens(found: Wreck) -> bool:
    """Return whether the list of tables can be read: without it, nothing can."""

    def look() -> bool:
        with opened(found.path, found.key) as db:
            return bool(db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])

    return bool(found.pages.total) and as_far_as_readable(look, otherwise=False)


def as_far_as_readable(call: Callable[[], T], *, otherwise: T) -> T:
    """Return what a call returns, or `otherwise` if it meets damage."""
    try:
        return call()
    except dbapi2.Error as error:
        if not is_damage(error):
            raise
        return otherwise


def _put_log_in(database: Path, key: bytes) -> None:
    """Let SQLite move what was committed to the log into the database."""

    def put() -> None:
        db = connection.connect_to_mend(database, key)
        try:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            db.close()

    as_far_as_readable(put, otherwise=None)


def _lengthen(database: Path, key: bytes) -> None:
    """Give a file that was cut its length back, in zeros.

    SQLite refuses a file that is shorter than its first page says, so the least length that it does not
    refuse is the right one. If the first page is bad, it refuses every length, and the file stays as it is.
    """
    size = database.stat().st_size
    least = -(-size // files.PAGE_BYTES)

    def accepted(pages: int) -> bool:
        try:
            _resize(database, pages * files.PAGE_BYTES)
        except OSError:
            return False  # zeros take no room, but no disk holds so much

        def look() -> bool:
            with opened(database, key) as db:
                db.execute(
                    "PRAGMA user_version"
                ).fetchone()  # unlike page_count, it needs the first page only
            return True

        return as_far_as_readable(look, otherwise=False)

    lengths = (least << doubled for doubled in range(_MOST_DOUBLINGS) if least)
    most = next((length for length in lengths if accepted(length)), None)
    if most is None:
        _resize(database, size)
        return
    while least < most:
        middle = (least + most) // 2
        least, most = (least, middle) if accepted(middle) else (middle + 1, most)
    _resize(database, max(most * files.PAGE_BYTES, size))


def _resize(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)
