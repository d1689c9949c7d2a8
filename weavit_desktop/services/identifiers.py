"""What a card identifies its human by, in the form in which it can be looked up."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from weavit_desktop.domain.card import Card
from weavit_desktop.domain.profile import normalise_slug
from weavit_desktop.matching.normalise import normalise_domain, normalise_email, normalise_phone
from weavit_desktop.rules import Rules

SUPPRESSION_LABEL = "suppression"  # of the vault's key


class Known(NamedTuple):
    """`kind`: email, phone or profile. `value` is normalised; `written` is how the card has it."""

    kind: str
    value: str
    written: str


def identifiers_of(card: Card, rules: Rules) -> tuple[Known, ...]:
    """Return each identifier of a card once."""
    found: dict[tuple[str, str], Known] = {}
    for known in _each(card, rules):
        if known.value:
            found.setdefault((known.kind, known.value), known)
    return tuple(found.values())


def _each(card: Card, rules: Rules) -> Iterator[Known]:
    for email in card.emails:
        yield Known("email", normalise_email(email.value), email.value)
    for phone in card.phones:
        yield Known("phone", normalise_phone(phone.value, rules.region), phone.value)
    yield Known("profile", card.profile_slug, card.profile_slug)


def normalise_identifier(kind: str, value: str, rules: Rules) -> str:
    """Return an identifier of a kind of the identity table in the form in which it is kept, "" for none."""
    if kind == "email":
        return normalise_email(value)
    if kind == "phone":
        return normalise_phone(value, rules.region)
    if kind == "profile":
        return normalise_slug(value) or value.strip().lower()
    if kind == "company-domain":
        return rules.normaliser.registrable_domain(normalise_domain(value.rpartition("@")[2]))
    return value.strip()


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The identifiers that imports must not bring back, as keyed hashes. `key` is this vault's, `foreign` are
    those of vaults whose archives were taken over."""

    key: bytes
    hashes: frozenset[bytes]
    foreign: tuple[bytes, ...] = ()

    def holds(self, kind: str, value: str) -> bool:
        """Say whether an identifier, or the key of a record, is suppressed."""
        return bool(self.hashes) and any(
            suppression_hash(key, kind, value) in self.hashes for key in (self.key, *self.foreign)
        )


def record_name(origin: str, record_key: str) -> str:
    """Return what names a record across imports, for suppressing one without any identifier."""
    return f"{origin}\0{record_key}"


def suppression_hash(key: bytes, kind: str, value: str) -> bytes:
    """Return what stands for an identifier that nobody shall be able to read. `key`: from the vault."""
    return hmac.digest(key, f"{kind}\0{value}".encode(), hashlib.sha256)
