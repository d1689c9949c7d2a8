"""What the palette lists: people that were found, and what can be done, under their headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from weavit_desktop.models.people_matches import Span
from weavit_desktop.services.share_states import Share

ENTRY = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Heading:
    """A line between entries."""

    words: str


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """Someone. `spans` are the found letters of the name; `letters` stand in the avatar."""

    uid: str
    name: str = field(repr=False)
    detail: str = field(repr=False)
    letters: str = field(repr=False)
    spans: tuple[Span, ...]
    share: Share
    spoken: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """Something to do, by its words and its key."""

    words: str
    icon: str
    keys: str
    run: Callable[[], object]


Entry = Heading | PersonEntry | CommandEntry


class PaletteModel(QAbstractListModel):
    """Some twenty lines at most. A heading cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[Entry] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """List something else."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        """Return one line."""
        return self._entries[row]

    def choosable(self) -> list[int]:
        """Return the rows that can be chosen."""
        return [row for row, entry in enumerate(self._entries) if not isinstance(entry, Heading)]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a line, what a reader says of it, or the line itself for its delegate."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name if isinstance(entry, PersonEntry) else entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken if isinstance(entry, PersonEntry) else entry.words
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a line."""
        if not index.isValid() or isinstance(self._entries[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
