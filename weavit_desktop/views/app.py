"""The window as a program: `weavit` without arguments."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from weavit_desktop.composition import Application
from weavit_desktop.events import Event, note
from weavit_desktop.models.pace import favour_window
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.platform.hardening import refuse_readers
from weavit_desktop.platform.program import become, window_command
from weavit_desktop.platform.system_watch import watch_system
from weavit_desktop.views.idleness import Clocks
from weavit_desktop.views.outside import Outside
from weavit_desktop.views.program import Program
from weavit_desktop.views.session import PATIENCE, WindowSession
from weavit_desktop.views.telling import show_error
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.window_state import user_state

# In the order in which they are likely to be wanted.
PAGES = ("people", "importing", "person", "sharing", "share_bulk", "hub_join", "settings")
Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def open_window(application: Application, folder: Path, files: Sequence[Path] = ()) -> int:
    """Open the window on the vault in a folder, or offer to create one there. Returns an exit code.

    Once the vault is open, the flight check is opened over the files.

    Locking does not return: this process becomes a fresh one at the lock screen.
    """
    app = Program(["weavit"])
    app.setApplicationName("Weavit")
    app.setDesktopFileName("weavit")
    if "--debug" not in sys.argv:
        qInstallMessageHandler(hear_qt)
    state = user_state()
    theme = Theme(app, state.appearance(), state.text_scale(), reduced_motion=state.reduced_motion())
    runner = PoolRunner()
    session = WindowSession(application, folder, theme, state, runner, load_everything)
    clocks = Clocks(time.monotonic, time.time)
    outside = Outside(session, application.inboxes, state, clocks, watch_system)  # first: it lets go
    app.files_came.connect(session.open_files)
    session.locked.connect(lambda locked: become(window_command(locked)))
    sys.excepthook = _bug_teller(session, theme)
    refuse_readers()  # not earlier: see there
    session.start()
    outside.begin()
    if files:
        session.open_files(list(files))
    code = app.exec()
    runner.wait(PATIENCE)  # a thread that reports to a window that is gone would crash the program's end
    return code


def load_everything() -> None:
    """Import what an open vault needs, and then let the window's thread come first."""
    for name in ("models.connections", "views.workspace", *(f"views.pages.{page}.page" for page in PAGES)):
        import_module(f"weavit_desktop.{name}")
    favour_window()


def hear_qt(kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """Let Qt's words, which may quote what is shown or a path, neither into the log nor to the terminal."""
    if kind is QtMsgType.QtFatalMsg:
        sys.stderr.write(f"{words}\n")  # the program ends here: why there is no window
    elif kind is not QtMsgType.QtDebugMsg:
        note(Event.QT_WARNED)


def _bug_teller(session: WindowSession, theme: Theme) -> Hook:
    """Return what is called for an exception that nobody expected, after what is called for any."""
    before = sys.excepthook

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        before(kind, error, trace)
        if isinstance(error, Exception):
            show_error(theme, session.window, error)

    return tell
