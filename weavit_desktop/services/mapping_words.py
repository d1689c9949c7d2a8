"""What the columns of a table stand for, in words: the same in the window and in the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from weavit_desktop.importing.columns.mapping import LABELLED, WORDS, ColumnMapping, Field, Target
from weavit_desktop.services.mappings import Column

HEADINGS: Final = ("Column", "In it", "Stands for")
KEPT: Final = "Kept as it came"
NO_NAME: Final = "No name"
_KINDS: Final = {"cell": "mobile"}
_BY_WORD: Final = {word: kind for kind, word in _KINDS.items()}


def target_words(target: Target | None) -> str:
    """Return what a column may stand for, whatever the table: "E-mail, work"."""
    if target is None:
        return KEPT
    kinds = kinds_words(target.types)
    return f"{WORDS[target.field]}, {kinds}" if kinds else WORDS[target.field]


def column_words(mapping: ColumnMapping, at: int) -> str:
    """Return what the column `at` stands for in its table: "Kind of “Phone 1”", "Another day, “Fair”"."""
    target = mapping.targets[at]
    if target is not None and target.field is Field.LABEL:
        told = told_by(mapping.targets, at)
        return target_words(target) if told is None else f"Kind of “{mapping.names[told] or NO_NAME}”"
    if target is not None and target.name and target.field is Field.OTHER:
        return f"Kept as “{target.name}”"
    if target is not None and target.name and target.field is Field.EVENT:
        return f"{target_words(target)}, “{target.name}”"
    return target_words(target)


def told_by(targets: Sequence[Target | None], at: int) -> int | None:
    """Return the first column whose kind the column `at` tells, None if it tells none."""
    label = targets[at]
    if label is None or label.field is not Field.LABEL or not label.group:
        return None
    return next(
        (
            place
            for place, one in enumerate(targets)
            if one is not None and one.field in LABELLED and one.group == label.group
        ),
        None,
    )


def kinds_words(types: Sequence[str]) -> str:
    """Return kinds as they are read and written: "work, mobile"."""
    return ", ".join(_KINDS.get(kind, kind) for kind in types)


def kinds_of(words: str) -> tuple[str, ...]:
    """Return the kinds that somebody wrote, each once. `kinds_words` gives them back."""
    kinds = (word.strip().casefold() for word in words.split(","))
    return tuple(dict.fromkeys(_BY_WORD.get(kind, kind) for kind in kinds if kind))


def samples_words(column: Column) -> str:
    """Return what stands in a column, as one line."""
    return " · ".join(column.samples) if column.samples else "Nothing in the first rows"
