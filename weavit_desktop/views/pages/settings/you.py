"""Who "me" is: what files proposed, what was confirmed, and what they did not know."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from weavit_desktop.errors import UsageRefused
from weavit_desktop.models.changes import Topic
from weavit_desktop.services.identity import confirm_me
from weavit_desktop.vault.repositories.identity import Identifier
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.field import ComboBox, Field, LineEdit
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.settings.card import SettingsCard

# The kinds of identity.confirm_me, in its order of arguments.
KINDS = {
    "email": "E-mail address",
    "phone": "Phone number",
    "profile": "LinkedIn profile",
    "company-domain": "Domain of your company",
}
WHY = "Cards with these are you, and people at your company are colleagues. Neither counts as a relationship."


class YouCard(SettingsCard):
    """One row for each identifier. A proposed one can be confirmed."""

    confirmed = Signal(str, str)  # kind, value

    def __init__(self, desk: Desk, known: Sequence[Identifier], parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "user-round", "You", parent)
        shown = [one for one in known if one.kind in KINDS]
        proposed = sum(not one.confirmed for one in shown)
        self.note.setText(f"{proposed} to confirm" if proposed else "")
        if not shown:
            self.add_row("Nothing known yet", f"Files that you import say who you are. {WHY}")
        for one in shown:
            self.add_row(
                one.value,
                KINDS[one.kind] + ("" if one.confirmed else ", proposed by a file"),
                *self._control(desk, one),
            )

    def _control(self, desk: Desk, one: Identifier) -> list[QWidget]:
        if one.confirmed:
            return []
        confirm = Button(desk.theme, "That is me", accessible_name=f"That is me: {one.value}")
        confirm.clicked.connect(lambda: self.confirmed.emit(one.kind, one.value))
        return [confirm]


class AddCard(SettingsCard):
    """Says what no file knew. `added` carries kind and text."""

    added = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "plus", "Add what is yours", parent)
        self._kind = ComboBox(desk.theme, "What it is", tuple(KINDS.values()))
        self._field = Field(desk.theme, "", LineEdit(desk.theme, "Address, number, profile or domain"))
        self._add = Button(desk.theme, "Add")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._kind)
        row.addWidget(self._field, 1)
        row.addWidget(self._add)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.add_row("So that nobody takes you for a relationship", WHY)
        self.add_widget(holder)
        self._add.clicked.connect(self._tell)
        self._field.edit.returnPressed.connect(self._tell)

    def settle(self, problem: str) -> None:
        """End waiting: with a sentence about what is wrong, or done."""
        self._add.set_busy(busy=False)
        self._field.set_problem(problem)
        if not problem:
            self._field.edit.clear()

    def _tell(self) -> None:
        text = self._field.edit.text().strip()
        if text and not self._add.busy:
            self._add.set_busy(busy=True)
            self.added.emit(list(KINDS)[self._kind.currentIndex()], text)


def confirm(desk: Desk, kind: str, value: str, card: AddCard | None = None) -> None:
    """Confirm one identifier as the holder's; everyone is looked at anew, beside the window."""

    def work(_progress: object, _cancelled: object) -> None:
        argument = {"email": "emails", "phone": "phones", "profile": "profiles"}.get(kind, "company_domains")
        confirm_me(desk.vault, desk.work(), **{argument: [value]})

    def done(_none: object) -> None:
        if card is not None:
            card.settle("")
        desk.changes.tell(Topic.IDENTITY, Topic.PEOPLE)

    def failed(error: Exception) -> None:
        if card is not None:
            card.settle(str(error) if isinstance(error, UsageRefused) else "This did not work.")
        if card is None or not isinstance(error, UsageRefused):
            desk.navigation.tell_error(error)

    desk.tasks.run(work, done, failed)
