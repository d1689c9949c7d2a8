"""Everyone whom one choice touches, before it applies: what becomes of each, and who is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from weavit_core.taxonomy import Function, Level, SharingLevel
from weavit_desktop.services.choosing_many import Candidate, Fate, fate_of
from weavit_desktop.sharing.words import FUNCTIONS, LEVELS, SHARING

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ONLY_YOU = SharingLevel.ONLY_YOU

OBJECTED = "asked not to be processed"
NOT_OUTSIDE = "a colleague, a company or you"
UNPLACED = "at no confirmed Client: stays here"


class Column(IntEnum):
    """The columns of the table."""

    NAME = 0
    CHANGE = 1
    WORDS = 2


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people a choice changes, leaves, does not touch as the person took them out, cannot touch."""

    changing: int
    staying: int
    left_out: int
    locked: int


@dataclass(frozen=True, slots=True)
class RowState:
    """What becomes of one person. `after` is None where nothing does."""

    candidate: Candidate
    fate: Fate
    ticked: bool
    after: SharingLevel | None
    words: str


class BulkModel(QAbstractTableModel):
    """`counted` whenever the counts may be others. Before a level is chosen nobody changes."""

    counted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: Sequence[Candidate] = ()
        self._joined = False
        self._levels: Counter[SharingLevel] = Counter()
        self._left_out: set[str] = set()
        self._level: SharingLevel | None = None

    # Filling it

    def set_people(self, people: Sequence[Candidate], *, joined: bool) -> None:
        """Show these people. `joined`: there is a hub, so that it matters who is at a confirmed Client."""
        self.beginResetModel()
        self._people = people
        self._joined = joined
        self._levels = Counter(one.level for one in people if fate_of(one, ONLY_YOU) is not Fate.LOCKED)
        self._left_out.clear()
        self.endResetModel()
        self.counted.emit()

    def set_level(self, level: SharingLevel) -> None:
        """Choose what they are to be raised to, or taken back."""
        self._level = level
        self._tell_all()

    def turn(self, row: int) -> None:
        """Leave someone out, or take them in again; who would not change stays as they are."""
        state = self.state(row)
        if state.fate is not Fate.CHANGES:
            return
        self._left_out ^= {state.candidate.uid}
        self.dataChanged.emit(self.index(row, 0), self.index(row, Column.WORDS))
        self.counted.emit()

    # Looking at it

    @property
    def level(self) -> SharingLevel | None:
        """Return the chosen level."""
        return self._level

    def counts(self) -> Counts:
        """Return how many people fare how. Cheap: it does not go over the people."""
        free = self._levels.total()
        locked = len(self._people) - free
        if self._level is None:
            return Counts(0, free, 0, locked)
        touched = sum(count for level, count in self._levels.items() if _touches(self._level, level))
        left_out = self._count_left_out()
        return Counts(touched - left_out, free - touched, left_out, locked)

    @property
    def left_out(self) -> frozenset[str]:
        """Return who was taken out, by id."""
        return frozenset(self._left_out)

    def state(self, row: int) -> RowState:
        """Return what becomes of the person in a row."""
        one = self._people[row]
        if self._level is None:
            locked = fate_of(one, ONLY_YOU) is Fate.LOCKED
            fate = Fate.LOCKED if locked else Fate.STAYS
            return RowState(one, fate, False, None, _locked_words(one) if locked else "")
        fate = fate_of(one, self._level)
        ticked = fate is Fate.CHANGES and one.uid not in self._left_out
        return RowState(
            one, fate, ticked, self._level if ticked else None, self._words(one, self._level, fate, ticked)
        )

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  an invalid index has no state
        """Return how many people were chosen."""
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that the name of whoever changes can be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.column() == Column.NAME and self.state(index.row()).fate is Fate.CHANGES:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return the words of a cell; in the first column a reader hears the whole row."""
        if not index.isValid():
            return None
        if role == Role.CheckStateRole and index.column() == Column.NAME:
            ticked = self.state(index.row()).ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        state = self.state(index.row())
        if role == Role.AccessibleTextRole and index.column() == Column.NAME:
            return ", ".join(
                part for part in (state.candidate.name, change_words(state), state.words) if part
            )
        return (state.candidate.name, change_words(state), state.words)[index.column()]

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Take someone in or out: how a screen reader ticks a row."""
        if role != Role.CheckStateRole or index.column() != Column.NAME:
            return False
        state = self.state(index.row())
        if state.fate is not Fate.CHANGES:
            return False
        if (Qt.CheckState(value) is Qt.CheckState.Checked) is not state.ticked:
            self.turn(index.row())
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Return a heading: a reader says it, the table does not show it."""
        if orientation is not Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        return ("Name", "What changes", "What would be seen")[section]

    def _words(self, one: Candidate, chosen: SharingLevel, fate: Fate, ticked: bool) -> str:
        if fate is Fate.LOCKED:
            return _locked_words(one)
        if fate is Fate.STAYS:
            return "stays, already higher" if one.level > chosen else f"stays, already {SHARING[chosen]}"
        if not ticked:
            return "left out by you"
        if chosen is ONLY_YOU:
            return "taken back"
        return UNPLACED if self._joined and not one.placed else shown_words(one, chosen)

    def _tell_all(self) -> None:
        if self._people:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._people) - 1, Column.WORDS))
        self.counted.emit()

    def _count_left_out(self) -> int:
        if not self._left_out or self._level is None:
            return 0
        level = self._level
        return sum(one.uid in self._left_out and fate_of(one, level) is Fate.CHANGES for one in self._people)


def change_words(state: RowState) -> str:
    """Return the change as a reader says it: "Only you becomes Role"; or what waits already."""
    one = state.candidate
    if state.after is not None:
        return f"{SHARING[one.seen]} becomes {SHARING[state.after]}"
    waits = f", {SHARING[one.level]} waits" if one.level is not one.seen else ""
    return f"{SHARING[one.seen]}{waits}"


def _touches(chosen: SharingLevel, level: SharingLevel) -> bool:
    return level > ONLY_YOU if chosen is ONLY_YOU else level < chosen


def shown_words(one: Candidate, chosen: SharingLevel) -> str:
    """Return what a level would show of someone at a Client: "Director, Finance, the band"."""
    if chosen is SharingLevel.COUNTED:
        return "counted at the Client"
    level, function = one.post_level, one.function
    if level is Level.UNKNOWN or function is Function.UNKNOWN:
        return f"{'level' if level is Level.UNKNOWN else 'function'} unknown: counted only"
    words = f"{LEVELS[level]}, {FUNCTIONS[function]}"
    return words + {SharingLevel.STRENGTH: ", the band", SharingLevel.RHYTHM: ", band and months"}.get(
        chosen, ""
    )


def _locked_words(one: Candidate) -> str:
    return OBJECTED if one.objected else NOT_OUTSIDE
