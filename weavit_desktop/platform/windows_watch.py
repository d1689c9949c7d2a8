"""Windows tells by messages to a window when the session is locked, and when the machine is suspended."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

WM_POWERBROADCAST = 0x0218
PBT_APMSUSPEND = 0x0004
WM_WTSSESSION_CHANGE = 0x02B1
WTS_SESSION_LOCK = 0x7
THIS_SESSION = 0

LOCKING = {(WM_POWERBROADCAST, PBT_APMSUSPEND), (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK)}
# Each message arrives twice, as both kinds.
KINDS = (b"windows_generic_MSG", b"windows_dispatcher_MSG")


class WindowsWatch(QAbstractNativeEventFilter):
    """Sees the messages of this thread."""

    def __init__(self, tell: Callable[[], object], unregister: Callable[[], object]) -> None:
        super().__init__()
        self._tell = tell
        self._unregister = unregister
        self._program = QCoreApplication.instance()
        if self._program is not None:
            self._program.installNativeEventFilter(self)

    def stop(self) -> None:
        """Tell nothing any more."""
        if self._program is not None:
            self._program.removeNativeEventFilter(self)
            self._program = None
            self._unregister()

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Look at a message, and let it pass."""
        if QByteArray(kind).data() in KINDS:
            seen = wintypes.MSG.from_address(int(message))
            if (seen.message, seen.wParam) in LOCKING:
                self._tell()
        return False, 0


if sys.platform == "win32":

    def watch_windows(window: int, tell: Callable[[], object]) -> WindowsWatch:
        """Watch this user's session. Power messages come by themselves, those of the session if asked."""
        sessions = ctypes.WinDLL("wtsapi32")
        sessions.WTSRegisterSessionNotification(wintypes.HWND(window), wintypes.DWORD(THIS_SESSION))
        return WindowsWatch(tell, lambda: sessions.WTSUnRegisterSessionNotification(wintypes.HWND(window)))
