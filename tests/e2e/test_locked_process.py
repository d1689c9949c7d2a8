"""`weavit lock` and `weavit FILE` against a real window, and what is left in the memory of a locked one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from builders.sample import maya_alone
from builders.spelled import text_spellings
from builders.vault import PASSPHRASE
from builders.window_process import environment, open_window_on
from weavit_desktop.platform.inbox import inbox_of, is_served
from weavit_desktop.vault.opening import open_vault

PATIENCE = 20.0  # s
MARKERS = ("Kowalczyk-Brandt", "maya.rinaldi@tarnholm.example", PASSPHRASE)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of Maya's vault, closed."""
    maya = maya_alone(tmp_path / "vault")
    maya.vault.close()
    return tmp_path / "vault"


def weavit(home: Path, *arguments: str | Path) -> tuple[int, str]:
    """Run a command beside the window. Return its code, and all that it said."""
    ran = subprocess.run(
        [sys.executable, "-m", "weavit_desktop", *map(str, arguments)],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout + ran.stderr


def wait(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def is_at_the_lock_screen(process: int, home: Path, folder: Path) -> Callable[[], bool]:
    inboxes = home / ".local" / "share" / "Weavit" / "windows"
    command = Path(f"/proc/{process}/cmdline")
    return lambda: b"window_process" not in command.read_bytes() and is_served(inbox_of(inboxes, folder))


def left_in_memory(process: int) -> set[str]:
    """Return which markers stand in what a process can write, in whatever spelling."""
    forms = {form: marker for marker in MARKERS for form in text_spellings(marker)}
    found: set[str] = set()
    maps = Path(f"/proc/{process}/maps").read_text().splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            place, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            start, end = (int(one, 16) for one in place.split("-"))
            with suppress(OSError, ValueError):  # a page that nobody may read
                memory.seek(start)
                held = memory.read(end - start)
                found.update(marker for form, marker in forms.items() if form in held)
    return found


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="memory can be read on Linux only")
@pytest.mark.skipif(getattr(os, "geteuid", int)() != 0, reason="only root reads the memory of a shut process")
def test_a_locked_window_has_nothing_of_the_vault_in_its_memory(home: Path, folder: Path) -> None:
    with open_window_on(folder, home) as window:
        assert "Kowalczyk-Brandt" in left_in_memory(window.pid)  # so they would be found

        code, said = weavit(home, "lock", "--vault", folder)
        assert (code, said) == (0, "The vault is locked.\n")
        open_vault(folder, PASSPHRASE, command="test").close()  # it is: nobody has it

        wait(is_at_the_lock_screen(window.pid, home, folder))  # the same process, another program
        assert left_in_memory(window.pid) == set()
        assert window.poll() is None


def test_without_a_window_there_is_nothing_to_lock(home: Path, folder: Path) -> None:
    assert weavit(home, "lock", "--vault", folder) == (0, "No window is open on this vault.\n")


def test_files_are_handed_to_the_window_that_is_open(home: Path, folder: Path, tmp_path: Path) -> None:
    card = tmp_path / "anna.vcf"
    card.write_bytes(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Zeller\r\nEND:VCARD\r\n")
    with open_window_on(folder, home):
        # It ends, and so has opened no window; what the window does with them, tests/ui/outside says.
        assert weavit(home, "--vault", folder, card) == (0, "")
