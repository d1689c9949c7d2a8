"""A real bus of one's own: what desktops and logind say of the screen and of sleep."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
import shiboken6
from PySide6.QtCore import ClassInfo, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor
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


@ClassInfo({"D-Bus Interface": SLEEP[1]})
class Logind(QObject):
    """Hands out delay locks, each the end of a pipe, and sees when one is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, ...]] = []
        self._pipes: list[int] = []

    @Slot(str, str, str, str, result=QDBusUnixFileDescriptor)
    def Inhibit(self, what: str, who: str, why: str, mode: str) -> QDBusUnixFileDescriptor:
        kept, given = os.pipe()
        os.set_blocking(kept, False)
        self._pipes.append(kept)
        self.asked.append((what, who, why, mode))
        try:
            return QDBusUnixFileDescriptor(given)
        finally:
            os.close(given)

    def is_held(self, which: int = 0) -> bool:
        """Say whether somebody still has a delay lock."""
        try:
            return os.read(self._pipes[which], 1) != b""
        except BlockingIOError:
            return True

    def end(self) -> None:
        for pipe in self._pipes:
            os.close(pipe)


def forget(watch: FreedesktopWatch) -> None:
    """Stop a watch, and delete it here: Qt's thread of a bus that ends reaches for whoever listened on it."""
    watch.stop()
    shiboken6.delete(watch)


@dataclass
class Bus:
    """A bus with a watch on it, as both of its buses, and a desktop that speaks."""

    address: str
    watch: FreedesktopWatch
    desktop: QDBusConnection
    logind: Logind
    told: list[int] = field(default_factory=list)
    held_when_told: list[bool] = field(default_factory=list)

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
        logind = Logind()
        try:
            found = _bus_at(daemon, connect, logind)
            yield found
            forget(found.watch)
            found.desktop.unregisterObject(SLEEP[0])
        finally:
            logind.end()
            shiboken6.delete(logind)
            daemon.terminate()


def _bus_at(daemon: subprocess.Popen[str], connect: Callable[[str], QDBusConnection], logind: Logind) -> Bus:
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    told: list[int] = []
    held: list[bool] = []

    def hear() -> None:
        told.append(1)
        held.extend([logind.is_held(len(logind.asked) - 1)] if logind.asked else [])

    listening, desktop = connect(address), connect(address)
    assert desktop.registerObject(SLEEP[0], logind, QDBusConnection.RegisterOption.ExportAllSlots)
    assert desktop.registerService(LOGIND), desktop.lastError().message()
    watch = FreedesktopWatch(listening, listening, hear)
    return Bus(address, watch, desktop, logind, told, held)


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
    forget(later)
    QDBusConnection.disconnectFromBus("after")
    assert bus.told == []


def test_without_any_bus_there_is_nothing_to_hear(qtbot: QtBot) -> None:
    nowhere = QDBusConnection.connectToBus("unix:path=/nowhere", "nowhere")
    forget(FreedesktopWatch(None, nowhere, lambda: None))
    QDBusConnection.disconnectFromBus("nowhere")


class TestTheMachineWaits:
    @pytest.fixture
    def held(self, bus: Bus, qtbot: QtBot) -> Bus:
        """Return the bus when logind's delay lock has arrived."""
        qtbot.waitUntil(lambda: bus.watch.holds_sleep)
        return bus

    def test_it_is_asked_to_delay_sleep_and_not_to_forbid_it(self, held: Bus) -> None:
        assert held.logind.asked == [("sleep", "Weavit", "The vault is being locked", "delay")]
        assert held.logind.is_held()

    def test_it_sleeps_once_the_vault_is_locked_and_not_before(self, held: Bus, qtbot: QtBot) -> None:
        held.say(*SLEEP, begins=True)
        qtbot.waitUntil(lambda: not held.logind.is_held())
        assert held.told == [1]
        assert held.held_when_told == [True]

    def test_awake_again_it_waits_the_next_time_too(self, held: Bus, qtbot: QtBot) -> None:
        held.say(*SLEEP, begins=True)
        held.say(*SLEEP, begins=False)
        qtbot.waitUntil(lambda: len(held.logind.asked) == 2 and held.watch.holds_sleep)
        assert not held.logind.is_held(0)
        assert held.logind.is_held(1)
        held.say(*SLEEP, begins=False)  # told twice
        held.say(*SLEEP, begins=True)
        qtbot.waitUntil(lambda: not held.logind.is_held(1))
        assert len(held.logind.asked) == 2

    def test_nobody_waits_for_a_watch_that_was_stopped(self, held: Bus, qtbot: QtBot) -> None:
        held.watch.stop()
        qtbot.waitUntil(lambda: not held.logind.is_held())

    def test_nor_for_one_that_is_stopped_before_the_answer(self, bus: Bus, qtbot: QtBot) -> None:
        bus.watch.stop()
        qtbot.waitUntil(lambda: len(bus.logind.asked) == 1)
        qtbot.waitUntil(lambda: not bus.logind.is_held())
        assert not bus.watch.holds_sleep

    def test_without_logind_the_lock_of_the_screen_is_heard_all_the_same(
        self, bus: Bus, qtbot: QtBot, connect: Callable[[str], QDBusConnection]
    ) -> None:
        assert bus.desktop.unregisterService(LOGIND)
        told: list[int] = []
        listening = connect(bus.address)
        watch = FreedesktopWatch(listening, listening, lambda: told.append(1))
        bus.say(*SCREENS[0], begins=True)
        qtbot.waitUntil(lambda: told == [1])
        assert not watch.holds_sleep
        forget(watch)
