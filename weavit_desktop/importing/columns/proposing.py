"""What the columns of an unknown table may stand for: by their names, then by what is in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from weavit_desktop.domain.folding import DIACRITICS
from weavit_desktop.importing.columns.days import DayOrder, read_table_day
from weavit_desktop.importing.columns.mapping import (
    LABELLED,
    ColumnMapping,
    Field,
    Target,
)
from weavit_desktop.importing.columns.words import (
    COURTESIES,
    FIELDS,
    KINDS,
    NAMES,
    NOISE,
    PHONE_KINDS,
    TELLERS,
    TITLES,
    VALUES,
)

_MOST: Final = 0.6  # of the samples of a column must be what it is taken for
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d+")
_E_MAIL = re.compile(r"\be[-_ ]?mail")

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE = re.compile(r"\+[\d()./ -]{6,}|\(?0[\d()./-]* [\d()./ -]{5,}|\(\d{3}\) ?\d{3}-\d{4}")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_BETWEEN = re.compile(r"[;,|\n]")
_BY_CONTENT: Final = ((Field.EMAIL, _EMAIL), (Field.URL, _URL), (Field.PHONE, _PHONE))
_DIGITS = re.compile(r"(?:\D*\d){3}")

_SINGLE: Final = frozenset(Field) - {
    Field.EVENT,
    Field.EMAIL,
    Field.PHONE,
    Field.URL,
    Field.NOTE,
    Field.CATEGORY,
    Field.STREET,
}
_PARTS: Final = (Field.STREET, Field.LOCALITY, Field.REGION, Field.POSTAL_CODE, Field.COUNTRY, Field.PO_BOX)
_SEPARATORS: Final = {
    Field.EMAIL: (";", ",", "|", "\n", " "),
    Field.PHONE: (";", ",", "|", "\n"),
    Field.URL: (";", "|", "\n", " "),
    Field.CATEGORY: (";", "|", ",", "\n"),
}


def propose(names: Sequence[str], samples: Sequence[Sequence[str]]) -> ColumnMapping:
    """Return a mapping for a table. `samples` are cells of each column, without empty ones.

    A column that nothing speaks for has no target, and is kept as it came.
    """
    read = [_by_name(name) for name in names]
    fields = {target.field for target in read if target is not None}
    proposed = []
    for name, target, texts in zip(names, read, samples, strict=True):
        found = target or _ambiguous(name, fields, texts)
        if found is not None and not _fits(found.field, texts):
            found = None
        proposed.append(found or _by_content(texts))
    targets = [
        target and _with_separator(target, texts)
        for target, texts in zip(_first_of_each(proposed), samples, strict=True)
    ]
    return ColumnMapping(tuple(names), tuple(_with_tellers(names, targets)))


def _with_tellers(names: Sequence[str], targets: Sequence[Target | None]) -> list[Target | None]:
    """Return the targets with those of columns that tell the kind of another: "Phone 2 - Type"."""
    told: dict[tuple[str, ...], int] = {}
    for at, (name, target) in enumerate(zip(names, targets, strict=True)):
        if target is not None and target.field in LABELLED:
            told.setdefault(tuple(one for one in _words(name, _WORD_OR_NUMBER) if one not in VALUES), at)
    found = list(targets)
    for at, (name, target) in enumerate(zip(names, targets, strict=True)):
        words = _words(name, _WORD_OR_NUMBER)
        bare = tuple(word for word in words if word not in TELLERS)
        value = told.get(bare) if target is None and len(bare) == len(words) - 1 else None
        if value is not None and (of := found[value]) is not None:
            group = of.group or " ".join(bare)
            found[value], found[at] = replace(of, group=group), Target(Field.LABEL, group=group)
            del told[bare]
    return found


def _by_name(name: str) -> Target | None:
    """Return what a column's name says: "Work Email 2" is an e-mail address, and of work."""
    words = [word for word in _words(name) if word not in VALUES]
    whole = "".join(words)
    kinds = tuple(dict.fromkeys(KINDS[word] for word in words if word in KINDS))
    rest = "".join(word for word in words if word not in KINDS)
    bare = "".join(word for word in words if word not in KINDS and word not in NOISE)
    field = FIELDS.get(whole) or FIELDS.get(rest) or FIELDS.get(bare)
    if whole in FIELDS:
        kinds = ()
    elif field is None and not bare and PHONE_KINDS.intersection(kinds):
        field = Field.PHONE
    if field is None:
        return None
    if field in _PARTS:
        return Target(field, kinds, group=" ".join((*kinds, "address")))
    return Target(field, kinds if field in (Field.EMAIL, Field.PHONE, Field.URL) else ())


def _ambiguous(name: str, others: set[Field], texts: Sequence[str]) -> Target | None:
    """Return what a name means beside these other fields and above these cells."""
    whole = "".join(word for word in _words(name) if word not in NOISE)
    if whole in NAMES:
        if Field.GIVEN in others and Field.FAMILY not in others:
            return Target(Field.FAMILY)
        if Field.FAMILY in others and Field.GIVEN not in others:
            return Target(Field.GIVEN)
        return Target(Field.NAME)
    if whole in TITLES:
        courtesies = sum(_is_courtesy(text) for text in texts)
        if courtesies and courtesies >= _MOST * len(texts):
            return Target(Field.PREFIX)
        return None if Field.TITLE in others else Target(Field.TITLE)
    return None


def _is_courtesy(text: str) -> bool:
    words = text.casefold().replace(".", " ").split()
    return bool(words) and all(word in COURTESIES for word in words)


def _by_content(texts: Sequence[str]) -> Target | None:
    for field, pattern in _BY_CONTENT:
        if texts and sum(_is_made_of(text, pattern) for text in texts) >= _MOST * len(texts):
            return Target(field)
    return None


def _is_made_of(text: str, pattern: re.Pattern[str]) -> bool:
    """Say whether a cell holds what a pattern tells, once or several times."""
    if pattern.fullmatch(text):
        return True
    parts = [part for part in map(str.strip, _BETWEEN.split(text)) if part]
    return bool(parts) and all(pattern.fullmatch(part) for part in parts)


def _fits(field: Field, texts: Sequence[str]) -> bool:
    """Say whether cells can be what their column's name says. Without any, they can."""
    if not texts:
        return True
    if field is Field.EMAIL:
        return any("@" in text for text in texts)
    if field is Field.PHONE:
        return any(_DIGITS.match(text) for text in texts)
    if field is Field.EVENT:
        return all(map(_is_day, texts))
    if field is Field.ID:
        return len(set(texts)) == len(texts)
    return True


def _first_of_each(proposed: Sequence[Target | None]) -> list[Target | None]:
    """Return the proposals, with one column for each field that a person has once."""
    taken: set[tuple[Field, str]] = set()
    kept = []
    for target in proposed:
        is_second = target is not None and target.field in _SINGLE and (target.field, target.group) in taken
        kept.append(None if is_second else target)
        if target is not None:
            taken.add((target.field, target.group))
    return kept


def _with_separator(target: Target, texts: Sequence[str]) -> Target:
    """Return a target that knows what parts several values in one cell of these."""
    for separator in _SEPARATORS.get(target.field, ()):
        several = [text for text in texts if separator in text]
        if several and all(_are_several(target.field, text.split(separator)) for text in several):
            return Target(target.field, target.types, target.group, separator)
    return target


def _are_several(field: Field, parts: Sequence[str]) -> bool:
    parts = [part.strip() for part in parts if part.strip()]
    if field is Field.EMAIL:
        return all("@" in part for part in parts)
    if field is Field.PHONE:
        return all(_DIGITS.match(part) for part in parts)
    return field is Field.CATEGORY or all(_URL.fullmatch(part) for part in parts)


def _is_day(text: str) -> bool:
    return any(read_table_day(text, order) for order in (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST))


def _words(name: str, kind: re.Pattern[str] = _WORD) -> list[str]:
    text = _E_MAIL.sub("email", _CAMEL.sub(" ", name).casefold())
    return kind.findall(DIACRITICS.sub("", unicodedata.normalize("NFD", text)))
