"""Property values: escapes, components and lists, by the version of the card.

vCard 2.1 escapes no commas, so a comma there separates nothing. In every version "\\;" "\\," "\\:" and
"\\\\" stand for themselves and "\\n" for a line end, since programs write so whatever version they declare.
"""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\([\\;,:nN])")
_LINE_ENDS = {"n": "\n", "N": "\n"}


def unescape(text: str) -> str:
    """Return plain text. An unknown escape stays as it is."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: _LINE_ENDS.get(found[1], found[1]), text)


def split_escaped(text: str, separator: str) -> list[str]:
    """Split at separators that no backslash escapes. The parts are still escaped."""
    if "\\" not in text:
        return text.split(separator)
    # NUL never occurs in a value, so it can stand for the two escapes that matter here. O(n) without a loop.
    shielded = text.replace("\\\\", "\0b").replace("\\" + separator, "\0s")
    return [
        part.replace("\0s", "\\" + separator).replace("\0b", "\\\\") if "\0" in part else part
        for part in shielded.split(separator)
    ]


def components(text: str) -> list[str]:
    """Return the parts of a structured value (N, ADR, ORG) as plain text."""
    return [unescape(part).strip() for part in split_escaped(text, ";")]


def listed(text: str) -> list[str]:
    """Return the items of a list (CATEGORIES, NICKNAME) as plain text, without empty ones."""
    items = (unescape(part).strip() for part in split_escaped(text, ","))
    return [item for item in items if item]
