"""Pictures, cleaned by another process: this one decodes nothing that a stranger made.

The process has no vault and no network, and little memory and time. A picture it dies of, or that keeps it
too long, is one that cannot be shown; the next one gets a new process.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol, Self

from weavit_desktop import pipe
from weavit_desktop.child import Child, command_of
from weavit_desktop.pipe import Frame, PipeBroken

DEADLINE = 20.0  # seconds for one picture; the largest one takes about three
MOST_BYTES = pipe.MOST_BYTES - 1024
FAILED = "failed"  # beside the codes of the pipe: the process died, or took too long


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture without metadata, and a small JPEG of it."""

    media_type: str
    data: bytes = field(repr=False)
    thumbnail: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoPicture:
    """What cannot be shown, by a code of the pipe or FAILED."""

    code: str


class Cleaner(Protocol):
    def clean(self, data: bytes) -> Future[Picture | NoPicture]:
        """Begin to clean a picture. The pictures are answered in their order."""
        ...


class PictureProcess:
    """The process, started with the first picture and ended on leaving the context."""

    def __init__(self, command: Sequence[str] | None = None, deadline: float = DEADLINE) -> None:
        self._command = command_of("pictures") if command is None else command
        self._deadline = deadline
        self._child: Child | None = None
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(cancel_futures=True)
        self._end()

    def clean(self, data: bytes) -> Future[Picture | NoPicture]:
        """Begin to clean a picture, beside the caller's work."""
        return self._executor.submit(self._clean, data)

    def _clean(self, data: bytes) -> Picture | NoPicture:
        if len(data) > MOST_BYTES:
            return NoPicture(pipe.OVERSIZED)
        try:
            child = self._child = self._child or Child(self._command)
            return _outcome(child.ask(Frame(pipe.PICTURE, body=data), self._deadline), data)
        except (OSError, PipeBroken):
            self._end()
            return NoPicture(FAILED)

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


def _outcome(answer: Frame | None, data: bytes) -> Picture | NoPicture:
    """Read an answer. Raises PipeBroken for one that makes no sense, or none."""
    if answer is None:
        raise PipeBroken("the pictures process ended")
    if answer.kind == pipe.REFUSED:
        return NoPicture(answer.text("code"))
    length = answer.number("length")
    if answer.kind != pipe.CLEANED or not 0 <= length < len(answer.body):
        raise PipeBroken("another frame than expected")
    cleaned = answer.body[:length] if length else data
    return Picture(answer.text("media_type"), cleaned, answer.body[length:])
