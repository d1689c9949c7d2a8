"""A sharing permission: how much of one person the company may see, under which rules, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from weavit_core.taxonomy import SharingLevel


@dataclass(frozen=True, slots=True)
class Permission:
    """One choice for the audience `hub`. The newest for a person is in force; none is ever changed.

    `policy` is the digest of the policy it was made under, "" before a hub was joined. `until` is the
    last day on which it holds. `k`: show this only when at least k colleagues share it too.
    """

    person_uid: str
    level: SharingLevel
    k: int
    policy: str
    from_day: date
    until: date | None
    decided_at: datetime


def says_the_same(one: Permission, other: Permission) -> bool:
    """Return whether two choices differ in nothing but the moment they were made."""
    return (one.level, one.k, one.policy, one.until) == (other.level, other.k, other.policy, other.until)


def lowers(new: Permission, before: Permission) -> bool:
    """Return whether a choice takes anything back that the one before it gave."""
    sooner = (new.until or date.max) < (before.until or date.max)
    return new.level < before.level or new.k > before.k or sooner
