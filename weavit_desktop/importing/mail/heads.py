"""The heads of letters, cut out of a mailbox or a file. What follows a head is passed over unread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Final

from weavit_desktop.importing.limits import KIB, MAX_HEAD_BYTES

TOO_LONG: Final = b""  # what stands for a head beyond the limit; a real one has at least a line

_CHUNK = 256 * KIB
_BLANK = re.compile(rb"\n\r?\n")
_NO_LINE = re.compile(rb"\r?\n")
# As mail programs write it: sender, day, time, year, in whatever order; Thunderbird leaves the rest out.
_SEPARATOR = re.compile(rb"From (?:\r?\n|-? ?\r?\n|[^\n]{0,500}\d\d:\d\d(?::\d\d)?[^\n]{0,100}\n)")
_BREAK = b"\nFrom "
_LONGEST_SEPARATOR = 700


@dataclass(frozen=True, slots=True)
class Head:
    """The lines of a letter above its first blank one, and its number in the file, from 1 up."""

    number: int
    lines: bytes = field(repr=False)


def begins_mailbox(data: bytes) -> bool:
    """Say whether a file that begins so is a mailbox."""
    return _SEPARATOR.match(data) is not None


def read_letter(stream: IO[bytes]) -> Head:
    """Return the head of a file that holds one letter. Not a chunk more than the head is read."""
    data = b""
    while len(data) <= MAX_HEAD_BYTES and _end_of_head(data, 0) < 0:
        more = stream.read(8 * KIB)
        if not more:
            break
        data += more
    return Head(1, _head(data, 0, _end_of_head(data, 0)))


def read_mailbox(stream: IO[bytes]) -> Iterator[Head]:
    """Yield the head of every letter of a mailbox (mbox, RFC 4155), in linear time and bounded memory.

    A line of a body that begins with "From " begins a letter only where it goes on as such lines do.
    """
    window = _Window(stream)
    number = 0
    while window.skip_to_letter():
        number += 1
        yield Head(number, window.take_head())


class _Window:
    """The part of a mailbox that is looked at."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._data = b"\n"  # so that the first separator stands behind a line end, as all do
        self._at = 0

    def skip_to_letter(self) -> bool:
        """Go behind the next separator. False at the end of the file."""
        while True:
            found = self._data.find(_BREAK, self._at)
            if found < 0:
                self._at = max(self._at, len(self._data) - len(_BREAK))
                if not self._more():
                    return False
                continue
            self._at = found + 1
            while len(self._data) - self._at < _LONGEST_SEPARATOR and self._more():
                pass
            if separator := _SEPARATOR.match(self._data, self._at):
                self._at = separator.end()
                return True

    def take_head(self) -> bytes:
        """Return the lines up to the first blank one, which stays: a separator may begin right after it."""
        while (end := _end_of_head(self._data, self._at)) < 0:
            if len(self._data) - self._at > MAX_HEAD_BYTES or not self._more():
                break
        head = _head(self._data, self._at, end)
        self._at = end if end >= 0 else len(self._data)
        return head

    def _more(self) -> bool:
        """Read on, and let go of what was looked at."""
        chunk = self._stream.read(_CHUNK)
        if chunk:
            self._data = self._data[self._at :] + chunk
            self._at = 0
        return bool(chunk)


def _end_of_head(data: bytes, start: int) -> int:
    """Return where the line end before the first blank line stands, -1 if no line is blank.

    A head without a line, whose blank one is at `start`, ends there: what follows is a body.
    """
    if _NO_LINE.match(data, start):
        return start
    found = _BLANK.search(data, start)
    return found.start() if found else -1


def _head(data: bytes, start: int, end: int) -> bytes:
    end = end if end >= 0 else len(data)
    return data[start:end] + b"\n" if end - start <= MAX_HEAD_BYTES else TOO_LONG
