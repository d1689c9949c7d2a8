"""Who "me" is: what the files told, to be confirmed in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from shiboken6 import isValid

from weavit_desktop.models.changes import Topic
from weavit_desktop.models.import_work import ImportWork
from weavit_desktop.vault.repositories.identity import Identifier
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.choice import CheckBox
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

WHY = "Cards with these are you, and people at your company are colleagues. Neither counts as a relationship."


class MeCard(Frame):
    """`confirmed` carries the identifiers that are left ticked; `put_off` when it is to be asked later."""

    confirmed = Signal(object)
    put_off = Signal()

    def __init__(self, theme: Theme, proposed: Sequence[Identifier], parent: QWidget | None = None) -> None:
        super().__init__(Ground.RAISED, margin=16, gap=0, parent=parent)
        names = [one.value for one in proposed if one.kind == "name"]
        self._boxes = {one: CheckBox(_words(one), checked=True) for one in proposed if one.kind != "name"}
        heading = f"Are you {isolate(names[0])}?" if len(names) == 1 else "Is this you?"
        self.column.addWidget(Label(theme, heading, "heading", is_name=True))
        self.column.addWidget(Label(theme, f"Your files say so. {WHY}", "body", "ink2", wrap=True))
        self.column.addSpacing(10)
        for box in self._boxes.values():
            box.toggled.connect(self._follow)
            self.column.addWidget(box)
            self.column.addSpacing(6)
        self.confirm = Button(theme, "Yes, that is me", Variant.FIRST, icon="check")
        self.confirm.clicked.connect(lambda: self.confirmed.emit(self._ticked()))
        self._later = Button(theme, "Not now", Variant.GHOST)
        self._later.clicked.connect(self.put_off)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.confirm)
        row.addWidget(self._later)
        row.addStretch(1)
        self.column.addSpacing(6)
        self.column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def set_busy(self, *, busy: bool) -> None:
        """Show that it is being worked out."""
        self.confirm.set_busy(busy=busy)
        self._later.setEnabled(not busy)

    def _ticked(self) -> list[Identifier]:
        return [one for one, box in self._boxes.items() if box.isChecked()]

    def _follow(self) -> None:
        self.confirm.setEnabled(bool(self._ticked()))


def ask_me(
    desk: Desk, work: ImportWork, proposed: Sequence[Identifier], answered: Callable[[], object]
) -> MeCard:
    """Return the card that asks; `answered` is called, once, while it is still there."""
    card = MeCard(desk.theme, proposed)

    def away() -> None:
        if isValid(card):  # the page may be another while the answer is worked out
            card.hide()
            card.deleteLater()
            answered()

    def confirmed(_: None) -> None:
        away()
        desk.navigation.toast("Confirmed. You and your colleagues are no relationships.")
        desk.changes.tell(Topic.IDENTITY, Topic.PEOPLE, Topic.SHARING)

    def failed(error: Exception) -> None:
        if isValid(card):
            card.set_busy(busy=False)
        desk.navigation.tell_error(error)

    def confirm(ticked: Sequence[Identifier]) -> None:
        card.set_busy(busy=True)
        desk.tasks.run(lambda progress, _cancelled: work.confirm(ticked, progress), confirmed, failed)

    card.confirmed.connect(confirm)
    card.put_off.connect(away)
    return card


def _words(one: Identifier) -> str:
    match one.kind:
        case "profile":
            return f"linkedin.com/in/{one.value}"
        case "company-domain":
            return f"{one.value}: people there are colleagues"
        case _:
            return one.value
