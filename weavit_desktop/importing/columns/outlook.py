"""Outlook's table of contacts: the classic program's in English and German, Outlook.com's in English.

`Title` and `Anrede` hold "Mr" and "Dr."; the job is in `Job Title` and `Position`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from weavit_desktop.importing.columns.days import DayOrder
from weavit_desktop.importing.columns.mapping import ColumnMapping, Field, Target
from weavit_desktop.importing.tables import column_key

_CATEGORIES: Final = Target(Field.CATEGORY, separator=";")


def _phone(*types: str) -> Target:
    return Target(Field.PHONE, types)


def _part(field: Field, kind: str) -> Target:
    return Target(field, (kind,), group=kind)


_ENGLISH_PARTS: Final = {
    "Street": Field.STREET,
    "Street 2": Field.STREET,
    "Street 3": Field.STREET,
    "City": Field.LOCALITY,
    "State": Field.REGION,
    "Postal Code": Field.POSTAL_CODE,
    "Country/Region": Field.COUNTRY,
    "Country": Field.COUNTRY,
    "Address PO Box": Field.PO_BOX,
}
_ENGLISH: Final = {
    "First Name": Target(Field.GIVEN),
    "Middle Name": Target(Field.ADDITIONAL),
    "Last Name": Target(Field.FAMILY),
    "Title": Target(Field.PREFIX),
    "Suffix": Target(Field.SUFFIX),
    "Nickname": Target(Field.NICKNAME),
    "Company": Target(Field.ORGANIZATION),
    "Department": Target(Field.DEPARTMENT),
    "Job Title": Target(Field.TITLE),
    "E-mail Address": Target(Field.EMAIL),
    "E-mail 2 Address": Target(Field.EMAIL),
    "E-mail 3 Address": Target(Field.EMAIL),
    "Business Phone": _phone("work"),
    "Business Phone 2": _phone("work"),
    "Company Main Phone": _phone("work", "main"),
    "Home Phone": _phone("home"),
    "Home Phone 2": _phone("home"),
    "Mobile Phone": _phone("cell"),
    "Primary Phone": _phone("pref"),
    "Other Phone": _phone("other"),
    "Car Phone": _phone("car"),
    "Radio Phone": _phone("radio"),
    "Callback": _phone("callback"),
    "Pager": _phone("pager"),
    "ISDN": _phone("isdn"),
    "Telex": _phone("telex"),
    "TTY/TDD Phone": _phone("textphone"),
    "Business Fax": _phone("work", "fax"),
    "Home Fax": _phone("home", "fax"),
    "Other Fax": _phone("other", "fax"),
    "Web Page": Target(Field.URL),
    "Personal Web Page": Target(Field.URL, ("home",)),
    "Birthday": Target(Field.BIRTHDAY),
    "Anniversary": Target(Field.ANNIVERSARY),
    "Categories": _CATEGORIES,
    "Notes": Target(Field.NOTE),
    **{
        f"{kind} {part}": _part(field, types)
        for kind, types in (("Business", "work"), ("Home", "home"), ("Other", "other"))
        for part, field in _ENGLISH_PARTS.items()
    },
}
_GERMAN: Final = {
    "Vorname": Target(Field.GIVEN),
    "Weitere Vornamen": Target(Field.ADDITIONAL),
    "Nachname": Target(Field.FAMILY),
    "Anrede": Target(Field.PREFIX),
    "Suffix": Target(Field.SUFFIX),
    "Spitzname": Target(Field.NICKNAME),
    "Firma": Target(Field.ORGANIZATION),
    "Abteilung": Target(Field.DEPARTMENT),
    "Position": Target(Field.TITLE),
    "E-Mail-Adresse": Target(Field.EMAIL),
    "E-Mail 2: Adresse": Target(Field.EMAIL),
    "E-Mail 3: Adresse": Target(Field.EMAIL),
    "Telefon geschäftlich": _phone("work"),
    "Telefon geschäftlich 2": _phone("work"),
    "Telefon Firma": _phone("work", "main"),
    "Telefon (privat)": _phone("home"),
    "Telefon (privat 2)": _phone("home"),
    "Mobiltelefon": _phone("cell"),
    "Mobiltelefon 2": _phone("cell"),
    "Haupttelefon": _phone("pref"),
    "Weiteres Telefon": _phone("other"),
    "Autotelefon": _phone("car"),
    "Rückmeldung": _phone("callback"),
    "Pager": _phone("pager"),
    "ISDN": _phone("isdn"),
    "Telex": _phone("telex"),
    "Telefon für Hörbehinderte": _phone("textphone"),
    "Fax geschäftlich": _phone("work", "fax"),
    "Fax privat": _phone("home", "fax"),
    "Weiteres Fax": _phone("other", "fax"),
    "Webseite": Target(Field.URL),
    "Geburtstag": Target(Field.BIRTHDAY),
    "Jahrestag": Target(Field.ANNIVERSARY),
    "Kategorien": _CATEGORIES,
    "Notizen": Target(Field.NOTE),
    "Straße geschäftlich": _part(Field.STREET, "work"),
    "Straße geschäftlich 2": _part(Field.STREET, "work"),
    "Straße geschäftlich 3": _part(Field.STREET, "work"),
    "Ort geschäftlich": _part(Field.LOCALITY, "work"),
    "Region geschäftlich": _part(Field.REGION, "work"),
    "Postleitzahl geschäftlich": _part(Field.POSTAL_CODE, "work"),
    "Land/Region geschäftlich": _part(Field.COUNTRY, "work"),
    "Postfach geschäftlich": _part(Field.PO_BOX, "work"),
    "Straße privat": _part(Field.STREET, "home"),
    "Straße privat 2": _part(Field.STREET, "home"),
    "Straße privat 3": _part(Field.STREET, "home"),
    "Ort privat": _part(Field.LOCALITY, "home"),
    "Bundesland/Kanton privat": _part(Field.REGION, "home"),
    "Postleitzahl privat": _part(Field.POSTAL_CODE, "home"),
    "Land/Region privat": _part(Field.COUNTRY, "home"),
    "Postfach privat": _part(Field.PO_BOX, "home"),
    "Weitere Straße": _part(Field.STREET, "other"),
    "Weitere Straße 2": _part(Field.STREET, "other"),
    "Weitere Straße 3": _part(Field.STREET, "other"),
    "Weiterer Ort": _part(Field.LOCALITY, "other"),
    "Weiteres/r Bundesland/Kanton": _part(Field.REGION, "other"),
    "Weitere Postleitzahl": _part(Field.POSTAL_CODE, "other"),
    "Weiteres/e Land/Region": _part(Field.COUNTRY, "other"),
    "Weiteres Postfach": _part(Field.PO_BOX, "other"),
}


def _by_key(columns: Mapping[str, Target]) -> dict[str, Target]:
    return {column_key(name): target for name, target in columns.items()}


# An American program writes its English days with the month first; all others with the day first.
_LANGUAGES: Final = (
    (_by_key(_ENGLISH), DayOrder.MONTH_FIRST),
    (_by_key(_GERMAN), DayOrder.DAY_FIRST),
)
_FEWEST_TELLING: Final = 2


def is_outlook(names: Sequence[str]) -> bool:
    """Say whether a table is Outlook's.

    Many programs call a column "First Name" or "Company", and "Title" is the job in most of them: Outlook
    is known by the columns that only it has, such as its three addresses.
    """
    mapping = outlook_mapping(names)
    if mapping is None:
        return False
    fields = {target.field for target in mapping.targets if target is not None}
    pairs = zip(names, mapping.targets, strict=True)
    telling = sum(target is not None and _is_telling(name, target) for name, target in pairs)
    return telling >= _FEWEST_TELLING and (Field.PREFIX not in fields or Field.TITLE in fields)


def outlook_mapping(names: Sequence[str]) -> ColumnMapping | None:
    """Return what the columns of a table of Outlook stand for, None where no language has its names."""
    keys = [column_key(name) for name in names]
    for known, days in _LANGUAGES:
        targets = tuple(known.get(key) for key in keys)
        fields = {target.field for target in targets if target is not None}
        if {Field.GIVEN, Field.FAMILY} <= fields:
            return ColumnMapping(tuple(names), targets, days)
    return None


def _is_telling(name: str, target: Target) -> bool:
    """Say whether other programs do not name a column in this way."""
    return name.casefold().startswith("e-mail") or (bool(target.types) and " " in name.strip())
