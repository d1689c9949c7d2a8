"""A bug in any layer, with somebody's name in its message and in its variables: it is written nowhere.

Real programs: what they print, log and report is read; none of it holds the name.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from builders.failing_program import MARKER
from builders.vault import PASSPHRASE, new_vault
from builders.window_process import environment

PATIENCE = 120.0  # s; only a failing test waits as long
LAYERS = {
    "importer": "weavit_desktop.importing.vcard.reading:tokenize",
    "vault": "weavit_desktop.vault.repositories.people_pages:page",  # on the database thread
    "service": "weavit_desktop.services.people:list_people",
    "cli": "weavit_desktop.cli.people:print_table",
    "model": "weavit_desktop.models.people_list:PeopleModel.show",
    "view": "weavit_desktop.views.pages.people.delegate:PeopleDelegate._name",
    "task": "weavit_desktop.models.people_search:PeopleSearch._open",  # in the pool
}
COMMANDS = {"importer": "import", "vault": "people", "service": "people", "cli": "people"}
WINDOW = ("model", "view", "task")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    new_vault(tmp_path / "vault").close()
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    (tmp_path / "card.vcf").write_text(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna {MARKER}\r\nN:{MARKER};Anna;;;\r\nEND:VCARD\r\n"
    )
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def run(home: Path, target: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "builders.failing_program", target, *arguments],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def command(home: Path, layer: str, *more: str) -> subprocess.CompletedProcess[str]:
    arguments = [COMMANDS[layer], "--vault", str(home.parent / "vault")]
    arguments += ["--passphrase-file", str(home.parent / "passphrase"), *more]
    if layer == "importer":
        arguments.append(str(home.parent / "card.vcf"))
    return run(home, LAYERS[layer], *arguments)


def left_in(home: Path) -> dict[str, str]:
    """Return every file that the program left in its home, but no vault."""
    found = [path for path in home.rglob("*") if path.is_file()]
    return {path.name: path.read_text(errors="replace") for path in found}


@pytest.mark.parametrize("layer", COMMANDS)
def test_a_command_tells_only_the_place(home: Path, layer: str) -> None:
    ran = command(home, layer)
    left = left_in(home)
    assert ran.returncode == 1
    assert ran.stderr.startswith("Weavit itself failed (RuntimeError in failing_program.py:")
    (report,) = (text for name, text in left.items() if name.endswith(".txt"))
    assert "builtins.RuntimeError" in report
    assert "weavit_desktop.cli.app" in report
    assert "failed report=" in left["weavit.log"]
    assert MARKER not in ran.stdout + ran.stderr + "".join(left.values())


def test_with_debug_the_traceback_comes_to_the_terminal_and_nowhere_else(home: Path) -> None:
    ran = command(home, "service", "--debug")
    assert "Traceback" in ran.stderr
    assert MARKER in ran.stderr
    assert MARKER not in "".join(left_in(home).values())


@pytest.mark.parametrize("layer", WINDOW)
def test_the_window_tells_only_the_place(home: Path, layer: str) -> None:
    card = home.parent / "card.vcf"
    places = ["--vault", str(home.parent / "vault"), "--passphrase-file", str(home.parent / "passphrase")]
    nothing_broken = "weavit_desktop.cli.people:delete"
    assert run(home, nothing_broken, "import", str(card), *places).returncode == 0
    ran = run(home, LAYERS[layer], "window", str(home.parent / "vault"))
    left = left_in(home)
    assert "qt-warned" in left["weavit.log"]
    assert any("builtins.RuntimeError" in text for name, text in left.items() if name.endswith(".txt"))
    assert MARKER not in ran.stdout + ran.stderr + "".join(left.values())
