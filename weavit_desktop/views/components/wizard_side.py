"""The left side of steps that end somewhere: creating a vault, joining a hub."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.sidebar import Logo
from weavit_desktop.views.components.steps import StepList
from weavit_desktop.views.theme.theme import Theme

WIDTH = 272
EDGE = 28


class WizardSide(QWidget):
    """Mark, title, `steps`, and at the foot what stays private: a heading and its words."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        steps: Sequence[tuple[str, str]],
        foot: tuple[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.steps = StepList(theme, steps)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        ground = Frame(Ground.GROUND, margin=EDGE, gap=0)
        column = ground.column
        column.addLayout(_head(theme, title))
        column.addSpacing(38)
        column.addWidget(self.steps)
        column.addStretch(1)
        heading, words = foot
        column.addLayout(_foot_heading(theme, heading))
        column.addSpacing(6)
        column.addWidget(Label(theme, words, "caption", "ink2", wrap=True))
        outer.addWidget(ground, 1)
        outer.addWidget(Rule(Qt.Orientation.Vertical))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return the width of the side."""
        return QSize(self._theme.grow(WIDTH), 600)


def _head(theme: Theme, title: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(11)
    row.addWidget(Logo(theme, 28))
    row.addWidget(Label(theme, title, "heading"), 1)
    return row


def _foot_heading(theme: Theme, heading: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Sign(theme, "lock", "ink2", 14))
    row.addWidget(Label(theme, heading, "captionStrong", "ink2"), 1)
    return row
