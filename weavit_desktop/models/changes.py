"""What an operation changed, so that only what shows it is read again (after Anki's OpChanges)."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QObject, Signal


class Topic(Enum):
    """What the pages show. One operation may touch several."""

    PEOPLE = auto()  # who is in the vault, their fields, positions, interactions
    SHARING = auto()  # permissions, and with them what waits in the outbox
    CLIENTS = auto()  # organisations, marks, the registry
    HUB = auto()  # joined or not, receipts, the release
    IDENTITY = auto()  # who "me" is
    DUPLICATES = auto()  # who was said not to be the same person, and nothing else


class Changes(QObject):
    """The one place where operations tell what they changed, and pages hear it."""

    happened = Signal(object)  # frozenset[Topic]

    def tell(self, *topics: Topic) -> None:
        """Tell every page what changed."""
        self.happened.emit(frozenset(topics))
