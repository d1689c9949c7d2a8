"""Linux desktops tell by D-Bus when they lock the screen, and logind when the machine goes to sleep.

logind waits with going to sleep, five seconds as a rule, for whoever holds a delay lock, which is a file
descriptor: this program holds one until it has locked, so that no open vault sleeps along.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)


class Told(NamedTuple):
    """A signal with one truth value: it begins, or it is over. An empty service or path means any."""

    service: str
    path: str
    interface: str
    name: str


# A str, although the stubs of QDBusConnection say bytes: those are refused at run time.
_SLOT: Any = SLOT("begins_or_ends(bool)")

# Desktops emit it under several names and paths; whoever could fake it is this user already.
ON_SESSION = (
    Told("", "", "org.freedesktop.ScreenSaver", "ActiveChanged"),
    Told("", "", "org.gnome.ScreenSaver", "ActiveChanged"),
)
# On the system's bus anyone may send.
LOGIND = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
ON_SYSTEM = (Told(*LOGIND, "PrepareForSleep"),)
DELAY = ["sleep", "Weavit", "The vault is being locked", "delay"]


def watch_freedesktop(tell: Callable[[], object]) -> FreedesktopWatch:
    """Watch the buses of this session and this machine, as far as there are any."""
    session = QDBusConnection.sessionBus() if _has_session_bus() else None
    return FreedesktopWatch(session, QDBusConnection.systemBus(), tell)


class FreedesktopWatch(QObject):
    """Listens on the buses that are connected."""

    def __init__(
        self, session: QDBusConnection | None, system: QDBusConnection | None, tell: Callable[[], object]
    ) -> None:
        super().__init__()
        self._tell = tell
        self._listening: list[tuple[QDBusConnection, Told]] = []
        self._delay: QDBusUnixFileDescriptor | None = None
        self._asked: QDBusPendingCallWatcher | None = None
        self._system = system if system is not None and system.isConnected() else None
        self._listen(session, ON_SESSION)
        self._listen(system, ON_SYSTEM)
        self._hold_sleep()

    @property
    def holds_sleep(self) -> bool:
        """Return whether logind waits for us."""
        return self._delay is not None

    def stop(self) -> None:
        """Tell nothing any more, and let the machine sleep."""
        for bus, told in self._listening:
            bus.disconnect(*told, self, _SLOT)
        self._listening.clear()
        self._system = None
        self._let_sleep()

    @Slot(bool)
    def begins_or_ends(self, begins: bool) -> None:
        """Tell when it begins."""
        if begins:
            self._tell()
            self._let_sleep()  # only now: what was told has been done when it returns
        elif self._delay is None:
            self._hold_sleep()  # awake again, and still here: the vault was not open, or is not to be locked

    def _listen(self, bus: QDBusConnection | None, signals: Sequence[Told]) -> None:
        if bus is None or not bus.isConnected():
            return
        for told in signals:
            if bus.connect(*told, self, _SLOT):
                self._listening.append((bus, told))

    def _hold_sleep(self) -> None:
        """Ask logind to wait for us. Nothing is lost where it is not there, or does not want to."""
        if self._system is None or self._asked is not None:
            return
        call = QDBusMessage.createMethodCall(*LOGIND, "Inhibit")
        call.setArguments(DELAY)
        self._asked = QDBusPendingCallWatcher(self._system.asyncCall(call), self)
        self._asked.finished.connect(self._take_delay)

    def _take_delay(self, asked: QDBusPendingCallWatcher) -> None:
        answer = asked.reply().arguments()
        self._asked = None
        asked.deleteLater()
        # Stopped meanwhile: the descriptor is closed when nobody holds the answer any more.
        if self._system is not None and answer and isinstance(answer[0], QDBusUnixFileDescriptor):
            self._delay = answer[0]

    def _let_sleep(self) -> None:
        self._delay = None


def _has_session_bus() -> bool:
    """Return whether there is a session bus: libdbus would start one where there is none, and wait for it."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return "DBUS_SESSION_BUS_ADDRESS" in os.environ or (
        runtime is not None and (Path(runtime) / "bus").exists()
    )
