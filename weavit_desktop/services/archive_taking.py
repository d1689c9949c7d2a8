"""The state of taking an archive over, and its lines as what they must be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from weavit_desktop.importing.archive.container import Archive, documents, nonsense
from weavit_desktop.services.archive_links import ArchivedLink
from weavit_desktop.services.archive_rows import Document
from weavit_desktop.services.identifiers import Suppressed
from weavit_desktop.services.picture_process import Cleaner
from weavit_desktop.services.work import Work
from weavit_desktop.vault.blobs import Place

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Target:
    """Where an archive goes. `import_uid` is the running import; `place` is of blobs."""

    import_uid: str
    work: Work
    suppressed: Suppressed
    place: Place


@dataclass(frozen=True, slots=True)
class Bringing(Target):
    """What taking an archive over needs besides."""

    cleaner: Cleaner


@dataclass(frozen=True, slots=True)
class Belonged:
    """What of a person's document got which row id, in its order; 0 for what was not taken over."""

    cards: list[int]
    notes: list[int]
    reminders: list[int]
    posts: list[int]


@dataclass(frozen=True, slots=True)
class LinkedBefore:
    """Somebody who was linked to the person `person_id`; `uid` is the id that they have here."""

    person_id: int
    uid: str
    link: ArchivedLink
    belonged: Belonged


@dataclass(slots=True)
class Taken:
    """What was taken over so far. `people`, `organisations`, `lists`: row ids by the ids of the archive;
    `uids`: the ids that its people have here. Nobody above `last_person` was here before."""

    empty: bool
    last_card: int
    last_person: int
    ledgered: set[str]
    sources: dict[int, int] = field(default_factory=dict)
    known_sources: set[int] = field(default_factory=set)
    organisations: dict[str, int] = field(default_factory=dict)
    lists: dict[str, int] = field(default_factory=dict)
    linked: list[LinkedBefore] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    uids: dict[str, str] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    objected: dict[str, int] = field(default_factory=dict)
    live: set[tuple[str, str, int]] = field(default_factory=set)
    passed_over: Counter[str] = field(default_factory=Counter)
    records: int = 0
    people_new: int = 0
    people_updated: int = 0
    interactions_new: int = 0

    @property
    def unchanged(self) -> int:
        """Return how many people the vault had as they are."""
        return len(self.people) - self.people_new - self.people_updated


def rows(archive: Archive, part: str, read: Callable[[Document], T]) -> Iterator[T]:
    """Yield the lines of a part. Raises InputRefused for one that makes no sense."""
    for line, document in documents(archive, part):
        try:
            yield read(document)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise nonsense(part, line) from error
