"""Messages as Windows sends them, fed to the filter: the lock of the session, and suspend."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import wintypes
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from weavit_desktop.platform.windows_watch import (
    PBT_APMSUSPEND,
    WM_POWERBROADCAST,
    WM_WTSSESSION_CHANGE,
    WTS_SESSION_LOCK,
    WindowsWatch,
)

WTS_SESSION_UNLOCK = 0x8
PBT_APMRESUMEAUTOMATIC = 0x12
WM_KEYDOWN = 0x0100


@dataclass
class Watched:
    watch: WindowsWatch
    told: list[str] = field(default_factory=list)

    def send(self, message: int, detail: int, kind: bytes = b"windows_generic_MSG") -> tuple[bool, int]:
        sent = wintypes.MSG(message=message, wParam=detail)
        return self.watch.nativeEventFilter(QByteArray(kind), ctypes.addressof(sent))


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[Watched]:
    told: list[str] = []
    watch = WindowsWatch(lambda: told.append("locks"), lambda: told.append("unregistered"))
    yield Watched(watch, told)
    watch.stop()


@pytest.mark.parametrize(
    ("message", "detail"), [(WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK), (WM_POWERBROADCAST, PBT_APMSUSPEND)]
)
@pytest.mark.parametrize("kind", [b"windows_generic_MSG", b"windows_dispatcher_MSG"])
def test_locking_and_suspending_are_told_and_passed_on(
    watched: Watched, message: int, detail: int, kind: bytes
) -> None:
    assert watched.send(message, detail, kind) == (False, 0)
    assert watched.told == ["locks"]


@pytest.mark.parametrize(
    ("message", "detail"),
    [
        (WM_WTSSESSION_CHANGE, WTS_SESSION_UNLOCK),
        (WM_POWERBROADCAST, PBT_APMRESUMEAUTOMATIC),
        (WM_KEYDOWN, WTS_SESSION_LOCK),
    ],
)
def test_everything_else_is_only_passed_on(watched: Watched, message: int, detail: int) -> None:
    assert watched.send(message, detail) == (False, 0)
    assert watched.told == []


def test_events_of_another_system_are_not_read_as_messages(watched: Watched) -> None:
    assert watched.watch.nativeEventFilter(QByteArray(b"xcb_generic_event_t"), 0) == (False, 0)
    assert watched.told == []


def test_a_stopped_watch_takes_its_registration_back_once(watched: Watched) -> None:
    watched.watch.stop()
    watched.watch.stop()
    assert watched.told == ["unregistered"]
