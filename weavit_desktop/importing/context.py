"""What a reader needs to know about the holder of the vault."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Identity:
    """Confirmed identifiers of the holder, normalised: lower-case e-mails, profile slugs, E.164 phones."""

    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    profiles: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """`home_zone` fixes the local day of an interaction; `me` tells its direction."""

    home_zone: ZoneInfo
    me: Identity = Identity()
