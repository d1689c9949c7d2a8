"""What happened with one person as rows for a table: fetched a block at a time, as far as someone scrolls."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from weavit_desktop.services.person_timeline import TimelineBlock, TimelineEntry
from weavit_desktop.vault.repositories.person_page import TimelineKey

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole  # the TimelineEntry


class TimelineModel(QAbstractTableModel):
    """`wanted` asks for the block after a place; whoever hears it answers with `append`."""

    wanted = Signal(object)  # TimelineKey

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[TimelineEntry] = []
        self._next: TimelineKey | None = None
        self._asked = False
        self._known = False

    def start(self, block: TimelineBlock) -> None:
        """Show a timeline from its beginning."""
        self.beginResetModel()
        self._entries = list(block.entries)
        self._next, self._asked, self._known = block.next, False, True
        self.endResetModel()

    def clear(self) -> None:
        """Show nothing, until something is known."""
        self.beginResetModel()
        self._entries, self._next, self._known = [], None, False
        self.endResetModel()

    def wait(self) -> None:
        """Ask for no further block before the next `start`: those shown are read anew."""
        self._asked = True

    @property
    def is_known(self) -> bool:
        """Return whether what is shown is what there is: before the first block nothing is known."""
        return self._known

    def append(self, block: TimelineBlock) -> None:
        """Add the block that was asked for."""
        self._next, self._asked = block.next, False
        if not block.entries:
            return
        first = len(self._entries)
        self.beginInsertRows(QModelIndex(), first, first + len(block.entries) - 1)
        self._entries.extend(block.entries)
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  an invalid index has no state
        """Return how many entries are here so far."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return one: a row is painted as a whole."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return an entry, its title, or the whole of it in words."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.title}. {entry.detail} {entry.spoken_day}"
        return None

    def canFetchMore(self, parent: Index) -> bool:
        """Return whether there is more and nobody fetches it yet."""
        return not parent.isValid() and self._next is not None and not self._asked

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next block."""
        if self.canFetchMore(parent):
            self._asked = True
            self.wanted.emit(self._next)
