"""Joining a hub: the invite, its key, its rules, the way back out. Joining shares nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.errors import UsageRefused
from weavit_desktop.models.hub_joining import HubJoining, Step
from weavit_desktop.services.joining import Joined
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.empty_state import EmptyState, Sign
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.notice import Notice, Tone
from weavit_desktop.views.components.wizard_side import WizardSide
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.dropping import files_in
from weavit_desktop.views.pages.hub_join.cards import ASKING, LEFT, RIGHT, JoinCards
from weavit_desktop.views.pages.hub_join.code_card import GROUPS
from weavit_desktop.views.pages.hub_join.done_card import DoneCard, taken_words
from weavit_desktop.views.telling import heading_of, words_of
from weavit_desktop.views.theme.accessibility import announce
from weavit_desktop.views.theme.painting import isolate

STEPS = (
    ("Invite", "One line from your hub"),
    ("Is it really your hub?", "Compare its key"),
    ("Its rules", "In plain words"),
    ("Way back out", "A code on paper"),
    ("Done", "Still nothing shared"),
)
PASSED = ("", "Key compared", "Accepted", "On paper")
FOOT = (
    "Joining shares nothing",
    "Everyone stays Only you. What the hub learns: that your invite was used, this laptop’s public key, and "
    "that you accepted its rules.",
)
WORDS = "You can leave at any time. Leaving never touches your vault."
NEXT = ("Continue", "Ask for its rules", "Continue", "Join, share nothing yet", "Go to People")
WAITING = ("Reading", "Asking the hub", "Making the code", "Joining", "")
FIRST_REQUEST = "The first thing that leaves this laptop; it names nobody"
EDGE = 48
EDGE_NARROW = 28
GHOST = 19  # pixels before the words of a large ghost: the foot begins with them
LOW = 800


class HubJoinPage(QWidget):
    """A page as `views.desk.Page` says. `asked`: which groups of the code are typed back, from 1."""

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, asked: Sequence[int] | None = None
    ) -> None:
        super().__init__(parent)
        theme = desk.theme
        self._desk = desk
        self._edge = EDGE
        self._focused: QWidget | None = None
        self.flow = HubJoining(desk.application, desk.vault, desk.tasks, desk.changes, self)
        numbers = asked or sorted(random.SystemRandom().sample(range(1, GROUPS + 1), 2))
        self._side = WizardSide(theme, "Join a hub", STEPS, FOOT)
        self._heading = Label(theme, "", "headline", is_name=True)
        self._words = Label(theme, WORDS, "lead", "ink2")
        self.cards = JoinCards(theme, numbers)
        self._end = QVBoxLayout()
        self._problem = QVBoxLayout()
        self._leave = Button(
            theme, "Not now", Variant.GHOST, large=True, accessible_name="Not now: join no hub"
        )
        self._back = Button(theme, "Back", Variant.GHOST, icon="arrow-left", large=True)
        self._missing = Label(theme, "", "caption", "ink3")
        self.next = Button(theme, NEXT[0], Variant.FIRST, large=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._content(), 1)
        self.setAcceptDrops(True)
        self._listen()
        self._shown = Step.DONE  # so that the first step is begun
        self._show()

    @property
    def widget(self) -> QWidget:
        """Return what the window shows."""
        return self

    def refresh(self) -> None:
        """See whether a hub was joined already."""
        if self.flow.step is Step.INVITE and not self.flow.busy:
            self.flow.look()

    def set_narrow(self, *, narrow: bool, slim: bool) -> None:
        """Move together in a small window."""
        del slim
        self._edge = EDGE_NARROW if narrow else EDGE
        self._fit()

    def focus_search(self) -> bool:
        """Return that there is nothing to search."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, back with Esc; from the first step Esc leads out."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.next.isEnabled():
            self.next.click()
        elif event.key() == Qt.Key.Key_Escape and not self.flow.busy:
            self._go_back()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.cards.turn_page(down=event.key() == Qt.Key.Key_PageDown)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move together in a low window."""
        super().resizeEvent(event)
        self._fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file or a text while the invite is asked for; later the window has them."""
        takes = self.flow.step is Step.INVITE and not self.flow.busy and not self.flow.taken
        if takes and (files_in(event) or event.mimeData().hasText()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look for the invite in what was dropped."""
        event.acceptProposedAction()
        files = files_in(event)
        if files:
            self.flow.read_file(files[0])
        else:
            self.cards.invite.set_text(event.mimeData().text())
            self.flow.read(self.cards.invite.text())

    # How it is put together

    def _content(self) -> QWidget:
        page = Frame(Ground.PAGE, margin=0, gap=0)
        column = self._column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._heading)
        column.addSpacing(4)
        column.addWidget(self._words)
        column.addSpacing(20)
        column.addWidget(self.cards, 1)
        column.addLayout(self._end)
        column.addSpacing(14)
        column.addLayout(self._problem)
        page.column.addLayout(column, 1)
        foot = self._foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._leave)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._missing)
        foot.addSpacing(4)
        foot.addWidget(self.next)
        page.column.addLayout(foot)
        return page

    def _listen(self) -> None:
        flow = self.flow
        flow.changed.connect(self._show)
        flow.failed.connect(self._fail)
        flow.finished.connect(self._finish)
        self.cards.invite.changed.connect(self._show_next)
        self.cards.invite.file_asked.connect(self._ask_for_file)
        self.cards.key.changed.connect(self._compare)
        self.cards.rules.changed.connect(self._accept)
        self.cards.code.changed.connect(self._show_next)
        self._leave.clicked.connect(self._desk.navigation.back)
        self._back.clicked.connect(self._go_back)
        self.next.clicked.connect(self._proceed)

    def _fit(self) -> None:
        low = self.height() < LOW
        edge = self._edge
        self._column.setContentsMargins(edge, 18 if low else 34, edge, 14)
        self._foot.setContentsMargins(edge - GHOST, 0, edge, 14 if low else 30)
        self._arrange()

    # What is shown

    def _show(self) -> None:
        flow = self.flow
        if flow.taken:
            self._show_taken(flow.taken)
            return
        step = flow.step
        self._side.steps.set_at(step)
        self._say_steps()
        name = isolate(flow.terms.hub_name) if flow.terms else ""
        self._heading.setText(f"Join the {name} hub" if name else "Join a hub")
        self._leave.setVisible(step is not Step.DONE)
        self._back.setVisible(step in ASKING)
        self._arrange()
        self._mute(busy=flow.busy)
        if step is not self._shown:
            self._begin(step)
        self.cards.key.set_current(current=step is Step.KEY, compared=flow.compared)
        self.cards.rules.set_current(current=step is Step.RULES, accepted=flow.accepted)
        self._show_next()

    def _arrange(self) -> None:
        room = self.width() - self._side.sizeHint().width() - 2 * self._edge
        self.cards.arrange(self.flow.step, room)

    def _begin(self, step: Step) -> None:
        """Fill and focus what a step asks for."""
        flow = self.flow
        self._shown = step
        self._clear(self._problem)
        reason = Qt.FocusReason.OtherFocusReason
        if step is Step.INVITE:
            self.cards.invite.edit.setFocus(reason)
        elif step is Step.KEY and flow.invite is not None:
            self.cards.key.show_invite(flow.invite)
            self.cards.rules.show_terms(None)
            self.cards.key.check.setVisible(True)
            self.cards.key.check.setFocus(reason)
        elif step is Step.RULES and flow.terms is not None:
            self.cards.rules.show_terms(flow.terms)
            self.cards.rules.rules.setFocus(reason)
        elif step is Step.WAY_OUT and flow.terms is not None:
            self.cards.code.show_code(flow.code, flow.terms.hub_name, flow.terms.url)
            self.cards.code.begin()
            self.cards.bring_into_view(self.focusWidget())
        if step is not Step.WAY_OUT:
            self.cards.code.forget()
        if step is Step.DONE and flow.joined is not None:
            self._show_done(flow.joined)

    def _show_done(self, joined: Joined) -> None:
        choices = self.flow.terms.choices if self.flow.terms else 0
        self._heading.setText(f"You joined the {isolate(joined.hub_name)} hub")
        self.cards.hide()
        row = QHBoxLayout()
        row.addWidget(DoneCard(self._desk.theme, joined, choices), LEFT)
        row.addStretch(RIGHT)
        self._end.addLayout(row)
        self._end.addStretch(1)
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_taken(self, hub_name: str) -> None:
        theme = self._desk.theme
        self.cards.hide()
        self._back.hide()
        self._clear(self._end)
        settings = Button(theme, "Open Settings", Variant.FIRST)
        settings.clicked.connect(lambda: self._desk.navigation.go("settings"))
        heading, words = taken_words(hub_name)
        self._end.addWidget(EmptyState(theme, Sign(theme, "link", "ink3"), heading, words, (settings,)))
        self._end.addStretch(1)
        self.next.hide()
        self._leave.set_label("Back")
        self._missing.setText("")
        settings.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_steps(self) -> None:
        step, invite = self.flow.step, self.flow.invite
        for place, (_name, words) in enumerate(STEPS[: Step.DONE]):
            passed = PASSED[place] if place < step else ""
            self._side.steps.set_help(place, passed or words)
        if invite is not None and step > Step.INVITE:
            self._side.steps.set_help(0, invite.address)

    def _show_next(self) -> None:
        flow = self.flow
        missing = WAITING[flow.step] if flow.busy else self._what_is_missing()
        self._missing.setText(missing or (FIRST_REQUEST if flow.step is Step.KEY else ""))
        self.next.set_label(NEXT[flow.step])
        self.next.setEnabled(flow.busy or not missing)
        self.next.set_busy(busy=flow.busy)
        self.next.setAccessibleDescription(missing)

    def _mute(self, *, busy: bool) -> None:
        """Take no answers while the hub is asked. The keyboard comes back to where it was."""
        muted = (
            self._leave,
            self._back,
            self.cards.invite,
            self.cards.key,
            self.cards.rules,
            self.cards.code,
        )
        if busy and self.cards.code.isEnabled():
            self._focused = self.focusWidget()
        for widget in muted:
            widget.setEnabled(not busy)
        if not busy and self._focused is not None:
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
            self._focused = None

    def _what_is_missing(self) -> str:
        flow = self.flow
        if flow.step is Step.INVITE:
            return "" if self.cards.invite.text().strip() else "The invite is missing"
        if flow.step is Step.DONE:
            return ""
        if not flow.compared:
            return "The key is not compared"
        if flow.step is Step.KEY:
            return ""
        if not flow.accepted:
            return "The rules are not accepted"
        return self.cards.code.missing() if flow.step is Step.WAY_OUT else ""

    # What the person does

    def _compare(self) -> None:
        if self.flow.step is Step.KEY:
            self.flow.compared = self.cards.key.check.isChecked()
            self._show_next()

    def _accept(self) -> None:
        if self.flow.step in (Step.RULES, Step.WAY_OUT):
            self.flow.accepted = self.cards.rules.check.isChecked()
            self._show_next()

    def _proceed(self) -> None:
        flow = self.flow
        if flow.busy or self._what_is_missing():
            return
        self._clear(self._problem)
        if flow.step is Step.INVITE:
            flow.read(self.cards.invite.text())
        elif flow.step is Step.DONE:
            self._desk.navigation.go("people")
        else:
            {Step.KEY: flow.ask, Step.RULES: flow.prepare, Step.WAY_OUT: flow.join}[flow.step]()

    def _go_back(self) -> None:
        if self.flow.step is Step.INVITE or self.flow.taken:
            self._desk.navigation.back()
        elif self.flow.step is not Step.DONE:
            self.flow.back()

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self.window(), "Open the invite")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.flow.read_file(Path(path)))
        dialog.open()

    def _finish(self, joined: Joined) -> None:
        if not self.isVisible():
            self._desk.navigation.toast(f"You joined the {isolate(joined.hub_name)} hub. Nothing is shared.")

    def _fail(self, error: Exception) -> None:
        if self.flow.step is Step.INVITE and isinstance(error, UsageRefused):
            self.cards.invite.set_problem(str(error))
            self.cards.invite.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._clear(self._problem)
        notice = Notice(
            self._desk.theme,
            words_of(error),
            heading=heading_of(error),
            icon="circle-alert",
            tone=Tone.ATTENTION,
        )
        self._problem.addWidget(notice)
        announce(notice, notice.accessibleName())
        self.cards.bring_into_view(self.focusWidget())

    def _clear(self, layout: QVBoxLayout) -> None:
        while (old := layout.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
