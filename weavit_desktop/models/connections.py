"""Which ways to the hub are open at this moment, so that the window can say so and locking can close them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from threading import Lock

from PySide6.QtCore import QObject, Signal

from weavit_desktop.sharing.transport import Connect, HubAddress, Transport


class Connections(QObject):
    """Hands out ways to the hub. `changed` carries how many are open; it comes in this object's thread."""

    changed = Signal(int)

    def __init__(self, connect: Connect, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connect = connect
        self._lock = Lock()
        self._open: set[ExitStack] = set()

    def connect_to(self, address: HubAddress) -> AbstractContextManager[Transport]:
        """Return a way to the hub, as `Application.connect` does."""
        return self._way(address)

    def end(self) -> None:
        """Close every way: what is being sent stops, and whoever waits for an answer is told so."""
        with self._lock:
            ways = list(self._open)
        for way in ways:
            way.close()

    @contextmanager
    def _way(self, address: HubAddress) -> Iterator[Transport]:
        way = ExitStack()
        with self._lock:
            self._open.add(way)
        self._tell()
        try:
            with way:
                yield way.enter_context(self._connect(address))
        finally:
            with self._lock:
                self._open.discard(way)
            self._tell()

    def _tell(self) -> None:
        self.changed.emit(len(self._open))
