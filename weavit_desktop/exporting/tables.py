"""People as a table: the columns of Google Contacts (2024 and later), which every program takes.

Several values stand in numbered columns; what is more than there are columns, in the last one, joined by
" ::: " as Google does. What a table cannot hold is counted by `left_out`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from weavit_desktop.domain.card import Address, Card, Labelled

T = TypeVar("T")

EMAILS: Final = 4
PHONES: Final = 4
ADDRESSES: Final = 2
WEBSITES: Final = 3
JOINT: Final = " ::: "

# What makes a spreadsheet take a cell for a formula; the wide forms do so in some languages (OWASP).
_STARTS_A_FORMULA: Final = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
# Digits and these signs can be computed to another number at most: without a letter no function, cell or
# program can be named. Phone numbers and days without a year stay as they are.
_NUMBER: Final = re.compile(r"[0-9+() ./-]*[0-9][0-9+() ./-]*")

# A program that parts columns by semicolons or tabs begins a cell there, in spite of our quotes. Numbers stay
# there too, and so does a dash with a blank, which begins an item of a list.
_INSIDE: Final = re.compile(
    "[;\t\r\n][ \"']*(?=[=@\uff1d\uff20]|[-+\uff0d\uff0b](?! )(?![0-9+() ./-]*(?:[;\t\r\n]|$)))"
)

_KINDS: Final = {"cell": "Mobile"}
_PARTS: Final = (
    "Formatted",
    "Street",
    "City",
    "PO Box",
    "Region",
    "Postal Code",
    "Country",
    "Extended Address",
)


def header() -> bytes:
    """Return the line with the names of the columns."""
    return _line(
        [
            *("First Name", "Middle Name", "Last Name", "Name Prefix", "Name Suffix", "Nickname", "File As"),
            *("Organization Name", "Organization Title", "Organization Department"),
            *("Birthday", "Notes", "Labels"),
            *_numbered("E-mail", EMAILS, ("Label", "Value")),
            *_numbered("Phone", PHONES, ("Label", "Value")),
            *_numbered("Address", ADDRESSES, ("Label", *_PARTS)),
            *_numbered("Website", WEBSITES, ("Label", "Value")),
            *_numbered("Event", 1, ("Label", "Value")),
        ]
    )


def row(card: Card) -> bytes:
    """Return the line of a card: UTF-8, quoted by RFC 4180, no cell a formula."""
    names = card.names
    parts = (names.given, names.additional, names.family, names.prefix, names.suffix)
    named = any(parts) or card.is_company
    given = names.given if named else card.name
    company = card.organization or (card.name if card.is_company else "")
    cells = [
        *(given, *parts[1:], names.nickname, card.name if named else ""),
        *(company, card.title, card.department),
        *(card.birthday, "\n".join(card.notes), JOINT.join(card.categories)),
        *_labelled(card.emails, EMAILS),
        *_labelled(card.phones, PHONES),
        *_addresses(card.addresses),
        *_labelled(_urls(card), WEBSITES),
        *(("Anniversary", card.anniversary) if card.anniversary else ("", "")),
    ]
    return _line(map(neutralise, cells))


def neutralise(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: what could be one gets an apostrophe."""
    cell = _INSIDE.sub(r"\g<0>'", cell)
    risky = cell.lstrip(" ").startswith(_STARTS_A_FORMULA) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if risky else cell


def left_out(card: Card, *, photo: bool) -> list[str]:
    """Return what a table cannot hold of a card, by its kind."""
    return [*(["pictures"] if photo else []), *["properties of other programs"] * len(card.extra)]


def _line(cells: Iterable[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode("utf-8", "replace")


def _numbered(kind: str, count: int, parts: Sequence[str]) -> Iterator[str]:
    return (f"{kind} {number} - {part}" for number in range(1, count + 1) for part in parts)


def _labelled(values: Sequence[Labelled], count: int) -> Iterator[str]:
    for group in _grouped(values, count):
        yield JOINT.join(_label(one.types) for one in group) if any(one.types for one in group) else ""
        yield JOINT.join(one.value for one in group)


def _addresses(values: Sequence[Address]) -> Iterator[str]:
    for group in _grouped(values, ADDRESSES):
        yield _label(group[0].types) if group else ""
        for part in ("", "street", "locality", "po_box", "region", "postal_code", "country", "extended"):
            texts = [getattr(one, part) if part else "" for one in group]
            yield JOINT.join(texts) if any(texts) else ""


def _grouped(values: Sequence[T], count: int) -> Iterator[Sequence[T]]:
    """Yield `count` groups: one value each, the last one with all that are left."""
    yield from (values[place : place + 1] for place in range(count - 1))
    yield values[count - 1 :]


def _label(types: Sequence[str]) -> str:
    label = "/".join(one for one in types if one != "pref")
    return f"{'* ' if 'pref' in types else ''}{_KINDS.get(label) or label.title()}"


def _urls(card: Card) -> Sequence[Labelled]:
    if card.profile_slug and not any(card.profile_slug in one.value.lower() for one in card.urls):
        return (*card.urls, Labelled(f"https://www.linkedin.com/in/{card.profile_slug}"))
    return card.urls
