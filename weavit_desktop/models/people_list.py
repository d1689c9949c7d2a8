"""The list of people as Qt sees it: the ids of all of them, and of the rows those that were looked at."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from weavit_desktop.models.people_matches import Span, matches, typed_words
from weavit_desktop.models.people_words import (
    elapsed_words,
    intensity_words,
    level_words,
    row_words,
    share_words,
)
from weavit_desktop.services.people_lists import ListedPerson

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

BLOCK = 200  # rows read at once
KEPT_BLOCKS = 12


class Column(IntEnum):
    """The columns of the table."""

    NAME = 0
    TITLE = 1
    CLIENT = 2
    LEVEL = 3
    INTENSITY = 4
    LAST = 5
    SEES = 6


HEADINGS: Mapping[Column, str] = {
    Column.NAME: "Name",
    Column.TITLE: "Title",
    Column.CLIENT: "Client",
    Column.LEVEL: "Level",
    Column.INTENSITY: "Intensity",
    Column.LAST: "Last",
    Column.SEES: "Company sees",
}
# Put together once: Qt asks for each cell that it paints.
FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
FLAGS_OF_NAME = FLAGS | Qt.ItemFlag.ItemIsUserCheckable


@dataclass(frozen=True, slots=True)
class Block:
    """Rows by id, as places shift where someone is gone. Not `whole`: only the first rows were read."""

    people: Mapping[int, ListedPerson]
    whole: bool


class PeopleModel(QAbstractTableModel):
    """Shows a list by ids. Rows that nobody has read yet are asked for by `rows_wanted`, block by block.

    What is selected are people, not places: they stay selected while the list around them changes.
    """

    rows_wanted = Signal(object)  # set of numbers of blocks: all that is looked at and not there
    selection_changed = Signal()

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._count = 0
        self._ids: array[int] = array("q")
        self._blocks: OrderedDict[int, Block] = OrderedDict()
        self._typed: tuple[str, ...] = ()
        self._spans: dict[int, tuple[tuple[Span, ...], ...]] = {}
        self._selected: set[int] = set()
        self._all_awaited = False
        self._wanted: set[int] = set()
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.timeout.connect(self._tell_wanted)

    # Filling it

    def show(
        self, count: int, ids: array[int], rows: Sequence[ListedPerson], today: date, text: str = ""
    ) -> None:
        """Show another list: how many it holds, the ids of the first or of all, and the first rows."""
        self.beginResetModel()
        self._today = today
        self._count = count
        self._ids = ids
        self._blocks.clear()
        self._spans.clear()
        self._wanted.clear()
        self._all_awaited = False
        self._typed = typed_words(text)
        self._blocks[0] = Block({person.id: person for person in rows}, whole=len(rows) == min(count, BLOCK))
        self.endResetModel()

    def complete(self, ids: array[int]) -> None:
        """Take the ids of all of the list that is shown."""
        self._ids = ids
        if ids:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, Column.SEES))
        if self._all_awaited:
            self.select_all(selected=True)

    @property
    def is_complete(self) -> bool:
        """Return whether all ids are known."""
        return len(self._ids) == self._count

    def ids_of_block(self, block: int) -> array[int]:
        """Return whose rows a block holds; empty while the ids are not known."""
        return self._ids[block * BLOCK : (block + 1) * BLOCK]

    def put_block(self, block: int, rows: Sequence[ListedPerson]) -> None:
        """Take the rows of a block. Who is missing among them is gone from the vault."""
        self._blocks[block] = Block({person.id: person for person in rows}, whole=True)
        self._blocks.move_to_end(block)
        while len(self._blocks) > KEPT_BLOCKS:
            self._blocks.popitem(last=False)
        first = block * BLOCK
        last = min(first + BLOCK, self._count) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, Column.SEES))

    # Looking at it

    @property
    def today(self) -> date:
        """Return the day that the list is as of."""
        return self._today

    def person_at(self, row: int) -> ListedPerson | None:
        """Return who stands in a row; None, and the row is asked for, while nobody knows."""
        if row >= len(self._ids):
            return None  # whose row it is comes with `complete`
        number = row // BLOCK
        block = self._blocks.get(number)
        person = None if block is None else block.people.get(self._ids[row])
        if person is None and (block is None or not block.whole) and number not in self._wanted:
            self._wanted.add(number)
            self._ask.start(0)
        return person

    def spans_at(self, row: int, column: int) -> tuple[Span, ...]:
        """Return what the search found in a cell."""
        if not self._typed or column > Column.CLIENT:
            return ()
        person = self.person_at(row)
        if person is None:
            return ()
        spans = self._spans.get(person.id)
        if spans is None:
            texts = (person.name, person.title, person.organization)
            spans = self._spans[person.id] = tuple(matches(text, self._typed) for text in texts)
        return spans[column]

    def row_of(self, person_id: int) -> int | None:
        """Return where someone stands, None if nowhere as far as is known."""
        try:
            return self._ids.index(person_id)
        except ValueError:
            return None

    def id_at(self, row: int) -> int | None:
        """Return whose row it is, None where nobody knows yet."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    # Selecting

    @property
    def selected(self) -> frozenset[int]:
        """Return who is selected, on this list or not."""
        return frozenset(self._selected)

    def is_selected(self, row: int) -> bool:
        """Return whether the person in a row is selected."""
        return row < len(self._ids) and self._ids[row] in self._selected

    def count_selected_here(self) -> int:
        """Return how many of the selected are on this list."""
        return len(self._selected.intersection(self._ids)) if self._selected else 0

    def set_selected(self, rows: Iterable[int], *, selected: bool) -> None:
        """Select the people in some rows, or none of them any more."""
        people = {self._ids[row] for row in rows if row < len(self._ids)}
        self._select(self._selected | people if selected else self._selected - people)

    def select_all(self, *, selected: bool) -> None:
        """Select everyone on this list, or nobody on it any more. Whoever is not known yet follows."""
        self._all_awaited = selected and not self.is_complete
        self._select(self._selected.union(self._ids) if selected else self._selected.difference(self._ids))

    def clear_selection(self) -> None:
        """Select nobody at all."""
        self._all_awaited = False
        self._select(set())

    def forget(self, people: Iterable[int]) -> None:
        """Drop people who are not there any more from what is selected."""
        self._select(self._selected.difference(people))

    def _select(self, people: set[int]) -> None:
        if people == self._selected:
            return
        self._selected = people
        if self._count:
            last = self.index(self._count - 1, Column.NAME)
            self.dataChanged.emit(self.index(0, Column.NAME), last, [Role.CheckStateRole])
        self.selection_changed.emit()

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  an invalid index has no state
        """Return how many people the list holds."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a row may be current, and its name checked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return FLAGS_OF_NAME if index.column() == Column.NAME else FLAGS

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return the words of a cell; in the first column a reader hears the whole row."""
        if not index.isValid():
            return None
        if role == Role.CheckStateRole:
            if index.column() != Column.NAME:
                return None
            return Qt.CheckState.Checked if self.is_selected(index.row()) else Qt.CheckState.Unchecked
        if role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        person = self.person_at(index.row())
        if person is None:
            return "Loading" if role == Role.AccessibleTextRole else None
        if role == Role.AccessibleTextRole and index.column() == Column.NAME:
            return row_words(person, self._today)
        return self._words(person, Column(index.column()))

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Select or let go: how a screen reader ticks a row."""
        if role != Role.CheckStateRole or index.column() != Column.NAME:
            return False
        self.set_selected([index.row()], selected=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Return a heading."""
        if orientation is not Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        return HEADINGS[Column(section)]

    def _words(self, person: ListedPerson, column: Column) -> str:
        if column is Column.NAME:
            return person.name
        if column is Column.TITLE:
            return person.title
        if column is Column.CLIENT:
            return person.organization
        if column is Column.LEVEL:
            return level_words(person.level)
        if column is Column.INTENSITY:
            return intensity_words(person)
        if column is Column.LAST:
            return elapsed_words(person.last, self._today)
        return share_words(person.share)

    def _tell_wanted(self) -> None:
        wanted, self._wanted = self._wanted, set()
        self.rows_wanted.emit(frozenset(wanted))
