"""What waits, Client by Client: who changed, and which lines of the document say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.services.hub import POLICY_CHANGED, RESTORED
from weavit_desktop.services.sharing_page import Aside, Leaving, PersonChange, SharingState, WaitingClient
from weavit_desktop.sharing.comparison import ChangedLine
from weavit_desktop.sharing.line_changes import Fate
from weavit_desktop.sharing.outbox import State
from weavit_desktop.sharing.requests import Refusal
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.document_lines import Change, DocumentLine, DocumentLineRow
from weavit_desktop.views.components.frames import DashedFrame, Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.notice import Notice, Tone
from weavit_desktop.views.pages.sharing.rows import PersonRow, Tally
from weavit_desktop.views.pages.sharing.slices import fill_in_slices
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

PEOPLE_AT_FIRST = 12
CHANGES = {
    Fate.KEPT: Change.KEPT,
    Fate.ADDED: Change.ADDED,
    Fate.UPDATED: Change.UPDATED,
    Fate.REMOVED: Change.REMOVED,
}
EACH_CLIENT = (
    "Each Client has one document; a new version replaces the one before. The hub deletes what you take "
    "back and signs that it did. It cannot unread what was read."
)


class Changes(QWidget):
    """The list, with its heading and what stands below it; or `nothing`, where nothing waits."""

    put_back = Signal(object)  # PersonChange
    put_aside = Signal(object)  # Leaving
    brought_back = Signal(object)  # Aside
    person_opened = Signal(str)
    clients_asked = Signal()
    rules_asked = Signal()
    bytes_asked = Signal()

    def __init__(
        self, theme: Theme, state: SharingState, nothing: QWidget | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._frames: dict[str, DashedFrame] = {}
        self._beside = self._offer_beside(waits=nothing is None)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(28, 16, 22, 24)
        self._column.setSpacing(0)
        for notice in self._notices(state):
            self._column.addWidget(notice)
            self._column.addSpacing(12)
        if nothing is not None:
            self._add_aside(state.aside)
            self._column.addWidget(self._beside, 0, Qt.AlignmentFlag.AlignRight)
            self._column.addWidget(nothing, 1)
            return
        self._column.addLayout(self._heading(state))
        self._column.addSpacing(9)
        self._card = Frame(Ground.CARD, margin=0, gap=0)
        self._column.addWidget(self._card)
        self._column.addSpacing(12)
        self._column.addWidget(Notice(theme, EACH_CLIENT))
        self._add_aside(state.aside)
        self._column.addStretch(1)
        fill_in_slices(self._card.column, self._clients(state), self)

    def first_row(self) -> QWidget | None:
        """Return the first person who changed."""
        return self.findChild(PersonRow)

    def set_narrow(self, *, narrow: bool) -> None:
        """Offer the right side, where that is not beside the list."""
        self._beside.setVisible(narrow)

    def sent(self, uid: str) -> None:
        """Fill the outline of a document whose receipt has come."""
        if uid in self._frames:
            self._frames[uid].set_sent(sent=True)

    def _offer_beside(self, *, waits: bool) -> Button:
        words, icon = ("What will leave…", "eye") if waits else ("Receipts…", "badge-check")
        variant = Variant.COMPANY_OUTLINE if waits else Variant.QUIET
        button = Button(self._theme, words, variant, icon=icon, small=True, parent=self)
        button.clicked.connect(self.bytes_asked)
        button.hide()
        return button

    def _clients(self, state: SharingState) -> Iterator[QWidget]:
        for at, client in enumerate(state.waiting):
            if at:
                yield Rule()
            yield self._client(client)

    def _heading(self, state: SharingState) -> QHBoxLayout:
        theme = self._theme
        people = list(state.changed.values())
        row = QHBoxLayout()
        row.setSpacing(12)
        changed = many(len(people), "person changed", "people changed")
        words = f"{changed}, {many(len(state.documents), 'document')} to send"
        row.addWidget(Label(theme, words, "heading", tabular=True))
        row.addStretch(1)
        up = sum(one.after > one.before for one in people)
        down = sum(one.after < one.before for one in people)
        same = len(people) - up - down
        for icon, number, word, shared in (
            ("plus", up, "up", True),
            ("refresh-cw", same, "updated", True),
            ("minus", down, "down", False),
        ):
            if number:
                row.addWidget(Tally(theme, icon, f"{number:,} {word}", shared=shared))
        row.addWidget(self._beside)
        return row

    def _client(self, client: WaitingClient) -> QWidget:
        theme = self._theme
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(0)
        column.addLayout(self._title(client))
        self._add_people(column, client.people)
        if client.reason:
            column.addLayout(self._reason(client))
        for document in client.documents:
            column.addSpacing(1)
            column.addWidget(self._lines(document))
            if document.state is State.SENDING:
                column.addSpacing(5)
                on_its_way = "On its way: nobody knows yet whether it arrived. The same bytes go again."
                column.addWidget(Label(theme, on_its_way, "caption", "ink3", wrap=True))
        return box

    def _title(self, client: WaitingClient) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(8)
        row.setContentsMargins(0, 0, 0, 3)
        name = Label(theme, client.name, "bodyStrong", is_name=True)
        row.addWidget(name)
        versions = " and ".join(str(document.seq) for document in client.documents)
        plural = "version" if len(client.documents) == 1 else "versions"
        words = f"{many(len(client.documents), 'document')}, {plural} {versions}"
        if client.documents[-1].retraction:
            words += ", takes everything back"
        row.addWidget(Label(theme, words, "caption", "ink3", tabular=True))
        row.addStretch(1)
        size = sum(len(document.body) for document in client.documents)
        row.addWidget(Label(theme, f"{size:,} bytes", "caption", "ink2", tabular=True))
        return row

    def _add_people(self, column: QVBoxLayout, people: Sequence[PersonChange]) -> None:
        place = column.count()
        for at, change in enumerate(people[:PEOPLE_AT_FIRST]):
            column.insertWidget(place + at, self._person(change))
        rest = people[PEOPLE_AT_FIRST:]
        if rest:
            more = Button(self._theme, f"{len(rest):,} more", Variant.GHOST, small=True)
            column.insertWidget(place + PEOPLE_AT_FIRST, more)
            more.clicked.connect(lambda: self._show_more(column, more, rest))

    def _show_more(self, column: QVBoxLayout, more: Button, rest: Sequence[PersonChange]) -> None:
        place = column.indexOf(more)
        shown, hidden = rest[: PEOPLE_AT_FIRST * 4], rest[PEOPLE_AT_FIRST * 4 :]
        for at, change in enumerate(shown):
            column.insertWidget(place + at, self._person(change))
        if hidden:
            more.set_label(f"{len(hidden):,} more")
            more.clicked.disconnect()
            more.clicked.connect(lambda: self._show_more(column, more, hidden))
        else:
            more.hide()

    def _person(self, change: PersonChange) -> PersonRow:
        row = PersonRow(self._theme, change)
        row.put_back.connect(self.put_back)
        row.opened.connect(self.person_opened)
        return row

    def _reason(self, client: WaitingClient) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 6)
        row.addWidget(Label(self._theme, client.reason, "caption", "ink3", wrap=True), 1)
        document = client.documents[-1]
        if document.state is State.DRAFT:
            name = f"Put the document for {isolate(client.name)} aside"
            aside = Button(self._theme, "Put aside", Variant.GHOST, small=True, accessible_name=name)
            aside.clicked.connect(lambda: self.put_aside.emit(document))
            row.addWidget(aside)
        return row

    def _lines(self, document: Leaving) -> DashedFrame:
        theme = self._theme
        frame = DashedFrame(theme, fill="surface")
        frame.column.setContentsMargins(0, 3, 0, 3)
        lines = document.comparison.lines
        for line in lines:
            if line.fate is not Fate.KEPT:
                frame.column.addWidget(DocumentLineRow(theme, document_line(line)))
        kept = sum(line.fate is Fate.KEPT for line in lines)
        if kept:
            words = many(kept, "line stays as it is", "lines stay as they are")
            rest = Label(theme, words, "caption", "ink3")
            rest.setContentsMargins(0, 0, 0, 0)
            inset = QHBoxLayout()
            inset.setContentsMargins(theme.grow(26), 2, 0, 3)
            inset.addWidget(rest)
            frame.column.addLayout(inset)
        self._frames[document.uid] = frame
        return frame

    def _notices(self, state: SharingState) -> Iterator[Notice]:
        theme = self._theme
        if state.suspended == POLICY_CHANGED:
            yield self._acting(
                Notice(
                    theme,
                    "Publishing waits until you have read and accepted them. Taking back still works.",
                    heading="The hub has new rules",
                    icon="scroll-text",
                    tone=Tone.BOXED,
                    action="Read the new rules…",
                ),
                self.rules_asked.emit,
            )
        elif state.suspended == RESTORED:
            yield Notice(
                theme,
                "The hub may hold newer documents than this backup remembers. Nothing is published before "
                "the mirror was read. Whoever would be shown more than the hub shows is then Only you, "
                "until you choose again. Taking back still works.",
                heading="Restored from a backup",
                icon="history",
                tone=Tone.BOXED,
            )
        elif state.suspended:
            yield Notice(
                theme,
                "The hub shows another history than before. Publishing is paused until this is explained. "
                "Taking back still works. Tell your administrator and whoever audits the hub.",
                heading="The log does not add up",
                icon="unlink",
                tone=Tone.ATTENTION,
            )
        if state.unplaced:
            yield self._acting(
                Notice(
                    theme,
                    "Nothing about them can leave before you say at which Client they work.",
                    heading=f"{many_people(state.unplaced)} at no confirmed Client",
                    icon="building-2",
                    tone=Tone.BOXED,
                    action="Confirm Clients…",
                ),
                self.clients_asked.emit,
            )

    def _add_aside(self, asides: Sequence[Aside]) -> None:
        for aside in asides:
            self._column.addSpacing(12)
            self._column.addWidget(self._aside(aside))

    def _aside(self, aside: Aside) -> Notice:
        name = isolate(aside.client_name)
        if aside.problem:
            return Notice(
                self._theme,
                f"{Refusal(aside.problem)} The document stays on this laptop.",
                heading=f"The hub refused the document for {name}",
                icon="circle-alert",
                tone=Tone.ATTENTION,
            )
        notice = Notice(
            self._theme,
            f"The document for {name} is put aside. It is not sent until it would say something else.",
            icon="archive",
            tone=Tone.BOXED,
            action="Bring back",
        )
        return self._acting(notice, lambda: self.brought_back.emit(aside))

    def _acting(self, notice: Notice, act: Callable[[], object]) -> Notice:
        notice.acted.connect(act)
        return notice


def document_line(line: ChangedLine) -> DocumentLine:
    """Return a line as the component draws it."""
    return DocumentLine(line.what, line.band, f"k {line.k}", CHANGES[line.fate], line.before)
