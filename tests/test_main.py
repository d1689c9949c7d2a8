"""Which of the two faces a call of `weavit` asks for: the window, with or without files, or a command."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from builders import sample
from weavit_desktop import __main__ as program
from weavit_desktop.cli.app import MODULES, make_app, modules_for
from weavit_desktop.platform.program import has_screen

Asked = list[tuple[str, object]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Asked:
    """Return what was asked for, in order, in place of the faces themselves."""
    found: Asked = []

    def window(_application: object, folder: Path, files: tuple[Path, ...]) -> int:
        found.append(("window", (folder, files)))
        return 0

    def command(arguments: list[str], _application: object) -> int:
        found.append(("command", arguments))
        return 0

    monkeypatch.setattr(program, "_open_window", window)
    monkeypatch.setattr("weavit_desktop.cli.app.run", command)
    monkeypatch.delenv("WEAVIT_VAULT", raising=False)
    monkeypatch.chdir(tmp_path)
    for name in ("anna.vcf", "people", "-x.vcf"):
        (tmp_path / name).write_text("")
    return found


def call(*arguments: str) -> None:
    program._run(list(arguments), sample.application())


DEFAULT = Path("vault-that-nobody-made")


def test_nothing_opens_the_window(asked: Asked) -> None:
    call()
    call("--vault", "v")
    call("--debug")
    assert asked == [("window", (DEFAULT, ())), ("window", (Path("v"), ())), ("window", (DEFAULT, ()))]


def test_files_open_it_over_them(asked: Asked, tmp_path: Path) -> None:
    call(str(tmp_path / "anna.vcf"))
    call("--vault", "v", "anna.vcf", "./people")
    anna = tmp_path / "anna.vcf"
    assert asked == [("window", (DEFAULT, (anna,))), ("window", (Path("v"), (anna, tmp_path / "people")))]


@pytest.mark.parametrize(
    "arguments",
    [["people"], ["missing.vcf"], ["import", "anna.vcf"], ["anna.vcf", "people"], ["--json"], ["--vault"]],
)
def test_everything_else_is_a_command_also_beside_a_file_of_its_name(
    asked: Asked, arguments: list[str]
) -> None:
    call(*arguments)
    assert asked == [("command", arguments)]


def test_without_a_screen_it_says_so_and_names_the_commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("weavit_desktop.platform.program.has_screen", lambda: False)
    application = replace(sample.application(), inboxes=tmp_path / "inboxes")
    assert program._run([], application) == 2
    assert "weavit --help" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_a_screen_is_told_by_the_environment() -> None:
    assert not has_screen({})
    assert has_screen({"DISPLAY": ":0"})
    assert has_screen({"WAYLAND_DISPLAY": "wayland-0"})


def test_the_lock_screen_waits_for_no_rules() -> None:
    check = "import sys, weavit_desktop.views.app; print([one for one in sys.argv[1:] if one in sys.modules])"
    later = ["weavit_desktop.rules", "weavit_desktop.services.people", "rapidfuzz", "http_message_signatures"]
    ran = subprocess.run([sys.executable, "-c", check, *later], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


@pytest.mark.parametrize(
    ("modules", "libraries"),
    [
        ("app.MODULES", ["icalendar", "dateutil", "vobject", "PIL", "nameparser", "PySide6.QtGui", "rich"]),
        ("app.modules_for(['lock'])", ["weavit_desktop.rules", "weavit_desktop.services.work", "rapidfuzz"]),
    ],
)
def test_a_command_loads_no_library_that_few_commands_need(modules: str, libraries: list[str]) -> None:
    check = f"import sys, weavit_desktop.cli.app as app; app.make_app(None, {modules})"
    show = "print([one for one in sys.argv[1:] if one in sys.modules])"
    program = [sys.executable, "-c", f"{check}; {show}", *libraries]
    assert subprocess.run(program, capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("module", MODULES)
def test_every_command_is_known_by_its_module(module: str) -> None:
    command = typer.main.get_command(make_app(sample.application(), [module]))
    assert isinstance(command, TyperGroup)
    assert {*command.commands} == {*MODULES[module]}


def test_a_line_loads_the_module_of_its_command_and_a_line_without_one_loads_all() -> None:
    assert modules_for(["--vault", "v", "people", "anna"]) == ["people"]
    assert modules_for(["--help"]) == modules_for(["peopel"]) == [*MODULES]
