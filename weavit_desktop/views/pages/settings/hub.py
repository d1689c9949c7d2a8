"""The joined hub as this vault remembers it, and the way out of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.models.changes import Topic
from weavit_desktop.services import adopting, hub
from weavit_desktop.services.hub import Status
from weavit_desktop.services.passphrase import require_passphrase
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.field import Field, PassphraseEdit
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.settings.card import SettingsCard

PAUSED = {
    hub.POLICY_CHANGED: "The hub has new rules. Publishing waits until you accept them.",
    hub.RESTORED: "This vault was restored from a backup. Nothing is published before a fetch has shown "
    "what the hub holds.",
    hub.LOG_DOES_NOT_ADD_UP: "The hub's log does not add up. Publishing is paused until this is explained.",
}


class NoHubCard(SettingsCard):
    """What it means that there is none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "cloud-off", "No hub", parent)
        join = Button(desk.theme, "Join a hub…", Variant.FIRST)
        join.clicked.connect(desk.navigation.join_hub)
        self.add_row("Nothing can leave this laptop", "Joining shares nothing by itself.", join)


class HubCard(SettingsCard):
    """Who the hub is."""

    def __init__(self, desk: Desk, status: Status, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "link", status.name, parent)
        self.add_row("Address", status.url)
        self.add_row("Key", status.fingerprint)
        self.add_row("You there", f"{status.rep_name}, {status.role}")
        if status.suspended:
            look = Button(desk.theme, "Look", accessible_name="Look at it in Sharing")
            look.clicked.connect(lambda: desk.navigation.go("sharing"))
            self.add_row("Paused", PAUSED[status.suspended], look)


class HoldsCard(SettingsCard):
    """What it holds, and what it told last."""

    def __init__(self, desk: Desk, status: Status, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "eye", "What it holds of you", parent)
        self._desk = desk
        self._fetch = Button(desk.theme, "Fetch", accessible_name="Fetch the Clients and the newest release")
        self._fetch.clicked.connect(self._start)
        documents = many(status.held, "document")
        waiting = f", {status.waiting:,} waiting here" if status.waiting else ""
        self.add_row("Documents", f"{documents}{waiting}")
        release = "None yet" if status.epoch is None else f"Number {status.epoch}"
        self.add_row(
            "Newest release",
            f"{release}. Fetching is a connection; it tells the hub nothing else.",
            self._fetch,
        )

    def _start(self) -> None:
        if self._fetch.busy:
            return
        self._fetch.set_busy(busy=True)
        desk = self._desk
        application = desk.application

        def done(fetched: hub.Fetched) -> None:
            adopted = "" if fetched.adopted is None else f" {adopting.sentence(fetched.adopted)}"
            desk.navigation.toast(f"{many(fetched.clients, 'Client')} fetched.{adopted}")
            desk.changes.tell(Topic.HUB, Topic.CLIENTS, *([Topic.SHARING] if adopted else []))

        def failed(error: Exception) -> None:
            self._fetch.set_busy(busy=False)
            desk.navigation.tell_error(error)

        desk.tasks.run(
            lambda _progress, _cancelled: hub.fetch(
                desk.vault, application.connect, application.clock, application.new_id
            ),
            done,
            failed,
        )


class LeaveCard(SettingsCard):
    """The way out stands last, and is never the focused default."""

    def __init__(self, desk: Desk, status: Status, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "unlink", "Leaving", parent)
        leave = Button(desk.theme, "Leave…", Variant.DESTRUCTIVE, accessible_name=f"Leave {status.name}…")
        leave.clicked.connect(lambda: LeaveDialog(desk, self.window(), status.name).open())
        self.add_row(f"Leave {status.name}", "Takes back everything first. Your vault stays with you.", leave)


class LeaveDialog(Dialog):
    """Asks for the passphrase; Enter does nothing here."""

    left = Signal()

    def __init__(self, desk: Desk, window: QWidget, hub_name: str) -> None:
        words = (
            "Everything the company sees of your people is taken back, with a signed receipt for each "
            "document; then this laptop forgets the hub. It cannot unread what was read. "
            "Your vault stays with you."
        )
        super().__init__(desk.theme, window, f"Leave {hub_name}?", words)
        self._desk = desk
        self._field = Field(desk.theme, "Passphrase", PassphraseEdit(desk.theme, "Passphrase"))
        self._leave = Button(desk.theme, "Take everything back and leave", Variant.DESTRUCTIVE)
        self._leave.clicked.connect(self._start)
        self._leave.setEnabled(False)
        self.body.addWidget(self._field)
        self.add_keep_button(Button(desk.theme, "Stay", Variant.FIRST))
        self.add_button(self._leave)
        self._field.edit.textChanged.connect(lambda text: self._leave.setEnabled(bool(text)))
        self.overlay.closed.connect(self.overlay.deleteLater)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stay while it works: what was begun is not left half said."""
        if not (self._leave.busy and event.key() == Qt.Key.Key_Escape):
            super().keyPressEvent(event)

    def _start(self) -> None:
        desk = self._desk
        application = desk.application
        passphrase = self._field.edit.text()
        self._field.set_problem("")
        self._leave.set_busy(busy=True)

        def work(_progress: object, _cancelled: object) -> None:
            require_passphrase(desk.vault, passphrase)
            hub.leave(desk.vault, application.connect, application.clock, application.new_id)

        desk.tasks.run(work, lambda _none: self._finish(), self._fail)

    def _finish(self) -> None:
        self.done()
        self._desk.navigation.toast("You left the hub. Your vault stays with you.")
        self._desk.changes.tell(Topic.HUB, Topic.SHARING)

    def _fail(self, error: Exception) -> None:
        self._leave.set_busy(busy=False)
        if isinstance(error, WrongPassphrase):
            self._field.set_problem("That passphrase does not fit.")
            return
        self.done()
        self._desk.changes.tell(Topic.HUB, Topic.SHARING)
        self._desk.navigation.tell_error(error)
