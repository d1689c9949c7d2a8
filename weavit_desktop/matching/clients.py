"""Which Client of the hub's registry is this organisation? Matched here, so that look-ups reveal nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from weavit_desktop.domain.card import Property
from weavit_desktop.matching.normalise import Normaliser, normalise_domain

ACTIVE = "active"


class MatchedBy(StrEnum):
    """From the strongest down."""

    DOMAIN = "domain"
    REGISTRABLE_DOMAIN = "registrable-domain"
    LEI = "lei"
    NAME = "name"


_LEI = re.compile(r"[A-Z0-9]{18}[0-9]{2}")
_NAMES_LEI = re.compile(r"(?:.*[^A-Z])?LEI(?:[^A-Z].*)?")


@dataclass(frozen=True, slots=True)
class RegistryClient:
    """A row of the registry. `status` is active, merged or retired; `lei` is "" where there is none."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    lei: str = ""
    country: str = ""
    status: str = ACTIVE


@dataclass(frozen=True, slots=True)
class Suggestion:
    """For the person to confirm; nothing follows from it by itself."""

    registry_id: str
    matched_by: MatchedBy


@dataclass(frozen=True, slots=True)
class Registry:
    """Active Clients by what identifies them. Made by `index_registry`."""

    by_key: dict[tuple[MatchedBy, str], frozenset[str]]
    normaliser: Normaliser


def index_registry(clients: Iterable[RegistryClient], normaliser: Normaliser) -> Registry:
    """Index the registry. Merged and retired Clients are left out."""
    by_key: dict[tuple[MatchedBy, str], frozenset[str]] = {}
    for client in clients:
        if client.status != ACTIVE:
            continue
        for key in _keys((client.name, *client.aliases), client.domains, client.lei, normaliser):
            by_key[key] = by_key.get(key, frozenset()) | {client.id}
    return Registry(by_key, normaliser)


def suggest(name: str, domains: Iterable[str], lei: str, registry: Registry) -> Suggestion | None:
    """Return the Client that an organisation probably is, by the strongest match that names one alone.

    A match that fits several Clients, as a group's domain does, decides nothing and leaves it to the next.
    """
    keys = _keys((name,), domains, lei, registry.normaliser)
    for kind in MatchedBy:
        found = frozenset().union(*(registry.by_key.get(key, frozenset()) for key in keys if key[0] is kind))
        if len(found) == 1:
            return Suggestion(next(iter(found)), kind)
    return None


def lei_of(properties: Iterable[Property]) -> str:
    """Return the first Legal Entity Identifier in a property named so ("X-LEI", "LEI code"), "" for none."""
    named = (one.value for one in properties if _NAMES_LEI.fullmatch(one.name.upper()))
    return next(filter(None, map(read_lei, named)), "")


def read_lei(text: str) -> str:
    """Return an LEI in capitals and without blanks, "" where the check digits are wrong (ISO 17442)."""
    lei = "".join(text.split()).upper()
    if not _LEI.fullmatch(lei):
        return ""
    return lei if int("".join(str(int(letter, 36)) for letter in lei)) % 97 == 1 else ""


def _keys(
    names: Iterable[str], domains: Iterable[str], lei: str, normaliser: Normaliser
) -> set[tuple[MatchedBy, str]]:
    own = {
        domain for domain in map(normalise_domain, domains) if domain and not normaliser.is_free_mail(domain)
    }
    keys = {(MatchedBy.DOMAIN, domain) for domain in own}
    keys |= {(MatchedBy.REGISTRABLE_DOMAIN, normaliser.registrable_domain(domain)) for domain in own}
    keys |= {(MatchedBy.LEI, lei.strip().upper())}
    keys |= {(MatchedBy.NAME, normaliser.organisation_key(name)) for name in names}
    return {(kind, value) for kind, value in keys if value}
