"""macOS tells by a distributed notification when the screen is locked, as it is when the lid closes.

Core Foundation is called by ctypes: one function does not make a bridge to Objective-C worth its weight.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

LOCKED = b"com.apple.screenIsLocked"
FRAMEWORK = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
UTF8 = 0x08000100
AT_ONCE = 4  # CFNotificationSuspensionBehaviorDeliverImmediately

_POINTER = ctypes.c_void_p
# void (center, observer, name, object, userInfo)
_Callback = ctypes.CFUNCTYPE(None, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)


def watch_macos(tell: Callable[[], object]) -> MacosWatch:
    """Watch the screen of this user. It is told in the main thread, whose run loop is Qt's."""
    library = ctypes.CDLL(FRAMEWORK)
    library.CFNotificationCenterGetDistributedCenter.restype = _POINTER
    library.CFStringCreateWithCString.restype = _POINTER
    library.CFStringCreateWithCString.argtypes = [_POINTER, ctypes.c_char_p, ctypes.c_uint32]
    library.CFNotificationCenterAddObserver.restype = None
    library.CFNotificationCenterAddObserver.argtypes = [
        _POINTER, _POINTER, _Callback, _POINTER, _POINTER, ctypes.c_long
    ]  # fmt: skip
    library.CFNotificationCenterRemoveEveryObserver.restype = None
    library.CFNotificationCenterRemoveEveryObserver.argtypes = [_POINTER, _POINTER]
    return MacosWatch(library, tell)


class MacosWatch:
    """Observes one notification. `library` is Core Foundation."""

    def __init__(self, library: Any, tell: Callable[[], object]) -> None:
        self._library = library
        # Kept: Core Foundation calls into it for as long as it observes.
        self._callback = _Callback(lambda *_: _ignore(tell()))
        self._center = library.CFNotificationCenterGetDistributedCenter()
        self._observer = id(self)  # only has to be one that nobody else is
        name = library.CFStringCreateWithCString(None, LOCKED, UTF8)
        library.CFNotificationCenterAddObserver(
            self._center, self._observer, self._callback, name, None, AT_ONCE
        )

    def stop(self) -> None:
        """Tell nothing any more."""
        self._library.CFNotificationCenterRemoveEveryObserver(self._center, self._observer)


def _ignore(_answer: object) -> None:
    """A callback of C returns nothing."""
