"""A card of settings: a heading, and rows of what it is, what it means, and its control."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.theme import Theme

EDGE = 16


class SettingsCard(Frame):
    """Rows under a heading. `note` at its right end says how it stands: "No damage found"."""

    def __init__(self, theme: Theme, icon: str, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CARD, margin=0, gap=0, parent=parent)
        self._theme = theme
        self.note = Label(theme, "", "caption", "ink2")
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 12, EDGE, 12)
        head.setSpacing(9)
        head.addWidget(Sign(theme, icon, "ink", 16))
        head.addWidget(Label(theme, heading, "heading"), 1)
        head.addWidget(self.note)
        self.column.addLayout(head)

    def add_row(self, title: str, words: str, *controls: QWidget) -> Label:
        """Add a row. Return the label of its words, so that they can change."""
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, 11, EDGE, 11)
        row.setSpacing(8)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(Label(self._theme, title, "bodyStrong", is_name=True))
        help_words = Label(self._theme, words, "caption", "ink3", wrap=True)
        texts.addWidget(help_words)
        row.addLayout(texts, 1)
        for control in controls:
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addWidget(Rule())
        self.column.addLayout(row)
        return help_words

    def add_widget(self, widget: QWidget) -> None:
        """Add something that needs the whole width."""
        around = QHBoxLayout()
        around.setContentsMargins(EDGE, 12, EDGE, 12)
        around.addWidget(widget)
        self.column.addWidget(Rule())
        self.column.addLayout(around)
