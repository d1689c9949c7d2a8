"""One person as a page reads them: all of the page at once, and the timeline a block at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from weavit_desktop.errors import UsageRefused
from weavit_desktop.models.latest import Latest
from weavit_desktop.models.tasks import Tasks
from weavit_desktop.models.timeline import TimelineModel
from weavit_desktop.services.person_page import PersonPage, Suggestion, read_person_page, suggest_clients
from weavit_desktop.services.person_timeline import BLOCK, Filter, TimelineBlock, read_timeline
from weavit_desktop.services.work import Work
from weavit_desktop.vault.repositories.person_page import TimelineKey
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A block of a timeline: whose, of what, from where, and how many entries."""

    uid: str
    shown: Filter
    after: TimelineKey | None = None
    size: int = BLOCK


class PersonReading(QObject):
    """`read` brings a PersonPage, `missing` says that there is nobody with this id (any more).

    `suggested` brings Clients that an employer of the person may be, a moment after `read`. `failed` is told
    everything else that goes wrong. `work` is called beside the window.
    """

    read = Signal(object)  # PersonPage
    missing = Signal()
    failed = Signal(object)  # Exception
    suggested = Signal(object)  # tuple[Suggestion, ...]

    def __init__(self, vault: Vault, tasks: Tasks, work: Callable[[], Work], parent: QObject) -> None:
        super().__init__(parent)
        self._vault = vault
        self._work = work
        self._uid = ""
        self._shown = Filter.ALL
        self.timeline = TimelineModel(self)
        self._pages = Latest(tasks, self._read_page, self._take_page, self._fail, self)
        self._blocks = Latest(tasks, self._read_block, self._take_block, self._fail, self)
        self._clients = Latest(tasks, self._read_clients, self._take_clients, self._fail, self)
        self.timeline.wanted.connect(self._read_on)

    @property
    def uid(self) -> str:
        """Return whose page it is, "" before the first."""
        return self._uid

    def open(self, uid: str) -> None:
        """Read another person from the beginning."""
        self._uid, self._shown = uid, Filter.ALL
        self.timeline.clear()
        self.read_again()

    def read_again(self, *, timeline: bool = True) -> None:
        """Read the same person again; of the timeline as much as was there."""
        self._pages.ask(self._uid)
        if timeline:
            self._begin(max(self.timeline.rowCount(), BLOCK))

    def show(self, shown: Filter) -> None:
        """Show another part of the timeline."""
        self._shown = shown
        self._begin(BLOCK)

    def _begin(self, size: int) -> None:
        self.timeline.wait()
        self._blocks.ask(_Wanted(self._uid, self._shown, size=size))

    def _read_on(self, after: TimelineKey) -> None:
        self._blocks.ask(_Wanted(self._uid, self._shown, after))

    def _read_page(self, uid: str) -> PersonPage:
        return read_person_page(self._vault, self._work(), uid)

    def _read_block(self, wanted: _Wanted) -> TimelineBlock:
        today = self._work().today
        return read_timeline(self._vault, wanted.uid, today, wanted.shown, wanted.after, wanted.size)

    def _read_clients(self, page: PersonPage) -> tuple[Suggestion, ...]:
        return suggest_clients(self._vault, self._work().rules, page.company)

    def _take_page(self, uid: str, page: PersonPage) -> None:
        if uid != self._uid:
            return
        self.read.emit(page)
        company = page.company
        if company.hub and company.barred is None and any(not one.registry_id for one in company.employers):
            self._clients.ask(page)

    def _take_block(self, wanted: _Wanted, block: TimelineBlock) -> None:
        if (wanted.uid, wanted.shown) != (self._uid, self._shown):
            return
        if wanted.after is None:
            self.timeline.start(block)
        else:
            self.timeline.append(block)

    def _take_clients(self, page: PersonPage, suggestions: tuple[Suggestion, ...]) -> None:
        if page.person.row.uid == self._uid:
            self.suggested.emit(suggestions)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, UsageRefused):  # nothing else can be refused of reading than a person
            self.missing.emit()
        else:
            self.failed.emit(error)
