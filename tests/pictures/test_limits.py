"""What the pictures process may not do, tried by it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from weavit_desktop.pictures.limits import ADDRESS_SPACE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of this kind")

LIMITED = "from weavit_desktop.pictures.limits import limit_this_process; limit_this_process(); "


def ended(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"import os, sys; {LIMITED}{code}"],
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_can_still_answer() -> None:
    assert ended("print('here')").stdout == "here\n"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("open('/etc/hostname')", "Too many open files"),
        ("os.pipe()", "Too many open files"),
        (f"bytes({ADDRESS_SPACE})", "MemoryError"),
        ("os.dup(1)", "Too many open files"),
    ],
)
def test_it_can_not(code: str, error: str) -> None:
    outcome = ended(code)
    assert outcome.returncode != 0
    assert error in outcome.stderr


def test_a_file_it_was_given_does_not_grow(tmp_path: Path) -> None:
    code = f"import os, signal; {LIMITED}signal.signal(signal.SIGXFSZ, signal.SIG_IGN); os.write(1, b'x')"
    with (tmp_path / "out").open("wb") as out:
        outcome = subprocess.run(
            [sys.executable, "-c", code], stdout=out, stderr=subprocess.PIPE, check=False
        )
    assert b"File too large" in outcome.stderr
    assert (tmp_path / "out").read_bytes() == b""


def test_it_loads_neither_the_vault_nor_a_network_nor_qt() -> None:
    code = (
        "import sys, weavit_desktop.pictures.session; print([name for name in sys.modules if name in "
        "('socket', 'ssl', 'sqlcipher3', 'httpx2', 'asyncio') or name.startswith(('PySide6', 'weavit_core', "
        "'weavit_desktop.vault', 'weavit_desktop.services', 'weavit_desktop.importing'))])"
    )
    outcome = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert outcome.stdout == "[]\n"
