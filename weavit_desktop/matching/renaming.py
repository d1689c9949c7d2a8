"""Is another name of somebody's employer another employer?"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

_SHORTEST = 3  # letters of a name or a domain that can carry each other


@dataclass(frozen=True, slots=True)
class Employer:
    """`key`: its name as Normaliser.organisation_key gives it. `domains`: of the person's addresses."""

    key: str
    domains: Set[str]


def is_renaming(before: Employer, after: Employer) -> bool:
    """Say whether two names that a person's employer had one after the other are of one employer.

    They are if one holds all words of the other ("Acme", "Acme Germany"), or if the person kept their
    address at work and got no new one, as when a name is changed to that of the parent company. An address
    that carries the old name alone tells nothing: address books keep it long after the person has left.
    """
    old, new = set(before.key.split()), set(after.key.split())
    if old <= new or new <= old:
        return True
    if after.domains - before.domains:
        return False
    return any(
        _carries(domain, after.key) or not _carries(domain, before.key)
        for domain in before.domains & after.domains
    )


def _carries(domain: str, key: str) -> bool:
    """Say whether a registered domain is made of a name: "orrin.example" of "orrin holding"."""
    label = domain.partition(".")[0].replace("-", "")
    whole = key.replace(" ", "")
    initials = "".join(word[0] for word in key.split())
    if label == initials:
        return True
    return min(len(label), len(whole)) >= _SHORTEST and (label in whole or whole in label)
