"""What stands in a rule file has the shape that its reader takes it for, or is refused in plain words.

A text is a sequence of letters to Python: taken for a list of words it would make a rule of each letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weavit_desktop.domain.rule_errors import Path, RuleError

_KINDS: Mapping[type, str] = {
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "a table",
}


def words_of(value: object, path: Path, example: str) -> list[str]:
    """Return a list of texts, none of them blank. `example` is what one looks like."""
    if not isinstance(value, list):
        raise wrong(value, path, f"a list of words between quotes, as in {example}")
    for word in value:
        if not isinstance(word, str):
            raise wrong(value, path, f"words between quotes, as in {example}", f"holds {_kind(word)}")
        if not word.strip():
            raise wrong(value, path, f"words between quotes, as in {example}", "holds an empty word")
    return value


def text_of(value: object, path: Path, example: str) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise wrong(value, path, f"text between quotes, as in {example}")
    return value


def table_of(value: object, path: Path, example: str) -> Mapping[str, Any]:
    """Return a table."""
    if not isinstance(value, Mapping):
        raise wrong(value, path, f"a table, as in {example}")
    return value


def number_of(value: object, path: Path, most: float) -> float:
    """Return a number above 0, up to `most`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong(value, path, "a number")
    if not 0 < value <= most:
        raise wrong(value, path, f"a number above 0 and up to {most:g}", f"is {value}")
    return float(value)


def wrong(value: object, path: Path, wanted: str, found: str = "") -> RuleError:
    """Return the error for a value that is not what is wanted there: what it is, and what it should be."""
    key = ".".join(part for part in path if not part.isdigit())
    return RuleError(f"{key!r} {found or 'is ' + _kind(value)} and should be {wanted}", path=path)


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a date or time")
