"""What a reader gives, one at a time: cards, interactions, proposals about "me", problems, notes."""

from __future__ import annotations

from dataclasses import dataclass, field

from weavit_desktop.domain.card import Card, Property
from weavit_desktop.domain.interaction import Interaction


@dataclass(frozen=True, slots=True)
class CardRecord:
    """One card as it came.

    `key` is the same for the same human in a later export of the same source (UID, profile slug,
    else a digest of the row); `digest` changes whenever the record does. `raw` are the bytes of this record.
    `former` is the key that an earlier version gave, where that was another.
    """

    key: str
    digest: str
    raw: bytes = field(repr=False)
    properties: tuple[Property, ...]
    card: Card
    former: str = ""


@dataclass(frozen=True, slots=True)
class InteractionRecord:
    """An interaction; one without participants does not take place, and never did if nobody knew of it."""

    interaction: Interaction


@dataclass(frozen=True, slots=True)
class MeRecord:
    """A hint that an identifier belongs to the holder of the vault. `kind`: email, phone, profile, name."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A record, or a line of one, that could not be read. `kept`: its raw text stays in the vault."""

    where: str
    what: str
    raw: bytes = field(default=b"", repr=False)

    @property
    def kept(self) -> bool:
        return bool(self.raw)


@dataclass(frozen=True, slots=True)
class Note:
    """How many records of a kind were rightly passed over: "drafts". Nothing is wrong with them."""

    what: str
    count: int


Record = CardRecord | InteractionRecord | MeRecord | Problem | Note
