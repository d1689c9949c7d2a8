"""The recovery kit: the code, shown once, and two of its groups typed back from paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.vault.recovery_code import GROUP, same_letters
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.choice import CheckBox
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.field import Field, LineEdit
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.accessibility import announce
from weavit_desktop.views.theme.theme import Theme

COLUMNS = 4
SHOWN_ONCE = "Shown once. Letters and digits that look alike are not used; the last group checks the others."
WHERE = (
    "Print it or write it down, and keep it where your passport is. Not in a photo, not in mail, not near "
    "this laptop."
)


class KitCard(Frame):
    """`changed` when another part of the proof is there; `save_asked` for the page to print.

    `asked` counts groups from 1.
    """

    changed = Signal()
    save_asked = Signal()

    def __init__(self, theme: Theme, code: str, asked: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(Ground.CURRENT, margin=26, gap=0, parent=parent)
        groups = code.split("-")
        self._asked = {number: groups[number - 1] for number in asked}
        self._edits = {number: _group_edit(theme, number) for number in asked}
        self._fields = {number: Field(theme, f"Group {number}", edit) for number, edit in self._edits.items()}
        self._on_paper = CheckBox("It is on paper and away from this laptop")
        self._save = Button(
            theme, "Save PDF", icon="file-down", small=True, accessible_name="Save the recovery kit as PDF…"
        )
        self._save.clicked.connect(self.save_asked)
        self._where = Label(theme, WHERE, "body", "ink2", wrap=True)
        column = self.column
        column.addLayout(self._head(theme, len(groups)))
        column.addSpacing(14)
        column.addWidget(Code(theme, groups))
        column.addSpacing(8)
        column.addWidget(Label(theme, SHOWN_ONCE, "caption", "ink3", wrap=True))
        column.addSpacing(14)
        column.addLayout(self._place(theme))
        column.addSpacing(22)
        column.addWidget(Rule())
        column.addSpacing(20)
        column.addWidget(Label(theme, "Show that you have it", "bodyStrong"))
        column.addSpacing(8)
        column.addLayout(self._proof())
        column.addStretch(1)
        column.addSpacing(16)
        column.addWidget(self._on_paper)
        self._on_paper.toggled.connect(self.changed)
        self.setAccessibleName("Recovery kit")

    def missing(self) -> str:
        """Return what is missing, or nothing."""
        for number, edit in self._edits.items():
            if not same_letters(edit.text(), self._asked[number]):
                return f"Group {number} is {'not right' if _complete(edit) else 'missing'}"
        return "" if self._on_paper.isChecked() else "Is it on paper?"

    def begin(self) -> None:
        """Put the cursor where the proof begins."""
        next(iter(self._edits.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_saving(self, *, saving: bool) -> None:
        """Show that the page is being written, and take no second wish meanwhile."""
        self._save.set_busy(busy=saving)

    def say(self, words: str, *, problem: bool = False) -> None:
        """Tell where the page is, or why it is nowhere, in place of where to keep it."""
        self.set_saving(saving=False)
        self._where.setText(words)
        self._where.set_color("attention" if problem else "ink")
        announce(self._where, words)

    def _head(self, theme: Theme, groups: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Label(theme, "Recovery kit", "heading"))
        row.addWidget(Label(theme, f"{groups} groups of {GROUP}", "body", "ink3"), 1)
        row.addWidget(self._save)
        return row

    def _place(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Sign(theme, "map-pin", "ink3", 14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._where, 1)
        return row

    def _proof(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        for number, field in self._fields.items():
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            self._edits[number].textChanged.connect(lambda _text, at=number: self._compare(at))
        return row

    def _compare(self, number: int) -> None:
        edit = self._edits[number]
        right = same_letters(edit.text(), self._asked[number])
        edit.set_mark("check" if right else None)
        wrong = _complete(edit) and not right
        self._fields[number].set_problem(f"Compare it with group {number} on the paper." if wrong else "")
        self.changed.emit()


class Code(Frame):
    """The groups of a code, numbered, in rows of four."""

    def __init__(self, theme: Theme, groups: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(Ground.SUNKEN, margin=18, gap=0, parent=parent)
        grid = QGridLayout()
        grid.setVerticalSpacing(18)
        for place, group in enumerate(groups):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            center = Qt.AlignmentFlag.AlignHCenter
            number = Label(theme, str(place + 1), "small", "ink3", align=center)
            letters = Label(theme, group, "code", align=center)
            letters.setAccessibleName(f"Group {place + 1}: {' '.join(group)}")
            cell.addWidget(number)
            cell.addWidget(letters)
            grid.addLayout(cell, place // COLUMNS, place % COLUMNS)
        self.column.addLayout(grid)


def _group_edit(theme: Theme, number: int) -> LineEdit:
    edit = LineEdit(theme, f"Group {number} of the recovery code", mono=True)
    edit.setMaxLength(GROUP)
    return edit


def _complete(edit: LineEdit) -> bool:
    return len(edit.text().strip()) == GROUP
