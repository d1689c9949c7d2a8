"""What one source says about one human, in the shape that every importer gives and every screen shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

NO_NAME: Final = "(no name)"  # what a card without a name, employer, mailbox or number is called


FOREIGN: Final = "X-WEAVIT-FIELD"
"""The property of a vCard that holds what vCards have no name for: "Connected On;2024-01-05"."""


AGAIN: Final = "X-WEAVIT-"
"""Before the name of a property that a vCard may hold once and people have twice."""


class Property(NamedTuple):
    """One property as it came: `params` in their order, `value` as text with transport encodings undone.

    A named tuple, because making one costs a third of a frozen dataclass, ten times a card.
    """

    name: str
    value: str
    params: tuple[tuple[str, str], ...] = ()
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """The parts of a name. Each may hold several words; empty where the source gives none."""

    given: str = ""
    family: str = ""
    additional: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with the kinds its source gave it, in lower case: ("work", "pref")."""

    value: str
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address by the parts of a vCard ADR."""

    street: str = ""
    locality: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    po_box: str = ""
    extended: str = ""
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Photo:
    """The bytes of a picture as they came, undecoded."""

    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Card:
    """One human or company as one source describes it. `extra` holds whatever has no field of its own."""

    name: str
    names: Names = Names()
    is_company: bool = False
    organization: str = ""
    department: str = ""
    title: str = ""
    emails: tuple[Labelled, ...] = ()
    phones: tuple[Labelled, ...] = ()
    addresses: tuple[Address, ...] = ()
    urls: tuple[Labelled, ...] = ()
    profile_slug: str = ""  # normalised LinkedIn slug, "" where there is none
    birthday: str = ""  # ISO 8601; "--02-08" where the year is unknown
    anniversary: str = ""
    notes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    photo: Photo | None = None
    extra: tuple[Property, ...] = ()
