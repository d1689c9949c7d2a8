"""What a person is compared by: made once for each, in the forms in which two can be compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from weavit_desktop.domain.card import Address
from weavit_desktop.domain.folding import CJK_RUN, plain_spelling
from weavit_desktop.matching.names import bare_name
from weavit_desktop.matching.normalise import Normaliser, domain_of_email

_NUMBER = re.compile(r"\d+")
_TEXT = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a person, as the vault has it. E-mails, phones, slugs are normalised; `employers`
    are organisation keys, `birthday` is ISO 8601 or "", `family` the family name if a source gave it."""

    id: int
    name: str = field(repr=False)
    family: str = field(default="", repr=False)
    emails: frozenset[str] = field(default=frozenset(), repr=False)
    phones: frozenset[str] = field(default=frozenset(), repr=False)
    slugs: frozenset[str] = field(default=frozenset(), repr=False)
    employers: frozenset[str] = field(default=frozenset(), repr=False)
    birthday: str = field(default="", repr=False)
    addresses: tuple[Address, ...] = field(default=(), repr=False)
    is_company: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """An address in plain spelling. `number` is the first number of the street."""

    number: str
    street: str
    extended: str
    locality: str
    postcode: str
    region: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """`words`: the name without titles and degrees, in plain spelling and the order of the alphabet.

    `family`: those of them that are the family name. `domains`: of e-mail addresses at an employer.
    """

    told: Description
    words: tuple[str, ...]
    family: frozenset[str]
    generation: str
    birthday: str
    places: tuple[Place, ...]
    domains: frozenset[str]

    @property
    def id(self) -> int:
        """Return the id of the person."""
        return self.told.id

    @property
    def works(self) -> frozenset[str]:
        """Return where they work: keys of organisations and domains."""
        return self.told.employers | self.domains


def portray(told: Description, normaliser: Normaliser, employer_domain: Callable[[str], str]) -> Portrait:
    """Return what a person is compared by. `employer_domain` gives "" for free mail, as that of Rules."""
    if told.is_company:
        words, family, generation = normaliser.organisation_key(told.name).split(), frozenset[str](), ""
    else:
        bare = bare_name(told.name, normaliser.names)
        words, generation = _words(bare.words), bare.generation
        family = _family(told, words)
    domains = frozenset(
        [domain for email in told.emails if (domain := employer_domain(domain_of_email(email)))]
    )
    return Portrait(
        told,
        tuple(sorted(words)),
        family,
        generation,
        _digits(told.birthday),
        places_of(told.addresses),
        domains,
    )


@lru_cache(4096)  # colleagues have that of their office in common
def places_of(addresses: tuple[Address, ...]) -> tuple[Place, ...]:
    """Return the addresses that say more than a country, in plain spelling."""
    found = (_place(address) for address in addresses)
    return tuple(place for place in found if place.street or place.locality or place.postcode)


def _words(written: Sequence[str]) -> list[str]:
    """Return the words in plain spelling; of a name in Chinese, Japanese or Korean the sorted characters."""
    if written and not written[0].isascii() and all(map(CJK_RUN.fullmatch, written)):
        return ["".join(sorted("".join(written)))]
    return list(filter(None, map(_plain, written)))  # a lone ъ has no Latin spelling


def _family(told: Description, words: list[str]) -> frozenset[str]:
    """Return the words of the family name: as told, or the last word; a name of one word has none."""
    if told.family:
        return frozenset(map(_plain, _TEXT.findall(told.family)))
    return frozenset(words[-1:] if len(words) > 1 else ())


def _place(address: Address) -> Place:
    number = _NUMBER.search(address.street)
    return Place(
        number[0] if number else "",
        _text(_NUMBER.sub(" ", address.street)),
        _text(address.extended),
        _text(address.locality),
        "".join(_TEXT.findall(address.postal_code)).lower(),
        _text(address.region),
    )


def _digits(birthday: str) -> str:
    """Return YYYYMMDD, or 0000MMDD where the year is unknown; "" for anything else."""
    digits = birthday.replace("-", "")
    if not digits.isdecimal():
        return ""
    return {8: digits, 4: f"0000{digits}" if birthday.startswith("--") else ""}.get(len(digits), "")


@lru_cache(65_536)
def _plain(word: str) -> str:
    return plain_spelling(word)


def _text(text: str) -> str:
    return " ".join(map(_plain, _TEXT.findall(text)))
