"""Which of the people in messages.csv is the holder of the vault: direction depends on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from weavit_desktop.importing.linkedin.messages import Message

NEARLY_ALL = 0.8  # the share of conversations that only the member can be in
FEWEST_CONVERSATIONS = 3


@dataclass(slots=True)
class Survey:
    """Who takes part in which conversation, and under what name. Grows with conversations, not messages."""

    conversations: dict[str, set[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def add(self, message: Message) -> None:
        people = self.conversations.setdefault(message.conversation, set())
        people.update(message.recipients, (message.sender,))
        self.names.setdefault(message.sender, message.sender_name)


def survey(messages: Iterable[Message]) -> Survey:
    """Return the survey of all messages."""
    result = Survey()
    for message in messages:
        result.add(message)
    return result


def find_member(found: Survey, confirmed: Set[str], names: Set[str]) -> str:
    """Return the slug of the member: confirmed, else of the member's name, else in nearly all conversations.

    `names` are those of Profile.csv. Returns "" where none of the three tells.
    """
    present = Counter(slug for people in found.conversations.values() for slug in people)
    ranked = sorted(present, key=lambda slug: (-present[slug], slug))
    known = next((slug for slug in ranked if slug in confirmed), "")
    folded = {_fold(name) for name in names}
    named = next((slug for slug in ranked if _fold(found.names.get(slug, "")) in folded), "")
    return known or named or _most_present(present, ranked, len(found.conversations))


def _most_present(present: Counter[str], ranked: list[str], total: int) -> str:
    if total < FEWEST_CONVERSATIONS:
        return ""
    first, second = (*ranked, "", "")[:2]
    alone = present[first] > present[second]
    return first if alone and present[first] >= NEARLY_ALL * total else ""


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
