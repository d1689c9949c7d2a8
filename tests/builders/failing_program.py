"""The real program with one broken function: `python -m builders.failing_program MODULE:NAME WHAT ...`.

WHAT is a command of `weavit`, or `window VAULT`: that opens the vault and ends soon after a failure.
"""

from __future__ import annotations

import sys
from functools import reduce
from importlib import import_module
from pathlib import Path
from typing import NoReturn

MARKER = "Kowalczyk-Brandt"


def break_function(target: str) -> None:
    """Put a function that fails in the place of another; it has a person in its hands, as any has."""
    module, _, names = target.partition(":")
    *owners, name = names.split(".")

    def fail(*_arguments: object, **_named: object) -> NoReturn:
        person = {"name": MARKER}
        raise RuntimeError(f"{person} cannot be read")

    setattr(reduce(getattr, owners, import_module(module)), name, fail)


def run_window(folder: str) -> None:
    """Run the window as `weavit` does, unlock it, and end it once a report is written."""
    from PySide6.QtCore import QTimer, qWarning

    from builders.window_process import OpenedByItself
    from weavit_desktop import __main__ as program
    from weavit_desktop.composition import log_folder
    from weavit_desktop.views import app

    reports = log_folder() / "reports"

    class Ending(OpenedByItself):
        def _look(self) -> None:
            if reports.exists() and any(reports.iterdir()):
                self._looking.stop()
                qWarning(f"QLabel: cannot show {MARKER}")  # as Qt quotes what it is given
                QTimer.singleShot(50, self.window.close)

    app.WindowSession = Ending
    sys.argv = ["weavit", "--vault", folder]
    program.main()


def main(target: str, *arguments: str) -> None:
    break_function(target)
    if arguments[0] == "window":
        run_window(str(Path(arguments[1])))
        return
    from weavit_desktop import __main__ as program

    sys.argv = ["weavit", *arguments]
    program.main()


if __name__ == "__main__":
    main(*sys.argv[1:])
