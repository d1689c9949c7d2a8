"""Two people side by side, and who they would be: what stands in each cell, and what can be picked."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, IntEnum, auto
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.domain.days import birthday_words
from weavit_desktop.services.duplicate_review import Line, Review
from weavit_desktop.services.share_states import Share
from weavit_desktop.sharing.words import LEVELS, SHARING

CELL_ROLE: Final = Qt.ItemDataRole.UserRole + 1
HEADINGS: Final = ("Field", "The older entry", "The newer entry", "Shown person")
SEES: Final = "Company sees"
NOTHING: Final = "Nothing"
SAME, DIFFERS = "the same", "differs"
UNCHANGED, LOWERED = "unchanged", "lowered"
_COUNTED: Final = {"E-mail": "addresses", "Phone": "numbers"}  # several of them have no room in a cell
_LEVEL_OF: Final = {words: level.value for level, words in LEVELS.items()}

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Place(IntEnum):
    """The columns."""

    FIELD = 0
    ONE = 1
    OTHER = 2
    SHOWN = 3


class Kind(Enum):
    """How a cell looks. PICKED and UNPICKED: of the two sides one is shown. KEPT stays in any case."""

    LABEL = auto()
    EMPTY = auto()
    PICKED = auto()
    UNPICKED = auto()
    KEPT = auto()
    SHOWN = auto()
    SHARE = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is what is painted, `spoken` what a reader says, `tip` everything there is.

    `note` stands under a label, or beside what the company sees.
    """

    kind: Kind
    text: str = field(repr=False)
    spoken: str = field(repr=False)
    tip: str = field(default="", repr=False)
    note: str = ""
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A question as it is shown: what the company sees of the two stands beside it."""

    review: Review
    share_one: Share
    share_other: Share

    @property
    def share_linked(self) -> Share:
        """Return what the company sees of the linked person: solid only as far as it has left already."""
        level = self.review.sees_linked
        if level in (self.share_one.now, self.share_other.now):
            return Share(level)
        return Share(SharingLevel.ONLY_YOU, level)


class ComparisonModel(QAbstractTableModel):
    """One row for each field, and one for what the company sees."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._compared: Compared | None = None

    @property
    def compared(self) -> Compared | None:
        """Return what is shown."""
        return self._compared

    def show(self, compared: Compared | None) -> None:
        """Show another question, or none. The same fields keep their places: where one stands is kept."""
        if self._rows(self._compared) == self._rows(compared) and compared is not None:
            self._compared = compared
            end = self.index(self.rowCount() - 1, len(Place) - 1)
            self.dataChanged.emit(self.index(0, 0), end)
            return
        self.beginResetModel()
        self._compared = compared
        self.endResetModel()

    def pick_at(self, row: int, column: int) -> tuple[str, str] | None:
        """Return the field and the value that a cell stands for, None where there is nothing to pick."""
        lines = self._compared.review.lines if self._compared else ()
        if row >= len(lines) or column not in (Place.ONE, Place.OTHER):
            return None
        line = lines[row]
        values = line.one if column == Place.ONE else line.other
        if not values or not _is_choice(line):
            return None
        return line.pick, _LEVEL_OF[values[0]] if line.pick == "level" else values[0]

    def picks_of(self, column: int) -> dict[str, str]:
        """Return all that can be picked of one side and is not the only thing to show anyway."""
        lines = self._compared.review.lines if self._compared else ()
        found = {}
        for row, line in enumerate(lines):
            pick = self.pick_at(row, column)
            alone = line.agree is None and line.shown in (line.one, line.other)
            if pick is not None and not alone:
                found[pick[0]] = pick[1]
        return found

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() or self._compared is None else len(self._compared.review.lines) + 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Place)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows and says."""
        if not index.isValid() or self._compared is None:
            return None
        cell = self._cell(index.row(), Place(index.column()), self._compared)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return cell.spoken
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return cell.tip
            case _:
                return cell if role == CELL_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    @staticmethod
    def _rows(compared: Compared | None) -> list[str]:
        return [line.label for line in compared.review.lines] if compared else []

    def _cell(self, row: int, place: Place, compared: Compared) -> Cell:
        lines = compared.review.lines
        if row == len(lines):
            return _share_cell(place, compared)
        line = lines[row]
        if place is Place.FIELD:
            note = "" if line.agree is None else SAME if line.agree else DIFFERS
            return Cell(Kind.LABEL, line.label, f"{line.label}: {note}" if note else line.label, note=note)
        return _value_cell(line, place, compared.review)


def _value_cell(line: Line, place: Place, review: Review) -> Cell:
    values = _values(line, place, review)
    words = [birthday_words(value) if line.label == "Birthday" else value for value in values]
    whole = ", ".join(words)
    heading = f"{line.label}, {HEADINGS[place].lower()}"
    if not values:
        return Cell(Kind.EMPTY, NOTHING, f"{heading}: nothing")
    if place is Place.SHOWN:
        counted = len(values) > 1 and line.label in _COUNTED
        text = f"{len(values):,} {_COUNTED[line.label]}" if counted else whole
        return Cell(Kind.SHOWN, text, f"{heading}: {whole}", whole)
    kind = _kind(line, values)
    said = {Kind.PICKED: ", picked", Kind.UNPICKED: ", not picked", Kind.KEPT: ", kept"}[kind]
    return Cell(kind, whole, f"{heading}: {whole}{said}", whole)


def _values(line: Line, place: Place, review: Review) -> tuple[str, ...]:
    if place is Place.SHOWN:
        return line.shown
    if line.one or line.other:
        return line.one if place is Place.ONE else line.other
    name = review.one.name if place is Place.ONE else review.other.name  # "Also known as" is a name of one
    return line.shown if name in line.shown else ()


def _kind(line: Line, values: tuple[str, ...]) -> Kind:
    if not _is_choice(line):
        return Kind.KEPT
    return Kind.PICKED if values == line.shown else Kind.UNPICKED


def _is_choice(line: Line) -> bool:
    return bool(line.pick) and line.agree is not True


def _share_cell(place: Place, compared: Compared) -> Cell:
    if place is Place.FIELD:
        return Cell(Kind.LABEL, SEES, SEES)
    share = {
        Place.ONE: compared.share_one,
        Place.OTHER: compared.share_other,
        Place.SHOWN: compared.share_linked,
    }[place]
    words = SHARING[share.now]
    if share.waiting is not None:
        words += f", waiting: {SHARING[share.waiting]}"
    note = ""
    if place is Place.SHOWN:
        review = compared.review
        most = max(review.sees_one, review.sees_other)
        note = LOWERED if review.sees_linked < most else UNCHANGED if most else ""
    spoken = f"{SEES}, {HEADINGS[place].lower()}: {words}" + (f", {note}" if note else "")
    return Cell(Kind.SHARE, words, spoken, note=note, share=share)
