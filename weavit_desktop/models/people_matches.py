"""Which letters of a text a search found, so that they can be marked: the beginnings of folded words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from weavit_desktop.domain.folding import CJK_RUN, WORD, fold, transliterate

Span = tuple[int, int]  # start and length in UTF-16 units, as Qt counts


def typed_words(text: str) -> tuple[str, ...]:
    """Return the words of a search text."""
    return tuple(WORD.findall(unicodedata.normalize("NFC", text)))


def matches(text: str, typed: Sequence[str]) -> tuple[Span, ...]:
    """Return the stretches of `text` that the typed words found, in order, none touching another."""
    if not typed or not text:
        return ()
    found = sorted(span for word in typed for span in _of_word(text, word))
    return tuple(_in_units(text, start, end) for start, end in _joined(found))


def _of_word(text: str, typed: str) -> Iterator[tuple[int, int]]:
    folded = fold(typed)
    anywhere = CJK_RUN.fullmatch(folded) is not None
    spellings = {(fold, folded), (transliterate, transliterate(typed)), (fold, transliterate(typed))}
    for word in WORD.finditer(text):
        for spell, wanted in spellings:
            span = _stretch(word.group(), spell, wanted, anywhere=anywhere) if wanted else None
            if span:
                yield word.start() + span[0], word.start() + span[1]
                break


def _stretch(
    word: str, spell: Callable[[str], str], wanted: str, *, anywhere: bool
) -> tuple[int, int] | None:
    """Return which letters of a word spell what is wanted, as they stand before spelling."""
    spelled = [spell(letter) for letter in word]
    whole = "".join(spelled)
    at = whole.find(wanted) if anywhere else 0 if whole.startswith(wanted) else -1
    if at < 0:
        return None
    ends = list(accumulate(len(letters) for letters in spelled))
    first = next(place for place, end in enumerate(ends) if end > at)
    last = next(place for place, end in enumerate(ends) if end >= at + len(wanted))
    return first, last + 1


def _joined(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if not spans:
        return
    start, end = spans[0]
    for next_start, next_end in spans[1:]:
        if next_start > end:
            yield start, end
            start = next_start
        end = max(end, next_end)
    yield start, end


def _in_units(text: str, start: int, end: int) -> Span:
    before, inside = text[:start], text[start:end]
    return len(before) + _pairs(before), len(inside) + _pairs(inside)


def _pairs(text: str) -> int:
    return 0 if text.isascii() else sum(letter > "\uffff" for letter in text)
