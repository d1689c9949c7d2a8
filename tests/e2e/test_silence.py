"""The promise of two processes, held by the system calls of a whole demo."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from builders.traced import OpenedSocket, trace

INTERNET = {"AF_INET", "AF_INET6", "AF_PACKET"}


def test_the_process_with_the_vault_opens_no_internet_socket_in_a_whole_demo(tmp_path: Path) -> None:
    sockets = trace(
        [sys.executable, "-m", "weavit_desktop", "demo", "--dir", str(tmp_path / "demo")],
        tmp_path / "trace",
        {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )

    opened = [one for one in sockets if one.family in INTERNET]
    assert [one for one in opened if not has_the_network(one)] == []
    # The trace sees what it looks for: the two programs that may, did.
    assert any("weavit_desktop.sync" in one.program for one in opened)
    assert any("weavit_hub" in one.program for one in opened)


def has_the_network(socket: OpenedSocket) -> bool:
    """Return whether the program may have the network: the sync process and the hub, and no other."""
    return "weavit_desktop.sync" in socket.program or "weavit_hub" in socket.program
