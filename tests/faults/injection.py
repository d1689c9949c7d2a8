"""One call in a process of its own, and one of its system calls killed or failing (by strace).

strace counts the calls of every thread by itself. The operation under it therefore runs on one thread: the
order of what reaches the disk is the same, and number N of a call is one place. Other threads and processes
are not traced: they look at pictures and write nothing. What the turns of threads change is left to the kills
by time (moments.py).
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from weavit_desktop.errors import WeavitError
from weavit_desktop.vault import thread

CALLS = (
    *("write", "pwrite64", "writev", "sendfile", "copy_file_range"),
    *("fsync", "fdatasync", "ftruncate", "fallocate"),
    *("rename", "renameat", "renameat2", "link", "linkat"),
    *("unlink", "unlinkat", "rmdir", "mkdir", "mkdirat", "openat", "pread64"),
)
TRACEBACK = -1
KILLED = -9

_LINE = re.compile(r"^(\w+)\((.*)")
_PR_SET_PTRACER = 0x59616D61
_PATIENCE = 60.0  # s


@dataclass(frozen=True, slots=True)
class Point:
    """The call number `number`, from 1, of its name."""

    call: str
    number: int


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended. `code`: 0, an error's of ours, TRACEBACK or KILLED. `said`: result or words."""

    code: int
    said: Any


def in_child(call: Callable[[], object], injected: Sequence[str] = (), log: str = "/dev/null") -> Ended:
    """Run a call in a forked process, under strace where `injected` has its expressions."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if not child:
        ours.close()
        _run(call, theirs, bool(injected))
    theirs.close()
    tracer = _attach(child, injected, log) if injected else None
    with ours:
        ours.sendall(b"g")
        said = b"".join(iter(lambda: ours.recv(1 << 16), b""))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if tracer is not None:
        tracer.wait(_PATIENCE)
    if status:
        return Ended(status, None)
    return Ended(*json.loads(said))


def count_calls(call: Callable[[], object], log: Path) -> list[Point]:
    """Run a call unharmed, and return its system calls that write to the disk or read from it, in order."""
    ended = in_child(call, ["trace=" + ",".join(CALLS)], str(log))
    if ended.code:
        raise SystemExit(f"unharmed, it fails: {ended.said}")
    numbers: Counter[str] = Counter()
    points = []
    for line in log.read_text(errors="replace").splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        name, arguments = found.groups()
        numbers[name] += 1
        if name != "openat" or "O_CREAT" in arguments:
            points.append(Point(name, numbers[name]))
    return points


def kill_at(point: Point) -> list[str]:
    """Return strace's expressions for a kill before a call."""
    return [f"trace={point.call}", f"inject={point.call}:signal=KILL:when={point.number}"]


def fail_at(point: Point, error: str, *, onward: bool) -> list[str]:
    """Return strace's expressions for a call that fails, alone or with all of its name that follow."""
    when = f"{point.number}{'+' if onward else ''}"
    return [f"trace={point.call}", f"inject={point.call}:error={error}:when={when}"]


def _run(call: Callable[[], object], parent: socket.socket, traced: bool) -> None:
    """Be the child. The result goes over the socket: by calls that are never made to fail."""
    try:
        if traced:
            mock.patch.object(thread, "ThreadPoolExecutor", _AtOnce).start()
            ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)
        parent.recv(1)
        result = (0, call())
    except WeavitError as error:
        result = (error.exit_code, str(error))
    except BaseException as error:
        result = (TRACEBACK, _in_short(error))
    parent.sendall(json.dumps(result).encode())
    os._exit(0)


def _in_short(error: BaseException) -> str:
    """Return a traceback on one line: the innermost steps of it in the program."""
    steps = [f"{Path(one.filename).stem}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__)]
    return f"{type(error).__name__}: {error} at {' > '.join(steps[-6:])}"


def _attach(child: int, injected: Sequence[str], log: str) -> subprocess.Popen[bytes]:
    expressions = [part for one in injected for part in ("-e", one)]
    command = ["strace", "-qq", "-s0", "-o", log, "-p", str(child), *expressions]
    tracer = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    status = Path(f"/proc/{child}/status")
    end = time.monotonic() + _PATIENCE
    while "\nTracerPid:\t0\n" in status.read_text():
        if tracer.poll() is not None or time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            raise SystemExit("strace could not attach")
        time.sleep(0.001)
    return tracer


class _AtOnce:
    """Stands in for the executor of the database thread: what is submitted runs here and now."""

    def __init__(self, **_: Any) -> None:
        pass

    def submit(self, call: Callable[[], Any]) -> Future[Any]:
        done: Future[Any] = Future()
        if call is threading.get_ident:
            done.set_result(-1)  # no thread: whoever calls is never "on" it
            return done
        try:
            done.set_result(call())
        except BaseException as error:
            done.set_exception(error)
        return done

    def shutdown(self) -> None:
        pass
