"""The promise of two processes, held by the system calls of a whole demo and of a whole day in the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from builders.traced import OpenedSocket, trace

TESTS = Path(__file__).parents[1]
INTERNET = {"AF_INET", "AF_INET6", "AF_PACKET"}


def test_the_process_with_the_vault_opens_no_internet_socket_in_a_whole_demo(tmp_path: Path) -> None:
    sockets = trace(
        [sys.executable, "-m", "builders.readable_program", "demo", "--dir", str(tmp_path / "demo")],
        tmp_path / "trace",
        environment(),
    )

    assert_only_two_programs_reached_the_network(sockets)


def test_the_window_opens_no_internet_socket_in_a_whole_day(tmp_path: Path) -> None:
    sockets = trace(
        [sys.executable, "-m", "builders.traced_day", str(tmp_path)], tmp_path / "trace", environment()
    )

    assert_only_two_programs_reached_the_network(sockets)


def environment() -> dict[str, str]:
    paths = os.pathsep.join([str(TESTS), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": paths}


def assert_only_two_programs_reached_the_network(sockets: Sequence[OpenedSocket]) -> None:
    opened = [one for one in sockets if one.family in INTERNET]
    assert [one for one in opened if not has_the_network(one)] == []
    # The trace sees what it looks for: the two programs that may, did.
    assert any("weavit_desktop.sync" in one.program for one in opened)
    assert any("weavit_hub" in one.program for one in opened)


def has_the_network(socket: OpenedSocket) -> bool:
    """Return whether the program may have the network: the sync process and the hub, and no other."""
    return "weavit_desktop.sync" in socket.program or "weavit_hub" in socket.program
