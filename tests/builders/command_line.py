"""`weavit` and `weavit-hub` as a script meets them: arguments in, exit code and words out.

Most tests call them in this process, which spares the start of a program for every line; what only a program
of its own shows (its streams, its exit code, that nothing is shared between two calls) is run as one.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from typer.testing import CliRunner

from builders.vault import PASSPHRASE, new_vault
from weavit_desktop.cli import app
from weavit_desktop.composition import compose
from weavit_hub.cli import commands


@dataclass(frozen=True, slots=True)
class Ran:
    """What one call gave."""

    code: int
    out: bytes
    err: str

    @property
    def json(self) -> Any:
        """Return the one document of standard output."""
        return json.loads(self.out)


Call = Callable[..., Ran]


def here(*arguments: str | Path) -> Ran:
    """Run a command of `weavit` in this process, without a terminal."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with patch.multiple(sys, stdin=io.StringIO(), stdout=out, stderr=err):
        code = app.run([*map(str, arguments)], _application())
    said = [stream.detach().getvalue() for stream in (out, err)]
    return Ran(code, said[0], said[1].decode("utf-8"))


_application = cache(compose)


def program(*arguments: str | Path) -> Ran:
    """Run a command of `weavit` as a program without a terminal."""
    return run("weavit_desktop", *arguments)


@dataclass(frozen=True, slots=True)
class Weavit:
    """The command line over one vault. Its passphrase lies in a file, as scripts have it."""

    folder: Path
    secret: Path
    call: Call = here

    def __call__(self, *arguments: str | Path) -> Ran:
        """Run one command."""
        places = ("--vault", self.folder, "--passphrase-file", self.secret)
        return self.call(*arguments, *places)

    def ask(self, *arguments: str | Path) -> Any:
        """Run a command that must work, and return its JSON."""
        ran = self(*arguments, "--json")
        assert ran.code == 0, ran.err
        return ran.json


def weavit(folder: Path, call: Call = here) -> Weavit:
    """Return the command line over a new vault whose passphrase takes a moment only."""
    new_vault(folder).close()
    return without_vault(folder, call)


def without_vault(folder: Path, call: Call = here) -> Weavit:
    """Return the command line over a vault that is still to be made in a folder."""
    secret = folder.with_name(folder.name + ".passphrase")
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return Weavit(folder, secret, call)


def run(module: str, *arguments: str | Path) -> Ran:
    """Run a module as a program without a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8"))


@contextmanager
def serving_hub(folder: Path, *, clients: Path) -> Iterator[Path]:
    """Serve a new hub with a registry on loopback until the context is left. Gives the hub's folder."""
    hub("--dir", folder, "init", "--name", "Tarnholm")
    hub("--dir", folder, "clients", "import", clients)
    with serving(folder):
        yield folder


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """Serve an existing hub on loopback until the context is left."""
    command = [sys.executable, "-m", "weavit_hub", "--dir", str(folder), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("listening on ")
        try:
            yield
        finally:
            server.terminate()


def hub(*arguments: str | Path) -> str:
    """Run a command of the hub that must work, in this process; return what it printed."""
    ran = CliRunner().invoke(commands.app, [*map(str, arguments)])
    assert ran.exit_code == 0, ran.stderr
    return ran.stdout.strip()
