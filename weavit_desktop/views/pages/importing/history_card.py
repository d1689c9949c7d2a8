"""The imports before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.models.importing import HistoryModel
from weavit_desktop.services.import_history import EarlierImport
from weavit_desktop.views.components.empty_state import EmptyState, Weave
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.pages.importing.figures_table import FiguresTable
from weavit_desktop.views.pages.importing.rows_table import EDGE
from weavit_desktop.views.theme.theme import Theme

WIDTHS = (162, 66, 76, 98, 92)  # when, new, updated, interactions, problems
LEAST_FILES = 320
GIVE_WAY = (3, 4, 2)  # updated, interactions, new
MOST_BELOW = 6  # rows, where something comes after them
NOTHING = "Nothing imported yet"
DROP = "Drop a file {where}. You see what is in it before anything is kept."


class HistoryCard(Frame):
    """`opened` tells an import that is to be looked at."""

    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CARD, margin=1, gap=0, parent=parent)
        self._model = HistoryModel(self)
        self.table = FiguresTable(
            theme,
            self._model,
            "Earlier imports",
            WIDTHS,
            most_rows=None,
            least_first=LEAST_FILES,
            give_way=GIVE_WAY,
            can_open=lambda row: self._model.imports[row].undone_at is None,
        )
        self.table.opened.connect(lambda row: self.opened.emit(self._model.imports[row]))
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 13, EDGE, 13)
        head.setSpacing(8)
        head.addWidget(Label(theme, "Earlier imports", "heading"))
        self._count = Label(theme, "", "body", "ink3")
        head.addWidget(self._count, 1)
        self._full = QWidget()
        full = QVBoxLayout(self._full)
        full.setContentsMargins(0, 0, 0, 0)
        full.setSpacing(0)
        full.addLayout(head)
        full.addWidget(Rule())
        full.addWidget(self.table, 1)
        self._words = EmptyState(theme, Weave(theme, dyed=False), NOTHING, DROP)
        self._empty = _in_the_middle(self._words)
        self.column.addWidget(self._full, 1)
        self.column.addWidget(self._empty, 1)
        self._full.hide()
        self.set_below(below=False)

    def show_imports(self, imports: Sequence[EarlierImport]) -> None:
        """Show what was imported, or that nothing was."""
        self._model.show_imports(imports)
        any_left = any(one.undone_at is None for one in imports)
        self._count.setText("press one to see its problems, or to undo it" if any_left else "")
        self._full.setVisible(bool(imports))
        self._empty.setVisible(not imports)

    def set_below(self, *, below: bool) -> None:
        """Stand below the box for files, no higher than the rows; or beside it, as high as the page."""
        self.table.set_most_rows(MOST_BELOW if below else None)
        self._words.set_words(NOTHING, DROP.format(where="into the box" if below else "on the left"))


def _in_the_middle(state: EmptyState) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.addStretch(1)
    column.addWidget(state, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(1)
    return box
