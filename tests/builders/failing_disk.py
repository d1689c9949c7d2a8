"""A disk that fails from some step on, and what must be left of a vault then."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

# A disk that is full, one that fails, and one that has become read-only.
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS)
STEPS = ((os, "fsync"), (Path, "replace"), (Path, "mkdir"), (os, "mkdir"), (Path, "unlink"), (os, "link"))


class Steps:
    """Counts the steps on the disk, and fails each from number `failing` on."""

    def __init__(self, failing: int) -> None:
        self.failing = failing
        self.done = 0

    @property
    def failed(self) -> bool:
        return self.done > self.failing

    def take(self) -> None:
        self.done += 1
        if self.failed:
            code = ERRORS[self.failing % len(ERRORS)]
            raise OSError(code, os.strerror(code))


@contextmanager
def failing_from(point: int) -> Iterator[Steps]:
    """Let every step of ours on the disk fail, from number `point` on; new files cannot be opened either."""
    steps = Steps(point)
    with pytest.MonkeyPatch.context() as patched:
        for owner, name in STEPS:
            patched.setattr(owner, name, _counted(getattr(owner, name), steps))
        patched.setattr(os, "open", _counted_if_new(os.open, steps))
        yield steps


@contextmanager
def failing_syncs(point: int) -> Iterator[Steps]:
    """Let every sync after number `point` fail."""
    steps = Steps(point)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", _counted(os.fsync, steps))
        yield steps


def _counted(real: Any, steps: Steps) -> Any:
    def step(*arguments: Any, **options: Any) -> Any:
        steps.take()
        return real(*arguments, **options)

    return step


def _counted_if_new(real: Any, steps: Steps) -> Any:
    def opening(path: Any, flags: int, *arguments: Any, **options: Any) -> Any:
        if flags & os.O_EXCL:
            steps.take()
        return real(path, flags, *arguments, **options)

    return opening
