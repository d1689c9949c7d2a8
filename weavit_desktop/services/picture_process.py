"""Pictures, cleaned by another process: this one decodes nothing that a stranger made.

The process has no vault and no network, and little memory and time. A picture it dies of, or that keeps it
too long, is one that cannot be shown; the next one gets a new process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

from weavit_desktop import pipe
from weavit_desktop.pipe import Frame, PipeBroken, read_frame, write_frame

DEADLINE = 20.0  # seconds for one picture; the largest one takes about three
MOST_BYTES = pipe.MOST_BYTES - 1024
FAILED = "failed"  # beside the codes of the pipe: the process died, or took too long

# What an operating system needs to start a program at all. Nothing else is handed on.
_ENVIRONMENT = ("SYSTEMROOT", "WINDIR")


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


def pictures_command() -> list[str]:
    """Return how to start the pictures process of this installation."""
    if getattr(sys, "frozen", False):  # a bundle has it as an executable beside this one
        return [str(Path(sys.executable).with_name(f"weavit-pictures{Path(sys.executable).suffix}"))]
    # -I: no environment, no user's packages, no current folder. -B: nothing is written to disk.
    return [sys.executable, "-I", "-B", "-m", "weavit_desktop.pictures"]


class PictureProcess:
    """The process, started with the first picture and ended on leaving the context."""

    def __init__(self, command: Sequence[str] | None = None, deadline: float = DEADLINE) -> None:
        self._command = pictures_command() if command is None else command
        self._deadline = deadline
        self._process: subprocess.Popen[bytes] | None = None
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
            return _outcome(self._ask(data), data)
        except (OSError, PipeBroken):
            self._end()
            return NoPicture(FAILED)

    def _ask(self, data: bytes) -> Frame | None:
        process = self._process = self._process or self._started()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the pictures process has no pipe")
        watch = threading.Timer(self._deadline, process.kill)
        watch.start()
        try:
            write_frame(process.stdin, Frame(pipe.PICTURE, body=data))
            return read_frame(process.stdout)
        finally:
            watch.cancel()

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  our own executable, no shell
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in filter(None, (process.stdin, process.stdout)):
            # What is still buffered for a process that is gone has nowhere to go.
            with suppress(OSError):
                stream.close()


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
