"""`weavit`, and `python -m weavit_desktop`: the window without a command, else the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from weavit_desktop.composition import Application, chosen_folder, compose


def main() -> None:
    """Open the window or run one command, and leave with its exit code."""
    sys.exit(_run(sys.argv[1:], compose()))


def _run(arguments: Sequence[str], application: Application) -> int:
    # Each face is imported alone: a command must not wait for Qt, nor the window for the command line.
    match list(arguments):
        case []:
            vault = None
        case ["--vault", folder]:
            vault = Path(folder)
        case _:
            from weavit_desktop.cli.app import run

            return run(arguments, application)
    from weavit_desktop.views.app import open_window

    return open_window(application, chosen_folder(vault, application.default_vault))


if __name__ == "__main__":
    main()
