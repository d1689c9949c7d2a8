"""The columns of a table that no program is known by, and what each is said to stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import QObject, Qt

from weavit_desktop.importing.columns.mapping import ColumnMapping, DayOrder, Field, Target
from weavit_desktop.models.sharing_rows import Index, RowsModel
from weavit_desktop.services.mappings import Column, Table

HEADINGS: Final = ("Column", "In it", "Stands for")
KEPT: Final = "Kept as it came"
KINDS: Final = {"work": "work", "home": "home", "cell": "mobile"}
DAY_ORDERS: Final = (
    (DayOrder.UNKNOWN, "As the table shows"),
    (DayOrder.DAY_FIRST, "Day first"),
    (DayOrder.MONTH_FIRST, "Month first"),
)
_ADDRESS: Final = "address"
_DAYS: Final = (Field.BIRTHDAY, Field.ANNIVERSARY, Field.EVENT)
_PARTS: Final = (
    Field.STREET,
    Field.EXTENDED,
    Field.PO_BOX,
    Field.LOCALITY,
    Field.REGION,
    Field.POSTAL_CODE,
    Field.COUNTRY,
    Field.FORMATTED,
)
WORDS: Final = {
    Field.NAME: "Whole name",
    Field.GIVEN: "Given name",
    Field.FAMILY: "Family name",
    Field.ADDITIONAL: "Middle name",
    Field.PREFIX: "Before the name",
    Field.SUFFIX: "After the name",
    Field.NICKNAME: "Nickname",
    Field.ORGANIZATION: "Employer",
    Field.DEPARTMENT: "Department",
    Field.TITLE: "Job title",
    Field.EMAIL: "E-mail",
    Field.PHONE: "Phone",
    Field.URL: "Web address",
    Field.STREET: "Street",
    Field.EXTENDED: "Second line of the address",
    Field.PO_BOX: "PO box",
    Field.LOCALITY: "Town",
    Field.REGION: "Region",
    Field.POSTAL_CODE: "Postcode",
    Field.COUNTRY: "Country",
    Field.FORMATTED: "Whole address",
    Field.BIRTHDAY: "Birthday",
    Field.ANNIVERSARY: "Anniversary",
    Field.EVENT: "Another day",
    Field.NOTE: "Note",
    Field.CATEGORY: "Category",
    Field.ID: "Number in its program",
    Field.LABEL: "Kind of what stands beside",
    Field.OTHER: "Kept under its name",
}


def _offered() -> tuple[Target | None, ...]:
    kinds = {Field.EMAIL: ("", "work", "home"), Field.PHONE: ("", "work", "cell", "home")}
    left_out = (Field.EVENT, Field.LABEL, Field.OTHER)  # these need a second column or a name beside them
    targets: list[Target | None] = [None]
    for one in WORDS:
        if one not in left_out:
            group = _ADDRESS if one in _PARTS else ""
            targets += [Target(one, (kind,) if kind else (), group) for kind in kinds.get(one, ("",))]
    return tuple(targets)


# What a column can be said to stand for, in the order of a card.
OFFERED: Final = _offered()


def target_words(target: Target | None) -> str:
    """Return what a column stands for: "E-mail, work"."""
    if target is None:
        return KEPT
    return ", ".join((WORDS[target.field], *(KINDS.get(kind, kind) for kind in target.types)))


@dataclass(frozen=True, slots=True)
class _Row:
    column: Column
    target: Target | None


class ColumnsModel(RowsModel[_Row]):
    """The columns of one table: names, samples, and what they stand for as it is now."""

    def __init__(self, table: Table, parent: QObject | None = None) -> None:
        super().__init__(HEADINGS, _cell_words, parent)
        self.days = table.mapping.days
        self._names = table.mapping.names
        self.set_rows([_Row(one, one.target) for one in table.columns])

    def choose(self, row: int, target: Target | None) -> None:
        """Say what a column stands for. What parts several values in it, or joins it to others, is kept."""
        rows = list(self.rows)
        rows[row] = replace(rows[row], target=_with_what_is_known(target, rows[row].target, self.rows))
        self._rows = rows
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(HEADINGS) - 1))

    def offered(self, row: int) -> tuple[tuple[Target | None, ...], int]:
        """Return what a column can be said to stand for, and which of it it does."""
        now = self.row(row).target
        words = target_words(now)
        at = next((at for at, one in enumerate(OFFERED) if target_words(one) == words), None)
        return (OFFERED, at) if at is not None else ((now, *OFFERED), 0)

    @property
    def mapping(self) -> ColumnMapping:
        """Return what was said of the table."""
        return ColumnMapping(self._names, tuple(one.target for one in self.rows), self.days)

    @property
    def has_days(self) -> bool:
        """Return whether a column stands for a day."""
        return any(one.target is not None and one.target.field in _DAYS for one in self.rows)

    @property
    def matched(self) -> int:
        """Return how many columns stand for something."""
        return sum(one.target is not None for one in self.rows)


class TargetsModel(RowsModel["Target | None"]):
    """What one column can be said to stand for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(("Stands for",), lambda target, _: target_words(target), parent)
        self.chosen = 0

    def show(self, offered: Sequence[Target | None], chosen: int) -> None:
        """Show what another column can stand for."""
        self.chosen = chosen
        if list(offered) == list(self.rows):
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))
        else:
            self.set_rows(offered)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a row; a reader hears which is chosen."""
        words = super().data(index, role)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid() and index.row() == self.chosen:
            return f"{words}, chosen"
        return words


def samples_words(column: Column) -> str:
    """Return what stands in a column, as one line."""
    return " · ".join(column.samples) if column.samples else "Nothing in the first rows"


def _cell_words(row: _Row, column: int) -> str:
    return (row.column.name or "No name", samples_words(row.column), target_words(row.target))[column]


def _with_what_is_known(target: Target | None, before: Target | None, rows: Sequence[_Row]) -> Target | None:
    if target is None:
        return None
    if before is not None and before.field is target.field:
        return replace(before, types=target.types)
    if target.field not in _PARTS:
        return target
    groups = (one.target.group for one in rows if one.target is not None and one.target.field in _PARTS)
    return replace(target, group=next(filter(None, groups), _ADDRESS))
