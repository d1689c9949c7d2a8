"""Which program opened which kind of socket, by the system calls of a whole family of processes."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

_CALLS = "socket,execve,clone,clone3,fork,vfork"
_CHILD = re.compile(r"^(?:clone3?|v?fork)\(.*\) = (\d+)$")
_EXEC = re.compile(r'^execve\("[^"]*", \[(.*)\], .*\) = 0$')
_SOCKET = re.compile(r"^socket\((AF_\w+)")
_FINISHED_LATER = re.compile(r"^<\.\.\. (?:clone3?|v?fork) resumed>.* = (\d+)$")


@dataclass(frozen=True, slots=True)
class OpenedSocket:
    """`program` is the command line of the process, as strace prints it; `family` as AF_INET."""

    program: str
    family: str


def trace(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> list[OpenedSocket]:
    """Run a command to its end and return every socket that it or a process it started opened.

    Skips the test where strace is missing; fails it where the command fails.
    """
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: the system calls of a session cannot be traced here")
    folder.mkdir(parents=True)
    output = str(folder / "trace")
    ran = subprocess.run(
        [
            "strace",
            "-ff",
            "--seccomp-bpf",
            "-s4096",
            "-etrace=" + _CALLS,
            "-esignal=none",
            "-o",
            output,
            *command,
        ],
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return list(_sockets({int(path.suffix[1:]): path.read_text() for path in folder.glob("trace.*")}))


def _sockets(traces: Mapping[int, str]) -> Iterator[OpenedSocket]:
    parents = {child: thread for thread, text in traces.items() for child in _children(text)}
    for thread, text in traces.items():
        program = _inherited_program(parents.get(thread), parents, traces)
        for line in text.splitlines():
            if found := _EXEC.match(line):
                program = found[1]
            elif found := _SOCKET.match(line):
                yield OpenedSocket(program, found[1])


def _children(text: str) -> Iterator[int]:
    for line in text.splitlines():
        if found := _CHILD.match(line) or _FINISHED_LATER.match(line):
            yield int(found[1])


def _inherited_program(thread: int | None, parents: Mapping[int, int], traces: Mapping[int, str]) -> str:
    """Return the program of a thread or of a child that has not called execve: its parent's."""
    while thread is not None:
        programs = [found[1] for line in traces[thread].splitlines() if (found := _EXEC.match(line))]
        if programs:
            return programs[-1]
        thread = parents.get(thread)
    return ""
