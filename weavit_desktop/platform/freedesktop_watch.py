"""Linux desktops tell by D-Bus when they lock the screen, and logind when the machine goes to sleep."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection


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
ON_SYSTEM = (
    Told(
        "org.freedesktop.login1",
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager",
        "PrepareForSleep",
    ),
)


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
        self._listen(session, ON_SESSION)
        self._listen(system, ON_SYSTEM)

    def stop(self) -> None:
        """Tell nothing any more."""
        for bus, told in self._listening:
            bus.disconnect(*told, self, _SLOT)
        self._listening.clear()

    @Slot(bool)
    def begins_or_ends(self, begins: bool) -> None:
        """Tell when it begins."""
        if begins:
            self._tell()

    def _listen(self, bus: QDBusConnection | None, signals: Sequence[Told]) -> None:
        if bus is None or not bus.isConnected():
            return
        for told in signals:
            if bus.connect(*told, self, _SLOT):
                self._listening.append((bus, told))


def _has_session_bus() -> bool:
    """Return whether there is a session bus: libdbus would start one where there is none, and wait for it."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return "DBUS_SESSION_BUS_ADDRESS" in os.environ or (
        runtime is not None and (Path(runtime) / "bus").exists()
    )
