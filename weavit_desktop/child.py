"""A process of ours at the other end of a pipe: started with nothing of ours, asked, and ended at once."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from weavit_desktop.pipe import Frame, read_frame, write_frame

# What an operating system needs to start a program at all. Nothing else is handed on: no proxy settings,
# no names, no paths.
_ENVIRONMENT = ("SYSTEMROOT", "WINDIR")


def command_of(name: str) -> list[str]:
    """Return how to start the `sync`, `pictures` or `facts` process of this installation."""
    if getattr(sys, "frozen", False):  # a bundle has it as an executable beside this one
        return [str(Path(sys.executable).with_name(f"weavit-{name}{Path(sys.executable).suffix}"))]
    # -I: no environment, no user's packages, no current folder. -B: nothing is written to disk.
    return [sys.executable, "-I", "-B", "-m", f"weavit_desktop.{name}"]


class Child:
    """A process and the pipe to it. It is started by making this. Raises OSError."""

    def __init__(self, command: Sequence[str]) -> None:
        self.process = subprocess.Popen(  # noqa: S603  our own executable, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def ask(self, frame: Frame, deadline: float) -> Frame | None:
        """Return the answer to a frame, None where the process ended instead: after `deadline` s it is ended.

        Raises OSError, PipeBroken.
        """
        process = self.process
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("a child was started without its pipe")
        watch = threading.Timer(deadline, process.kill)
        watch.start()
        try:
            write_frame(process.stdin, frame)
            return read_frame(process.stdout)
        finally:
            watch.cancel()

    def end(self) -> None:
        """End the process. What it was doing, it must not go on doing."""
        process = self.process
        process.kill()
        process.wait()
        for stream in filter(None, (process.stdin, process.stdout)):
            # What is still buffered for a process that is gone has nowhere to go.
            with suppress(OSError):
                stream.close()
