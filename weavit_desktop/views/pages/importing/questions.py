"""What the Import page asks before it goes on: which LinkedIn profile is the holder's, whether to undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from weavit_desktop.errors import ConfirmationNeeded, UsageRefused
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.import_work import ImportWork, UndoLook
from weavit_desktop.models.importing import when_words
from weavit_desktop.services.import_history import EarlierImport, files_words
from weavit_desktop.services.progress import silent
from weavit_desktop.services.undoing import Undone, gone_words, kept_words
from weavit_desktop.vault.repositories.identity import Identifier
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.notice import Notice, Tone
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.importing.ask_dialog import AskDialog, Question, ask
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

WHO = Question(
    "Who are you on LinkedIn?",
    "Messages count only when it is known which side is you. Nothing of this leaves the laptop.",
    "Your LinkedIn address",
    "linkedin.com/in/your-name",
)
UNDO = "Undo this import"
BACK_AGAIN = (
    "The vault is backed up first, and the same files bring all of it again. What the company sees of these "
    "people is taken back; that waits in Sharing. Nothing is shown more without your approval."
)
NUMBER = "How many go"
UNDO_WIDTH = 500


def ask_who(desk: Desk, work: ImportWork, window: QWidget, done: Callable[[], object]) -> None:
    """Ask, and confirm what was said; `done` is called once it is."""
    theme = desk.theme
    keep, go = (
        Button(theme, "Cancel", Variant.GHOST),
        Button(theme, "Check again", Variant.FIRST, keys="Enter"),
    )

    def confirm(address: str) -> None:
        work.confirm([Identifier("profile", address, confirmed=False)], silent)

    def confirmed(_address: str, _: None) -> None:
        desk.changes.tell(Topic.IDENTITY, Topic.PEOPLE)
        done()

    ask(desk, AskDialog(theme, window, WHO, keep, go), confirm, confirmed, UsageRefused)


def ask_undo(
    desk: Desk, work: ImportWork, window: QWidget, one: EarlierImport, undo: Callable[[str], object]
) -> None:
    """Look at what would go, and ask; `undo` is called with the number that was typed, "" where none is."""

    def show(look: UndoLook) -> None:
        dialog = undo_dialog(desk.theme, window, one, look)
        ask(
            desk,
            dialog,
            lambda typed: work.confirm_undo(one.uid, typed or None),
            lambda typed, _: undo(typed),
            ConfirmationNeeded,
        )

    desk.tasks.run(lambda _progress, _cancelled: work.look_at_undo(one.uid), show, desk.navigation.tell_error)


def undo_dialog(theme: Theme, window: QWidget, one: EarlierImport, look: UndoLook) -> AskDialog:
    """Return the dialog that says what goes and what stays, and asks for the number where much goes."""
    heading = f"Undo {isolate(files_words(one.files))}?"
    words = f"{when_words(one.at)}. {figures_words(look.figures)}"
    question = Question(heading, words, NUMBER if look.warning else "", width=UNDO_WIDTH, destroys=True)
    keep = Button(theme, "Keep it", accessible_name="Keep this import")
    go = Button(theme, "Undo", Variant.DESTRUCTIVE_SOLID, icon="undo-2", accessible_name=UNDO)
    dialog = AskDialog(theme, window, question, keep, go)
    dialog.body.insertWidget(0, Label(theme, BACK_AGAIN, "body", "ink2", wrap=True))
    if look.warning:
        notice = Notice(theme, look.warning, icon="circle-alert", tone=Tone.ATTENTION)
        dialog.body.insertWidget(1, notice)
    return dialog


def figures_words(figures: Undone) -> str:
    """Return what goes and what stays, as sentences."""
    gone = gone_words(figures)
    is_one = figures.people + figures.cards + figures.interactions == 1
    return " ".join([f"{gone or 'Nothing'} {'go' if gone and not is_one else 'goes'}.", *kept_words(figures)])
