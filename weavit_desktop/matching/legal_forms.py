"""Names of organisations without their legal forms: "Acme GmbH & Co. KG" and "ACME" have one key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from weavit_desktop.domain.folding import fold, plain_spelling, transliterate
from weavit_desktop.domain.rule_errors import RuleError, refusal
from weavit_desktop.matching.rule_lists import numbered_lines, toml_in_list

FILE: Final = "legal_forms.txt"

_DROPPED = re.compile(r"[.'’`´/]")  # S.p.A., McDonald's, A/S
_WORD = re.compile(r"&|[^\W_]+")
_AND = frozenset({"and", "und", "et", "&"})
_LONGEST = 5  # words in a legal form


@dataclass(frozen=True, slots=True)
class LegalForms:
    """Made by `read_legal_forms`: forms as words, and forms in scripts without spaces."""

    trailing: frozenset[tuple[str, ...]]
    leading: frozenset[tuple[str, ...]]
    attached: tuple[str, ...]


def read_legal_forms(text: str) -> LegalForms:
    """Read `legal_forms.txt`. Raises InputRefused for a line outside the three sections."""
    sections: dict[str, list[str]] = {"trailing": [], "leading": [], "attached": []}
    current: list[str] | None = None
    for number, line in numbered_lines(text):
        if line.startswith("["):
            current = sections.get(line.strip("[]"))
        elif current is not None:
            if wrong := toml_in_list(line):
                raise refusal("legal forms", FILE, text, RuleError(f"{line!r} {wrong}", line=number))
            current.append(line)
        if current is None:
            words = f"{line!r} stands in none of the sections [trailing], [leading] and [attached]"
            raise refusal("legal forms", FILE, text, RuleError(words, line=number))
    return LegalForms(
        trailing=frozenset(tuple(_words(form)) for form in sections["trailing"]),
        leading=frozenset(tuple(_words(form)) for form in sections["leading"]),
        attached=tuple(sorted({fold(form) for form in sections["attached"]}, key=len, reverse=True)),
    )


def organisation_key(name: str, forms: LegalForms) -> str:
    """Return the same key for the same organisation, however its legal form and accents are written.

    Never empty for a name with a letter or digit: a name that is nothing but a legal form is kept.
    """
    words = _words(_without_attached(fold(name), forms.attached))
    while True:
        shorter = _shortened(words, forms)
        if len(shorter) == len(words):
            return " ".join(words)
        words = shorter


def _without_attached(name: str, attached: Iterable[str]) -> str:
    bare = name.strip()
    for form in attached:
        for rest in (bare.removeprefix(form), bare.removesuffix(form)):
            if rest != bare and _WORD.search(rest):
                return rest.strip()
    return bare


def _shortened(words: list[str], forms: LegalForms) -> list[str]:
    """Return the words less one legal form, the longest that fits; the same words if none does."""
    if tuple(words) in forms.trailing:
        return words
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        if tuple(words[-length:]) in forms.trailing:
            return _without_loose_and(words[:-length])
        if tuple(words[:length]) in forms.leading:
            return words[length:]
    return words


def _without_loose_and(words: list[str]) -> list[str]:
    """ "Smith & Co" leaves "smith", not "smith &"."""
    return words[:-1] if len(words) > 1 and words[-1] == "&" else words


def _words(text: str) -> list[str]:
    """Return the folded words; single letters in a row are one word, as in "S. p. A."."""
    words: list[str] = []
    letters: list[str] = []
    for word in _WORD.findall(_DROPPED.sub("", transliterate(text))):
        if len(word) == 1 and word.isalpha():
            letters.append(word)
            continue
        if letters:
            words.append("".join(letters))
            letters = []
        words.append("&" if word in _AND else word)
    if letters:
        words.append("".join(letters))
    return [plain_spelling(word) for word in words]
