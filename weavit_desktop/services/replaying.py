"""Who is who once some cards are gone: what remains is published again, import by import, in its order.

A rule may have linked two cards only because of a third one, or have kept two apart because of it. So cards
are linked again as if the ones that are gone had never come. People of whom anything is the holder's own
take no part in this: whom the holder has dealt with as one person stays one person.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from weavit_desktop.services.compute import recompute_people
from weavit_desktop.services.linking import link_staged
from weavit_desktop.services.progress import Progress, Step
from weavit_desktop.services.superseding import supersede
from weavit_desktop.services.work import Work
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import identity, staging, undoing
from weavit_desktop.vault.repositories.undoing import Kin, Move

TICK_EVERY = 1_000  # cards


@dataclass(slots=True)
class Replayed:
    """The people who were added, and the identifiers that somebody answers to by it."""

    people: set[int] = field(default_factory=set)
    identifiers: set[tuple[str, str]] = field(default_factory=set)


def kindred(
    cards: Iterable[Kin], person_ids: Iterable[int], tick: Callable[[], object] = lambda: None
) -> set[int]:
    """Return everybody whom a chain of common keys and identifiers joins to these people, and themselves.

    `tick` is called every now and then.
    """
    of_person: defaultdict[int, list[tuple[str, ...]]] = defaultdict(list)
    with_mark: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(cards):
        if number % TICK_EVERY == 0:
            tick()
        marks: list[tuple[str, ...]] = [(kind, value) for kind, value, _ in json.loads(one.identifiers)]
        if one.origin:
            marks.append(("", one.origin, one.record_key))
        of_person[one.person_id] += marks
        for mark in marks:
            with_mark[mark].append(one.person_id)
    found = set(person_ids)
    waiting = list(found)
    while waiting:
        for mark in of_person.pop(waiting.pop(), ()):
            met = set(with_mark.pop(mark, ())) - found
            found |= met
            waiting += met
    return found


def set_aside(db: Connection, person_ids: Collection[int]) -> list[tuple[int, str]]:
    """Put the cards of people out of sight, and the people away; return (card, whose opaque id)."""
    uids = undoing.uids_by_card(db, person_ids)
    undoing.unlink_cards(db, person_ids)
    undoing.delete_people(db, person_ids)
    return uids


def replay(
    db: Connection,
    uids: Sequence[tuple[int, str]],
    moves: Iterable[Move],
    held: Collection[int],
    work: Work,
) -> Replayed:
    """Publish again what was set aside and is still there. Whoever has somebody's first card is them again.

    `held`: people who were not set aside, and keep their ids.
    """
    done = Replayed()
    aside = undoing.imports_aside(db)
    for number, (import_id, at) in enumerate(aside):
        progress = _of_several(work.progress, number, len(aside))
        then = replace(work, now=at, today=local_day(db, at), progress=progress)
        undoing.stage_again(db, import_id)
        staging.index_keys(db)
        staging.index_identifiers(db)
        predecessors = supersede(db, work.rules)
        undoing.publish_again(db)
        linked = link_staged(db, predecessors, 0, then)
        done.identifiers |= recompute_people(db, linked.touched, then)
        done.people |= linked.touched
        staging.clear(db)
    moved = {one.card_id: one.place for one in moves}
    _name_again(db, [(moved.get(card, card), uid) for card, uid in uids], done.people - set(held))
    return done


def _of_several(progress: Progress, number: int, count: int) -> Progress:
    """Return what one of several equal pieces of work tells its steps to."""

    def tell(step: Step) -> None:
        share = step.done / step.total if step.total else 0.0
        progress(Step(step.phase, int(1000 * (number + share)), 1000 * count))

    return tell


def local_day(db: Connection, at: str) -> date:
    """Return the day of an instant in the vault's home zone."""
    return datetime.fromisoformat(at).astimezone(ZoneInfo(identity.home_zone(db))).date()


def _name_again(db: Connection, uids: Iterable[tuple[int, str]], person_ids: Collection[int]) -> None:
    """Give people the opaque id back that the person of their first card had, each to one."""
    now = dict(undoing.uids_by_card(db, person_ids))
    before = dict(uids)
    given: dict[str, str] = {}
    taken: set[str] = set()
    for card, present in now.items():
        wanted = before.get(card)
        if wanted is not None and present not in given and wanted not in taken:
            given[present] = wanted
            taken.add(wanted)
    undoing.rename(db, given.items())
