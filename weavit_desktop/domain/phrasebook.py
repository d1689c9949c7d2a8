"""Phrases, word beginnings and word endings, each with a meaning: the longest that fits wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

SHORTEST_STEM = 2
LEAST_BEFORE_ENDING = 2  # "*chef" is the end of "Finanzchef", not the cook

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Found(Generic[Meaning]):
    """A meaning and the words from `start` up to, without, `end`."""

    start: int
    end: int
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Phrasebook(Generic[Meaning]):
    """Made by `phrasebook`. `lengths` are those of the phrases by their first word, longest first."""

    phrases: dict[tuple[str, ...], Meaning]
    lengths: dict[str, tuple[int, ...]]
    beginnings: dict[str, Meaning]
    endings: dict[str, Meaning]

    def scan(self, words: Sequence[str]) -> Iterator[Found[Meaning]]:
        """Yield the longest phrase or pattern at each place, from left to right, none overlapping."""
        at = 0
        while at < len(words):
            length = self._longest(words, at)
            if length:
                yield Found(at, at + length, self.phrases[tuple(words[at : at + length])])
                at += length
                continue
            meaning = self._pattern(words[at])
            if meaning is not None:
                yield Found(at, at + 1, meaning)
            at += 1

    def _longest(self, words: Sequence[str], at: int) -> int:
        for length in self.lengths.get(words[at], ()):
            if tuple(words[at : at + length]) in self.phrases:
                return length
        return 0

    def _pattern(self, word: str) -> Meaning | None:
        size = len(word)
        for length in range(size, SHORTEST_STEM - 1, -1):
            meaning = self.beginnings.get(word[:length])
            if meaning is None and size - length >= LEAST_BEFORE_ENDING:
                meaning = self.endings.get(word[size - length :])
            if meaning is not None:
                return meaning
        return None


def phrasebook(entries: Iterable[tuple[tuple[str, ...], Meaning]]) -> Phrasebook[Meaning]:
    """Make a phrasebook. A single word may begin or end with `*`; of two meanings the first stays.

    Raises ValueError for a phrase without words, or with a `*` elsewhere.
    """
    book: Phrasebook[Meaning] = Phrasebook({}, {}, {}, {})
    for words, meaning in entries:
        if not words or (len(words) > 1 and any("*" in word for word in words)):
            raise ValueError(f"{' '.join(words)!r}: a * stands at the beginning or end of a single word")
        if words[0].endswith("*"):
            book.beginnings.setdefault(words[0][:-1], meaning)
        elif words[0].startswith("*"):
            book.endings.setdefault(words[0][1:], meaning)
        else:
            book.phrases.setdefault(words, meaning)
    by_first: dict[str, set[int]] = {}
    for words in book.phrases:
        by_first.setdefault(words[0], set()).add(len(words))
    book.lengths.update({first: tuple(sorted(lengths, reverse=True)) for first, lengths in by_first.items()})
    return book
