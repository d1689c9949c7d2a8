"""The pieces of work of reviewing duplicates, each to be run beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.composition import Application
from weavit_desktop.models.comparison import Compared
from weavit_desktop.models.duplicate_queue import Answer, Answered
from weavit_desktop.services import duplicates
from weavit_desktop.services.duplicate_review import review
from weavit_desktop.services.duplicates import Duplicate
from weavit_desktop.services.linking_people import link_people
from weavit_desktop.services.progress import IsCancelled, Progress
from weavit_desktop.services.share_states import Share, shares_by_uid
from weavit_desktop.services.unlinking import unlink_person
from weavit_desktop.services.work import Work
from weavit_desktop.vault.vault import Vault

_ONLY_YOU = Share(SharingLevel.ONLY_YOU)


@dataclass(frozen=True, slots=True)
class DuplicateWork:
    """Blocks until it is done: call it inside a task."""

    application: Application
    vault: Vault
    work: Callable[[], Work]

    def find(self, progress: Progress, cancelled: IsCancelled) -> list[Duplicate]:
        """Look for everyone who is there twice. Raises Cancelled."""
        return duplicates.find_duplicates(self.vault, self.application.rules(), progress, cancelled)

    def compare(self, question: Duplicate, picks: Mapping[str, str]) -> Compared:
        """Put two side by side. Raises UsageRefused where there is nothing to ask any more."""
        found = review(self.vault, self.work(), [question], 0, picks)
        shares = shares_by_uid(self.vault, self.application.clock)
        return Compared(found, shares.get(question.one, _ONLY_YOU), shares.get(question.other, _ONLY_YOU))

    def link(self, question: Duplicate, picks: Mapping[str, str]) -> None:
        """Say that the two are one."""
        link_people(self.vault, self.work(), question.one, question.other, picks)

    def refuse(self, question: Duplicate) -> None:
        """Say that they are not."""
        duplicates.refuse(self.vault, self.work(), question.one, question.other)

    def link_certain(self) -> list[tuple[str, str]]:
        """Link whoever is one for certain. Returns whom to whom."""
        return duplicates.link_certain(self.vault, self.work())

    def take_back(self, answered: Answered) -> None:
        """Undo what an answer did in the vault."""
        question = answered.question
        if answered.answer is Answer.SAME:
            unlink_person(self.vault, self.work(), question.other)
        elif answered.answer is Answer.NOT_SAME:
            duplicates.forget_refusal(self.vault, question.one, question.other)

    def part(self, linked: Sequence[tuple[str, str]]) -> None:
        """Take apart whoever was linked for certain, the last one first."""
        for _, other in reversed(linked):
            unlink_person(self.vault, self.work(), other)
