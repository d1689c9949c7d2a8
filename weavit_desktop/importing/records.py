"""What a reader gives: records, interactions, proposals about "me", and problems. Streaming, one at a time."""

from __future__ import annotations

from dataclasses import dataclass, field

from weavit_desktop.domain.card import Card, Property
from weavit_desktop.domain.interaction import Interaction


@dataclass(frozen=True, slots=True)
class CardRecord:
    """One card as it came.

    `key` is the same for the same human in a later export of the same source (UID, profile slug,
    else a digest of the row); `digest` changes whenever the record does. `raw` are the bytes of this record.
    """

    key: str
    digest: str
    raw: bytes = field(repr=False)
    properties: tuple[Property, ...]
    card: Card


@dataclass(frozen=True, slots=True)
class InteractionRecord:
    interaction: Interaction


@dataclass(frozen=True, slots=True)
class MeRecord:
    """A hint that an identifier belongs to the holder of the vault. `kind`: email, phone, profile, name."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A record, or a line of one, that could not be read. `kept` says whether its raw text stays in the vault."""

    where: str
    what: str
    raw: bytes = field(default=b"", repr=False)

    @property
    def kept(self) -> bool:
        return bool(self.raw)


Record = CardRecord | InteractionRecord | MeRecord | Problem
