"""Rows of things that are all known at once: receipts, people seen, documents held, people to choose for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RowsModel(QAbstractTableModel, Generic[T]):
    """`words` says what a cell reads as; the thing itself comes by `row` and as the user role."""

    def __init__(
        self, headings: Sequence[str], words: Callable[[T, int], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._headings = headings
        self._words = words
        self._rows: Sequence[T] = ()

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, at: int) -> T:
        """Return the thing in a row."""
        return self._rows[at]

    @property
    def rows(self) -> Sequence[T]:
        """Return everything."""
        return self._rows

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, or the thing in its row."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(self._rows[index.row()], index.column())
        return self._rows[index.row()] if role == Qt.ItemDataRole.UserRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None


class TickedRows(RowsModel[T]):
    """Rows of which some are ticked, in the first column. `may_tick` says which can be at all."""

    ticked_changed = Signal()

    def __init__(
        self,
        headings: Sequence[str],
        words: Callable[[T, int], str],
        may_tick: Callable[[T], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(headings, words, parent)
        self._may_tick = may_tick
        self._ticked: set[int] = set()

    def set_ticked_rows(self, rows: Sequence[T], ticked: Callable[[T], bool]) -> None:
        """Show other rows, some of them ticked."""
        self._ticked = {at for at, row in enumerate(rows) if ticked(row) and self._may_tick(row)}
        self.set_rows(rows)
        self.ticked_changed.emit()

    def ticked(self) -> list[T]:
        """Return the ticked things, in their order."""
        return [self._rows[at] for at in sorted(self._ticked)]

    def is_ticked(self, at: int) -> bool:
        """Return whether a row is ticked."""
        return at in self._ticked

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and self._may_tick(self._rows[index.row()]):
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return also whether the row is ticked."""
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid():
            if index.column() or not self._may_tick(self._rows[index.row()]):
                return None
            return Qt.CheckState.Checked if index.row() in self._ticked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a row, or not."""
        if role != Qt.ItemDataRole.CheckStateRole or not self.flags(index) & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._ticked.add(index.row())
        else:
            self._ticked.discard(index.row())
        last = self.index(index.row(), self.columnCount() - 1)
        self.dataChanged.emit(index, last)
        self.ticked_changed.emit()
        return True

    def turn(self, at: int) -> None:
        """Tick a row that is not, or the other way round."""
        state = Qt.CheckState.Unchecked if at in self._ticked else Qt.CheckState.Checked
        self.setData(self.index(at, 0), state, Qt.ItemDataRole.CheckStateRole)
