"""Google's table of contacts, in the words of 2024 and later and in those before.

Both join several values of one kind in one cell by " ::: " and mark the first choice by "* ".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from weavit_desktop.importing.columns.mapping import ColumnMapping, Field, Target

SEPARATOR: Final = ":::"

SIGNATURES: Final = tuple(
    map(
        frozenset,
        (
            ("email1value",),
            ("phone1value",),
            ("givenname", "familyname", "groupmembership"),
            ("firstname", "lastname", "organizationname", "labels"),
        ),
    )
)
"""Columns that no other program's table has (by `column_key`)."""

_SINGLE: Final = {
    "name": Field.NAME,
    "given name": Field.GIVEN,
    "first name": Field.GIVEN,
    "additional name": Field.ADDITIONAL,
    "middle name": Field.ADDITIONAL,
    "family name": Field.FAMILY,
    "last name": Field.FAMILY,
    "name prefix": Field.PREFIX,
    "name suffix": Field.SUFFIX,
    "nickname": Field.NICKNAME,
    "organization name": Field.ORGANIZATION,
    "organization title": Field.TITLE,
    "organization department": Field.DEPARTMENT,
    "organization 1 - name": Field.ORGANIZATION,
    "organization 1 - title": Field.TITLE,
    "organization 1 - department": Field.DEPARTMENT,
    "birthday": Field.BIRTHDAY,
    "notes": Field.NOTE,
}
_GROUPS: Final = ("labels", "group membership")

_NUMBERED = re.compile(r"(?P<group>(?P<kind>.+?) \d+) - (?P<part>.+)", re.IGNORECASE)
_VALUES: Final = {
    "e-mail": Field.EMAIL,
    "phone": Field.PHONE,
    "website": Field.URL,
    "event": Field.EVENT,
    "relation": Field.OTHER,
    "custom field": Field.OTHER,
}
_PARTS: Final = {
    "formatted": Field.FORMATTED,
    "street": Field.STREET,
    "city": Field.LOCALITY,
    "po box": Field.PO_BOX,
    "region": Field.REGION,
    "postal code": Field.POSTAL_CODE,
    "country": Field.COUNTRY,
    "extended address": Field.EXTENDED,
}


def google_mapping(names: Sequence[str]) -> ColumnMapping:
    """Return what the columns of such a table stand for. Days are in ISO 8601 there."""
    return ColumnMapping(tuple(names), tuple(map(_target, names)))


def _target(name: str) -> Target | None:
    key = name.strip().casefold()
    if key in _SINGLE:
        return Target(_SINGLE[key])
    if key in _GROUPS:
        return Target(Field.CATEGORY, separator=SEPARATOR)
    found = _NUMBERED.fullmatch(name.strip())
    return _numbered(found["kind"], found["group"], found["part"].casefold()) if found else None


def _numbered(kind: str, group: str, part: str) -> Target | None:
    key = kind.casefold()
    if key != "address" and key not in _VALUES:
        return None
    if part in ("label", "type"):
        return Target(Field.LABEL, group=group)
    if key == "address" and part in _PARTS:
        return Target(_PARTS[part], group=group, separator=SEPARATOR)
    if key in _VALUES and part == "value":
        field = _VALUES[key]
        several = field in (Field.EMAIL, Field.PHONE, Field.URL)
        return Target(field, group=group, separator=SEPARATOR if several else "", name=kind)
    return None
