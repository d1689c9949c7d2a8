"""The table of people that Weavit writes and reads again: one row a card, both ways.

Its columns are those of Google Contacts (2024 and later), which every program takes. Several values stand in
numbered columns; what is more than there are columns, in the last one, joined by " ::: " as Google does.

A card comes back as it was, but for what a table does not carry: pictures and the properties of other
programs; the order of the kinds of a value, blanks around it, and ":::" inside one that can be joined.
Several notes come back as one, with line ends between, and a profile as a web address too. A company has its
own name for an employer if it had none; with the parts of somebody's name it comes back as that person. Two
rows that say the same are one person to an import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final, TypeVar

from weavit_desktop.domain.card import NO_NAME, Address, Card, Labelled, Names, Property
from weavit_desktop.domain.formulas import neutralise, restore
from weavit_desktop.domain.profile import normalise_slug

T = TypeVar("T")

_EMAILS: Final = 4
_PHONES: Final = 4
_ADDRESSES: Final = 2
_WEBSITES: Final = 3
_SEPARATOR: Final = ":::"
_JOINT: Final = f" {_SEPARATOR} "

_ANNIVERSARY: Final = "Anniversary"
_MOBILE: Final = "Mobile"  # what Google calls "cell"

_PARTS: Final = {
    "Formatted": "",  # of ours always empty
    "Street": "street",
    "City": "locality",
    "PO Box": "po_box",
    "Region": "region",
    "Postal Code": "postal_code",
    "Country": "country",
    "Extended Address": "extended",
}


def _numbered(kind: str, count: int, parts: Iterable[str]) -> Iterator[str]:
    return (f"{kind} {number} - {part}" for number in range(1, count + 1) for part in ("Label", *parts))


COLUMNS: Final = (
    *("First Name", "Middle Name", "Last Name", "Name Prefix", "Name Suffix", "Nickname", "File As"),
    *("Organization Name", "Organization Title", "Organization Department"),
    *("Birthday", "Notes", "Labels"),
    *_numbered("E-mail", _EMAILS, ("Value",)),
    *_numbered("Phone", _PHONES, ("Value",)),
    *_numbered("Address", _ADDRESSES, _PARTS),
    *_numbered("Website", _WEBSITES, ("Value",)),
    *_numbered("Event", 1, ("Value",)),
)
"""The names of the columns. No other program has them in this order: Google has more between them."""


def is_ours(names: Sequence[str]) -> bool:
    """Say whether a table is one of ours; columns that somebody has added behind do not count."""
    return tuple(names[: len(COLUMNS)]) == COLUMNS


def cells_of(card: Card) -> list[str]:
    """Return the cells of a card, no one of them a formula.

    A name without parts stands in First Name, where every program looks for it, NO_NAME too: a row may have
    nothing else. Any other is what the card is filed as. Only a company is filed without parts.
    """
    names, name = card.names, card.name
    parts = (names.given, names.additional, names.family, names.prefix, names.suffix)
    is_filed = any(parts) or card.is_company
    company = card.organization or (name if card.is_company and name != NO_NAME else "")
    cells = [
        *((*parts, names.nickname, name) if is_filed else (name, *parts[1:], names.nickname, "")),
        *(company, card.title, card.department),
        *(card.birthday, "\n".join(card.notes), _JOINT.join(card.categories)),
        *_labelled(card.emails, _EMAILS),
        *_labelled(card.phones, _PHONES),
        *_addresses(card.addresses),
        *_labelled(_urls(card), _WEBSITES),
        *((_ANNIVERSARY, card.anniversary) if card.anniversary else ("", "")),
    ]
    return list(map(neutralise, cells))


def card_of(cells: Sequence[str], read_day: Callable[[str], str]) -> Card:
    """Return the card of a row of our table, whose cells somebody may have changed.

    `read_day` gives a day in ISO 8601, "" for what is none, which is kept beside the fields. A name that is
    missing is made from its parts, else from how the person is reached; a row that names nothing but an
    employer is that company.
    """
    texts = [restore(cell).strip() for cell in cells]
    row = dict(zip(COLUMNS, texts, strict=False))
    name, names = _names(row)
    emails, phones = _values(row, "E-mail", _EMAILS), _values(row, "Phone", _PHONES)
    organization, title = row["Organization Name"], row["Organization Title"]
    urls = _values(row, "Website", _WEBSITES)
    days, loose = _days(row, read_day)
    is_filed = bool(row["File As"]) and not any(row[column] for column in COLUMNS[:5])
    first = next((one.value for one in (*emails, *phones)), NO_NAME)
    return Card(
        name=name or organization or first,
        names=names,
        is_company=is_filed or (bool(organization) and not name and not title),
        organization=organization,
        department=row["Organization Department"],
        title=title,
        emails=emails,
        phones=phones,
        addresses=tuple(_read_addresses(row)),
        urls=urls,
        profile_slug=next((slug for url in urls if (slug := normalise_slug(url.value))), ""),
        birthday=days[0],
        anniversary=days[1],
        notes=(row["Notes"],) if row["Notes"] else (),
        categories=tuple(filter(None, _split(row["Labels"]))),
        extra=tuple(loose),
    )


def _names(row: Mapping[str, str]) -> tuple[str, Names]:
    """Return what a person is called, and the parts of the name."""
    given, additional, family, prefix, suffix, nickname, filed = (row[column] for column in COLUMNS[:7])
    if filed or additional or family or prefix or suffix:
        names = Names(given, family, additional, prefix, suffix, nickname)
        shown = " ".join(filter(None, (given, additional, family, suffix)))
        return filed or shown or nickname, names
    return given or nickname, Names(nickname=nickname)


def _days(row: Mapping[str, str], read_day: Callable[[str], str]) -> tuple[list[str], list[Property]]:
    """Return birthday and anniversary, and what is none of them."""
    days, loose = [], []
    told = (
        ("Birthday", "", True),
        ("Event 1 - Value", row["Event 1 - Label"], row["Event 1 - Label"] == _ANNIVERSARY),
    )
    for column, label, is_known in told:
        day = read_day(row[column]) if is_known else ""
        days.append(day)
        if row[column] and not day:
            loose.append(Property(column, row[column], (("LABEL", label),) if label else ()))
    return days, loose


def _labelled(values: Sequence[Labelled], count: int) -> Iterator[str]:
    for group in _grouped(values, count):
        yield _joined(_label(one.types) for one in group)
        yield _joined(one.value for one in group)


def _values(row: Mapping[str, str], kind: str, count: int) -> tuple[Labelled, ...]:
    found = []
    for number in range(1, count + 1):
        values = list(filter(None, _split(row[f"{kind} {number} - Value"])))
        labels = _labels(row[f"{kind} {number} - Label"], len(values))
        found += [Labelled(value, _types(label)) for value, label in zip(values, labels, strict=True)]
    return tuple(found)


def _addresses(values: Sequence[Address]) -> Iterator[str]:
    for group in _grouped(values, _ADDRESSES):
        yield _joined(_label(one.types) for one in group)
        for part in _PARTS.values():
            yield _joined(getattr(one, part) if part else "" for one in group)


def _read_addresses(row: Mapping[str, str]) -> Iterator[Address]:
    """Yield addresses: parts of several in one cell stand in the same order, an empty one in its place."""
    for number in range(1, _ADDRESSES + 1):
        told = {part: _split(row[f"Address {number} - {column}"]) for column, part in _PARTS.items()}
        several = list(zip_longest(*told.values(), fillvalue=""))
        labels = _labels(row[f"Address {number} - Label"], len(several))
        for texts, label in zip(several, labels, strict=True):
            parts = {part: text for part, text in zip(told, texts, strict=True) if text}
            formatted = parts.pop("", "")
            if formatted and not parts:
                parts["street"] = formatted
            if parts:
                yield Address(**parts, types=_types(label))


def _grouped(values: Sequence[T], count: int) -> Iterator[Sequence[T]]:
    """Yield `count` groups: one value each, the last one with all that are left."""
    yield from (values[place : place + 1] for place in range(count - 1))
    yield values[count - 1 :]


def _joined(texts: Iterable[str]) -> str:
    """Return several texts in one cell, each in its place; an empty one if all are."""
    several = list(texts)
    return _JOINT.join(several) if any(several) else ""


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(_SEPARATOR)]


def _labels(cell: str, count: int) -> list[str]:
    """Return the labels of `count` values. One is for all, and its mark for the first."""
    labels = _split(cell)
    return labels if len(labels) == count else [cell, *[cell.removeprefix("* ")] * (count - 1)][:count]


def _label(types: Sequence[str]) -> str:
    """Return kinds as Google shows them, where they come back from it: "* Work/Fax"."""
    mark = "* " if "pref" in types else ""
    plain = [one for one in types if one != "pref"]
    pretty = _MOBILE if plain == ["cell"] else "/".join(plain).title()
    return mark + (pretty if _types(pretty) == tuple(plain) else "/".join(plain))


def _types(label: str) -> tuple[str, ...]:
    bare = label.removeprefix("*").strip()
    kinds = "cell" if bare == _MOBILE else bare.lower()
    return (*filter(None, kinds.split("/")), *(("pref",) if label.startswith("*") else ()))


def _urls(card: Card) -> Sequence[Labelled]:
    """Return the web addresses; the first of a profile is the one that the card has."""
    slugs = (slug for url in card.urls if (slug := normalise_slug(url.value)))
    if not card.profile_slug or next(slugs, "") == card.profile_slug:
        return card.urls
    return (Labelled(f"https://www.linkedin.com/in/{card.profile_slug}"), *card.urls)
