"""The way to the hub: a transport takes a complete, signed request and gives a complete answer.

The one real transport is the sync process. This process, which sees the vault, opens no socket.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, Self

from weavit_core.http_signing import Answer, Request
from weavit_desktop import pipe
from weavit_desktop.child import Child, command_of
from weavit_desktop.errors import HubNotTrusted, HubUnreachable, UsageRefused, WeavitError
from weavit_desktop.pipe import Frame, PipeBroken

# The sync process gives up after 30 seconds by itself; this only ends one that hangs.
DEADLINE = 40.0


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
        self._command = command_of("sync") if command is None else command
        self._deadline = deadline
        self._child: Child | None = None

    def __enter__(self) -> Self:
        self._child = Child(self._command)
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
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def _ask(self, frame: Frame, expected: str) -> Frame:
        if self._child is None:
            raise RuntimeError("weavit-sync is not running")
        try:
            answer = self._child.ask(frame, self._deadline)
        except (OSError, PipeBroken) as error:
            raise _broken(type(error).__name__) from error
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
