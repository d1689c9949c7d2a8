"""Positions of people who stay when an import is undone: those that only its cards told of go.

What a post ended for goes on where that one was told by nobody else. Of people who do not stay as they were,
positions are computed anew: see `replaying`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from weavit_desktop.domain.connected import Connected, is_older, mark_of, marks_of_newer
from weavit_desktop.services.work import Work
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import people, undoing
from weavit_desktop.vault.repositories.undoing import KeptPosition, ToldWork


@dataclass(slots=True)
class Told:
    """(organisation key, title) as a person's cards give it; `live`: by the newest ones."""

    ever: set[tuple[str, str]] = field(default_factory=set)
    live: set[str] = field(default_factory=set)

    @property
    def keys(self) -> set[str]:
        """Return the keys of all organisations."""
        return {key for key, _ in self.ever}


def told_by(db: Connection, person_ids: Collection[int], work: Work) -> dict[int, Told]:
    """Return what the cards of people tell of where they work and worked."""
    found: defaultdict[int, Told] = defaultdict(Told)
    cards = [(one, _connected(one)) for one in undoing.told_work(db, person_ids)]
    newer: defaultdict[int, set[str]] = defaultdict(set)
    for one, row in cards:
        newer[one.person_id] |= marks_of_newer([row] if one.live else ())
    for one, row in cards:
        key = work.rules.organisation_key(one.organization)
        found[one.person_id].ever.add((key, one.title))
        if one.live and not is_older(row, newer[one.person_id]):
            found[one.person_id].live.add(key)
    return dict(found)


def _connected(one: ToldWork) -> Connected:
    *named, slug = one.connection
    return Connected(mark_of(*named), slug, one.organization)


def forget_posts(
    db: Connection, before: Mapping[int, Told], person_ids: Collection[int], day: str, work: Work
) -> None:
    """Forget the positions of people that were told `before` and are told by no card any more.

    `day`: that of the import which is being undone. Runs when its cards are gone.
    """
    now = told_by(db, person_ids, work)
    choices = people.choices_of(db, sorted(person_ids))
    of_person: defaultdict[int, list[KeptPosition]] = defaultdict(list)
    for position in undoing.positions(db, person_ids):
        of_person[position.person_id].append(position)
    for person_id, positions in of_person.items():
        chosen = work.rules.organisation_key(choices.get(person_id, {}).get("organization", ""))
        told, left = before.get(person_id, Told()), now.get(person_id, Told())
        gone = [one for one in positions if one.key != chosen and _is_gone(one, told, left)]
        undoing.delete_positions(db, person_id, [one.id for one in gone])
        _mend(db, [one for one in positions if one not in gone], gone, left, day)


def _is_gone(one: KeptPosition, told: Told, left: Told) -> bool:
    if one.key in told.keys and one.key not in left.keys:
        return True
    return bool(one.title) and (one.key, one.title) in told.ever - left.ever


def _mend(
    db: Connection, staying: list[KeptPosition], gone: list[KeptPosition], left: Told, day: str
) -> None:
    """Let posts go on that ended for one that is gone, and begin nowhere where they began after one."""
    current = {one.key for one in staying if one.to_day is None}
    begun = {one.from_day for one in gone if one.from_day} | {day}
    ended = {one.to_day for one in gone if one.to_day} - {one.to_day for one in staying}
    again = left.live - current
    undoing.reopen_positions(db, [one.id for one in staying if one.to_day in begun and one.key in again])
    undoing.forget_beginnings(db, [one.id for one in staying if one.from_day in ended])
