"""One state of a vault that is closed: a card in the middle that says what is, why, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.views.components.body_scroll import BodyScroll
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.empty_state import EmptyState, Sign
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.sidebar import Logo
from weavit_desktop.views.theme.accessibility import announce
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

WIDTH = 460
EDGE = 28
LOGO = 56
CENTER = Qt.AlignmentFlag.AlignHCenter


class StatePage(QWidget):
    """Shows one state at a time; `more` below its buttons can hold further widgets."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        ground = Frame(Ground.GROUND, margin=0, gap=0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        content = QWidget()
        ground.column.addWidget(BodyScroll(content), 1)
        column = QVBoxLayout(content)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.addStretch(2)
        column.addWidget(Logo(theme, LOGO), 0, CENTER)
        column.addSpacing(28)
        self._card = Frame(Ground.CARD, margin=26, gap=14)
        self._card.setFixedWidth(theme.grow(WIDTH))
        # Stretches, not an alignment: an aligned widget gets the height of unwrapped words.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._card)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        self._shown: list[QWidget] = []
        self._state: EmptyState | None = None
        self._heading = ""

    def show_state(
        self,
        icon: str,
        heading: str,
        words: str,
        buttons: tuple[Button, ...] = (),
        *more: QWidget,
        color: ColorName = "attention",
    ) -> None:
        """Show another state, and give the keyboard to its first button."""
        for old in self._shown:
            old.hide()
            old.deleteLater()
        state = EmptyState(self._theme, Sign(self._theme, icon, color, 24), heading, words, buttons)
        self._state, self._heading = state, heading
        self._shown = [state, *more]
        for part in self._shown:
            self._card.column.addWidget(part)
            part.show()
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{heading}. {words}")

    def show_progress(self, words: str) -> None:
        """Say in the same state how far it is."""
        if self._state is not None:
            self._state.set_words(self._heading, words)
