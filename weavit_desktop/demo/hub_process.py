"""The hub of the demo: a real one, in a process of its own, on loopback with SQLite."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Self

from weavit_desktop.errors import WeavitError

_READY = "listening on "
_PATIENCE = 10.0  # seconds to end after it was asked to


class DemoHub:
    """A hub in a folder. It serves while the context is entered; `run` acts as its administrator."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: subprocess.Popen[str] | None = None

    def run(self, *arguments: str) -> str:
        """Run one `weavit-hub` command and return what it printed."""
        done = subprocess.run(  # noqa: S603  our own program, no shell
            self._command(*arguments), capture_output=True, text=True, encoding="utf-8", check=False
        )
        if done.returncode:
            raise WeavitError(f"The demo's hub refused: {done.stderr.strip()}")
        return done.stdout.strip()

    def __enter__(self) -> Self:
        self._server = subprocess.Popen(  # noqa: S603  our own program, no shell
            self._command("serve", "--port", "0"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        line = self._server.stdout.readline() if self._server.stdout else ""
        if not line.startswith(_READY):
            self.__exit__()
            raise WeavitError("The demo's hub did not start. Is weavit-hub installed beside weavit?")
        return self

    def __exit__(self, *_: object) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(_PATIENCE)
        server.kill()
        server.wait()
        if server.stdout:
            server.stdout.close()

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "weavit_hub", "--dir", str(self._folder), *arguments]
