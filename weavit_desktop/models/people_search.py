"""Keeps the list of people in step with what is searched, filtered and sorted, without ever blocking.

What is seen comes first: the count and the first rows. Then the ids of the rest, then the counts beside the
filters. A search that another one overtook is stopped in the middle.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from weavit_desktop.clock import Clock
from weavit_desktop.errors import Cancelled
from weavit_desktop.models.people_list import PeopleModel
from weavit_desktop.models.tasks import Task, Tasks
from weavit_desktop.services import people_lists
from weavit_desktop.services.people_lists import Basis, ListedPerson, Page
from weavit_desktop.services.progress import IsCancelled
from weavit_desktop.services.share_states import share_states
from weavit_desktop.vault.repositories.people_lists import ListQuery
from weavit_desktop.vault.vault import Vault

T = TypeVar("T")

MOST_BLOCKS = 4  # read at once: whoever scrolls on does not wait for what was passed


class PeopleSearch(QObject):
    """Fills `model` for a query. The signals about a list say whether it is the same one, read again."""

    about_to_show = Signal(bool)
    shown = Signal(bool)
    facets_counted = Signal(object)  # Facets

    def __init__(
        self,
        vault: Vault,
        clock: Clock,
        tasks: Tasks,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._vault = vault
        self._clock = clock
        self._tasks = tasks
        self._failed = failed
        self._basis: Basis | None = None
        self._prepared = False
        self._query = ListQuery()
        self._generation = 0
        self._running: list[Task[Any]] = []
        self._reading: OrderedDict[int, Task[Any] | None] = OrderedDict()
        self.model = PeopleModel(clock().date(), self)
        self.model.rows_wanted.connect(self._read_blocks)

    @property
    def query(self) -> ListQuery:
        """Return what is asked for."""
        return self._query

    @property
    def total(self) -> int | None:
        """Return how many people are in the vault, None while nobody knows."""
        return None if self._basis is None else self._basis.total

    @property
    def basis(self) -> Basis | None:
        """Return what the list is as of."""
        return self._basis

    def is_of_another_day(self) -> bool:
        """Return whether the day has changed since: intensities are others then."""
        basis = self._basis
        return basis is not None and self._clock().astimezone(basis.zone).date() != basis.today

    def start(self) -> None:
        """Show everyone, as soon as possible."""
        self._supersede()
        self._run(self._open, self._opened)

    def ask(self, query: ListQuery) -> None:
        """Show another list."""
        if query != self._query:
            self._query = query
            self._search(again=False)

    def read_again(self) -> None:
        """Read everything anew: people have changed, or the day has."""
        if self._basis is None:
            self.start()
            return
        self._supersede()
        self._run(self._reopen, self._reopened)

    def read_shares_again(self) -> None:
        """Take over what the company sees now."""
        if self._basis is None or not self._prepared:
            self.read_again()
            return
        basis = self._basis
        self._supersede()
        self._run(lambda _: self._share_again(basis), self._reopened)

    def stop(self) -> None:
        """Stop whatever is being read."""
        self._supersede()

    # In the worker's thread

    def _open(self, _cancelled: IsCancelled) -> tuple[Basis, Page]:
        basis = people_lists.read_basis(self._vault, self._clock)
        return basis, people_lists.first_page(self._vault, basis)

    def _reopen(self, _cancelled: IsCancelled) -> Basis:
        basis = people_lists.read_basis(self._vault, self._clock)
        people_lists.prepare(self._vault, basis)
        return basis

    def _share_again(self, basis: Basis) -> Basis:
        now = replace(basis, shares=share_states(self._vault, self._clock))
        people_lists.prepare_shares(self._vault, now)
        return now

    # In the window's thread

    def _opened(self, found: tuple[Basis, Page]) -> None:
        self._basis, page = found
        if self._query == ListQuery():
            self._show(page, again=False)
        basis = self._basis
        self._run(lambda _: people_lists.prepare(self._vault, basis), lambda _: self._became_ready())

    def _became_ready(self) -> None:
        self._prepared = True
        if self._query == ListQuery():
            self._count_facets()
        else:
            self._search(again=False)

    def _reopened(self, basis: Basis) -> None:
        self._basis = basis
        self._prepared = True
        self._search(again=True)

    def _search(self, *, again: bool) -> None:
        if self._basis is None or not self._prepared:
            return  # it is asked once there is something to ask
        self._supersede()
        vault, basis, query = self._vault, self._basis, self._query
        self._run(
            lambda cancelled: people_lists.find(vault, basis, query, cancelled),
            lambda page: self._found(page, again=again),
        )

    def _found(self, page: Page, *, again: bool) -> None:
        self._show(page, again=again)
        if len(page.ids) < page.count:
            vault, query = self._vault, self._query
            self._run(lambda cancelled: people_lists.find_all(vault, query, cancelled), self._complete)
        else:
            self._count_facets()

    def _complete(self, ids: array[int]) -> None:
        if len(ids) == self.model.rowCount():
            self.model.complete(ids)
            self._count_facets()
        else:
            self._search(again=True)  # somebody came or went between the two questions

    def _count_facets(self) -> None:
        vault, query = self._vault, self._query
        self._run(
            lambda cancelled: people_lists.count_facets(vault, query, cancelled), self.facets_counted.emit
        )

    def _show(self, page: Page, *, again: bool) -> None:
        assert self._basis is not None
        self.about_to_show.emit(again)
        self.model.show(page.count, page.ids, page.rows, self._basis.today, self._query.text)
        self.shown.emit(again)

    def _read_blocks(self, wanted: frozenset[int]) -> None:
        for block in sorted(wanted - self._reading.keys()):
            self._read_block(block)
        while len(self._reading) > MOST_BLOCKS:
            _, passed = self._reading.popitem(last=False)
            if passed is not None:
                passed.cancel()

    def _read_block(self, block: int) -> None:
        basis, generation = self._basis, self._generation
        ids = self.model.ids_of_block(block)
        if basis is None or not ids:
            return

        def read(_progress: object, cancelled: IsCancelled) -> tuple[ListedPerson, ...]:
            return people_lists.read_rows(self._vault, basis, ids, cancelled)

        def put(rows: tuple[ListedPerson, ...]) -> None:
            if generation == self._generation:
                self._reading.pop(block, None)
                self.model.put_block(block, rows)

        def fail(error: Exception) -> None:
            if generation == self._generation and not isinstance(error, Cancelled):
                self._reading.pop(block, None)
                self._failed(error)

        self._reading[block] = None
        task = self._tasks.run(read, put, fail)
        if block in self._reading:  # not when it was done at once
            self._reading[block] = task

    def _run(self, work: Callable[[IsCancelled], T], done: Callable[[T], object]) -> None:
        generation = self._generation

        def finish(result: T) -> None:
            if generation == self._generation:
                done(result)

        def fail(error: Exception) -> None:
            if generation == self._generation and not isinstance(error, Cancelled):
                self._failed(error)

        task = self._tasks.run(lambda _progress, cancelled: work(cancelled), finish, fail)
        self._running.append(task)

    def _supersede(self) -> None:
        """Whatever was asked before is not waited for any more."""
        self._generation += 1
        for task in (*self._running, *self._reading.values()):
            if task is not None:
                task.cancel()
        self._running.clear()
        self._reading.clear()
