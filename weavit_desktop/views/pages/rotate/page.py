"""Another key for a closed vault: it works, and then says what there is now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from weavit_desktop.composition import Application
from weavit_desktop.models.tasks import Tasks
from weavit_desktop.services import rotation
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.places import words_for
from weavit_desktop.views.state_page import StatePage
from weavit_desktop.views.telling import heading_of, words_of
from weavit_desktop.views.theme.theme import Theme

COMMAND = "weavit"
WORKING = (
    "Every page is written into a new file under a new key, then read and compared. The vault of now stays "
    "as it is until that is done."
)
DONE = (
    "The passphrase stays, and the new recovery code is in force. The old files lie in {place}, and old "
    "backups open as they did. If somebody else may know the old key, delete both."
)


class RotatePage(StatePage):
    """`settled` when it worked or did not; `ended` once that was read about."""

    settled = Signal()
    ended = Signal(Path)

    def __init__(
        self,
        theme: Theme,
        application: Application,
        tasks: Tasks,
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._application = application
        self._tasks = tasks
        self._folder = folder
        self.is_working = False

    def begin(self, passphrase: str, code: str) -> None:
        """Give the vault another key."""
        folder, clock = self._folder, self._application.clock
        self.is_working = True
        self.show_state("key-round", "Changing the vault’s key", WORKING, color="ink")
        self._tasks.run(
            lambda _progress, _cancelled: rotation.rotate(folder, passphrase, code, clock, command=COMMAND),
            self._show_done,
            self._fail,
        )

    def _show_done(self, old_files: Path) -> None:
        words = DONE.format(place=words_for(old_files))
        self.show_state(
            "badge-check", "The vault has a new key", words, (self._leave("Unlock it"),), color="ink"
        )
        self._settle()

    def _fail(self, error: Exception) -> None:
        self.show_state(
            "file-warning", heading_of(error), words_of(error), (self._leave("Unlock the vault"),)
        )
        self._settle()

    def _leave(self, words: str) -> Button:
        button = Button(self._theme, words, Variant.FIRST)
        button.clicked.connect(lambda: self.ended.emit(self._folder))
        return button

    def _settle(self) -> None:
        self.is_working = False
        self.settled.emit()
