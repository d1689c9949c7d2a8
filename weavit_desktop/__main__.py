"""`weavit`, and `python -m weavit_desktop`: the window without a command, else the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from weavit_desktop import journal
from weavit_desktop.clock import system_clock
from weavit_desktop.composition import Application, chosen_folder, compose, log_folder
from weavit_desktop.errors import UsageRefused, WeavitError
from weavit_desktop.platform.hardening import refuse_core_dumps, refuse_readers


def main() -> None:
    """Open the window or run one command, and leave with its exit code."""
    refuse_core_dumps()
    journal.begin(log_folder(), system_clock, debug="--debug" in sys.argv)
    sys.exit(_run(sys.argv[1:], compose()))


def _run(arguments: Sequence[str], application: Application) -> int:
    # Each face is imported alone: a command must not wait for Qt, nor the window for the command line.
    match [one for one in arguments if one != "--debug"]:
        case ["--vault", named, *rest]:
            vault: Path | None = Path(named)
        case rest:
            vault = None
    if not all(map(_is_file_to_open, rest)):
        refuse_readers()
        from weavit_desktop.cli.app import run

        return run(arguments, application)
    files = tuple(Path(one).absolute() for one in rest)
    return _open_window(application, chosen_folder(vault, application.default_vault), files)


def _is_file_to_open(argument: str) -> bool:
    """Tell files, as a file manager names them, from commands: these have neither dots nor slashes."""
    return ("." in argument or "/" in argument or os.sep in argument) and Path(argument).exists()


def _open_window(application: Application, folder: Path, files: tuple[Path, ...]) -> int:
    """Hand over to the window that is open on this vault, else open one."""
    from weavit_desktop.platform.inbox import Request, ask_window
    from weavit_desktop.platform.program import has_screen

    try:
        if ask_window(application.inboxes, folder, Request("open", files)):
            return 0
    except WeavitError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    if not has_screen():
        sys.stderr.write("There is no screen to open a window on. `weavit --help` lists the commands.\n")
        return UsageRefused.exit_code
    from weavit_desktop.views.app import open_window

    return open_window(application, folder, files)


if __name__ == "__main__":
    main()
