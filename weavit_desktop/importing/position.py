"""How far into a source reading is: the bytes that were taken from its files."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING

from weavit_desktop.importing.columns.opening import FORMATS as TABLES
from weavit_desktop.importing.limits import KIB
from weavit_desktop.importing.linkedin.kinds import Table
from weavit_desktop.importing.recognition import CALENDAR
from weavit_desktop.importing.sources import Member, Opener, Source

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class Position:
    """Counts what is read of one source, of `total` bytes. Belongs to the thread that reads."""

    def __init__(self, source: Source) -> None:
        self.total = sum(map(_bytes_to_read, source.members))
        self._read = 0

    @property
    def done(self) -> int:
        """Return the bytes read so far. The heads of tables are read twice: never more than `total`."""
        return min(self._read, self.total)

    def watch(self, open_member: Opener) -> Opener:
        """Return a function that opens members as `open_member` does, and counts what is read of them."""

        def open_watched(member: Member) -> IO[bytes]:
            return io.BufferedReader(_Counted(open_member(member), self), 128 * KIB)

        return open_watched

    def add(self, count: int) -> None:
        """Count bytes that were read."""
        self._read += count


class _Counted(io.RawIOBase):
    def __init__(self, source: IO[bytes], position: Position) -> None:
        self._source = source
        self._position = position

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        data = self._source.read(len(view))
        view[: len(data)] = data
        self._position.add(len(data))
        return len(data)

    def close(self) -> None:
        self._source.close()
        super().close()


def _bytes_to_read(member: Member) -> int:
    """Return how much is read of a file. Messages are read twice: first it is found out who the member is.

    So are tables of people and calendars: first it is found out what stands there twice.
    """
    return member.size * (2 if member.kind in (Table.MESSAGES, *TABLES, CALENDAR) else 1)
