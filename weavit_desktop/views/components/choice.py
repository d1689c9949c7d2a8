"""Check boxes and radio buttons with plain words beside them. The proxy style draws their boxes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QWidget

BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class Option(QRadioButton):
    """One of several painted choices; it leaves the arrow keys to the group that holds it.

    Qt looks for the neighbour by distance between middles, and between wide rows it finds the wrong one.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on space alone."""
        if event.key() in (*BACK, *FORWARD):
            event.ignore()
        else:
            super().keyPressEvent(event)


def go_by_arrow(group: QButtonGroup, event: QKeyEvent) -> bool:
    """Choose the neighbour that an arrow key asks for, by id. Return whether it was an arrow key."""
    step = -1 if event.key() in BACK else 1 if event.key() in FORWARD else 0
    neighbour = group.button(group.checkedId() + step) if step else None
    if neighbour is not None and neighbour.isEnabled():
        neighbour.setFocus(Qt.FocusReason.TabFocusReason)  # by key: the ring shows
        neighbour.click()
    return bool(step)


def stop_at_checked(group: QButtonGroup) -> None:
    """Let Tab come in at the choice. Qt takes the first of a group until one of it had the focus."""
    checked = group.checkedButton()
    usable = [one for one in group.buttons() if one.isEnabled()]
    stop = checked if checked in usable or not usable else usable[0]
    for one in group.buttons():
        here = one is stop
        one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)


class CheckBox(QCheckBox):
    """A check box; an ampersand in its words is a letter, not a shortcut."""

    def __init__(
        self, words: str, *, checked: bool = False, name: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self.setChecked(checked)
        self.setAccessibleName(name or words)
        self.setProperty("ringRadius", 4)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class RadioButton(QRadioButton):
    """A radio button with plain words."""

    def __init__(
        self, words: str, *, checked: bool = False, name: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self.setChecked(checked)
        self.setAccessibleName(name or words)
        self.setProperty("ringRadius", 8)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
