"""A card as the properties of a vCard, in the words of its version. What no field holds is as it came."""

from __future__ import annotations

import base64
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Final

from weavit_desktop.domain.card import AGAIN, FOREIGN, Address, Card, Labelled, Photo, Property
from weavit_desktop.domain.profile import normalise_slug

PRODUCT: Final = "-//Weavit//Weavit Desktop//EN"

_TYPE = re.compile(r"[a-z0-9-]+")
_LEGAL = re.compile(r"[A-Za-z0-9/+_-]+")  # wider than allowed: KDE writes "X-messaging/icq"
# What every reader takes for more of the same, unless it is another form of it (ALTID).
_LISTED: Final = frozenset({"EMAIL", "TEL", "URL", "NOTE", "CATEGORIES", "NICKNAME"})
_MAIN: Final = frozenset({"FN", "ORG", "TITLE"})  # of which the first counts
_ONCE: Final = frozenset({"UID", "REV", "PRODID", "KIND", "BDAY", "ANNIVERSARY", "GENDER", "N"})
_APPLE_NO_YEAR: Final = "1604"
_PICTURE_TYPES: Final = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}


class Version(StrEnum):
    """The versions that are written."""

    THREE = "3.0"
    FOUR = "4.0"


@dataclass(frozen=True, slots=True)
class Line:
    """One property. `value` has its escapes on; `params` stand in their order."""

    name: str
    value: str = field(repr=False)
    params: tuple[tuple[str, str], ...] = ()
    group: str | None = None


def lines_of(card: Card, uid: str, version: Version) -> list[Line]:
    """Return the properties of a card, its picture too. `uid` names a card that came without a UID."""
    extra = [one for one in card.extra if one.name.upper() not in ("VERSION", "X-ABLABEL") or one.group]
    groups = _free_groups(extra)
    lines = [*_identity(card, version), *_contact(card, version, groups), *_rest(card, version)]
    if not any(one.name.upper() == "UID" for one in extra):
        lines.append(Line("UID", escape(uid)))
    written = {line.name.removeprefix("X-") for line in lines}
    for one in extra:
        name = one.name.upper()
        if _is_foreign(one, name, written):
            lines.append(Line(FOREIGN, f"{escape(one.name)};{escape(one.value)}", one.params))
            continue
        again = name in _ONCE and name in written
        written.add(name)
        lines.append(_as_it_came(one, f"{AGAIN}{name}" if again else one.name))
    return lines


def escape(text: str) -> str:
    """Return a text as a value (RFC 2426, 4; RFC 6350, 3.4)."""
    shielded = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return shielded.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _identity(card: Card, version: Version) -> Iterator[Line]:
    names = card.names
    parts = (names.family, names.given, names.additional, names.prefix, names.suffix)
    yield Line("FN", escape(card.name))
    yield Line("N", ";".join(map(escape, parts)))
    if names.nickname:
        yield Line("NICKNAME", escape(names.nickname))
    if card.is_company:
        yield Line("KIND", "org") if version is Version.FOUR else Line("X-ABShowAs", "COMPANY")
    if card.organization or card.department:
        units = (card.organization, card.department) if card.department else (card.organization,)
        yield Line("ORG", ";".join(map(escape, units)))
    if card.title:
        yield Line("TITLE", escape(card.title))


def _contact(card: Card, version: Version, groups: Iterator[str]) -> Iterator[Line]:
    for name, values in (("EMAIL", card.emails), ("TEL", card.phones), ("URL", card.urls)):
        for one in values:
            yield from _labelled(name, _value(name, one, version), one.types, version, groups)
    if card.profile_slug and not _tells_profile(card):
        yield Line("URL", f"https://www.linkedin.com/in/{card.profile_slug}")
    for address in card.addresses:
        yield from _labelled("ADR", _address(address), address.types, version, groups)


def _value(name: str, one: Labelled, version: Version) -> str:
    # An address of the web is a URI in 4.0, and there nothing is escaped; our reader takes it either way.
    return (
        one.value
        if name == "URL" and version is Version.FOUR and "\n" not in one.value
        else escape(one.value)
    )


def _address(one: Address) -> str:
    parts = (one.po_box, one.extended, one.street, one.locality, one.region, one.postal_code, one.country)
    return ";".join(map(escape, parts))


def _labelled(
    name: str, value: str, types: Iterable[str], version: Version, groups: Iterator[str]
) -> Iterator[Line]:
    """Yield a property with its kinds: those of a word as TYPE, one of several words as Apple's label."""
    params: list[tuple[str, str]] = []
    label = ""
    for kind in types:
        if kind == "pref" and version is Version.FOUR:
            params.append(("PREF", "1"))
        elif _TYPE.fullmatch(kind) or label:
            params.append(("TYPE", kind))
        else:
            label = kind
    group = next(groups) if label else None
    yield Line(name, value, tuple(params), group)
    if label:
        yield Line("X-ABLabel", escape(label), (), group)


def _rest(card: Card, version: Version) -> Iterator[Line]:
    if card.birthday:
        yield _day("BDAY", card.birthday, version)
    if card.anniversary:
        four = version is Version.FOUR
        yield _day("ANNIVERSARY" if four else "X-ANNIVERSARY", card.anniversary, version)
    for note in card.notes:
        yield Line("NOTE", escape(note))
    if card.categories:
        yield Line("CATEGORIES", ",".join(map(escape, card.categories)))
    if card.photo is not None:
        yield _photo(card.photo, version)


def _day(name: str, day: str, version: Version) -> Line:
    if version is Version.FOUR:
        return Line(name, f"--{day[2:].replace('-', '')}" if day.startswith("--") else day.replace("-", ""))
    if day.startswith("--") and name == "BDAY":
        return Line(name, f"{_APPLE_NO_YEAR}{day[1:]}", (("X-APPLE-OMIT-YEAR", _APPLE_NO_YEAR),))
    return Line(name, day)


def _photo(photo: Photo, version: Version) -> Line:
    data = base64.b64encode(photo.data).decode("ascii")
    if version is Version.FOUR:
        return Line("PHOTO", f"data:{photo.media_type};base64,{data}")
    kind = _PICTURE_TYPES.get(photo.media_type, photo.media_type)
    return Line("PHOTO", data, (("ENCODING", "b"), ("TYPE", kind)))


def _is_foreign(one: Property, name: str, written: Container[str]) -> bool:
    """Say whether vCards have no name for a property: a table may call a column "Title" that is none."""
    is_another = any(param.upper() == "ALTID" for param, _ in one.params)
    return (
        not _LEGAL.fullmatch(name)
        or (name in _LISTED and not is_another)
        or (name in _MAIN and name not in written)
    )


def _as_it_came(one: Property, name: str) -> Line:
    value = one.value.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
    return Line(name, value, one.params, one.group)


def _free_groups(extra: Iterable[Property]) -> Iterator[str]:
    """Yield names of groups that no property has."""
    taken = {one.group.lower() for one in extra if one.group}
    return (name for number in count(1) if (name := f"item{number}") not in taken)


def _tells_profile(card: Card) -> bool:
    texts = (*(one.value for one in card.urls), *(one.value for one in card.extra))
    return any(normalise_slug(text) == card.profile_slug for text in texts)
