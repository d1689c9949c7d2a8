"""Review duplicates: one question after another, by keyboard, and every answer can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.errors import UsageRefused
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.comparison import Compared, Place
from weavit_desktop.models.duplicate_queue import Answer, DuplicateQueue
from weavit_desktop.models.duplicate_work import DuplicateWork
from weavit_desktop.models.latest import Latest
from weavit_desktop.services.duplicates import Duplicate
from weavit_desktop.views.commands import covered
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.header_bar import HeaderBar
from weavit_desktop.views.components.intensity import IntensityBar
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.duplicates.certain_dialog import ask_certain
from weavit_desktop.views.pages.duplicates.question_view import QuestionView
from weavit_desktop.views.pages.duplicates.queue_table import QueueTable, question_words
from weavit_desktop.views.pages.duplicates.states import LOOKING, NOBODY, Looking, NobodyTwice, NotCompared
from weavit_desktop.views.theme.accessibility import announce

SIDE = 284
SIDE_SLIM = 216
LEAST_FOR_SIDE = 960  # pixels at 100 %: in less, the queue is not shown beside its question
CHANGED = (Topic.PEOPLE, Topic.CLIENTS, Topic.SHARING)
TOLD = {Answer.SAME: CHANGED, Answer.NOT_SAME: (Topic.DUPLICATES,)}
EVERYTHING = {Topic.PEOPLE, Topic.SHARING}
PROGRESS = 160
Asked = tuple[Duplicate, dict[str, str]]


class DuplicatesPage(QWidget):
    """M links, N says that they are two, S puts off, 1 and 2 pick a side, Ctrl Z takes back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self._work = DuplicateWork(desk.application, desk.vault, desk.work)
        self.queue = DuplicateQueue()
        self._at = 0
        self._shown: Compared | None = None  # None: nothing is asked, and no key answers anything
        self._picks: dict[str, str] = {}
        self._linked: list[tuple[int, list[tuple[str, str]]]] = []  # at once, after so many answers
        self._stale = True
        self._looking = False
        self._busy = False
        self._telling = False
        self._dialog: Dialog | None = None
        self.table = QueueTable(theme, self)
        self.question = QuestionView(theme)
        self.nobody = NobodyTwice(theme)
        self.not_compared = NotCompared(theme)
        self.certain_button = Button(theme, "", icon="link")
        self._compare = Latest(desk.tasks, self._look, self._show, self._not_found, self)
        self._lay_out()
        self._connect()
        self._keys()
        self.setAccessibleName("Review duplicates")
        self.setFocusProxy(self.table)

    # What the window asks

    @property
    def widget(self) -> QWidget:
        """Return what the window shows."""
        return self

    def refresh(self) -> None:
        """Look again if anything has changed while the page was not seen."""
        if self._stale and not self._looking and not self._busy:
            self._find()

    def set_narrow(self, *, narrow: bool, slim: bool) -> None:
        """Do nothing: the parts go by the width they have, which large text makes narrow too."""

    def focus_search(self) -> bool:
        """Return False: nothing is searched here."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form that the width has room for."""
        super().resizeEvent(event)
        self._fit()

    # Building it

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._header = HeaderBar(theme, "Review duplicates", back="Import")
        self._bar = IntensityBar(theme, 0, 1, "Nothing answered yet", width=PROGRESS)
        self._header.middle.addWidget(self._bar)
        self._header.tools.addWidget(self.certain_button)
        self._side = Frame(Ground.PAGE, margin=10, gap=0)
        self._side.column.addWidget(self.table)
        self._edge = Rule(Qt.Orientation.Vertical)
        asking = QWidget()
        row = QHBoxLayout(asking)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._edge)
        row.addWidget(self.question, 1)
        self._asking = asking
        self._wait = Looking(theme)
        self._stack = QStackedWidget()
        for page in (self._wait, asking, self.nobody, self.not_compared):
            self._stack.addWidget(page)
        ground = Frame(Ground.PAGE, margin=0, gap=0)
        ground.column.addWidget(self._header)
        ground.column.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ground)
        self._fit()

    def _connect(self) -> None:
        desk, question = self._desk, self.question
        self._header.went_back.connect(lambda: desk.navigation.go("import"))
        self.table.asked.connect(self._go_to)
        question.linked.connect(self.link)
        question.parted.connect(self.part)
        question.put_off.connect(self.put_off)
        question.undone.connect(self.undo)
        question.picked.connect(self._pick)
        self.nobody.undo_button.clicked.connect(self.undo)
        self.nobody.people_button.clicked.connect(lambda: desk.navigation.go("people"))
        self.not_compared.again_button.clicked.connect(self._find)
        self.certain_button.clicked.connect(self._ask_certain)
        desk.changes.happened.connect(self._hear)
        desk.theme.changed.connect(self._fit)

    def _keys(self) -> None:
        for keys, act in (
            ("M", self.link),
            ("N", self.part),
            ("S", self.put_off),
            ("1", partial(self._pick_side, Place.ONE)),
            ("2", partial(self._pick_side, Place.OTHER)),
            ("Ctrl+Z", self.undo),
            ("Esc", self._header.went_back.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            # By themselves: beside a function, PySide forgets a context that is given in the constructor.
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)  # a key that is held down answers one question, not the queue
            shortcut.activated.connect(act)
            shortcut.activatedAmbiguously.connect(act)  # a toast of another page has Ctrl Z too

    def _fit(self) -> None:
        grow = self._desk.theme.grow
        with_side = self.width() >= grow(LEAST_FOR_SIDE)
        self._side.setVisible(with_side)
        self._edge.setVisible(with_side)
        self._side.setFixedWidth(grow(SIDE if self.width() >= grow(1080) else SIDE_SLIM))
        self._bar.setVisible(self.width() >= grow(700))

    # Looking for duplicates

    def _find(self) -> None:
        self._looking, self._stale = True, False
        self._wait_for_question()
        if self.queue.total == 0:
            self._stack.setCurrentWidget(self._wait)
            self._show_progress()
            announce(self, LOOKING)
        self._desk.tasks.run(self._work.find, self._found, self._not_found, self._wait.show_step)

    def _found(self, found: list[Duplicate]) -> None:
        self._looking = False
        self.queue.start(found)
        self._ask(0)

    def _not_found(self, error: Exception) -> None:
        self._looking, self._stale = False, True
        self._stack.setCurrentWidget(self.not_compared)
        self._desk.navigation.tell_error(error)

    # Asking

    def _go_to(self, row: int) -> None:
        if not self._busy and not self._looking:
            self._ask(row)

    def _ask(self, at: int) -> None:
        """Ask the question at a place. Where none is left, look once more: answers may have raised some."""
        self._picks = {}
        self._wait_for_question()
        pending = self.queue.pending
        self._show_progress()
        if not pending:
            self._show_nobody()
            return
        self._at = min(at, len(pending) - 1)
        self.table.show_questions(pending, self._at)
        fresh = self._stack.currentWidget() is not self._asking
        self._stack.setCurrentWidget(self._asking)
        self._take_focus(fresh=fresh)
        self._compare.ask((pending[self._at], {}))

    def _wait_for_question(self) -> None:
        self._shown = None
        self.question.show_question(None)

    def _look(self, asked: Asked) -> Compared | None:
        try:
            return self._work.compare(*asked)
        except UsageRefused:  # one of the two is not there any more, or was said not to be the other
            return None

    def _show(self, asked: Asked, compared: Compared | None) -> None:
        """Show what was asked for, unless it is another question or another pick by now."""
        question, picks = asked
        pending = self.queue.pending
        here = self._at < len(pending) and pending[self._at] is question and picks == self._picks
        if not here or self._busy or self._looking:
            return
        if compared is None:
            self.queue.settle(self._at, Answer.GONE)
            self._ask(self._at)
            return
        self._shown = compared
        self.question.show_question(compared)
        if not picks:
            announce(self.table, f"{question_words(question, 0)}. {question.why}")

    def _show_nobody(self) -> None:
        self.nobody.show_done(self.queue.done)
        self._stack.setCurrentWidget(self.nobody)
        if self.isVisible():
            self.nobody.people_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, NOBODY)

    def _show_progress(self) -> None:
        queue = self.queue
        words = f"{queue.done:,} of {queue.total:,} done" if queue.total else ""
        self._header.set_title("Review duplicates", words)
        self._bar.set_value(queue.done, queue.total or 1, words or "Nothing to answer")
        self._bar.setVisible(bool(queue.total) and self.width() >= self._desk.theme.grow(700))
        count = queue.certain
        self.certain_button.setVisible(count > 0)
        one = "Link the certain one…"
        self.certain_button.set_label(one if count == 1 else f"Link the {count:,} certain ones…")
        self.question.set_can_undo(can_undo=queue.last is not None or bool(self._linked))

    # Picking sides

    def _pick(self, field: str, value: str) -> None:
        self._pick_all({field: value})

    def _pick_side(self, place: Place) -> None:
        self._pick_all(self.question.table.comparison.picks_of(place))

    def _pick_all(self, picks: dict[str, str]) -> None:
        if self._shown is not None and not self._busy and picks:
            self._picks |= picks
            self._wait_for_picks()

    def _wait_for_picks(self) -> None:
        self._wait_for_question()  # what is linked is what is seen
        self._compare.ask((self.queue.pending[self._at], dict(self._picks)))

    # Answering

    def link(self) -> None:
        """Say that the two are one."""
        if self._shown is not None:
            self._answer(
                Answer.SAME, partial(self._work.link, self._shown.review.question, dict(self._picks))
            )

    def part(self) -> None:
        """Say that they are not."""
        if self._shown is not None:
            self._answer(Answer.NOT_SAME, partial(self._work.refuse, self._shown.review.question))

    def put_off(self) -> None:
        """Ask it again after all others."""
        if self._shown is not None and not self._busy:
            self.queue.settle(self._at, Answer.LATER)
            self._ask(self._at if self._at < len(self.queue.pending) - 1 else 0)
            self._back_to_queue()

    def _answer(self, answer: Answer, write: Callable[[], object]) -> None:
        if self._busy:
            return

        def done(_: object) -> None:
            self.queue.settle(self._at, answer)
            self._settled(self._at, TOLD[answer])

        self._do(write, done)

    def _do(self, write: Callable[[], object], done: Callable[[object], object]) -> None:
        """Write beside the window; until it is done, nothing else can be answered."""
        self._busy = True
        self._wait_for_question()

        def ended(result: object) -> None:
            self._busy = False
            done(result)

        self._desk.tasks.run(lambda _progress, _cancelled: write(), ended, self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._desk.navigation.tell_error(error)
        self._find()  # it may be that the vault is another by now

    def _settled(self, at: int | None, changed: tuple[Topic, ...]) -> None:
        """Go on at a place, None: after looking anew."""
        if changed:
            self._telling = True
            self._desk.changes.tell(*changed)
            self._telling = False
        if at is None or (not self.queue.pending and self.queue.done):
            self._find()
        else:
            self._ask(at)
        self._back_to_queue()

    def _back_to_queue(self) -> None:
        """Take the keyboard from the button that was pressed: Enter must not answer the next one too."""
        now = QApplication.focusWidget()
        if isinstance(now, QAbstractButton) and self.question.isAncestorOf(now):
            self._stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_focus(self, *, fresh: bool) -> None:
        """Give the keyboard to the question, unless it is there or in a dialog; `fresh`: none stood there."""
        now = QApplication.focusWidget()
        here = now is not None and self.isAncestorOf(now) and not fresh
        if self.isVisible() and not here and not covered(self.window()):
            self._stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop(self) -> QWidget:
        """Return what takes the keyboard: in a narrow window the queue is not seen."""
        return self.table if self.table.isVisible() else self.question.table

    def undo(self) -> None:
        """Take the last answer back."""
        if self._busy or self._looking:
            return
        last, linked = self.queue.last, self._linked
        if linked and linked[-1][0] == self.queue.answers:
            self._do(partial(self._work.part, linked[-1][1]), self._parted)
        elif last is not None and last.answer is Answer.LATER:
            self._settled(self.queue.take_back(), ())
        elif last is not None:
            changed = TOLD[last.answer]
            self._do(
                partial(self._work.take_back, last),
                lambda _: self._settled(self.queue.take_back(), changed),
            )

    def _parted(self, _: object) -> None:
        self._linked.pop()
        self._settled(None, CHANGED)

    # All that are certain, at once

    def _ask_certain(self) -> None:
        def link() -> None:
            if not self._busy and not self._looking:
                self._do(self._work.link_certain, self._certain_linked)

        self._dialog = ask_certain(self._desk.theme, self.window(), self.queue.certain, link)

    def _certain_linked(self, linked: object) -> None:
        assert isinstance(linked, list)
        if linked:
            self._linked.append((self.queue.answers, linked))
        self._desk.navigation.toast(f"{many(len(linked), 'pair')} linked. Ctrl Z takes it back.")
        self._settled(None, CHANGED)

    def _hear(self, topics: frozenset[Topic]) -> None:
        if topics & EVERYTHING and not self._telling:
            self._stale = True
            if self.isVisible():
                self.refresh()
