"""Joining a hub, step by step, without any looks. Nothing leaves this laptop before `ask`.

The order is what protects: the key is compared before the hub is asked for anything, its rules are read
before they are accepted, and the way back out is on paper before the laptop enrols.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from weavit_desktop.composition import Application
from weavit_desktop.errors import WeavitError
from weavit_desktop.models.changes import Changes, Topic
from weavit_desktop.models.tasks import Tasks
from weavit_desktop.services import hub, invites, joining
from weavit_desktop.services.hub_policy import Terms
from weavit_desktop.services.invites import ReadInvite
from weavit_desktop.services.joining import Joined
from weavit_desktop.sharing.requests import Refusal
from weavit_desktop.vault.repositories.hub import POLICY_CHANGED
from weavit_desktop.vault.vault import Vault

T = TypeVar("T")


class Step(IntEnum):
    """Where one is; the numbers are those of the list of steps."""

    INVITE = 0
    KEY = 1
    RULES = 2
    WAY_OUT = 3
    DONE = 4


class HubJoining(QObject):
    """`changed` after every step, `failed` with what went wrong; `finished` once the hub is joined.

    `taken` is the name of a hub that was joined before, "" without one.
    """

    changed = Signal()
    failed = Signal(object)
    finished = Signal(object)  # Joined; also after the steps were left

    def __init__(
        self,
        application: Application,
        vault: Vault,
        tasks: Tasks,
        changes: Changes,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._vault = vault
        self._tasks = tasks
        self._changes = changes
        self.step = Step.INVITE
        self.busy = False
        self.taken = ""
        self.invite: ReadInvite | None = None
        self.compared = False
        self.terms: Terms | None = None
        self.accepted = False
        self.code = ""
        self.joined: Joined | None = None

    def look(self) -> None:
        """Find out whether a hub is joined already."""
        vault = self._vault

        def work() -> str:
            return hub.hub_status(vault).name if hub.is_joined(vault) else ""

        def done(name: str) -> None:
            if isValid(self) and name:
                self.taken = name
                self.changed.emit()

        self._tasks.run(lambda _progress, _cancelled: work(), done, self._fail)

    def read(self, text: str) -> None:
        """Take an invite from a text. Goes on to the key, or fails."""
        try:
            self._go_to_key(invites.find_invite(text))
        except WeavitError as error:
            self.failed.emit(error)
        else:
            self.changed.emit()

    def read_file(self, path: Path) -> None:
        """Take an invite from a file, beside the window: it may lie on a slow disk."""
        self._work(lambda: invites.read_invite_file(path), self._go_to_key)

    def ask(self) -> None:
        """Ask the hub for its name and its rules: the first thing that leaves."""
        invite = self.invite
        if invite is None or not self.compared:
            return
        vault, application = self._vault, self._application
        self._work(
            lambda: joining.ask_terms(vault, invite.line, application.connect, application.clock),
            self._take_terms,
        )

    def prepare(self) -> None:
        """Make the code that takes everything back. Nothing is sent."""
        invite, terms = self.invite, self.terms
        if invite is None or terms is None or not self.accepted:
            return
        vault, application = self._vault, self._application
        self._work(
            lambda: joining.prepare(vault, invite.line, terms.digest, application.new_id), self._take_code
        )

    def join(self) -> None:
        """Enrol this laptop under the rules that were accepted."""
        invite, terms = self.invite, self.terms
        if invite is None or terms is None or not (self.accepted and self.code):
            return
        vault, application, changes = self._vault, self._application, self._changes
        connect, clock, new_id = application.connect, application.clock, application.new_id

        def told(joined: Joined) -> None:
            # Said even where the steps were left meanwhile: the hub is joined all the same.
            changes.tell(Topic.HUB, Topic.CLIENTS, Topic.SHARING)
            if isValid(self):
                self._finish(joined)

        self._begin()
        self._tasks.run(
            lambda _progress, _cancelled: joining.join_accepted(
                vault, invite.line, terms.digest, connect, clock, new_id
            ),
            told,
            self._fail,
        )

    def back(self) -> None:
        """Go one step back. What was shown or accepted further on is given up with it."""
        if self.busy or self.step in (Step.INVITE, Step.DONE):
            return
        self.step = Step(self.step - 1)
        if self.step < Step.WAY_OUT:
            self.code = ""
        if self.step < Step.RULES:
            self.terms, self.accepted = None, False
        if self.step < Step.KEY:
            self.invite, self.compared = None, False
        self.changed.emit()

    def _go_to_key(self, invite: ReadInvite) -> None:
        self.invite = invite
        self.compared = False
        self.step = Step.KEY

    def _take_terms(self, terms: Terms) -> None:
        self.terms = terms
        self.accepted = False
        self.step = Step.RULES

    def _take_code(self, code: str) -> None:
        self.code = code
        self.step = Step.WAY_OUT

    def _finish(self, joined: Joined) -> None:
        self.busy = False
        self.joined = joined
        self.code = ""
        self.step = Step.DONE
        self.changed.emit()
        self.finished.emit(joined)

    def _begin(self) -> None:
        self.busy = True
        self.changed.emit()

    def _work(self, work: Callable[[], T], take: Callable[[T], object]) -> None:
        def done(result: T) -> None:
            if not isValid(self):
                return
            self.busy = False
            take(result)
            self.changed.emit()

        self._begin()
        self._tasks.run(lambda _progress, _cancelled: work(), done, self._fail)

    def _fail(self, error: Exception) -> None:
        if not isValid(self):
            return
        self.busy = False
        if isinstance(error, Refusal) and error.problem == POLICY_CHANGED:
            # The rules that were read are not those that would hold: they are asked for again.
            self.step = Step.KEY
            self.terms, self.accepted, self.code = None, False, ""
        self.changed.emit()
        self.failed.emit(error)
