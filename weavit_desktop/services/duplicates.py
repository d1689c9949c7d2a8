"""Who probably stands in the vault twice: found among everyone, asked one by one, or linked where certain."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from weavit_desktop.domain.card import Address
from weavit_desktop.errors import UsageRefused
from weavit_desktop.matching.blocking import TICK
from weavit_desktop.matching.deciding import Outcome, Pair, Tick, certain_groups, find_pairs, forest
from weavit_desktop.matching.portraits import Description, Portrait, portray
from weavit_desktop.matching.reasons import explanation, headline, likelihood
from weavit_desktop.rules import Rules, load_weights
from weavit_desktop.services.collector import collector_at_rest
from weavit_desktop.services.linking_people import link_within
from weavit_desktop.services.people import NOBODY
from weavit_desktop.services.progress import IsCancelled, Progress, Step, never, silent, stop_if
from weavit_desktop.services.work import Work
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import duplicates, people
from weavit_desktop.vault.vault import Vault

_Row = TypeVar("_Row")

COMPARING = "comparing"
SHARED = 4096  # addresses: colleagues have that of their office in common


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two people, by opaque id, who are probably one. `one` is the older entry.

    `percent`: the odds of 100; `likelihood` the same in a word. `reason` is a line, `why` sentences.
    """

    one: str
    other: str
    one_name: str = field(repr=False)
    other_name: str = field(repr=False)
    certain: bool
    percent: int
    likelihood: str
    reason: str
    why: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """What the vault tells of everyone. `refused`: pairs who are not the same; `uids`: opaque ids."""

    people: list[Description]
    refused: set[tuple[int, int]]
    uids: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Found:
    pairs: list[Pair]
    portraits: dict[int, Portrait]


def find_duplicates(
    vault: Vault, rules: Rules, progress: Progress = silent, cancelled: IsCancelled = never
) -> list[Duplicate]:
    """Return the questions of the review queue, the surest first. Raises Cancelled.

    Of three entries of one human two questions are asked: the third answer follows.
    """
    known, found = _find_all(vault, rules, progress, cancelled)
    return [_question(pair, found.portraits, known.uids) for pair in forest(found.pairs)]


def count_questions(vault: Vault, rules: Rules, cancelled: IsCancelled = never) -> int:
    """Return how many questions the review queue holds. Raises Cancelled."""
    return len(forest(_find_all(vault, rules, silent, cancelled)[1].pairs))


def _find_all(
    vault: Vault, rules: Rules, progress: Progress, cancelled: IsCancelled
) -> tuple[KnownPeople, _Found]:
    def tell(done: int, total: int | None) -> None:
        stop_if(cancelled)
        progress(Step(COMPARING, done, total))

    # The rest takes seconds, and must not keep the database from others.
    known = vault.read(lambda db: known_people(db, lambda: tell(0, None)))
    return known, _find(known, rules, tick=tell)


def count_duplicates(known: KnownPeople, work: Work, touched: Collection[int]) -> int:
    """Return how many questions of the queue concern these people, by row id. Takes seconds, no database."""
    if not touched:
        return 0
    found = _find(known, work.rules, touched, _told(work))
    return len(forest(found.pairs))


def link_certain(vault: Vault, work: Work) -> list[tuple[str, str]]:
    """Link every two people who are one for certain. Returns whom to whom, by opaque id.

    What a rule links it never links against a contradiction: nobody gets two profiles, two birthdays, or
    somebody of whom the person said that it is not them.
    """

    def write(db: Connection) -> list[tuple[str, str]]:
        known = known_people(db, lambda: work.progress(Step(COMPARING, 0)))
        found = _find(known, work.rules, tick=_told(work))
        sure = [pair for pair in found.pairs if pair.outcome is Outcome.CERTAIN]
        linked = []
        for one, other, pair in certain_groups(sure, found.portraits, known.refused):
            reason = headline(found.portraits[pair.one], found.portraits[pair.other], pair.findings)
            link_within(db, work, known.uids[one], known.uids[other], reason=reason, decided_by="rule")
            linked.append((known.uids[one], known.uids[other]))
        return linked

    return vault.write(write)


def refuse(vault: Vault, work: Work, one_uid: str, other_uid: str) -> None:
    """Remember that two are not the same person: they are never asked about or linked by a rule again.

    It holds for whoever either is linked with later. Raises UsageRefused for an unknown id.
    """

    def write(db: Connection) -> None:
        _ids(db, one_uid, other_uid)
        duplicates.refuse(db, one_uid, other_uid, work.now)

    vault.write(write)


def forget_refusal(vault: Vault, one_uid: str, other_uid: str) -> bool:
    """Forget that two are not the same person; say whether that had been said. Raises UsageRefused."""
    return vault.write(lambda db: duplicates.unrefuse(db, *_ids(db, one_uid, other_uid)) > 0)


def _ids(db: Connection, one_uid: str, other_uid: str) -> tuple[int, int]:
    one, other = people.id_of(db, one_uid), people.id_of(db, other_uid)
    if one is None or other is None:
        raise UsageRefused(NOBODY)
    if one == other:
        raise UsageRefused("These are one person. Take them apart with: weavit unlink ID")
    return one, other


def _question(pair: Pair, portraits: dict[int, Portrait], uids: dict[int, str]) -> Duplicate:
    one, other = portraits[pair.one], portraits[pair.other]
    return Duplicate(
        one=uids[pair.one],
        other=uids[pair.other],
        one_name=one.told.name,
        other_name=other.told.name,
        certain=pair.outcome is Outcome.CERTAIN,
        percent=pair.percent,
        likelihood=likelihood(pair),
        reason=headline(one, other, pair.findings),
        why=explanation(one, other, pair.findings),
    )


def known_people(db: Connection, tick: Callable[[], object] = lambda: None) -> KnownPeople:
    """Return what duplicates are found by, of everyone. `tick` is called every few thousand rows."""
    return KnownPeople(_descriptions(db, tick), duplicates.refused(db), duplicates.uids(db))


def _told(work: Work) -> Tick:
    return lambda done, total: work.progress(Step(COMPARING, done, total))


def _find(
    known: KnownPeople,
    rules: Rules,
    only: Collection[int] | None = None,
    tick: Tick = lambda _done, _total: None,
) -> _Found:
    """Return the pairs that were not refused, with everyone. `tick`: as of find_pairs, with the portraits as
    the first third."""
    everyone = len(known.people)
    with collector_at_rest():
        portraits = {}
        for done, told in enumerate(known.people):
            if not done % TICK:
                tick(done, 3 * everyone)
            portraits[told.id] = portray(told, rules.normaliser, rules.employer_domain)
        pairs = find_pairs(
            list(portraits.values()),
            rules.normaliser,
            load_weights(),
            only=only,
            tick=lambda done, total: tick(everyone + done, everyone + total),
        )
    return _Found([pair for pair in pairs if (pair.one, pair.other) not in known.refused], portraits)


def _descriptions(db: Connection, tick: Callable[[], object]) -> list[Description]:
    known: dict[str, dict[int, list[str]]] = {"email": {}, "phone": {}, "profile": {}}
    for person_id, kind, value in _ticked(duplicates.identifiers(db), tick):
        known[kind].setdefault(person_id, []).append(value)
    employers = _grouped(_ticked(duplicates.employers(db), tick))
    nothing: list[str] = []
    return [
        Description(
            id=one.id,
            name=one.name,
            family=one.family,
            emails=frozenset(known["email"].get(one.id, nothing)),
            phones=frozenset(known["phone"].get(one.id, nothing)),
            slugs=frozenset(known["profile"].get(one.id, nothing)),
            employers=frozenset(employers.get(one.id, nothing)),
            birthday=one.birthday,
            addresses=_addresses(one.addresses),
            is_company=one.is_company,
        )
        for one in _ticked(duplicates.everyone(db), tick)
    ]


def _ticked(rows: Generator[_Row, None, None], tick: Callable[[], object]) -> Iterator[_Row]:
    """Yield the rows as they are, and call `tick` before the first of every few thousand."""
    with closing(rows):  # told to stop, a cursor that is left to the error would end in another thread
        for done, row in enumerate(rows):
            if not done % TICK:
                tick()
            yield row


def _grouped(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for person_id, value in rows:
        found.setdefault(person_id, []).append(value)
    return found


@lru_cache(SHARED)
def _addresses(text: str | None) -> tuple[Address, ...]:
    if text is None:
        return ()
    return tuple(Address(**{**one, "types": tuple(one.get("types", ()))}) for one in json.loads(text))
