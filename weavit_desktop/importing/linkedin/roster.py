"""Whom of the connections a row is about, and all that such rows tell of one of them, as one card."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from weavit_desktop.domain.card import NO_NAME, Card, Labelled
from weavit_desktop.domain.folding import fold
from weavit_desktop.importing.keys import Keys
from weavit_desktop.importing.linkedin.kinds import Table
from weavit_desktop.importing.linkedin.mentions import Mention
from weavit_desktop.importing.records import CardRecord, Note, Problem, Record

NOTE_OF_NOBODY: Final = (
    "This private note names nobody among the connections in this export. Its text is kept with this problem."
)
_LEFT: Final = {
    Table.INVITATIONS: "invitations with",
    Table.ENDORSEMENTS_GIVEN: "endorsements of",
    Table.ENDORSEMENTS_RECEIVED: "endorsements by",
    Table.RECOMMENDATIONS: "recommendations of or by",
}
_STRANGERS: Final = "people who are not among the connections in this export"


@dataclass(slots=True)
class Roster:
    """Who has a card in this export and how they are found. Grows with the cards."""

    by_slug: dict[str, Card] = field(default_factory=dict)
    by_name: dict[str, list[Card]] = field(default_factory=dict)

    def add(self, card: Card) -> None:
        """Remember who a card names. Without an identifier nothing could be joined to it."""
        if not card.profile_slug and not card.emails:
            return
        known = Card(
            name=card.name,
            names=card.names,
            emails=() if card.profile_slug else card.emails[:1],
            profile_slug=card.profile_slug,
        )
        if card.profile_slug:
            self.by_slug.setdefault(card.profile_slug, known)
        self.by_name.setdefault(_name_key(card.name), []).append(known)

    def find(self, mention: Mention) -> Card | None:
        """Return who a row is about: by profile address, else by a name that one alone has."""
        if mention.slug in self.by_slug:
            return self.by_slug[mention.slug]
        named = self.by_name.get(_name_key(mention.name), [])
        if len(named) == 1 and not (mention.slug and named[0].profile_slug):
            return named[0]
        if mention.table is Table.NOTES and mention.slug:  # what the person wrote is worth a card of its own
            return Card(name=mention.name or NO_NAME, names=mention.names, profile_slug=mention.slug)
        return None


def read_acquaintances(mentions: Iterable[Mention | Problem], roster: Roster, keys: Keys) -> Iterator[Record]:
    """Yield one card for each member that rows tell of, and count the rows about strangers.

    A card apart from that of Connections.csv, so that neither takes the other's place when only one of the
    two tables is imported again. Holds the rows.
    """
    told: dict[str, tuple[Card, list[Mention]]] = {}
    strangers: Counter[Table] = Counter()
    for mention in mentions:
        if isinstance(mention, Problem):
            yield mention
            continue
        person = roster.find(mention)
        if person is not None:
            name = person.profile_slug or person.emails[0].value.casefold()
            told.setdefault(name, (person, []))[1].append(mention)
        elif mention.table is Table.NOTES:
            yield Problem(mention.where, NOTE_OF_NOBODY, mention.raw)
        else:
            strangers[mention.table] += 1
    for name, (person, about) in told.items():
        yield _record(name, person, about, keys)
    yield from (Note(f"{_LEFT[table]} {_STRANGERS}", strangers[table]) for table in _LEFT if strangers[table])


def _record(name: str, person: Card, about: Sequence[Mention], keys: Keys) -> CardRecord:
    """Return the card. Rows are put in an order of their own: exports write them in any."""
    ordered = sorted(about, key=lambda one: (one.table, [column.value for column in one.kept]))
    kept = tuple(column for one in ordered for column in one.kept)
    stated = "\x1f".join(f"{column.name}={column.value.strip()}" for column in kept)
    digest = hashlib.sha256(stated.encode()).hexdigest()
    card = Card(
        name=person.name,
        names=person.names,
        emails=tuple(Labelled(one.value) for one in person.emails),
        profile_slug=person.profile_slug,
        notes=tuple(dict.fromkeys(one.note for one in ordered if one.note)),
        extra=tuple(dict.fromkeys(one.says for one in ordered if one.says)),
    )
    raw = b"".join(one.raw for one in ordered)
    return CardRecord(keys.assign(f"about/{name}", digest), digest, raw, kept, card)


def _name_key(name: str) -> str:
    return fold(" ".join(name.split()))
