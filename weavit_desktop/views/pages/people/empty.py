"""What the page says where it has nobody to show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.empty_state import EmptyState, Weave
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme


class NobodyYet(QWidget):
    """The first run: an empty vault."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.import_button = Button(theme, "Import", Variant.FIRST, icon="import")
        self.add_button = Button(theme, "Add one person", Variant.GHOST)
        words = "Drop a contacts file and it fills in a minute. Everyone starts as Only you."
        buttons = (self.import_button, self.add_button)
        _centre(self, EmptyState(theme, Weave(theme, dyed=False), "Nobody here yet", words, buttons))


class Cloth(Weave):
    """A piece of cloth that may be dyed later."""

    def set_dyed(self, *, dyed: bool) -> None:
        """Dye it, or not."""
        self._dyed = dyed
        self.update()


class NoMatch(QWidget):
    """A search or a filter that leaves nobody."""

    cleared = Signal()
    suggested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shorter = ""
        self.heading = ""
        self.shorter_button = Button(theme, "", icon="search")
        self.clear_button = Button(theme, "Clear", Variant.GHOST)
        buttons = (self.shorter_button, self.clear_button)
        self._cloth = Cloth(theme, dyed=False)
        self._state = EmptyState(theme, self._cloth, "", "", buttons)
        _centre(self, self._state)
        self.shorter_button.clicked.connect(lambda: self.suggested.emit(self._shorter))
        self.clear_button.clicked.connect(self.cleared)
        self.suggest("")

    def show_for(self, text: str, *, filtered: bool, published: bool) -> None:
        """Say what was looked for in vain. The cloth has its thread once anything was published."""
        self._cloth.set_dyed(dyed=published)
        if text:
            self.heading = f"No one matches “{isolate(text)}”"
        else:
            self.heading = "No one matches these filters"
        words = "Try fewer letters. Names are matched in every script."
        if filtered:
            words = "The filters leave people out, too." if text else "Take one of them back."
        self._state.set_words(self.heading, words)
        self.clear_button.set_label("Clear filters" if filtered else "Clear the search")
        self.suggest("")

    def suggest(self, shorter: str) -> None:
        """Offer a search with fewer letters, or none."""
        self._shorter = shorter
        self.shorter_button.set_label(f"Search {shorter}")
        self.shorter_button.setVisible(bool(shorter))


def _centre(page: QWidget, state: EmptyState) -> None:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    ground = Frame(Ground.PAGE, margin=0)
    ground.column.addStretch(2)
    ground.column.addWidget(state, 0, Qt.AlignmentFlag.AlignHCenter)
    ground.column.addStretch(3)
    column.addWidget(ground)
