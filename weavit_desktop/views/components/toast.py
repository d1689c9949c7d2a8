"""What just happened, said once, with a way back. It waits while someone is at it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QAccessible, QEnterEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.accessibility import announce
from weavit_desktop.views.theme.painting import paint_box
from weavit_desktop.views.theme.theme import Theme

PLAIN_MS = 6_000
UNDO_MS = 10_000
FROM_BOTTOM = 24


class Toast(QWidget):
    """One message. `undone` when its keeper takes it back by the button or Ctrl Z; `gone` at its end."""

    accessible_role = QAccessible.Role.AlertMessage
    undone = Signal()
    gone = Signal()

    def __init__(
        self, theme: Theme, words: str, *, undo: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._left_ms = UNDO_MS if undo else PLAIN_MS
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._end)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8 if undo else 14, 6)
        row.setSpacing(12)
        row.addWidget(Label(theme, words, "body", "onInkSolid"))
        if undo:
            button = Button(theme, "Undo", Variant.INVERSE_OUTLINE, small=True)
            button.installEventFilter(self)
            button.clicked.connect(self._undo)
            row.addWidget(button)
            QShortcut(QKeySequence.StandardKey.Undo, self, self._undo)
        self.setMinimumHeight(theme.grow(38))
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def accessible_value(self) -> str:
        """Return nothing: the name says it all."""
        return ""

    def start(self) -> None:
        """Show it, say it, and let its time run."""
        self.adjustSize()
        self.show()
        self.raise_()
        announce(self, self.accessibleName())
        self._timer.start(self._left_ms)

    def lasts_ms(self) -> int:
        """Return how long it stays if left alone."""
        return self._timer.interval()

    def held(self) -> bool:
        """Return whether its time stands still."""
        return not self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold while the button has the focus."""
        if event.type() is QEvent.Type.FocusIn:
            self._hold()
        elif event.type() is QEvent.Type.FocusOut:
            self._release()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Hold under the mouse."""
        self._hold()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go on."""
        self._release()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        paint_box(QPainter(self), QRectF(self.rect()), 8, self._theme.color("inkSolid"), None)

    def _hold(self) -> None:
        if self._timer.isActive():
            self._left_ms = max(self._timer.remainingTime(), 0)
            self._timer.stop()

    def _release(self) -> None:
        if self.isVisible() and self.held():
            self._timer.start(self._left_ms)

    def _undo(self) -> None:
        self.undone.emit()
        self._end()

    def _end(self) -> None:
        self._timer.stop()
        self.hide()
        self.gone.emit()
        self.deleteLater()


class Toasts(QObject):
    """Shows toasts over the foot of a window: one at a time, a new one takes the place of the last."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._shown: Toast | None = None
        window.installEventFilter(self)

    def show(self, words: str, *, undo: bool = False) -> Toast:
        """Show a message and return it, so that its `undone` can be connected."""
        if self._shown is not None:
            self._shown.gone.disconnect(self._forget)
            self._shown.hide()
            self._shown.deleteLater()
        toast = Toast(self._theme, words, undo=undo, parent=self._window)
        toast.gone.connect(self._forget)
        self._shown = toast
        toast.start()
        self._place()
        return toast

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the toast at the foot."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        if self._shown is not None:
            left = (self._window.width() - self._shown.width()) // 2
            self._shown.move(left, self._window.height() - self._shown.height() - FROM_BOTTOM)

    def _forget(self) -> None:
        self._shown = None
