"""Taking everything back, or all at one Client: asked once more, with the passphrase, and never by Enter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.services.passphrase import require_passphrase
from weavit_desktop.services.progress import IsCancelled, Progress
from weavit_desktop.services.publishing import PublishReport, send_taken_back
from weavit_desktop.services.sharing import Revoked
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.field import Field, PassphraseEdit
from weavit_desktop.views.desk import Desk

Taken = tuple[Revoked, PublishReport]


class TakeBackDialog(Dialog):
    """Asks for the passphrase, revokes, and tells the hub. `done` gets what was taken back and its report."""

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        asked: tuple[str, str, str],
        revoke: Callable[[], Revoked],
        done: Callable[[Taken], object],
    ) -> None:
        heading, words, press = asked
        super().__init__(desk.theme, window, heading, words)
        self._desk = desk
        self._revoke = revoke
        self._tell = done
        self._edit = PassphraseEdit(desk.theme, "Passphrase", placeholder="Passphrase")
        self._field = Field(desk.theme, "", self._edit)
        self.body.addWidget(self._field)
        self._keep = Button(desk.theme, "Keep")
        self.add_keep_button(self._keep)
        self._go = Button(desk.theme, press, Variant.DESTRUCTIVE_SOLID)
        self._go.setEnabled(False)
        self._go.clicked.connect(self._take)
        self.add_button(self._go)
        self._edit.textChanged.connect(self._typed)
        self.overlay.closed.connect(self.overlay.deleteLater)

    def keep(self) -> None:
        """Close it with everything as it was, unless it is being taken back already."""
        if not self._go.busy:
            super().keep()

    def _typed(self, text: str) -> None:
        self._field.set_problem("")
        self._go.setEnabled(bool(text))

    def _take(self) -> None:
        passphrase = self._edit.text()
        self._set_busy(busy=True)
        self._desk.tasks.run(
            lambda progress, cancelled: self._work(passphrase, progress, cancelled), self._finish, self._fail
        )

    def _work(self, passphrase: str, progress: Progress, _cancelled: IsCancelled) -> Taken:
        vault, application = self._desk.vault, self._desk.application
        require_passphrase(vault, passphrase)
        revoked = self._revoke()
        report = send_taken_back(vault, application.connect, application.clock, application.new_id, progress)
        return revoked, report

    def _finish(self, taken: Taken) -> None:
        self._edit.clear()
        self._set_busy(busy=False)
        self.done()
        self._tell(taken)

    def _fail(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, WrongPassphrase):
            self._field.set_problem("That passphrase does not fit. Nothing was taken back.")
            self._edit.selectAll()
            self._edit.setFocus()
            self.overlay.fit()
            return
        self._edit.clear()
        self.done()
        self._desk.navigation.tell_error(error)

    def _set_busy(self, *, busy: bool) -> None:
        self._go.set_busy(busy=busy)
        self._keep.setEnabled(not busy)
        self._edit.setReadOnly(busy)
