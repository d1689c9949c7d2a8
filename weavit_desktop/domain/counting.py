"""A number with its noun, as every sentence of the app says it."""

from __future__ import annotations

from collections.abc import Sequence


def many(count: int, one: str, several: str = "") -> str:
    """Return a number with its noun: "1 mail", "2 mails", "1,200 mails".

    `several` is the plural where it is more than an "s": "0 people", "2 people who stay".
    """
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


def many_people(count: int) -> str:
    """Return a number of people: "1 person", "2 people"."""
    return many(count, "person", "people")


def together(parts: Sequence[str]) -> str:
    """Return several in one row: "1 person", "1 person and 2 cards", "1 person, 2 cards and 3 mails"."""
    *others, last = parts or ("",)
    return f"{', '.join(others)} and {last}" if others else last
