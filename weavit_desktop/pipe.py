"""The pipe between the app and its other processes: framed, bounded, versioned. Standard library only.

A frame is `WVP1`, four bytes of length (big endian, at most 16 MiB), then that many bytes: a head, one
JSON object on one line, and after its line feed a raw body. Truncated, oversized or foreign bytes are an
error on the side that reads them, never a wait.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any, TypeVar

MAGIC = b"WVP1"
MOST_BYTES = 16 * 1024 * 1024
_LENGTH = 4

# Kinds of frames. The app sends one HELLO, then REQUESTs; the sync process answers HELLO with READY and
# each REQUEST with ANSWER, or either of them with FAILURE.
HELLO = "hello"
READY = "ready"
REQUEST = "request"
ANSWER = "answer"
FAILURE = "failure"

# Codes of a FAILURE.
UNREACHABLE = "unreachable"
TIMED_OUT = "timed-out"
NOT_THE_HUB = "not-the-hub"
NONSENSE = "nonsense"
TOO_LARGE = "too-large"
OUTSIDE = "outside"  # an address that is not safe, or a request that does not go to the joined hub

# The app hands the pictures process one PICTURE after the other; it answers each with CLEANED or REFUSED.
PICTURE = "picture"
CLEANED = "cleaned"
REFUSED = "refused"

# Codes of a REFUSED.
FORMAT = "format"
DAMAGED = "damaged"
OVERSIZED = "oversized"

T = TypeVar("T")


class PipeBroken(Exception):
    """The bytes are no frame, or not the frame that may come now."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`members` are the values of the head other than its kind."""

    kind: str
    members: Mapping[str, Any] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)

    def text(self, name: str) -> str:
        """Return a member that is text. Raises PipeBroken."""
        return self._member(name, str)

    def optional_text(self, name: str) -> str | None:
        """Return a member that is text or null. Raises PipeBroken."""
        return None if self.members.get(name) is None else self.text(name)

    def number(self, name: str) -> int:
        """Return a member that is a whole number. Raises PipeBroken."""
        return self._member(name, int)

    def texts(self, name: str) -> dict[str, str]:
        """Return a member that maps text to text. Raises PipeBroken."""
        value = self._member(name, dict)
        if not all(isinstance(text, str) for text in value.values()):
            raise PipeBroken(f"{name} does not map text to text")
        return value

    def _member(self, name: str, kind: type[T]) -> T:
        value = self.members.get(name)
        if type(value) is not kind:
            raise PipeBroken(f"{name} is missing or of another type")
        return value


def write_frame(stream: IO[bytes], frame: Frame) -> None:
    """Write one frame and flush it. Raises ValueError if it is too large, OSError if the pipe is closed."""
    head = json.dumps({**frame.members, "kind": frame.kind}, separators=(",", ":"))
    payload = head.encode() + b"\n" + frame.body
    if len(payload) > MOST_BYTES:
        raise ValueError(f"a frame has at most {MOST_BYTES} bytes")
    stream.write(MAGIC + len(payload).to_bytes(_LENGTH) + payload)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Frame | None:
    """Read one frame; None where the stream ends before one begins. Raises PipeBroken."""
    start = _read(stream, len(MAGIC) + _LENGTH)
    if not start:
        return None
    if start[: len(MAGIC)] != MAGIC[: len(start)]:
        raise PipeBroken("not a frame of this version")
    if len(start) < len(MAGIC) + _LENGTH:
        raise PipeBroken("the stream ended within a frame")
    length = int.from_bytes(start[len(MAGIC) :])
    if length > MOST_BYTES:
        raise PipeBroken(f"a frame has at most {MOST_BYTES} bytes")
    payload = _read(stream, length)
    if len(payload) < length:
        raise PipeBroken("the stream ended within a frame")
    head, _, body = payload.partition(b"\n")
    return _frame(head, body)


def _frame(head: bytes, body: bytes) -> Frame:
    try:
        members = json.loads(head)
    except (ValueError, RecursionError) as error:
        raise PipeBroken("the head is not JSON") from error
    if not isinstance(members, dict) or not isinstance(members.get("kind"), str):
        raise PipeBroken("the head does not say what kind of frame this is")
    return Frame(members.pop("kind"), members, body)


def _read(stream: IO[bytes], length: int) -> bytes:
    """Return that many bytes, or fewer where the stream ends."""
    data = bytearray()
    while len(data) < length and (chunk := stream.read(length - len(data))):
        data += chunk
    return bytes(data)
