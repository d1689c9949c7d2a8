"""What people write into the fields of their name beside the name: pronouns, pictographs, degrees."""

from __future__ import annotations

import re
from collections.abc import Set

from weavit_desktop.domain.folding import fold

_SIGNS = "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
# What joins or colours pictographs goes with them alone: the zero-width joiner is part of Sinhala words too.
_PICTOGRAPH = re.compile(f"[0-9#*]\ufe0f?\u20e3|[{_SIGNS}][{_SIGNS}\u200d\ufe0e\ufe0f\U000e0020-\U000e007f]*")
_BRACKETS = re.compile(r"\([^()\[\]]*\)|\[[^()\[\]]*\]")
_BETWEEN = re.compile(r"[\s/,|·]+")


def without_pictographs(text: str) -> str:
    """Return the text with blanks where pictographs and flags stood."""
    return text if text.isascii() else _PICTOGRAPH.sub(" ", text)


def are_pronouns(text: str, pronouns: Set[str]) -> bool:
    """Say whether a text is a set of pronouns: "she/her", "She, Her", "elle".

    One alone has to be in lower case: "Elle" is what an Eleanor is called, and Er a surname.
    """
    words = [word for word in _BETWEEN.split(text) if word]
    if len(words) < 2 and not text.islower():
        return False
    return all(fold(word) in pronouns for word in words)


def without_asides(name: str, pronouns: Set[str]) -> str:
    """Return a name without pictographs and pronouns, in brackets or as in "she/her".

    Other brackets stay: they hold what somebody was called, or is called elsewhere.
    """
    if name.replace(" ", "").isalpha():
        return name
    text = _BRACKETS.sub(
        lambda found: " " if are_pronouns(found[0][1:-1], pronouns) else found[0], without_pictographs(name)
    )
    return " ".join(word for word in text.split() if "/" not in word or not are_pronouns(word, pronouns))


def split_degrees(name: str, degrees: Set[str]) -> tuple[str, str]:
    """Return a name and the degrees behind its comma; all of it and "" if anything else stands there."""
    bare, _, behind = name.partition(",")
    words = [fold(word).replace(".", "") for word in _BETWEEN.split(behind) if word]
    return (
        (bare.strip(), behind.strip(" ,")) if words and all(word in degrees for word in words) else (name, "")
    )
