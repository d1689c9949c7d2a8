"""The write-ahead log as a crash left it: did SQLite read all of it that had reached the disk?

SQLite reads up to the first frame with a wrong checksum and passes over the rest without a word. After a
power cut that is right for the transaction that was being written. Every earlier one was on the disk before
the next began (synchronous = FULL): where a later one follows, what cannot be read is damage.
(https://www.sqlite.org/fileformat2.html#the_write_ahead_log; a frame's page is encrypted, its header is not.)
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import dropwhile
from pathlib import Path

from weavit_desktop.errors import VaultDamaged
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.files import PAGE_BYTES

HEADER = struct.Struct(">8I")  # magic, version, page size, sequence, two salts, two sums
FRAME = struct.Struct(">6I")  # page, pages after a commit or 0, two salts, two sums

_MAGIC = 0x377F0682  # of a machine with the low byte first; the other one's is odd


@dataclass(frozen=True, slots=True)
class Frame:
    """What counts of one frame: whether it is of this log or of the one before it, and ends a transaction."""

    present: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Log:
    """A log that was left behind. `sound`: SQLite reads any of it."""

    sound: bool
    frames: tuple[Frame, ...]


def read_log(path: Path) -> Log:
    """Read the headers of a log before its database is connected. A missing log has no frames."""
    if not path.is_file():
        return Log(sound=True, frames=())
    with path.open("rb") as file:
        head = file.read(HEADER.size)
        if len(head) < HEADER.size:
            return Log(sound=True, frames=())
        salts = HEADER.unpack(head)[4:6]
        frames = []
        size = path.stat().st_size
        for start in range(HEADER.size, size - FRAME.size - PAGE_BYTES + 1, FRAME.size + PAGE_BYTES):
            file.seek(start)
            _page, pages, *found, _first, _second = FRAME.unpack(file.read(FRAME.size))
            # One of two: a bit that flipped in the other does not make it one of another log.
            present = any(one == other for one, other in zip(salts, found, strict=True))
            frames.append(Frame(present, present and pages > 0))
    return Log(_is_sound(head), tuple(frames))


def require_read(db: Connection, log: Log) -> None:
    """Raise VaultDamaged if SQLite passed over a transaction that had been committed. Before anything else
    is done with the connection: what it reads later is no part of this log."""
    (_busy, read, _checkpointed) = db.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
    unread = iter(log.frames[max(read, 0) :])
    behind = list(dropwhile(lambda frame: not frame.ends, unread))[1:]
    if (log.frames and not log.sound) or any(frame.present for frame in behind):
        raise VaultDamaged(
            "The vault was not closed properly, and some of what was written last cannot be read any more. "
            "A copy of its files was kept in its quarantine. Open it again to go on without that, or restore "
            "a backup.",
            fact="write-ahead log",
        )


def _is_sound(head: bytes) -> bool:
    magic = HEADER.unpack(head)[0]
    if magic & ~1 != _MAGIC:
        return False
    words = struct.unpack("<6I" if magic == _MAGIC else ">6I", head[:24])
    first = second = 0
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return (first, second) == HEADER.unpack(head)[6:8]
