"""The hub's new rules: fetched, read, and accepted, or not."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from weavit_core.policy import Policy
from weavit_desktop.domain.counting import many_people
from weavit_desktop.models.changes import Topic
from weavit_desktop.services.hub_policy import Terms, accept_policy, ask_new_terms
from weavit_desktop.services.progress import IsCancelled, Progress
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.hub_join.rules_card import RulesScroll, numbers_of, points_of
from weavit_desktop.views.theme.painting import isolate

WIDTH = 560
HEIGHT = 320


def ask_for_rules(desk: Desk, window: QWidget) -> None:
    """Fetch the rules in force and show them, if they are not those that were accepted."""
    vault, application = desk.vault, desk.application

    def work(_progress: Progress, _cancelled: IsCancelled) -> Terms | None:
        return ask_new_terms(vault, application.connect, application.clock)

    def show(terms: Terms | None) -> None:
        if terms is None:
            desk.navigation.toast("The rules are those that you accepted.")
            desk.changes.tell(Topic.HUB, Topic.SHARING)
        else:
            RulesDialog(desk, window, terms).open()

    desk.tasks.run(work, show, desk.navigation.tell_error)


class RulesDialog(Dialog):
    """Shows the rules. Accepting binds what was chosen to them; nothing leaves by it."""

    def __init__(self, desk: Desk, window: QWidget, terms: Terms) -> None:
        bound = ""
        if terms.choices:
            who = many_people(terms.choices)
            bound = f" What you chose for {who} then holds under them, and waits to be looked at."
        words = f"Accepting shares nothing.{bound}"
        heading = f"New rules of {isolate(terms.hub_name)}"
        super().__init__(desk.theme, window, heading, words, width=WIDTH)
        self._desk = desk
        self._terms = terms
        self._accept = Button(desk.theme, "Accept these rules", Variant.FIRST)
        self._accept.clicked.connect(self._start)
        self._not_now = Button(desk.theme, "Not now")
        self._fill(terms.policy)
        self.add_keep_button(self._not_now)
        self.add_button(self._accept)
        self.overlay.closed.connect(self.overlay.deleteLater)

    def keep(self) -> None:
        """Leave it as it was, unless it is being accepted already."""
        if not self._accept.busy:
            super().keep()

    def _fill(self, policy: Policy) -> None:
        theme = self._desk.theme
        rules = RulesScroll()
        rules.show_points(theme, [*points_of(policy.words), numbers_of(policy)])
        rules.setFixedHeight(theme.grow(HEIGHT))
        self.body.addWidget(rules)
        self.body.addWidget(Label(theme, f"SHA-256 {self._terms.digest}", "bytes", "ink3", wrap=True))

    def _start(self) -> None:
        if self._accept.busy:
            return
        self._accept.set_busy(busy=True)
        self._not_now.setEnabled(False)
        desk = self._desk
        vault, application, digest = desk.vault, desk.application, self._terms.digest

        def work(_progress: Progress, _cancelled: IsCancelled) -> bool:
            return accept_policy(
                vault,
                lambda terms: terms.digest == digest,  # only those that were read
                application.connect,
                application.clock,
                application.new_id,
            )

        desk.tasks.run(work, self._finish, self._fail)

    def _finish(self, accepted: bool) -> None:
        self.done()
        words = "Accepted. Look at what waits, then publish." if accepted else "The rules changed again."
        self._desk.navigation.toast(words)
        self._desk.changes.tell(Topic.HUB, Topic.SHARING)

    def _fail(self, error: Exception) -> None:
        self.done()
        self._desk.navigation.tell_error(error)
