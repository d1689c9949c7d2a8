"""The columns of a table that no program is known by, and what each is said to stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any, Final

from PySide6.QtCore import QObject, Qt

from weavit_desktop.importing.columns.days import DayOrder
from weavit_desktop.importing.columns.mapping import (
    DAYS,
    LABELLED,
    PARTS,
    WORDS,
    ColumnMapping,
    Field,
    Target,
)
from weavit_desktop.models.sharing_rows import Index, RowsModel
from weavit_desktop.services.mapping_words import (
    HEADINGS,
    NO_NAME,
    column_words,
    kinds_of,
    samples_words,
    target_words,
    told_by,
)
from weavit_desktop.services.mappings import Column, Table

DAY_ORDERS: Final = (
    (DayOrder.UNKNOWN, "As the table shows"),
    (DayOrder.DAY_FIRST, "Day first"),
    (DayOrder.MONTH_FIRST, "Month first"),
)
ANOTHER: Final = "Another address"
_ADDRESS: Final = "address"
_SEVERAL: Final = (Field.EMAIL, Field.PHONE, Field.URL, Field.NOTE, Field.CATEGORY, *PARTS)
_OF_KINDS: Final = (Field.EMAIL, Field.PHONE, Field.URL, *PARTS)
_SPACES: Final = {"\n": "line break", "\t": "tab", " ": "blank"}  # what parts values and cannot be seen


def _offered() -> tuple[Target | None, ...]:
    kinds = {Field.EMAIL: ("", "work", "home"), Field.PHONE: ("", "work", "cell", "home")}
    targets: list[Target | None] = [None]
    for one in WORDS:
        group = _ADDRESS if one in PARTS else ""
        targets += [Target(one, (kind,) if kind else (), group) for kind in kinds.get(one, ("",))]
    return tuple(targets)


# What a column can be said to stand for, in the order of a card.
OFFERED: Final = _offered()
_WITHOUT_KIND: Final = tuple(one for one in OFFERED if one is None or one.field is not Field.LABEL)


@dataclass(frozen=True, slots=True)
class Details:
    """What more can be said of a column; None where there is nothing to say.

    `kinds`, `separator` and `name` are written. `addresses` are those that it can be a part of, `told` the
    columns whose kind it can tell; each with the place of the one that counts, -1 for none.
    """

    kinds: tuple[str, ...] | None = None
    kinds_told: str = ""  # by this column
    separator: str | None = None
    name: str | None = None
    addresses: tuple[str, ...] = ()
    address: int = 0
    told: tuple[str, ...] = ()
    tells: int = -1
    is_day: bool = False


class ColumnsModel(RowsModel[Column]):
    """The columns of one table: names, samples, and what they stand for as it is now."""

    def __init__(self, table: Table, parent: QObject | None = None) -> None:
        super().__init__(HEADINGS, lambda column, at: _cell_words(column, at), parent)
        self.days = table.mapping.days
        self._names = table.mapping.names
        self.set_rows([*table.columns])

    def choose(self, row: int, target: Target | None) -> None:
        """Say what a column stands for. What parts several values in it, or joins it to others, is kept."""
        before = self._rows[row].target
        if target is not None and target.field is Field.LABEL:
            if before is None or before.field is not Field.LABEL:
                self._tell(row, self._nearest(row))
            return
        targets = self._targets()
        targets[row] = _with_what_is_known(target, before, targets)
        self._say(targets)

    def propose(self, proposed: ColumnMapping) -> None:
        """Take all columns for what is proposed."""
        self.days = proposed.days
        self._say(list(proposed.targets))

    def offered(self, row: int) -> tuple[tuple[Target | None, ...], int]:
        """Return what a column can be said to stand for, and which of it it does."""
        now = self.row(row).target
        is_label = now is not None and now.field is Field.LABEL
        offered = OFFERED if is_label or self._tellable(row) else _WITHOUT_KIND
        words = target_words(now)
        at = next((at for at, one in enumerate(offered) if target_words(one) == words), None)
        return (offered, at) if at is not None else ((now, *offered), 0)

    # What more there is to say of a column

    def details(self, row: int) -> Details:
        """Return what more can be said of a column, as it is now."""
        target = self.row(row).target
        if target is None:
            return Details()
        field, groups = target.field, self._addresses()
        told = self._tellable(row) if field is Field.LABEL else []
        partner = told_by(self._targets(), row)
        return Details(
            kinds=target.types if field in _OF_KINDS else None,
            kinds_told=self._label_of(target.group),
            separator=_shown(target.separator) if field in _SEVERAL else None,
            name=target.name if field in (Field.EVENT, Field.OTHER) else None,
            addresses=(*groups.values(), ANOTHER) if field in PARTS else (),
            address=list(groups).index(target.group) if field in PARTS else 0,
            told=tuple(self._names[one] or NO_NAME for one in told),
            tells=told.index(partner) if partner in told else -1,
            is_day=field in DAYS,
        )

    def say_kinds(self, row: int, words: str) -> None:
        """Say of what kind the values of a column are, and with a part of an address of what kind that is."""
        target, targets = self._rows[row].target, self._targets()
        if target is not None and target.types != kinds_of(words):
            is_part = target.field in PARTS
            for at, one in enumerate(targets):
                also = is_part and one is not None and one.field in PARTS and one.group == target.group
                if one is not None and (at == row or also):
                    targets[at] = replace(one, types=kinds_of(words))
            self._say(targets)

    def say_separator(self, row: int, words: str) -> None:
        """Say what parts several values in one cell; no words: it holds one."""
        unseen = {word: sign for sign, word in _SPACES.items()}
        bare = words.strip() or words[:1]
        self._change(row, separator=unseen.get(bare.casefold(), bare))

    def say_name(self, row: int, name: str) -> None:
        """Say under which name something is kept; none: that of its column."""
        self._change(row, name=name.strip())

    def say_address(self, row: int, at: int) -> None:
        """Say of which address a column is a part: of `details().addresses` by its place."""
        groups = list(self._addresses())
        group = groups[at] if at < len(groups) else _fresh(_ADDRESS, groups)
        self._change(row, group=group)

    def say_told(self, row: int, at: int) -> None:
        """Say whose kind a column tells: of `details().told` by its place."""
        self._tell(row, self._tellable(row)[at])

    # All of it

    @property
    def mapping(self) -> ColumnMapping:
        """Return what was said of the table."""
        return ColumnMapping(self._names, tuple(self._targets()), self.days)

    @property
    def matched(self) -> int:
        """Return how many columns stand for something."""
        return sum(one.target is not None for one in self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell; what a column stands for may name another one."""
        said = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if said and index.isValid() and index.column() == len(HEADINGS) - 1:
            return column_words(self.mapping, index.row())
        return super().data(index, role)

    def _targets(self) -> list[Target | None]:
        return [one.target for one in self._rows]

    def _say(self, targets: Sequence[Target | None], teller: int = -1) -> None:
        kept = _without_strays(targets, teller)
        self._rows = [replace(one, target=target) for one, target in zip(self._rows, kept, strict=True)]
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(HEADINGS) - 1))

    def _change(self, row: int, **changes: Any) -> None:
        targets = self._targets()
        target = targets[row]
        if target is not None:
            targets[row] = replace(target, **changes)
            self._say(targets)

    def _tellable(self, row: int) -> list[int]:
        """Return the columns whose kind another one may tell: of an address its first."""
        found, groups = [], set()
        for at, one in enumerate(self._rows):
            target = one.target
            if at == row or target is None or target.field not in LABELLED or target.group in groups:
                continue
            if target.group:
                groups.add(target.group)
            found.append(at)
        return found

    def _nearest(self, row: int) -> int:
        def distance(at: int) -> tuple[int, int, bool]:
            return -_same_letters(self._names[row], self._names[at]), abs(at - row), at < row

        return min(self._tellable(row), key=distance)

    def _tell(self, row: int, of: int) -> None:
        targets = self._targets()
        told = targets[of]
        if told is None:
            return
        used = [one.group for one in targets if one is not None]
        group = told.group or _fresh(self._names[of] or NO_NAME, used)
        targets[of] = replace(told, group=group)
        targets[row] = Target(Field.LABEL, group=group)
        self._say(targets, row)

    def _label_of(self, group: str) -> str:
        labels = (
            name
            for name, one in zip(self._names, self._targets(), strict=True)
            if group and one is not None and one.field is Field.LABEL and one.group == group
        )
        return next(labels, "")

    def _addresses(self) -> dict[str, str]:
        """Return the addresses of the table by their groups: each is called by its first column."""
        groups: dict[str, str] = {}
        for one in self._rows:
            if one.target is not None and one.target.field in PARTS:
                groups.setdefault(one.target.group, f"That of “{one.name or NO_NAME}”")
        return groups


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


def _cell_words(column: Column, at: int) -> str:
    return (column.name or NO_NAME) if at == 0 else samples_words(column)


def _with_what_is_known(
    target: Target | None, before: Target | None, targets: Sequence[Target | None]
) -> Target | None:
    if target is None:
        return None
    if before is not None and before.field is target.field:
        return replace(before, types=target.types)
    if target.field not in PARTS:
        joins = before is not None and before.field not in PARTS and target.field in LABELLED
        return replace(target, group=before.group) if before is not None and joins else target
    parts = [one for one in targets if one is not None and one.field in PARTS]
    groups = list(dict.fromkeys(one.group for one in parts if one.group))
    has_one = {one.group for one in parts if one.field is target.field}
    free = next((group for group in groups if group not in has_one), "")
    return replace(target, group=free or _fresh(_ADDRESS, groups))


def _without_strays(targets: Sequence[Target | None], teller: int) -> list[Target | None]:
    """Return targets in which one column at most tells a kind, `teller` before others, and none of nothing.

    What told one before is kept as it came.
    """
    told = {one.group for one in targets if one is not None and one.field in LABELLED}
    tellers: dict[str, int] = {}
    for at in sorted(range(len(targets)), key=lambda at: at != teller):
        one = targets[at]
        if one is not None and one.field is Field.LABEL and one.group in told:
            tellers.setdefault(one.group, at)
    used = set(tellers.values())
    return [
        None if one is not None and one.field is Field.LABEL and at not in used else one
        for at, one in enumerate(targets)
    ]


def _fresh(base: str, used: Sequence[str]) -> str:
    """Return a group that no column is in."""
    numbered = (f"{base} {number}" for number in range(2, len(used) + 3))
    return base if base not in used else next(one for one in numbered if one not in used)


def _same_letters(one: str, other: str) -> int:
    """Return with how many of the same letters two names begin."""
    pairs = zip(one.casefold(), other.casefold(), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _shown(separator: str) -> str:
    return _SPACES.get(separator, separator)
