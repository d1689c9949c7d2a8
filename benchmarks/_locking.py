"""Open the real window on a vault, lock it, and print when that was asked and when the lock screen appeared.

`_locking.py VAULT PASSPHRASE` prints the monotonic time at which it was asked, the processor time that was
used by then, and the monotonic time of the lock screen's first frame, which another program shows.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer

from weavit_desktop.composition import compose
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.views import app
from weavit_desktop.views.pages.people.table import PeopleTable
from weavit_desktop.views.session import WindowSession

HERE = Path(__file__).parent
A_MOMENT = 1_500  # ms after the list is there: what is prepared behind it has ended


class Locking(WindowSession):
    """Opens the vault at once, and locks it once people are shown."""

    def start(self) -> None:
        super().start()
        QTimer.singleShot(0, self, self._unlock)
        self._looking = QTimer(self)
        self._looking.timeout.connect(self._look)
        self._looking.start(50)

    def _unlock(self) -> None:
        assert self.gate is not None
        self.gate.opened.emit(open_vault(self.folder, sys.argv[2], command="bench"), False)

    def _look(self) -> None:
        table = self.window.findChild(PeopleTable)
        if table is not None and table.model() is not None and table.model().rowCount():
            self._looking.stop()
            QTimer.singleShot(A_MOMENT, self, self._lock)

    def _lock(self) -> None:
        print(time.monotonic(), time.process_time(), flush=True)
        self.lock()


def main(folder: Path) -> None:
    following = [sys.executable, str(HERE / "_first_frame.py"), "weavit", str(folder)]
    with (
        patch.object(app, "WindowSession", Locking),
        patch.object(app, "window_command", lambda _folder: following),
    ):
        app.open_window(compose(), folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
