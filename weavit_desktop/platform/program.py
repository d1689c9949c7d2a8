"""This program as the operating system sees it: how to start its window, and how to become a fresh one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn


def window_command(folder: Path) -> list[str]:
    """Return the command that opens the window on the vault in a folder."""
    if getattr(sys, "frozen", False):  # a bundle is its own interpreter
        return [sys.executable, "--vault", str(folder)]
    return [sys.executable, "-m", "weavit_desktop", "--vault", str(folder)]


def has_screen(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether a window can be shown. On Linux Qt would end the process with a core dump where not."""
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(environment.get(name) for name in wanted)


def become(command: Sequence[str]) -> NoReturn:
    """Replace this process by a fresh one. What this one had in memory is gone when this returns.

    Clearing in place leaves hundreds of fragments of plain text, whatever one does (vault.md).
    """
    if sys.platform == "win32":
        # There, exec starts another process and leaves the caller's console confused about its end.
        subprocess.Popen(command)  # noqa: S603  our own program, no shell
        os._exit(0)
    os.execv(command[0], list(command))  # noqa: S606  no shell wanted


def version() -> str:
    """Return the version of this installation."""
    from importlib.metadata import version as installed  # 20 ms that only a label needs

    return installed("weavit-desktop")
