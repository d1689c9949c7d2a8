"""The way to the hub: a transport takes a complete, signed request and gives a complete answer.

The one real transport is the sync process. This process, which sees the vault, opens no socket.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from weavit_core.http_signing import Answer, Request
from weavit_desktop import pipe
from weavit_desktop.errors import HubNotTrusted, HubUnreachable, UsageRefused, WeavitError
from weavit_desktop.pipe import Frame, PipeBroken, read_frame, write_frame

# The sync process gives up after 30 seconds by itself; this only ends one that hangs.
DEADLINE = 40.0
# What an operating system needs to start a program at all. Nothing else is handed on: no proxy settings,
# no names, no paths.
_ENVIRONMENT = ("SYSTEMROOT", "WINDIR")


class Transport(Protocol):
    def send(self, request: Request) -> Answer:
        """Return the answer to one request. Raises HubUnreachable or HubNotTrusted."""
        ...


@dataclass(frozen=True, slots=True)
class HubAddress:
    """Where a hub is, and the key that proves it is the one: base address and 43 characters of base64url."""

    url: str
    key: str


Connect = Callable[[HubAddress], AbstractContextManager[Transport]]


def sync_command() -> list[str]:
    """Return how to start the sync process of this installation."""
    if getattr(sys, "frozen", False):  # a bundle has it as an executable beside this one
        return [str(Path(sys.executable).with_name(f"weavit-sync{Path(sys.executable).suffix}"))]
    # -I: no environment, no user's packages, no current folder. -B: nothing is written to disk.
    return [sys.executable, "-I", "-B", "-m", "weavit_desktop.sync"]


class SyncProcess:
    """The sync process and the pipe to it. It is started on entering and ended on leaving the context.

    Entering proves the hub and raises HubUnreachable, HubNotTrusted, or UsageRefused for an address that
    is not safe. `proxy` is an address, `authority` a certificate in PEM to trust beside the system's.
    """

    def __init__(
        self,
        address: HubAddress,
        *,
        proxy: str | None = None,
        authority: str | None = None,
        command: Sequence[str] | None = None,
        deadline: float = DEADLINE,
    ) -> None:
        self._address = address
        self._settings = {"proxy": proxy, "authority": authority}
        self._command = sync_command() if command is None else command
        self._deadline = deadline
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603  our own executable, no shell
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        hello = {"url": self._address.url, "key": self._address.key, **self._settings}
        try:
            self._ask(Frame(pipe.HELLO, hello), pipe.READY)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def send(self, request: Request) -> Answer:
        """Return the answer to one request. Raises HubUnreachable or HubNotTrusted."""
        members = {"method": request.method, "url": request.url, "headers": dict(request.headers)}
        frame = self._ask(Frame(pipe.REQUEST, members, request.body), pipe.ANSWER)
        try:
            return Answer(frame.number("status"), frame.texts("headers"), frame.body)
        except PipeBroken as error:
            raise _broken(str(error)) from error

    def close(self) -> None:
        """End the process. A second call does nothing."""
        process, self._process = self._process, None
        if process is None:
            return
        # Nothing is asked now, so there is nothing to wait for; what it was doing, it must not go on doing.
        process.kill()
        process.wait()
        for stream in filter(None, (process.stdin, process.stdout)):
            # What is still buffered for a process that is gone has nowhere to go.
            with suppress(OSError):
                stream.close()

    def _ask(self, frame: Frame, expected: str) -> Frame:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise RuntimeError("weavit-sync is not running")
        watch = threading.Timer(self._deadline, process.kill)
        watch.start()
        try:
            write_frame(process.stdin, frame)
            answer = read_frame(process.stdout)
        except (OSError, PipeBroken) as error:
            raise _broken(type(error).__name__) from error
        finally:
            watch.cancel()
        if answer is None:
            raise _broken("weavit-sync ended")
        if answer.kind == pipe.FAILURE:
            raise _failure(answer.members.get("code"))
        if answer.kind != expected:
            raise _broken("another frame than expected")
        return answer


def _broken(fact: str) -> HubUnreachable:
    return HubUnreachable(
        "The part of Weavit that talks to the hub stopped. Nothing was lost. Try again.", fact=fact
    )


def _failure(code: object) -> WeavitError:
    if code == pipe.NOT_THE_HUB:
        return HubNotTrusted(
            "What answers at the hub's address is not your hub: its key is another one. Nothing was sent. "
            "Ask your administrator before you try again.",
            fact=pipe.NOT_THE_HUB,
        )
    if code == pipe.OUTSIDE:
        return UsageRefused(
            "The hub's address is not safe: it must begin with https. Nothing was sent. "
            "Ask your administrator for another invite.",
            fact=pipe.OUTSIDE,
        )
    if code in (pipe.NONSENSE, pipe.TOO_LARGE):
        return HubUnreachable(
            "Something answers at the hub's address, but not as a hub does. Nothing was lost. "
            "Check the network (a guest network may ask you to log in) and try again.",
            fact=str(code),
        )
    return HubUnreachable(
        "The hub cannot be reached. Nothing was lost; what waits goes on waiting. Try again later.",
        fact=str(code),
    )
