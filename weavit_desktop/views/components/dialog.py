"""Dialogs inside the window, over a scrim. Esc keeps; Enter never destroys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.painting import paint_box
from weavit_desktop.views.theme.shadow import paint_shadow
from weavit_desktop.views.theme.theme import Theme

WIDTH = 432
MARGIN = 21
LEAST_EDGE = 16  # of the window, around a dialog


class Overlay(QWidget):
    """A scrim over a whole window with one card in it. By `opened` and `closed` the window mutes its keys.

    The keyboard stays inside while it is open and returns to where it was.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, window: QWidget, card: QWidget, *, top: int | None = None) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._card = card
        self._top = top
        self._before: QWidget | None = None
        card.setParent(self)
        self.hide()
        window.installEventFilter(self)

    def open(self) -> None:
        """Show it and give it the keyboard."""
        self._before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.opened.emit()
        first = self._stops()[:1]
        if first:
            first[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        """Hide it and give the keyboard back."""
        if not self.isVisible():
            return
        self.hide()
        self.closed.emit()
        # What had the keyboard may have been made anew meanwhile.
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window whatever its size."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go round inside the card: the window behind it is out of reach."""
        stops = self._stops()
        if not stops:
            return True
        now = QApplication.focusWidget()
        place = stops.index(now) if now in stops else -1 if forward else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(place + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let no press through to the window."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let no key through either."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint scrim and shadow."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("scrim"))
        paint_shadow(painter, self._card.geometry(), 2, self._theme)

    def fit(self) -> None:
        """Give the card the size that it wants now."""
        self._place()

    def _place(self) -> None:
        self.setGeometry(0, 0, self._window.width(), self._window.height())
        room = QSize(self.width() - 2 * LEAST_EDGE, self.height() - 2 * LEAST_EDGE)
        width = min(self._card.sizeHint().width(), room.width())
        tall = self._card.heightForWidth(width) if self._card.hasHeightForWidth() else 0
        height = min(max(tall, self._card.sizeHint().height()), room.height())
        top = (self.height() - height) // 2 if self._top is None else self._top
        self._card.setGeometry(QRect((self.width() - width) // 2, top, width, height))

    def _stops(self) -> list[QWidget]:
        """Return what Tab stops at inside the card, in its order."""
        stops: list[QWidget] = []
        widget = self._card.nextInFocusChain()
        while widget is not None and widget is not self._card:
            if (
                self._card.isAncestorOf(widget)
                and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                and widget.focusProxy() is None
                and widget.isEnabled()
                and widget.isVisibleTo(self._card)
            ):
                stops.append(widget)
            widget = widget.nextInFocusChain()
        return stops


class Dialog(QWidget):
    """A card that asks. Fill `body`, give it buttons, then open(); `kept` on Esc or the keep button.

    The button that goes ahead is the caller's, with its own signal; it takes Enter only by having the focus
    and not at all where it destroys.
    """

    accessible_role = QAccessible.Role.Dialog
    kept = Signal()

    def __init__(
        self, theme: Theme, window: QWidget, heading: str, words: str = "", *, width: int = WIDTH
    ) -> None:
        super().__init__()
        self._theme = theme
        self._width = width
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN - 2, MARGIN, MARGIN - 4)
        column.setSpacing(0)
        column.addWidget(Label(theme, heading, "heading"))
        if words:
            column.addSpacing(4)
            column.addWidget(Label(theme, words, "body", "ink2", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.body.setContentsMargins(0, 12, 0, 12)
        column.addLayout(self.body)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)
        self.setAccessibleName(heading)
        self.setAccessibleDescription(words)
        self.overlay = Overlay(theme, window, self)

    def accessible_value(self) -> str:
        """Return nothing: name and description say it all."""
        return ""

    def add_button(self, button: Button) -> None:
        """Add a button at the right end."""
        self._buttons.addWidget(button)

    def add_keep_button(self, button: Button) -> None:
        """Add the button that changes nothing."""
        button.clicked.connect(self.keep)
        self._buttons.addWidget(button)

    def open(self) -> None:
        """Show it."""
        self.overlay.open()

    def done(self) -> None:
        """Close it after it was answered."""
        self.overlay.close_down()

    def keep(self) -> None:
        """Close it with everything as it was."""
        self.overlay.close_down()
        self.kept.emit()

    def sizeHint(self) -> QSize:
        """Return the width of a dialog and the height its content needs."""
        width = self._theme.grow(self._width)
        # Without any wrapped words a layout knows no height for a width.
        tall = self._column.heightForWidth(width) if self._column.hasHeightForWidth() else 0
        return QSize(width, max(tall, self._column.sizeHint().height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep on Esc; let Enter do nothing that its own button did not take."""
        event.accept()
        if event.key() == Qt.Key.Key_Escape:
            self.keep()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        theme = self._theme
        radius = theme.radius("dialog")
        line = theme.color("lineStrong")
        paint_box(QPainter(self), QRectF(self.rect()), radius, theme.color("raised"), line)
