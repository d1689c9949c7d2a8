"""One LinkedIn connection in exports of two eras: those from before mid-2023 have no profile addresses.

The name and the day say who it is as well as a key does, for both exports tell of the holder's own network.
Where two of one era share both, they say nothing, and nobody is linked by them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from weavit_desktop.domain.card import Card
from weavit_desktop.domain.connected import connected, mark_of
from weavit_desktop.importing.linkedin.former_keys import present_key
from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import connected as connections
from weavit_desktop.vault.repositories.connected import ConnectedCard
from weavit_desktop.vault.repositories.undoing import Kin

SAME_CONNECTION: Final = "the same LinkedIn connection: its name, and the day on which you connected"

# What is suppressed of somebody: a row of the one era, and of the other.
WITHOUT_ADDRESS, WITH_ADDRESS = "connection", "connection with an address"

Identity = tuple[str, int]
"""What is the same through all exports of one era: the slug, or else the key with its variant."""


@dataclass(frozen=True, slots=True)
class Twin:
    """The same connection in the other era: somebody known, or cards that are staged as well."""

    slug: str
    person_id: int | None
    staged_ids: tuple[int, ...]

    def person(self, chosen: Mapping[int, int]) -> int | None:
        """Return who it is. `chosen`: whose the cards are that were linked before, by staged id."""
        if self.person_id is not None:
            return self.person_id
        return next((chosen[one] for one in self.staged_ids if one in chosen), None)


def find_twins(db: Connection, offset: int) -> dict[int, Twin]:
    """Return the twins of staged cards, which are source cards now. `offset`: see `cards.publish`."""
    if not connections.are_staged(db):
        return {}
    found: dict[int, Twin] = {}
    for cards in _by_mark(db).values():
        known = {_identity(one): one.person_id for one in cards if one.person_id is not None}
        sides = [one for one in cards if not one.slug], [one for one in cards if one.slug]
        if all(_is_one(side, known) for side in sides):
            for side, others in (sides, sides[::-1]):
                staged = tuple(one.id - offset for one in others if one.person_id is None)
                twin = Twin(sides[1][0].slug, known.get(_identity(others[0])), staged)
                found.update({one.id - offset: twin for one in side if one.person_id is None})
    return found


def kin_by_connection(db: Connection) -> list[Kin]:
    """Return the cards that a name and a day can join to others, with these."""
    return [
        Kin(one.person_id, "", "", dump_json([[WITHOUT_ADDRESS, mark, ""]]))
        for mark, cards in _by_mark(db).items()
        for one in cards
        if one.person_id is not None
    ]


def adopt_former_keys(db: Connection) -> None:
    """Give cards the keys that their rows have today: once they held the day as a spreadsheet spells it."""
    if not connections.are_staged(db):
        return
    taken = set(connections.keys_without_address(db))
    names: dict[str, str] = {}
    for key in sorted(taken):
        if (present := present_key(key)) not in taken:
            taken.add(present)
            names[key] = present
    connections.rename_keys(db, names.items())


def names_of_row(card: Card) -> tuple[tuple[str, str], ...]:
    """Return the (kind, value) by which a row may be suppressed, where the card is a connection's."""
    mark, slug, _ = connected(card)
    return ((WITH_ADDRESS if slug else WITHOUT_ADDRESS, mark),) if mark else ()


def names_of_people(
    db: Connection, person_ids: Sequence[int], with_profile: Collection[int]
) -> set[tuple[str, str]]:
    """Return the (kind, value) by which rows of these people may come again, from exports of either era.

    `with_profile`: whose profile address is known. A row with another one is of somebody else.
    """
    found = set()
    for one in connections.of_people(db, person_ids):
        if mark := mark_of(one.given, one.family, one.day):
            found.add((WITHOUT_ADDRESS, mark))
            if one.person_id not in with_profile:
                found.add((WITH_ADDRESS, mark))
    return found


def _by_mark(db: Connection) -> dict[str, list[ConnectedCard]]:
    """Return the connections of each name and day, none where no export is without addresses."""
    found: defaultdict[str, list[ConnectedCard]] = defaultdict(list)
    if connections.keys_without_address(db):
        for one in connections.everyone(db):
            if mark := mark_of(one.given, one.family, one.day):
                found[mark].append(one)
    return found


def _identity(one: ConnectedCard) -> Identity:
    return (one.slug, 0) if one.slug else (one.record_key, one.variant)


def _is_one(cards: Iterable[ConnectedCard], known: Mapping[Identity, int]) -> bool:
    """Say whether cards of one era are of exactly one human."""
    found = {known.get(_identity(one), _identity(one)) for one in cards if one.person_id is None}
    return len(found | {one.person_id for one in cards if one.person_id is not None}) == 1
