"""The way back out: the code that takes everything back, shown once, and two of its groups typed back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from weavit_desktop.vault.recovery_code import same_letters
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.field import Field, LineEdit
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.pages.hub_join.key_card import Groups
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

GROUPS = 8
GROUP = 4  # letters
WORDS = "Works without this laptop, even after your account is closed. Write it on paper now."
KEEP = "Shown this once. Keep it away from the laptop. Not in a photo, not in mail."


class CodeCard(Frame):
    """`changed` as another group is typed. `asked` counts groups from 1."""

    changed = Signal()

    def __init__(self, theme: Theme, asked: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(Ground.CURRENT, margin=22, gap=0, parent=parent)
        self._expected: dict[int, str] = dict.fromkeys(asked, "")
        self.edits = {number: _group_edit(theme, number) for number in asked}
        self._fields = {
            number: Field(theme, f"Group {number}, from paper", self.edits[number]) for number in asked
        }
        self._title = Label(theme, "", "captionStrong", wrap=True)
        self._where = Label(theme, "", "caption", "ink2", wrap=True)
        self._groups = Groups(theme, numbered=True)
        column = self.column
        column.addWidget(Label(theme, "Retract-everything code", "heading"))
        column.addSpacing(4)
        column.addWidget(Label(theme, WORDS, "body", "ink2", wrap=True))
        column.addSpacing(12)
        column.addWidget(self._paper())
        column.addSpacing(14)
        column.addLayout(self._proof())
        column.addSpacing(10)
        column.addLayout(_keep(theme))
        self.setAccessibleName("Retract-everything code")

    def show_code(self, code: str, hub_name: str, address: str) -> None:
        """Show a code, and ask for two of its groups."""
        groups = code.split("-")
        self._groups.show_groups(groups)
        self._title.setText(f"Take back everything you shared with the {isolate(hub_name)} hub")
        self._where.setText(
            f"Any computer can send it to {isolate(address)}. Whoever holds it can only delete."
        )
        for number, edit in self.edits.items():
            self._expected[number] = groups[number - 1]
            edit.clear()

    def forget(self) -> None:
        """Show no code any more."""
        self._expected = dict.fromkeys(self._expected, "")
        self._groups.show_groups([""] * GROUPS)

    def missing(self) -> str:
        """Return what is missing, or nothing."""
        for number, edit in self.edits.items():
            if not same_letters(edit.text(), self._expected[number]):
                return f"Group {number} is {'not right' if _complete(edit) else 'missing'}"
        return ""

    def begin(self) -> None:
        """Put the cursor where the proof begins."""
        next(iter(self.edits.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _paper(self) -> Frame:
        paper = Frame(Ground.RAISED, margin=16, gap=0)
        paper.column.addWidget(self._title)
        paper.column.addSpacing(8)
        paper.column.addWidget(self._groups)
        paper.column.addSpacing(10)
        paper.column.addWidget(self._where)
        return paper

    def _proof(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        for number, field in self._fields.items():
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            self.edits[number].textChanged.connect(lambda _text, at=number: self._compare(at))
        return row

    def _compare(self, number: int) -> None:
        edit = self.edits[number]
        right = same_letters(edit.text(), self._expected[number])
        edit.set_mark("check" if right else None)
        wrong = _complete(edit) and not right
        self._fields[number].set_problem(f"Compare it with group {number} above." if wrong else "")
        self.changed.emit()


def _keep(theme: Theme) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Sign(theme, "map-pin", "ink3", 14), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(theme, KEEP, "caption", "ink3", wrap=True), 1)
    return row


def _group_edit(theme: Theme, number: int) -> LineEdit:
    edit = LineEdit(theme, f"Group {number} of the code, from paper", mono=True)
    edit.setMaxLength(GROUP)
    return edit


def _complete(edit: LineEdit) -> bool:
    return len(edit.text().strip()) == GROUP
