"""The cards of the steps: those that were answered stay in sight where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.models.hub_joining import Step
from weavit_desktop.views.components.body_scroll import BodyScroll
from weavit_desktop.views.pages.hub_join.code_card import CodeCard
from weavit_desktop.views.pages.hub_join.invite_card import InviteCard, WhenCard
from weavit_desktop.views.pages.hub_join.key_card import KeyCard
from weavit_desktop.views.pages.hub_join.rules_card import RulesCard
from weavit_desktop.views.theme.theme import Theme

LEFT, RIGHT = 21, 20  # of the two columns
ROOM_FOR_TWO = 900  # pixels at 100 %; with less, one card is shown at a time
ROOM_FOR_INVITE = 760
ASKING = (Step.KEY, Step.RULES, Step.WAY_OUT)
BELOW = 40  # pixels kept in sight below what the keyboard is in


class JoinCards(QWidget):
    """`asked`: which groups of the code are typed back, from 1."""

    def __init__(self, theme: Theme, asked: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.invite, self._when = InviteCard(theme), WhenCard(theme)
        self.rules, self.key, self.code = RulesCard(theme), KeyCard(theme), CodeCard(theme, asked)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._column.addWidget(self.key)
        self._column.addWidget(self.code)
        self._column.addStretch(1)
        self._right = BodyScroll(self._content)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self.invite, LEFT, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._when, RIGHT, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.rules, LEFT)
        row.addWidget(self._right, RIGHT)

    def arrange(self, step: Step, room: int) -> None:
        """Show the card in hand, and in `room` pixels those of the steps before."""
        alone = room < self._theme.grow(ROOM_FOR_TWO)
        self.invite.setVisible(step is Step.INVITE)
        self._when.setVisible(step is Step.INVITE and room >= self._theme.grow(ROOM_FOR_INVITE))
        self.rules.setVisible(step is Step.RULES or (step in ASKING and not alone))
        self._right.setVisible(step in ASKING and not (alone and step is Step.RULES))
        self.key.setVisible(step is Step.KEY or not alone)
        self.code.setVisible(step is Step.WAY_OUT)

    def bring_into_view(self, widget: QWidget | None) -> None:
        """Scroll to what the keyboard is in, once everything has its place."""
        self._column.activate()
        if widget is not None and self._right.isAncestorOf(widget):
            self._right.ensureWidgetVisible(widget, 0, BELOW)

    def turn_page(self, *, down: bool) -> None:
        """Scroll the right column by what is in sight."""
        bar = self._right.verticalScrollBar()
        bar.setValue(bar.value() + (bar.pageStep() if down else -bar.pageStep()))
