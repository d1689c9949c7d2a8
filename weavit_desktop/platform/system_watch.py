"""When the system locks its screen or goes to sleep: one face for Windows, macOS and freedesktop."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol


class SystemWatch(Protocol):
    """Tells until it is stopped. The same may be told twice."""

    def stop(self) -> None:
        """Tell nothing any more."""
        ...


def watch_system(window: int, tell: Callable[[], object]) -> SystemWatch:
    """Call `tell` in this thread when the screen is locked or the machine is about to sleep.

    `window` is the native handle of a window of this program: Windows sends its messages to one.
    """
    if sys.platform == "win32":
        from weavit_desktop.platform.windows_watch import watch_windows

        return watch_windows(window, tell)
    if sys.platform == "darwin":
        from weavit_desktop.platform.macos_watch import watch_macos

        return watch_macos(tell)
    from weavit_desktop.platform.freedesktop_watch import watch_freedesktop

    return watch_freedesktop(tell)
