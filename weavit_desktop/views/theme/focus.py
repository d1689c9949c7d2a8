"""One focus ring for the whole app: it stands around whatever has the keyboard, outside its edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QFocusFrame, QLineEdit, QPlainTextEdit, QWidget

if TYPE_CHECKING:
    from weavit_desktop.views.theme.theme import Theme

REACH = 4  # gap 2, ring 2
FIELDS = (QLineEdit, QPlainTextEdit)
REACH_OF_FIELD = 3  # gap 1: the edge of a field in focus gives way to the ring


class FocusRing(QObject):
    """Follows the focus of one application. Shown for the keyboard only, and always in text fields.

    A widget may set the properties `ringRadius` (of its own corner, in pixels) and `ringReach`, or
    `ring` = False where it shows the focus itself. A field inside a frame names the frame: `ringTarget`.
    """

    def __init__(self, app: QApplication, theme: Theme) -> None:
        super().__init__(app)
        self._theme = theme
        self._frame: QFocusFrame | None = None
        app.focusChanged.connect(self._follow)
        theme.changed.connect(self._renew)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        target = _target(now) if now is not None else None
        if target is not None:
            self._surround(target, isinstance(now, FIELDS))
        elif self._frame is not None:
            self._frame.setWidget(None)  # type: ignore[arg-type] # Qt allows none, the stub does not

    def _renew(self) -> None:
        """Show it again: a frame hides itself when the style of what it surrounds changes."""
        if self._frame is not None:
            self._frame.setWidget(None)  # type: ignore[arg-type] # as above
        self._follow(None, QApplication.focusWidget())

    def _surround(self, target: QWidget, is_field: bool) -> None:
        frame = self._present_frame()
        own = target.property("ringRadius")
        stated = target.property("ringReach")
        radius = self._theme.radius("control") if own is None else int(own)
        reach = (REACH_OF_FIELD if is_field else REACH) if stated is None else int(stated)
        frame.setProperty("ringReach", reach)
        frame.setProperty("ringRadius", radius + reach)
        frame.setWidget(target)

    def _present_frame(self) -> QFocusFrame:
        # The frame lives in the window it was last shown in, and dies with it.
        if self._frame is None:
            self._frame = QFocusFrame()
            self._frame.destroyed.connect(self._forget)
        return self._frame

    def _forget(self) -> None:
        self._frame = None


def _target(now: QWidget) -> QWidget | None:
    framed = now.property("ringTarget")
    target = framed if isinstance(framed, QWidget) else now
    if target.property("ring") is False or not (isinstance(now, FIELDS) or _by_keyboard(now)):
        return None
    return target


def _by_keyboard(widget: QWidget) -> bool:
    """Return whether the last focus change in this window came from a key. Qt keeps count for us."""
    return widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
