"""Which address of a mailbox is that of the holder of the vault: direction depends on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set

from weavit_desktop.importing.mail.letters import Letter

NEARLY_ALL = 0.8  # of the letters of a mailbox, its holder is in
FEWEST_LETTERS = 3


def find_holder(letters: Iterable[Letter], confirmed: Set[str]) -> frozenset[str]:
    """Return the holder's addresses: those confirmed, and the one that this mailbox is plainly of.

    That is where it was delivered to, or else who is in nearly all letters, alone. Empty if none is.
    """
    delivered: Counter[str] = Counter()
    present: Counter[str] = Counter()
    total = 0
    for letter in letters:
        total += 1
        delivered.update(letter.delivered_to)
        present.update({letter.sender.email, *(one.email for one in (*letter.to, *letter.cc))})
    if confirmed & present.keys():
        return frozenset(confirmed)
    found = next((_nearly_in_all(counts, total) for counts in (delivered, present) if counts), "")
    return frozenset({*confirmed, *filter(None, (found or _nearly_in_all(present, total),))})


def _nearly_in_all(counts: Counter[str], total: int) -> str:
    if total < FEWEST_LETTERS:
        return ""
    (first, most), *others = counts.most_common(2)
    alone = not others or most > others[0][1]
    return first if alone and most >= NEARLY_ALL * total else ""
