"""The Sharing page: what waits, what the company sees now, and what the hub holds of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.models.changes import Topic
from weavit_desktop.services.mirror_page import Mirrored, take_back_document
from weavit_desktop.services.sharing import Revoked, revoke_everything
from weavit_desktop.services.sharing_page import bring_up_to_date
from weavit_desktop.views.components.header_bar import HeaderBar
from weavit_desktop.views.components.segmented import SegmentedControl
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.sharing.clients import ask_which_clients
from weavit_desktop.views.pages.sharing.mirror import MirrorView
from weavit_desktop.views.pages.sharing.nothing import not_joined
from weavit_desktop.views.pages.sharing.outcome import taken_back
from weavit_desktop.views.pages.sharing.reading import Reading, read
from weavit_desktop.views.pages.sharing.rules import ask_for_rules
from weavit_desktop.views.pages.sharing.save_dialog import AskForPlace, ask_for_place
from weavit_desktop.views.pages.sharing.seen import Seen
from weavit_desktop.views.pages.sharing.take_back import TakeBackDialog, Taken
from weavit_desktop.views.pages.sharing.waiting import Waiting
from weavit_desktop.views.theme.painting import isolate

WAITING, SEEN, MIRROR = range(3)
WIDE, MIDDLE = 1090, 960  # pixels of the page at 100 %
VIEWS = ("Waiting", "Shared now", "Company mirror")
SUBTITLES = (
    "Nothing leaves this laptop until you publish",
    "Whom the company sees, and how much of them",
    "What the company sees of you, read back from the hub",
)
TAKE_BACK_WORDS = (
    "Your vault stays as it is, and nothing new leaves. The hub deletes each document and signs that it did. "
    "It cannot unread what was read."
)


class SharingPage(QWidget):
    """A page of the window. `ask` asks where to save the bytes."""

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, ask: AskForPlace = ask_for_place
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reading: Reading | None = None
        self._asked = self._form = (False, False)
        self._header = HeaderBar(desk.theme, "Sharing", SUBTITLES[WAITING])
        self.views = SegmentedControl(desk.theme, VIEWS, "What to look at")
        self._header.tools.addWidget(self.views)
        self.views.hide()
        self.waiting = Waiting(desk, ask)
        self.seen = Seen(desk)
        self.mirror = MirrorView(desk)
        self._alone = QWidget()  # holds what is said where no hub was joined
        QHBoxLayout(self._alone).setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        for view in (self.waiting, self.seen, self.mirror, self._alone):
            self._stack.addWidget(view)
        self._stack.setCurrentWidget(self._alone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._stack, 1)
        self._connect()

    @property
    def widget(self) -> QWidget:
        """Return what the window shows."""
        return self

    def refresh(self) -> None:
        """Let time have its effect on what waits, then read everything again."""
        desk, application = self._desk, self._desk.application

        def work(_progress: object, _cancelled: object) -> Reading:
            bring_up_to_date(desk.vault, application.clock, application.new_id)
            return read(desk)

        desk.tasks.run(work, self._show_at_the_front, desk.navigation.tell_error)

    def set_narrow(self, *, narrow: bool, slim: bool) -> None:
        """Let the right sides fold away."""
        self._asked = (narrow, slim)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form that fits: with large text, what stands side by side needs more."""
        super().resizeEvent(event)
        self._fit()

    def focus_search(self) -> bool:
        """Return that there is nothing to search."""
        return False

    def open_view(self, place: int) -> None:
        """Show what waits, what is seen, or the mirror, and give it the keyboard."""
        self.views.set_at(place)
        self._header.set_title("Sharing", "" if self._form[1] else SUBTITLES[place])
        self._stack.setCurrentIndex(place)
        self._view(place).begin()

    def _fit(self) -> None:
        grow = self._desk.theme.grow
        narrow, slim = self._asked
        form = (narrow or self.width() < grow(WIDE), slim or self.width() < grow(MIDDLE))
        if form == self._form:
            return
        self._form = form
        narrow, slim = form
        self._header.set_title("Sharing", "" if slim else SUBTITLES[self._at()])
        self.waiting.set_narrow(narrow=narrow)
        self.seen.set_slim(slim=slim)
        self.mirror.set_narrow(narrow=narrow)

    def _connect(self) -> None:
        self.views.chosen.connect(self.open_view)
        self.waiting.seen_asked.connect(lambda: self.open_view(SEEN))
        self.waiting.rules_asked.connect(self._read_rules)
        self.waiting.clients_asked.connect(lambda: ask_which_clients(self._desk, self.window()))
        self.waiting.take_back_asked.connect(self._take_everything_back)
        self.mirror.take_back_asked.connect(self._take_document_back)
        self._desk.changes.happened.connect(self._hear)
        self._desk.theme.changed.connect(self._fit)

    def _at(self) -> int:
        return self.views.at()

    def _view(self, place: int) -> Waiting | Seen | MirrorView:
        return (self.waiting, self.seen, self.mirror)[place]

    def _hear(self, _topics: frozenset[Topic]) -> None:
        if self.isVisible():  # else it reads when it comes to the front
            self._desk.tasks.run(lambda *_: read(self._desk), self._show, self._desk.navigation.tell_error)

    def _show_at_the_front(self, reading: Reading) -> None:
        before = self._reading
        self._show(reading)
        if before is not None and before.state.shown() != reading.state.shown():
            self._desk.changes.tell(Topic.SHARING)  # time went on: the figures of the window follow
        if self._stack.currentWidget() is not self._alone:
            self._view(self._at()).begin()

    def _show(self, reading: Reading) -> None:
        self._reading = reading
        state = reading.state
        joined = bool(state.hub_name)
        self.views.setVisible(joined)
        if not joined:
            self._show_alone(state.chosen)
            return
        self.views.set_count(WAITING, f"{len(state.changed):,}")
        self.views.set_count(SEEN, f"{state.seen_people:,}")
        self.waiting.show_reading(reading)
        self.seen.show_state(state)
        self.mirror.follow(len(reading.receipts))
        self._stack.setCurrentIndex(self._at())

    def _show_alone(self, chosen: int) -> None:
        layout = self._alone.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        layout.addWidget(not_joined(self._desk.theme, chosen, self._desk.navigation.join_hub))
        self._stack.setCurrentWidget(self._alone)

    def _read_rules(self) -> None:
        ask_for_rules(self._desk, self.window())

    def _take_everything_back(self) -> None:
        if self._reading is None:
            return
        desk, application = self._desk, self._desk.application
        state = self._reading.state
        who = many_people(state.seen_people)
        where = many(state.held, "Client")
        self._ask_to_take_back(
            "Take everything back?",
            f"The company will see nothing of {who} at {where}. {TAKE_BACK_WORDS}",
            "Retract everything",
            lambda: revoke_everything(desk.vault, application.clock, application.new_id),
        )

    def _take_document_back(self, document: Mirrored) -> None:
        desk, application = self._desk, self._desk.application
        who = many(document.behind, "person becomes", "people become")
        self._ask_to_take_back(
            f"Take back the document for {isolate(document.client_name)}?",
            f"{who} Only you, wherever else they work. {TAKE_BACK_WORDS}",
            "Retract this document",
            lambda: take_back_document(desk.vault, document.client_id, application.clock, application.new_id),
        )

    def _ask_to_take_back(self, heading: str, words: str, press: str, revoke: Callable[[], Revoked]) -> None:
        TakeBackDialog(self._desk, self.window(), (heading, words, press), revoke, self._taken).open()

    def _taken(self, taken: Taken) -> None:
        _revoked, report = taken
        self.waiting.tell_outcome(taken_back(report))
        self.open_view(WAITING)
        self._desk.changes.tell(Topic.SHARING, Topic.HUB)
