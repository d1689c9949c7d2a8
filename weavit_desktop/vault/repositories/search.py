"""From what a person types to a query of person_search: words by their beginning, in any order."""

from __future__ import annotations

import unicodedata

from weavit_desktop.domain.folding import CJK_RUN, WORD, fold, transliterate

# Weights of name, work, identifiers, notes, folded: who is called so comes before who works there.
RANK = "bm25(person_search, 10.0, 4.0, 3.0, 1.0, 8.0)"


def match_expression(text: str) -> str:
    """Return the FTS5 expression for a search text, "" if it holds no word.

    Every word must be found, by its beginning: folded, spelled in Latin letters, or, in Chinese, Japanese
    and Korean, by each pair of its characters, so that a part of a name is enough.
    """
    words = WORD.findall(unicodedata.normalize("NFC", text))
    return " AND ".join(_any_of(word) for word in words if any(sign.isalnum() for sign in word))


def in_name(expression: str) -> str:
    """Return the expression narrowed to people who are called so."""
    return f"{{name folded}} : ({expression})"


def _any_of(word: str) -> str:
    spellings = dict.fromkeys(spelling for spelling in (fold(word), transliterate(word)) if spelling)
    ways = [f'"{spelling}"*' for spelling in spellings] + _by_pairs(fold(word))
    return f"({' OR '.join(ways)})"


def _by_pairs(word: str) -> list[str]:
    if CJK_RUN.fullmatch(word) is None or len(word) < 3:
        return []
    pairs = [f'"{word[at : at + 2]}"' for at in range(len(word) - 1)]
    return [f"({' AND '.join(pairs)})"]
