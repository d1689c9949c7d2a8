"""Choosing for several people at once: a card over the window, applied as a whole, undone as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from weavit_desktop.models.changes import Topic
from weavit_desktop.models.latest import Latest
from weavit_desktop.services import choosing_many, hub
from weavit_desktop.services.choosing_many import Candidate, DrawnIds, WholeEffect
from weavit_desktop.services.sharing import Choice
from weavit_desktop.views.components.dialog import Overlay
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.share_bulk import words
from weavit_desktop.views.pages.share_bulk.bytes_dialog import BytesDialog
from weavit_desktop.views.pages.share_bulk.card import BulkCard

MONTHS = (3, 6, 12)  # until when one may choose
LAST_DAY_IN_EVERY_MONTH = 28

Question = tuple[Choice, frozenset[str]]  # and who is left out


class ShareBulk(QObject):
    """One choice for people who are listed first. It lives in the window until it is answered."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._joined = False
        self._rows: Sequence[Candidate] = ()
        self._effect: WholeEffect | None = None
        # Applied with the ids that the look ahead drew, the bytes are those that were shown.
        self._ids = DrawnIds(desk.application.new_id)
        today = desk.application.clock().date()
        self.card = BulkCard(desk.theme, [in_months(today, months) for months in MONTHS])
        self.overlay = Overlay(desk.theme, window, self.card)
        self.overlay.closed.connect(self._end)
        self._measure = Latest(desk.tasks, self._work_out, self._take_effect, self._fail_to_measure, self)
        self.card.kept.connect(self.overlay.close_down)
        self.card.applied.connect(self._apply)
        self.card.bytes_asked.connect(self._show_bytes)
        self.card.choice_changed.connect(self._ask_effect)

    def choose_for(self, uids: Sequence[str]) -> None:
        """Read who they are, then ask. Nobody of them is in the vault any more: nothing is asked."""
        desk = self._desk

        def read(_progress: object, _cancelled: object) -> tuple[list[Candidate], bool]:
            rows = choosing_many.candidates(desk.vault, uids, desk.application.clock)
            return rows, hub.is_joined(desk.vault)

        desk.tasks.run(read, self._open, self._fail_to_read)

    def _open(self, found: tuple[list[Candidate], bool]) -> None:
        if not isValid(self):
            return
        self._rows, self._joined = found
        if not self._rows:
            self._end()
            return
        self.card.set_people(self._rows, joined=self._joined)
        self.overlay.open()
        self.card.picker.begin()

    def _end(self) -> None:
        self.overlay.deleteLater()
        self.deleteLater()

    def _fail_to_read(self, error: Exception) -> None:
        if isValid(self):
            self._end()
        self._desk.navigation.tell_error(error)

    # What it would do

    def _ask_effect(self) -> None:
        self._effect = None
        self.card.set_effect(None)
        choice = self.card.choice()
        if choice is not None and self._joined:
            self._measure.ask((choice, self.card.model.left_out))

    def _work_out(self, question: Question) -> WholeEffect:
        choice, left_out = question
        people = choosing_many.touched(self._rows, choice.level, left_out)
        desk, application = self._desk, self._desk.application
        return choosing_many.effect_of(
            desk.vault, people, choice, application.clock, self._ids.from_the_start()
        )

    def _take_effect(self, question: Question, effect: WholeEffect) -> None:
        if question == (self.card.choice(), self.card.model.left_out):
            self._effect = effect
            self.card.set_effect(effect)

    def _fail_to_measure(self, error: Exception) -> None:
        self._desk.navigation.tell_error(error)

    def _show_bytes(self) -> None:
        if self._effect is not None and self._effect.documents:
            BytesDialog(self._desk.theme, self._window, self._effect).open()

    # Doing it

    def _apply(self) -> None:
        choice = self.card.choice()
        if choice is None:
            return
        rows, left_out = self._rows, self.card.model.left_out
        desk, application = self._desk, self._desk.application
        new_id = self._ids.from_the_start()
        who = self._who()
        joined = self._joined
        self.card.set_busy(busy=True)

        def done(before: list[tuple[str, Choice]]) -> None:
            desk.changes.tell(Topic.SHARING)
            said = words.done_words(who, choice.level, joined=joined)
            desk.navigation.toast(said, lambda: put_back(desk, before))
            if isValid(self):
                self.overlay.close_down()

        def work(_progress: object, _cancelled: object) -> list[tuple[str, Choice]]:
            people = choosing_many.touched(rows, choice.level, left_out)
            return choosing_many.choose_many(desk.vault, people, choice, application.clock, new_id)

        desk.tasks.run(work, done, self._fail_to_apply)

    def _who(self) -> str:
        count = self.card.model.counts().changing
        return words.title(self._rows) if len(self._rows) == 1 else words.people(count)

    def _fail_to_apply(self, error: Exception) -> None:
        if isValid(self):
            self.card.set_busy(busy=False)
        self._desk.navigation.tell_error(error)


def put_back(desk: Desk, before: Sequence[tuple[str, Choice]]) -> None:
    """Choose again for everyone what was chosen before."""
    application = desk.application
    desk.tasks.run(
        lambda _progress, _cancelled: choosing_many.put_back_many(
            desk.vault, before, application.clock, application.new_id
        ),
        lambda _uids: desk.changes.tell(Topic.SHARING),
        desk.navigation.tell_error,
    )


def in_months(day: date, months: int) -> date:
    """Return the same day some months later, or the 28th where that day is not in every month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, LAST_DAY_IN_EVERY_MONTH))
