"""A card's properties into the fields of `Card`. What no field takes stays, as it came, in `extra`."""

from __future__ import annotations

import binascii
from collections.abc import Sequence

from weavit_desktop.domain.card import FOREIGN, NO_NAME, Address, Card, Labelled, Names, Photo, Property
from weavit_desktop.domain.profile import normalise_slug
from weavit_desktop.importing.dates import read_vcard_day
from weavit_desktop.importing.vcard.photos import read_photo
from weavit_desktop.importing.vcard.sheets import Sheet, label_text
from weavit_desktop.importing.vcard.tokens import Token
from weavit_desktop.importing.vcard.values import components, listed, split_escaped, unescape

_COMPANY_FLAGS = (("X-ABSHOWAS", "company"), ("KIND", "org"))
_ANNIVERSARIES = ("ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-MS-ANNIVERSARY")
_PROFILES = ("URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "X-LINKEDIN")
_ADDRESS_PARTS = 7


def compose(tokens: Sequence[Token]) -> tuple[Card, list[Token]]:
    """Return the card of these properties, and those whose value was damaged."""
    sheet = Sheet(tokens)
    names = _names(sheet)
    organization, department = _organization(sheet)
    emails = sheet.labelled("EMAIL", _email)
    phones = sheet.labelled("TEL", _phone)
    formatted, title = sheet.text("FN"), sheet.text("TITLE")
    names_nobody = bool(organization) and not formatted and names == Names() and not title
    card = Card(
        name=formatted or _fallback_name(names, organization, emails, phones),
        names=names,
        is_company=_is_company(sheet) or names_nobody,
        organization=organization,
        department=department,
        title=title,
        emails=emails,
        phones=phones,
        addresses=_addresses(sheet),
        profile_slug=_profile_slug(sheet),
        urls=sheet.labelled("URL", str.strip),
        birthday=_birthday(sheet),
        anniversary=_anniversary(sheet),
        notes=tuple(text for token in sheet.each("NOTE") if (text := unescape(token.value).strip())),
        categories=_categories(sheet),
        photo=_photo(sheet),
        extra=(*_foreign(sheet), *sheet.rest()),  # last: everything above takes its properties first
    )
    return card, sheet.damaged


def _foreign(sheet: Sheet) -> tuple[Property, ...]:
    """Return the properties that came from other files than vCards, by an export of ours."""
    found = []
    for token in sheet.of(FOREIGN):
        name, *value = map(unescape, split_escaped(token.value, ";"))
        if len(value) == 1:
            found.append(Property(name, value[0], token.as_property().params))
            sheet.take(token)
    return tuple(found)


def _names(sheet: Sheet) -> Names:
    nickname = ", ".join(item for token in sheet.each("NICKNAME") for item in listed(token.value))
    token = sheet.best("N")
    if token is None:
        return Names(nickname=nickname)
    parts = split_escaped(token.value, ";")
    if sheet.version != "2.1":  # where a comma is a comma
        parts = [" ".join(split_escaped(part, ",")) if "," in part else part for part in parts]
    family, given, additional, prefix, suffix = (
        " ".join(unescape(part).split()) for part in (*parts, "", "", "", "", "")[:5]
    )
    return Names(given, family, additional, prefix, suffix, nickname)


def _fallback_name(
    names: Names, organization: str, emails: tuple[Labelled, ...], phones: tuple[Labelled, ...]
) -> str:
    """Return what to call a card without a formatted name."""
    formatted = " ".join(part for part in (names.given, names.additional, names.family, names.suffix) if part)
    addresses = (labelled.value for labelled in (*emails, *phones))
    return formatted or names.nickname or organization or next(addresses, NO_NAME)


def _organization(sheet: Sheet) -> tuple[str, str]:
    token = sheet.best("ORG")
    name, *units = components(token.value) if token else [""]
    return name, ", ".join(unit for unit in units if unit)


def _is_company(sheet: Sheet) -> bool:
    flags = [
        sheet.take(token)
        for key, flag in _COMPANY_FLAGS
        for token in sheet.of(key)
        if token.value.strip().lower() == flag
    ]
    return bool(flags)


def _email(text: str) -> str:
    text = text.strip()
    return text[7:] if text[:7].lower() == "mailto:" else text


def _phone(text: str) -> str:
    text = text.strip()
    return text[4:] if text[:4].lower() == "tel:" else text


def _addresses(sheet: Sheet) -> tuple[Address, ...]:
    addresses = []
    for token in sheet.each("ADR"):
        parts = components(token.value)
        if any(parts):
            addresses.append(_address(parts, sheet.types(token)))
        if any(parts[_ADDRESS_PARTS:]):  # RFC 9554 knows eleven more
            sheet.keep(token)
    return tuple(addresses)


def _address(parts: list[str], types: tuple[str, ...]) -> Address:
    box, extended, street, locality, region, code, country = (*parts, *[""] * _ADDRESS_PARTS)[:_ADDRESS_PARTS]
    return Address(street, locality, region, code, country, box, extended, types)


def _profile_slug(sheet: Sheet) -> str:
    addresses = (unescape(token.value) for key in _PROFILES for token in sheet.of(key))
    return next((slug for address in addresses if (slug := normalise_slug(address))), "")


def _birthday(sheet: Sheet) -> str:
    for token in sheet.of("BDAY"):
        day = read_vcard_day(token.value, token.head.parameter("X-APPLE-OMIT-YEAR"))
        if day or not token.value.strip():
            sheet.take(token)
        if day:
            return day
    return ""


def _anniversary(sheet: Sheet) -> str:
    for key in _ANNIVERSARIES:
        for token in sheet.of(key):
            if day := read_vcard_day(token.value):
                sheet.take(token)
                return day
    for token in sheet.of("X-ABDATE"):
        label = sheet.label(token)
        if label and label_text(label) == "anniversary" and (day := read_vcard_day(token.value)):
            sheet.take(token)
            sheet.take(label)
            return day
    return ""


def _categories(sheet: Sheet) -> tuple[str, ...]:
    items = (item for token in sheet.each("CATEGORIES") for item in listed(token.value))
    return tuple(dict.fromkeys(items))


def _photo(sheet: Sheet) -> Photo | None:
    """Return the first picture that the card itself holds. Others, and addresses, stay in the rest."""
    for token in sheet.of("PHOTO"):
        try:
            photo = read_photo(token)
        except binascii.Error:
            sheet.damaged.append(token)
            continue
        if photo is not None:
            sheet.take(token)
            return photo
    return None
