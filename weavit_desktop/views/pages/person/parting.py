"""These are two people: who was linked to the person of the page, and taking one of them out again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from weavit_desktop.models.changes import Topic
from weavit_desktop.services.parting import Parted, Parting, join_again, part, partings_of
from weavit_desktop.services.person_words import date_words
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.choice import RadioButton
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.label import Label, set_tooltip
from weavit_desktop.views.components.notice import Notice, Tone
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.theme.painting import isolate, one_line
from weavit_desktop.views.theme.theme import Theme

WIDTH = 520
MOST = 6
NAME_LENGTH = 60
NOBODY = "Nobody was linked to this person, so there is nothing to take apart."
AS_BEFORE = "Both are people again, as they were before. What came for either since goes with it."
SHARED = (
    "Something is chosen here for the company to see. Each gets back what was chosen for them before, and "
    "what would show more waits in Sharing until you approve it."
)
CHANGED = (Topic.PEOPLE, Topic.CLIENTS, Topic.SHARING)


def ask_which(
    theme: Theme, window: QWidget, name: str, found: Sequence[Parting], take: Callable[[Parting], object]
) -> Dialog:
    """Ask who is to be taken out. `take` is told; Esc and Enter leave them together."""
    dialog = Dialog(theme, window, f"Is {isolate(_short(name))} two people?", AS_BEFORE, width=WIDTH)
    dialog.overlay.closed.connect(dialog.overlay.deleteLater)
    choices = []
    for at, one in enumerate(found[:MOST]):
        choice = RadioButton(_words(one), checked=at == 0, name=f"{_words(one)}. {_why(one)}")
        set_tooltip(choice, one.name)
        choices.append(choice)
        dialog.body.addWidget(choice)
        dialog.body.addWidget(Label(theme, _why(one), "caption", "ink3", wrap=True))
    if any(one.shared for one in found):
        dialog.body.addWidget(Notice(theme, SHARED, icon="eye", tone=Tone.BOXED))
    dialog.add_keep_button(Button(theme, "Keep as one"))
    button = Button(theme, "Take apart", Variant.FIRST, icon="unlink")

    def go() -> None:
        chosen = next(one for one, choice in zip(found, choices, strict=False) if choice.isChecked())
        dialog.done()
        take(chosen)

    button.clicked.connect(go)
    dialog.add_button(button)
    dialog.open()
    return dialog


class PersonParting:
    """Asks, takes apart beside the window, and offers the way back."""

    def __init__(self, desk: Desk, window: Callable[[], QWidget]) -> None:
        self._desk = desk
        self._window = window
        self._dialog: Dialog | None = None  # kept, or Python would drop it while it is open

    def ask(self, uid: str, name: str) -> None:
        """Ask who is to be taken out of a person."""
        desk = self._desk

        def show(found: list[Parting]) -> None:
            if not found:
                desk.navigation.toast(NOBODY)
                return
            self._dialog = ask_which(desk.theme, self._window(), name, found, self._take_out)

        desk.tasks.run(lambda _, __: partings_of(desk.vault, uid), show, desk.navigation.tell_error)

    def _take_out(self, one: Parting) -> None:
        desk = self._desk

        def done(parted: Parted) -> None:
            desk.changes.tell(*CHANGED)
            desk.navigation.toast("Two people again.", lambda: self._join(parted))

        desk.tasks.run(lambda _, __: part(desk.vault, desk.work(), one.uid), done, desk.navigation.tell_error)

    def _join(self, parted: Parted) -> None:
        desk = self._desk
        desk.tasks.run(
            lambda _, __: join_again(desk.vault, desk.work(), parted),
            lambda _: desk.changes.tell(*CHANGED),
            desk.navigation.tell_error,
        )


def _words(one: Parting) -> str:
    name = isolate(_short(one.name)) if one.name else "An entry without a name"
    return f"{name}, from {' and '.join(isolate(_short(file)) for file in one.files)}" if one.files else name


def _why(one: Parting) -> str:
    return f"Linked {date_words(one.day, date.min)}: {one.reason}."


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= NAME_LENGTH else f"{text[: NAME_LENGTH - 1]}…"
