"""A real bus of one's own: what desktops and logind say of the screen and of sleep."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from weavit_desktop.platform.freedesktop_watch import FreedesktopWatch

DAEMON = shutil.which("dbus-daemon")
pytestmark = pytest.mark.skipif(DAEMON is None, reason="dbus-daemon is not installed")

LOGIND = "org.freedesktop.login1"
SLEEP = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
SCREENS = [
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),  # KDE
    ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged"),
]


@dataclass
class Bus:
    """A bus with a watch on it, as both of its buses, and a desktop that speaks."""

    address: str
    watch: FreedesktopWatch
    desktop: QDBusConnection
    told: list[int] = field(default_factory=list)

    def say(self, path: str, interface: str, name: str, *, begins: bool) -> None:
        signal = QDBusMessage.createSignal(path, interface, name)
        signal.setArguments([begins])
        assert self.desktop.send(signal)


@pytest.fixture
def connect(qtbot: QtBot) -> Iterator[Callable[[str], QDBusConnection]]:
    names = []

    def to(address: str) -> QDBusConnection:
        names.append(str(uuid4()))
        return QDBusConnection.connectToBus(address, names[-1])

    yield to
    for name in names:
        QDBusConnection.disconnectFromBus(name)


@pytest.fixture
def bus(connect: Callable[[str], QDBusConnection]) -> Iterator[Bus]:
    command = [str(DAEMON), "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        try:
            yield _bus_at(daemon, connect)
        finally:
            daemon.terminate()


def _bus_at(daemon: subprocess.Popen[str], connect: Callable[[str], QDBusConnection]) -> Bus:
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    told: list[int] = []
    listening, desktop = connect(address), connect(address)
    watch = FreedesktopWatch(listening, listening, lambda: told.append(1))
    assert desktop.registerService(LOGIND), desktop.lastError().message()
    return Bus(address, watch, desktop, told)


@pytest.mark.parametrize("screen", [*SCREENS, SLEEP], ids=lambda one: one[1])
def test_locking_and_going_to_sleep_are_told(bus: Bus, qtbot: QtBot, screen: tuple[str, str, str]) -> None:
    bus.say(*screen, begins=True)
    qtbot.waitUntil(lambda: bus.told == [1])


@pytest.mark.parametrize("screen", [SCREENS[0], SLEEP], ids=lambda one: one[1])
def test_waking_up_is_not(bus: Bus, qtbot: QtBot, screen: tuple[str, str, str]) -> None:
    bus.say(*screen, begins=False)
    bus.say(*screen, begins=True)  # they come in order: when this has come, the other has
    qtbot.waitUntil(lambda: bool(bus.told))
    assert bus.told == [1]


def test_sleep_is_believed_of_logind_alone(
    bus: Bus, qtbot: QtBot, connect: Callable[[str], QDBusConnection]
) -> None:
    stranger = connect(bus.address)
    signal = QDBusMessage.createSignal(*SLEEP)
    signal.setArguments([True])
    assert stranger.send(signal)
    assert stranger.interface().isServiceRegistered(LOGIND).value()  # an answer: the bus has passed it on
    bus.say(*SCREENS[0], begins=True)
    qtbot.waitUntil(lambda: bool(bus.told))
    assert bus.told == [1]


def test_a_stopped_watch_is_silent(bus: Bus, qtbot: QtBot) -> None:
    after: list[int] = []
    bus.watch.stop()
    listening = QDBusConnection.connectToBus(bus.address, "after")
    later = FreedesktopWatch(listening, None, lambda: after.append(1))
    bus.say(*SCREENS[0], begins=True)
    qtbot.waitUntil(lambda: after == [1])
    later.stop()
    QDBusConnection.disconnectFromBus("after")
    assert bus.told == []


def test_without_any_bus_there_is_nothing_to_hear(qtbot: QtBot) -> None:
    nowhere = QDBusConnection.connectToBus("unix:path=/nowhere", "nowhere")
    FreedesktopWatch(None, nowhere, lambda: None).stop()
    QDBusConnection.disconnectFromBus("nowhere")
