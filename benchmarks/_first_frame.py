"""Start a window, and print the monotonic time at which its first frame was painted, and the processor time
that this process had used by then. Then end.

`weavit VAULT`: ours, at the lock screen; `empty`: a window of PySide6 with nothing in it.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class FirstFrame(QObject):
    """Ends the program once a window was painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt names it
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget) and watched.isWindow():
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        print(time.monotonic(), time.process_time(), flush=True)
        QApplication.exit(0)


def start_empty() -> None:
    app = QApplication([])
    watch_first_frame(app)
    window = QWidget()
    window.show()
    app.exec()


def start_weavit(vault: Path) -> None:
    from weavit_desktop.composition import compose
    from weavit_desktop.views import app as program

    run = QApplication.exec

    def watched_exec(*_: object) -> int:
        watch_first_frame(QApplication.instance())
        return run()

    QApplication.exec = watched_exec
    program.open_window(compose(), vault)


def watch_first_frame(app: QObject) -> None:
    app.setProperty("watch", watch := FirstFrame(app))
    app.installEventFilter(watch)


if __name__ == "__main__":
    if sys.argv[1] == "weavit":
        start_weavit(Path(sys.argv[2]))
    else:
        start_empty()
