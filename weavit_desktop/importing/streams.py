"""Byte streams made uniform: UTF-8 where the file was UTF-16, no mark at the start, lines of bounded size."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Final

from weavit_desktop.importing.limits import KIB

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

OVERLONG: Final = b""  # what stands for a line beyond the limit; a real line has at least its end

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)


def detect_encoding(head: bytes) -> tuple[str, int]:
    """Return the encoding of the whole file and the length of its byte order mark.

    "utf-8" also stands for unknown 8-bit text, which is decoded record by record.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    if len(head) >= 4 and head[1] == 0 and head[3] == 0 and head[0] and head[2]:
        return "utf-16-le", 0
    if len(head) >= 4 and head[0] == 0 and head[2] == 0 and head[1] and head[3]:
        return "utf-16-be", 0
    return "utf-8", 0


def unify(stream: IO[bytes]) -> IO[bytes]:
    """Return the stream as UTF-8 (or unknown 8-bit text) with line feeds, without a byte order mark.

    Raw text that is kept is kept in this form: of a UTF-16 file, as UTF-8.
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Raw(stream), 64 * KIB)
    head = buffered.peek(8 * KIB)[: 8 * KIB]
    encoding, mark = detect_encoding(head)
    if encoding != "utf-8":
        buffered.read(mark)
        return io.BufferedReader(_Transcoded(buffered, encoding), 64 * KIB)
    buffered.read(mark)
    if b"\r" in head and b"\n" not in head:  # old Macintosh line ends
        return io.BufferedReader(_Transcoded(buffered, None), 64 * KIB)
    return buffered


def read_lines(stream: IO[bytes], limit: int) -> Iterator[bytes]:
    """Yield physical lines with their ends, in linear time and bounded memory.

    A line of more than `limit` bytes is passed over and comes as OVERLONG.
    """
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(64 * KIB)
        yield OVERLONG


class _Raw(io.RawIOBase):
    """Any object with read() as a raw stream."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        data = self._source.read(len(view))
        view[: len(data)] = data
        return len(data)


class _Transcoded(io.RawIOBase):
    """A stream re-encoded to UTF-8, or with carriage returns as line feeds where `encoding` is None."""

    def __init__(self, source: IO[bytes], encoding: str | None) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)("replace") if encoding else None
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        while not self._ready:
            data = self._source.read(32 * KIB)
            self._ready = self._convert(data)
            if not data:
                break
        count = min(len(view), len(self._ready))
        view[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _convert(self, data: bytes) -> bytes:
        if self._decoder is None:
            return data.replace(b"\r", b"\n")
        return self._decoder.decode(data, final=not data).encode("utf-8", "replace")
