"""Fields, counted both ways: every value that was read is compared with what the vault gives back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from weavit_desktop.domain.card import Card, Names
from weavit_desktop.importing.records import CardRecord
from weavit_desktop.vault.card_json import load_card
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import staging
from weavit_desktop.vault.repositories.staging import KeptText


class FieldGroup(Enum):
    """What a value is, in the words and the order in which the groups are listed."""

    WORK = "Names, titles, organisations"
    REACH = "Phones, e-mail, addresses"
    WEB = "Web addresses, all of them"
    DATES = "Birthdays and other dates"
    REST = "Notes, categories, pictures"
    UNKNOWN = "Unknown to us, kept as they are"
    RAW = "Whole records, letter by letter"


@dataclass(frozen=True, slots=True)
class FieldCount:
    """Of `read` values `lost` did not come back as they were."""

    group: FieldGroup
    read: int
    lost: int


_WORK: Final = ("name", "organization", "department", "title")
_NAMES: Final = ("given", "family", "additional", "prefix", "suffix", "nickname")

_Value = tuple[FieldGroup, object]


class FieldCheck:
    """Given every card as it was read, then, batch by batch, the vault to read it back from."""

    def __init__(self) -> None:
        self._waiting: list[CardRecord] = []
        self._read: Counter[FieldGroup] = Counter()
        self._lost: Counter[FieldGroup] = Counter()

    def remember(self, record: CardRecord) -> None:
        """Keep a card until the batch that it is staged with can be read back."""
        self._waiting.append(record)

    def compare(self, db: Connection) -> None:
        """Compare the remembered cards with the ones that were staged last."""
        kept = staging.latest_cards(db, len(self._waiting))
        for record, text in zip(self._waiting, kept, strict=True):
            self._read.update(group for group, _ in _values(record.card, record.raw))
            self._lost.update(_lost(record, text))
        self._waiting.clear()

    def counts(self) -> tuple[FieldCount, ...]:
        """Return the figures of every group in which there was something."""
        return tuple(
            FieldCount(group, self._read[group], self._lost[group])
            for group in FieldGroup
            if self._read[group]
        )


def _lost(record: CardRecord, text: KeptText) -> Iterable[FieldGroup]:
    """Return the group of each value that did not come back, once for each."""
    card, photo = record.card, record.card.photo
    kept = load_card(text.card)
    as_it_was = (photo is not None) == text.photo and record.raw == text.raw
    if as_it_was and kept == replace(card, photo=None):
        return ()
    if text.photo:
        kept = replace(kept, photo=photo)
    missing = Counter(_values(card, record.raw)) - Counter(_values(kept, text.raw))
    return [group for group, _ in missing.elements()]


def _values(card: Card, raw: bytes) -> Iterator[_Value]:
    """Yield every value that a card holds, with its kinds where it has some."""
    for group, values in (
        (FieldGroup.WORK, (*_named(card, _WORK), *_named(card.names, _NAMES))),
        (FieldGroup.REACH, (*card.emails, *card.phones, *card.addresses)),
        (FieldGroup.WEB, (*card.urls, *_named(card, ("profile_slug",)))),
        (FieldGroup.DATES, _named(card, ("birthday", "anniversary"))),
        (FieldGroup.REST, (*card.notes, *card.categories, *filter(None, (card.photo,)))),
        (FieldGroup.UNKNOWN, card.extra),
        (FieldGroup.RAW, (raw,)),
    ):
        yield from ((group, value) for value in values)


def _named(holder: Card | Names, fields: Iterable[str]) -> Sequence[tuple[str, str]]:
    return [(name, value) for name in fields if (value := getattr(holder, name))]
