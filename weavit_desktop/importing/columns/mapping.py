"""Which column of a table stands for which field: what a program's table is known to mean, what is
proposed for any other, and what a person has said."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from weavit_desktop.errors import UsageRefused
from weavit_desktop.importing.columns.days import DayOrder
from weavit_desktop.importing.tables import column_key


class Field(StrEnum):
    """What a column may hold. The parts of one address share the group of their targets."""

    ID = "id"
    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    ADDITIONAL = "additional"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    NICKNAME = "nickname"
    ORGANIZATION = "organization"
    DEPARTMENT = "department"
    TITLE = "title"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    STREET = "street"
    EXTENDED = "extended"
    PO_BOX = "po_box"
    LOCALITY = "locality"
    REGION = "region"
    POSTAL_CODE = "postal_code"
    COUNTRY = "country"
    FORMATTED = "address"  # a whole address in one cell
    BIRTHDAY = "birthday"
    ANNIVERSARY = "anniversary"
    EVENT = "event"  # a day whose label says what it is of
    NOTE = "note"
    CATEGORY = "category"
    LABEL = "label"  # the kinds of the values of its group
    OTHER = "other"  # kept beside the fields, under a name of its own


@dataclass(frozen=True, slots=True)
class Target:
    """What a column stands for. `separator` parts several values in one cell, "" where it holds one.

    `group` joins columns: the parts of one address, a value and its label. `name` is for Field.OTHER.
    """

    field: Field
    types: tuple[str, ...] = ()
    group: str = ""
    separator: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """A target for each column of a table, None for one that is kept as it came.

    `revision` counts how often something else was said of these columns: rows that were read otherwise
    before are read anew, even where it is said again what had been said at first.
    """

    names: tuple[str, ...]
    targets: tuple[Target | None, ...]
    days: DayOrder = DayOrder.UNKNOWN
    revision: int = 0

    @property
    def fingerprint(self) -> str:
        """Return what tables with the same columns in the same order share: a SHA-256."""
        return fingerprint(self.names)

    @property
    def tells_of_people(self) -> bool:
        """Say whether somebody could be recognised in it."""
        return any(target is not None and target.field in _TELLING for target in self.targets)


_TELLING: Final = (Field.NAME, Field.GIVEN, Field.FAMILY, Field.EMAIL)

WORDS: Final = {
    Field.NAME: "Whole name",
    Field.GIVEN: "Given name",
    Field.FAMILY: "Family name",
    Field.ADDITIONAL: "Middle name",
    Field.PREFIX: "Before the name",
    Field.SUFFIX: "After the name",
    Field.NICKNAME: "Nickname",
    Field.ORGANIZATION: "Employer",
    Field.DEPARTMENT: "Department",
    Field.TITLE: "Job title",
    Field.EMAIL: "E-mail",
    Field.PHONE: "Phone",
    Field.URL: "Web address",
    Field.STREET: "Street",
    Field.EXTENDED: "Second line of the address",
    Field.PO_BOX: "PO box",
    Field.LOCALITY: "Town",
    Field.REGION: "Region",
    Field.POSTAL_CODE: "Postcode",
    Field.COUNTRY: "Country",
    Field.FORMATTED: "Whole address",
    Field.BIRTHDAY: "Birthday",
    Field.ANNIVERSARY: "Anniversary",
    Field.EVENT: "Another day",
    Field.NOTE: "Note",
    Field.CATEGORY: "Category",
    Field.ID: "Number in its program",
    Field.LABEL: "Kind of another column",
    Field.OTHER: "Kept under another name",
}
"""What the fields are called wherever a person reads or says them, in the order of a card."""

_BY_WORDS: Final = {words.casefold(): field for field, words in WORDS.items()}

PARTS: Final = (
    Field.STREET,
    Field.EXTENDED,
    Field.PO_BOX,
    Field.LOCALITY,
    Field.REGION,
    Field.POSTAL_CODE,
    Field.COUNTRY,
    Field.FORMATTED,
)
"""The parts of an address."""

DAYS: Final = (Field.BIRTHDAY, Field.ANNIVERSARY, Field.EVENT)

LABELLED: Final = (Field.EMAIL, Field.PHONE, Field.URL, Field.EVENT, Field.OTHER, *PARTS)
"""The fields of which another column can tell the kind."""

NO_MAPPING: Final = (
    "This is no mapping of columns. It holds "
    '{"columns": [{"column": "Mail", "field": "email"}, ...]}; weavit import FILE --format csv --dry-run '
    "--json prints one to start from."
)
NO_SUCH_FIELD: Final = f"A mapping knows these fields: {', '.join(Field)}. Use one of them, or null for none."


def fingerprint(names: Sequence[str]) -> str:
    """Return the SHA-256 that stands for a table's columns; blanks, punctuation and case do not count."""
    return hashlib.sha256("\x1f".join(column_key(name) or name for name in names).encode()).hexdigest()


def as_document(mapping: ColumnMapping) -> dict[str, Any]:
    """Return a mapping for JSON. `from_document` gives it back."""
    revision = mapping.revision
    columns = [
        {"column": name, **_target_document(target)}
        for name, target in zip(mapping.names, mapping.targets, strict=True)
    ]
    return {"days": str(mapping.days), "columns": columns, **({"revision": revision} if revision else {})}


def from_document(document: Any) -> ColumnMapping:
    """Return the mapping of a document; keys it does not know are passed over. Raises UsageRefused."""
    entries = document.get("columns") if isinstance(document, dict) else None
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise UsageRefused(NO_MAPPING)
    names = tuple(one.get("column") for one in entries)
    days = document.get("days", "")
    if not names or not all(isinstance(name, str) for name in names) or days not in tuple(DayOrder):
        raise UsageRefused(NO_MAPPING)
    revision = document.get("revision", 0)
    if type(revision) is not int or revision < 0:
        raise UsageRefused(NO_MAPPING)
    return ColumnMapping(names, tuple(map(_target, entries)), DayOrder(days), revision)


def revised(said: ColumnMapping, before: ColumnMapping | None) -> ColumnMapping:
    """Return what is said now with its revision; `before`: what was said of these columns until now."""
    if before is None:
        return replace(said, revision=0)
    is_same = (said.targets, said.days) == (before.targets, before.days)
    return replace(said, revision=before.revision + (not is_same))


def aligned(mapping: ColumnMapping, names: Sequence[str]) -> ColumnMapping | None:
    """Return a mapping for a table that has all its columns and maybe more, in any order; else None."""
    wanted: dict[tuple[str, int], Target | None] = dict(
        zip(_numbered(mapping.names), mapping.targets, strict=True)
    )
    present = _numbered(names)
    if not wanted.keys() <= set(present):
        return None
    return ColumnMapping(tuple(names), tuple(wanted.get(one) for one in present), mapping.days)


def known_for(names: Sequence[str], remembered: Mapping[str, ColumnMapping]) -> ColumnMapping | None:
    """Return what was said of a table with these columns, in this order or else in any; None for nothing.

    `remembered`: by fingerprint, the latest first.
    """
    exact = remembered.get(fingerprint(names))
    if exact is not None:
        return exact
    present = set(_numbered(names))
    found = next((one for one in remembered.values() if set(_numbered(one.names)) == present), None)
    return None if found is None else aligned(found, names)


def named_again(mapping: ColumnMapping, names: Sequence[str]) -> tuple[int, int] | None:
    """Return the places of two entries for one and the same column of a table that has all columns named."""
    present, wanted = _numbered(names), _numbered(mapping.names)
    keys = [key for key, _ in wanted]
    if not set(keys) <= {key for key, _ in present}:
        return None
    again = next((place for place, one in enumerate(wanted) if one not in present), None)
    return None if again is None else (keys.index(keys[again]), again)


def _numbered(names: Sequence[str]) -> list[tuple[str, int]]:
    """Return each column's key with its place among those of the same name."""
    seen: Counter[str] = Counter()
    numbered = []
    for name in names:
        key = column_key(name) or name
        numbered.append((key, seen[key]))
        seen[key] += 1
    return numbered


def _target_document(target: Target | None) -> dict[str, Any]:
    if target is None:
        return {"field": None}
    document: dict[str, Any] = {"field": str(target.field)}
    for key in ("group", "separator", "name"):
        if value := getattr(target, key):
            document[key] = value
    if target.types:
        document["types"] = list(target.types)
    return document


def _target(entry: Mapping[str, Any]) -> Target | None:
    field, types = entry.get("field"), entry.get("types") or []
    if field is None:
        return None
    texts = [entry.get(key) or "" for key in ("group", "separator", "name")]
    if not isinstance(types, list) or not all(isinstance(text, str) for text in (*types, *texts)):
        raise UsageRefused(NO_MAPPING)
    known = _BY_WORDS.get(field.casefold(), field) if isinstance(field, str) else ""
    if known not in tuple(Field):
        raise UsageRefused(NO_SUCH_FIELD)
    group, separator, name = texts
    return Target(Field(known), tuple(types), group, separator, name)
