"""A job title as comparable words: folded, without gender forms, abbreviations joined."""

from __future__ import annotations

import re

from weavit_desktop.domain.folding import fold

HARD_BREAKS = frozenset("|;")  # two titles in one field
SOFT_BREAK = ","

# "Leiter/in", "Manager*innen", "Leiter:in", "chargé(e)", "Director/a", "directeur·rice" and "ManagerIn"
_GENDER_FORM = re.compile(
    r"\s?[/*:_·](?:-?in|-?innen|a|e|ra|ora|rice|trice)\b|\((?:in|innen|e|ne|a|ra|rice|trice|-in)\)|(?<=[a-z])In\b"
)
_ABBREVIATION = re.compile(r"\b[a-z]\.(?:\s?[a-z]\.)*(?:[a-z]\b)?")  # v.p., c. e. o., i.t
_JOINED = re.compile(r"\b([a-z]{1,2}) ?[&+] ?([a-z])\b")  # r & d, fp&a, i+d
_TOKEN = re.compile(r"[a-z]{1,2}&[a-z]\b|[^\W_]+|[|;,/()]|\s[-–—]\s")
_POSSESSIVE = re.compile(r"[’'´`]s\b")


def title_words(title: str) -> list[str]:
    """Return the words in order; `|` and `;` stay, other breaks become a comma."""
    text = fold(_GENDER_FORM.sub("", title))
    text = _POSSESSIVE.sub("", text)
    if "." in text:
        text = _ABBREVIATION.sub(_without_dots, text)
    if "&" in text or "+" in text:
        text = _JOINED.sub(r"\1&\2", text)
    return [word if word[0].isalnum() or word in HARD_BREAKS else SOFT_BREAK for word in _TOKEN.findall(text)]


def _without_dots(found: re.Match[str]) -> str:
    return found.group().replace(".", "").replace(" ", "")
