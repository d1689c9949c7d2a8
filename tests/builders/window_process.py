"""The real window as a program of its own, without a display: `python -m builders.window_process VAULT`.

It types the passphrase of the tests at its lock screen, and says "open" when the vault's people are shown.
When it is locked it becomes the program itself, at the lock screen, as always.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QTimer

from builders.vault import PASSPHRASE
from builders.window import unlock
from weavit_desktop.composition import compose
from weavit_desktop.views import app
from weavit_desktop.views.pages.people.table import PeopleTable
from weavit_desktop.views.session import WindowSession

TESTS = Path(__file__).parents[1]


@contextmanager
def open_window_on(folder: Path, home: Path) -> Iterator[subprocess.Popen[str]]:
    """Run the window until the context is left. What it keeps outside the vault goes into `home`."""
    command = [sys.executable, "-m", "builders.window_process", str(folder)]
    with subprocess.Popen(
        command, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as window:
        assert window.stdout is not None
        try:
            assert window.stdout.readline() == "open\n"
            yield window
        finally:
            window.kill()


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a program without a display or a bus, whose home is a folder."""
    paths = os.pathsep.join([str(TESTS), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_"))}
    return {**kept, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": paths}


class OpenedByItself(WindowSession):
    """A window that somebody opens at once."""

    def start(self) -> None:
        super().start()
        QTimer.singleShot(0, self, lambda: unlock(self, PASSPHRASE))
        self._looking = QTimer(self)
        self._looking.timeout.connect(self._look)
        self._looking.start(20)

    def _look(self) -> None:
        table = self.window.findChild(PeopleTable)
        if table is not None and table.model() is not None and table.model().rowCount():
            self._looking.stop()
            sys.stdout.write("open\n")
            sys.stdout.flush()


def main(folder: Path) -> None:
    with patch.object(app, "WindowSession", OpenedByItself):
        sys.exit(app.open_window(compose(), folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
