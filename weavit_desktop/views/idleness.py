"""Nobody at the keyboard: how long it has been since the last key or movement of the mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

CHECK_EVERY = 5_000  # ms

_Type = QEvent.Type
SIGNS_OF_LIFE = frozenset(
    {
        _Type.KeyPress,
        _Type.KeyRelease,
        _Type.MouseButtonPress,
        _Type.MouseButtonRelease,
        _Type.MouseMove,
        _Type.Wheel,
        _Type.TouchBegin,
        _Type.TouchUpdate,
        _Type.TabletMove,
        _Type.TabletPress,
        _Type.DragMove,
        _Type.Drop,
    }
)


@dataclass(frozen=True, slots=True)
class Clocks:
    """Both count seconds. `monotonic` cannot be set back; `wall` goes on while the machine sleeps."""

    monotonic: Callable[[], float]
    wall: Callable[[], float]


class SignsOfLife(QObject):
    """`noticed` when a hand does something.

    It listens at the windows of the program, where each key and movement arrives once: a filter on the
    application would be called for every paint and timer too.
    """

    noticed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listen()
        # With an input method, letters do not come as keys: it moves its cursor along instead.
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self.noticed)
        self._program = QGuiApplication.instance()
        assert isinstance(self._program, QGuiApplication)
        self._program.focusWindowChanged.connect(self.listen)

    def listen(self) -> None:
        """Listen at every window there is now: menus and lists of choices are windows too."""
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)  # a second time changes nothing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice what a hand does, and let it pass."""
        if event.type() in SIGNS_OF_LIFE:
            self.noticed.emit()
        return super().eventFilter(watched, event)


class Idleness(QObject):
    """`idle` when neither key nor mouse was used for so many minutes, by either clock."""

    idle = Signal()

    def __init__(self, minutes: Callable[[], int], clocks: Clocks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._minutes = minutes
        self._clocks = clocks
        self.note_life()
        self._signs = SignsOfLife(self)
        self._signs.noticed.connect(self.note_life)
        self.timer = QTimer(self)
        self.timer.setInterval(CHECK_EVERY)
        self.timer.timeout.connect(self._check)
        self.timer.start()

    def note_life(self) -> None:
        """Begin to count again."""
        self._last = self._now()

    def _now(self) -> tuple[float, float]:
        return self._clocks.monotonic(), self._clocks.wall()

    def _check(self) -> None:
        self._signs.listen()
        allowed = 60.0 * self._minutes()
        if any(now - last >= allowed for now, last in zip(self._now(), self._last, strict=True)):
            self.note_life()
            self.idle.emit()
