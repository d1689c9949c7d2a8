"""The backup that was chosen: what it says of itself, what opens it, and, once it was read, what it holds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.services.restoring import Look
from weavit_desktop.vault.repositories.backups import Contents
from weavit_desktop.views.backups_table import MADE, SIZE, WHY, BackupRow, row_words
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.field import Field, LineEdit, PassphraseEdit
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.notice import Notice, Tone
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

NOBODY = "Choose one of the backups, or a file: from another disk, or from another computer."
HELP = "The passphrase that the vault had then. Later changes are not in the backup."
HELP_CODE = "The code of the recovery kit that was in force then."


class ChosenCard(Frame):
    """`changed` when another secret or number is typed."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CURRENT, margin=24, gap=0, parent=parent)
        self._theme = theme
        self.by_code = False
        self._heading = Label(theme, "No backup is chosen", "heading")
        self._words = Label(theme, NOBODY, "body", "ink2", wrap=True)
        self._facts = QWidget()
        self._form = QFormLayout(self._facts)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(4)
        self._passphrase = Field(theme, "Passphrase of then", PassphraseEdit(theme, "Passphrase of then"))
        code = LineEdit(theme, "Recovery code of then", placeholder="8 groups of 4", mono=True)
        self._code = Field(theme, "Recovery code of then", code)
        self._help = Label(theme, HELP, "caption", "ink3", wrap=True)
        self._other_way = Button(theme, "Use the recovery code", Variant.CRUMB, icon="life-buoy", small=True)
        self._other_way.clicked.connect(self._turn)
        self._holds = QVBoxLayout()
        self._holds.setSpacing(6)
        self.number = Field(theme, "Type the number to go on", LineEdit(theme, "How many are lost"))
        self._said = QVBoxLayout()
        self._lay_out()
        for field in (self._passphrase, self._code, self.number):
            field.edit.textChanged.connect(self._hear)
        self.show_nothing()

    @property
    def secret(self) -> str:
        """Return what was typed to open it."""
        return (self._code if self.by_code else self._passphrase).edit.text()

    def show_nothing(self) -> None:
        """Show that there is nothing to show."""
        for part in (self._facts, self._passphrase, self._code, self._help, self._other_way, self.number):
            part.hide()

    def show_chosen(self, row: BackupRow) -> None:
        """Show what a backup says of itself, and ask for what opens it."""
        self._heading.setText(row_words(row, MADE))
        self._words.hide()
        while self._form.rowCount():
            self._form.removeRow(0)
        facts = (
            ("File", isolate(row.backup.path.name)),
            ("Why", row_words(row, WHY)),
            ("Size", row_words(row, SIZE)),
        )
        for what, value in facts:
            if value:
                self._form.addRow(
                    Label(self._theme, what, "caption", "ink3"),
                    Label(self._theme, value, "caption", "ink2", wrap=True),
                )
        self._facts.show()
        self._help.show()
        self._other_way.show()
        self._show_way()
        self.forget_look()

    def show_look(self, look: Look) -> None:
        """Say what it holds, and how that differs from what is there now."""
        self.forget_look()
        theme = self._theme
        self._holds.addWidget(Rule())
        self._holds.addWidget(
            Label(theme, f"It holds {contents_words(look.contents)}", "bodyStrong", wrap=True)
        )
        self._holds.addWidget(
            Label(
                theme,
                "Opened just now, and every page of it read: it is whole.",
                "caption",
                "ink2",
                wrap=True,
            )
        )
        self._holds.addWidget(Label(theme, difference_words(look), "caption", "ink2", wrap=True))

    def forget_look(self) -> None:
        """Let nothing stand there about another backup, or about what another secret opened."""
        _empty(self._holds)
        _empty(self._said)
        self.number.hide()
        self.number.edit.clear()
        self._passphrase.set_problem("")
        self._code.set_problem("")

    def ask_number(self, why: str) -> None:
        """Ask for how many are lost, in writing."""
        self.say("Much would go", why, "circle-alert")
        self.number.show()
        self.number.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse_secret(self, problem: str) -> None:
        """Say what is wrong with what was typed."""
        field = self._code if self.by_code else self._passphrase
        field.set_problem(problem)
        field.edit.selectAll()
        field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, heading: str, words: str, icon: str = "file-warning") -> None:
        """Say what went wrong, and what to do."""
        _empty(self._said)
        self._said.addWidget(Notice(self._theme, words, heading=heading, icon=icon, tone=Tone.ATTENTION))

    def set_busy(self, *, busy: bool) -> None:
        """Take no other word while it works."""
        for part in (self._passphrase, self._code, self.number, self._other_way):
            part.setEnabled(not busy)

    def begin(self) -> None:
        """Put the cursor into the field."""
        field = self._code if self.by_code else self._passphrase
        field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        column = self.column
        column.addWidget(self._heading)
        column.addSpacing(6)
        column.addWidget(self._words)
        column.addWidget(self._facts)
        column.addSpacing(16)
        column.addWidget(self._passphrase)
        column.addWidget(self._code)
        column.addSpacing(4)
        column.addWidget(self._help)
        row = QHBoxLayout()
        row.addWidget(self._other_way)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(8)
        column.addLayout(self._holds)
        column.addSpacing(8)
        column.addLayout(self._said)
        column.addSpacing(10)
        column.addWidget(self.number)
        column.addStretch(1)

    def _turn(self) -> None:
        self.by_code = not self.by_code
        self._show_way()
        self._hear()
        self.begin()

    def _show_way(self) -> None:
        self._passphrase.setVisible(not self.by_code)
        self._code.setVisible(self.by_code)
        self._help.setText(HELP_CODE if self.by_code else HELP)
        self._other_way.set_label("Use the passphrase" if self.by_code else "Use the recovery code")
        self._other_way.set_icon_name("key-round" if self.by_code else "life-buoy")

    def _hear(self) -> None:
        self.changed.emit()


def contents_words(contents: Contents) -> str:
    """Return how much a vault holds."""
    people = many_people(contents.people)
    return f"{people} and {many(contents.interactions, 'interaction')}."


def difference_words(look: Look) -> str:
    """Return how a backup differs from the vault that is there now."""
    present = look.present
    if present is None:
        return "There is no vault here now that it could be compared with."
    if present == look.contents:
        return "As many as the vault holds now."
    return f"The vault of now holds {contents_words(present)} It is kept in quarantine."


def _empty(column: QVBoxLayout) -> None:
    while (old := column.takeAt(0)) is not None:
        if (widget := old.widget()) is not None:
            widget.hide()
            widget.deleteLater()
