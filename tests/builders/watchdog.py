"""Watches the window's thread: how long it worked without looking at its events, and whom it waited for."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QTimer

from weavit_desktop.vault.thread import DatabaseThread

# s of work between two looks at the events. The target is half of it, and benchmarks/day.py measures against
# that: here, a test that runs beside others on a busy machine must not fail for it.
LONGEST = 0.100


@dataclass
class Watch:
    """`stalls` are stretches of work longer than LONGEST, in seconds; `waits`: who waited for the vault."""

    stalls: list[float] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)


@contextmanager
def watching(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Watch the present thread, which is the window's, while its events are processed.

    Its own CPU time is measured, not the clock on the wall: a machine that does other things as well is no
    stall. What takes no CPU time is waiting, and the only one to wait for is the vault: that is noted too.
    A second thread that looks at this one's frames would tell where a stall was; it makes PySide crash.
    """
    watch = Watch()
    here = threading.get_ident()
    last = time.thread_time()

    def beat() -> None:
        nonlocal last
        now = time.thread_time()
        if now - last > LONGEST:
            watch.stalls.append(now - last)
        last = now

    ask = DatabaseThread._call

    def ask_elsewhere(self: DatabaseThread, call: Callable[[], Any]) -> Any:
        if threading.get_ident() == here:
            watch.waits.append("".join(traceback.format_stack(limit=8)))
        return ask(self, call)

    monkeypatch.setattr(DatabaseThread, "_call", ask_elsewhere)
    heart = QTimer()
    heart.setInterval(0)
    heart.timeout.connect(beat)
    heart.start()
    try:
        yield watch
    finally:
        heart.stop()
        monkeypatch.undo()
