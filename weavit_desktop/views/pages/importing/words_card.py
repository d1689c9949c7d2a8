"""What is kept of mail, meetings and messages: who, when and which way; more only where one asks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from weavit_desktop.importing.context import Asked
from weavit_desktop.views.components.choice import CheckBox
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.theme import Theme

HEADING = "What was said"
WHY = (
    "Only who, when and which way is kept. What you tick is kept too: on this laptop alone, where the "
    "company never sees it. You are asked with every import."
)
SUBJECTS = "Subjects and titles of meetings"
TEXTS = "Texts of LinkedIn messages"


class WordsCard(Frame):
    """Two boxes, never ticked beforehand. `changed` when one was."""

    changed = Signal()

    def __init__(self, theme: Theme, offered: Asked, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CARD, margin=16, gap=0, parent=parent)
        self.column.setContentsMargins(16, 13, 16, 13)
        self.column.addWidget(Label(theme, HEADING, "heading"))
        self.column.addWidget(Label(theme, WHY, "caption", "ink3", wrap=True))
        self._boxes = {
            name: CheckBox(words)
            for name, words in (("subjects", SUBJECTS), ("texts", TEXTS))
            if getattr(offered, name)
        }
        for box in self._boxes.values():
            box.toggled.connect(self.changed)
            self.column.addSpacing(9)
            self.column.addWidget(box)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    @property
    def asked(self) -> Asked:
        """Return what is ticked."""
        return Asked(**{name: box.isChecked() for name, box in self._boxes.items()})

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be ticked while it is imported."""
        for box in self._boxes.values():
            box.setEnabled(not busy)


def words_of(asked: Asked) -> str:
    """Return what is asked for: "subjects and texts", "" for nothing."""
    return " and ".join(name for name in ("subjects", "texts") if getattr(asked, name))
