"""The one notification of macOS, by a Core Foundation that a test plays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from weavit_desktop.platform.macos_watch import AT_ONCE, LOCKED, UTF8, MacosWatch

CENTER, NAME = 11, 12


@dataclass
class CoreFoundation:
    """The four functions that are called, and who observes."""

    observers: dict[int, Any] = field(default_factory=dict)

    def CFNotificationCenterGetDistributedCenter(self) -> int:
        return CENTER

    def CFStringCreateWithCString(self, _allocator: None, text: bytes, encoding: int) -> int:
        assert (text, encoding) == (LOCKED, UTF8)
        return NAME

    def CFNotificationCenterAddObserver(
        self, center: int, observer: int, callback: Any, name: int, _object: None, behaviour: int
    ) -> None:
        assert (center, name, behaviour) == (CENTER, NAME, AT_ONCE)
        self.observers[observer] = callback

    def CFNotificationCenterRemoveEveryObserver(self, center: int, observer: int) -> None:
        assert center == CENTER
        del self.observers[observer]


def test_a_locked_screen_is_told() -> None:
    library = CoreFoundation()
    told: list[int] = []
    watch = MacosWatch(library, lambda: told.append(1))
    (callback,) = library.observers.values()
    callback(CENTER, id(watch), NAME, None, None)
    assert told == [1]


def test_a_stopped_watch_observes_nothing() -> None:
    library = CoreFoundation()
    MacosWatch(library, lambda: None).stop()
    assert library.observers == {}
