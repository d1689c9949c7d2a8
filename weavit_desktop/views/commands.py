"""What can be done from anywhere: by its key, and by its words in the palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from weavit_desktop.views.components.dialog import Overlay


@dataclass(frozen=True, slots=True)
class Command:
    """`keys` as on the keyboard, "Ctrl+1", "" for none; `listed` False: too plain for the palette."""

    words: str
    icon: str
    keys: str
    run: Callable[[], object]
    listed: bool = True


def cap(keys: str) -> str:
    """Return keys as they are printed on a cap: "Ctrl K" for "Ctrl+K"."""
    return keys.replace("+", " ")


def covered(window: QWidget) -> bool:
    """Return whether a dialog or the palette lies over a window: then its keys are those of the dialog."""
    return any(overlay.isVisible() for overlay in window.findChildren(Overlay))


class Keys(QObject):
    """Lets the keys of commands work anywhere in a widget's window, unless a dialog covers it."""

    def __init__(self, widget: QWidget, commands: tuple[Command, ...]) -> None:
        super().__init__(widget)
        self._widget = widget
        for command in commands:
            if command.keys:
                shortcut = QShortcut(QKeySequence(command.keys), widget)
                shortcut.activated.connect(lambda run=command.run: self._do(run))

    def _do(self, run: Callable[[], object]) -> None:
        if not covered(self._widget.window()):
            run()
