"""Are these two one human: for certain, perhaps, or no? Certain is what may be linked without asking."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from weavit_desktop.matching.blocking import TICK, candidate_pairs
from weavit_desktop.matching.comparing import (
    Field,
    Finding,
    Level,
    compare_birthdays,
    compare_names,
    compare_rest,
    years_apart,
)
from weavit_desktop.matching.glance import Glance
from weavit_desktop.matching.linking import MOST_ON_ONE_LINE
from weavit_desktop.matching.normalise import Normaliser
from weavit_desktop.matching.portraits import Portrait
from weavit_desktop.matching.weights import Scale, Weights

EVEN = 0.0  # bits: from even odds on, a pair is shown
GENERATION = 15  # years: from so many on, two of one name are rather father and son

Tick = Callable[[int, int], object]
Levels = AbstractSet[tuple[Field, Level]]

_AGREES = (Level.SAME, Level.CLOSE, Level.SHORT)


class Outcome(StrEnum):
    """CERTAIN pairs may be linked by rule, PERHAPS waits for the person, NO is not shown."""

    CERTAIN = "certain"
    PERHAPS = "perhaps"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people by id, `one` < `other`. `bits`: the odds that they are one human, as a power of 2."""

    one: int
    other: int
    outcome: Outcome
    bits: float
    findings: tuple[Finding, ...] = field(repr=False)

    @property
    def percent(self) -> int:
        """Return the same odds of 100, from 1 to 99."""
        odds: float = 2.0 ** max(-30.0, min(30.0, self.bits))
        return max(1, min(99, round(100 * odds / (1 + odds))))


def find_pairs(
    people: Sequence[Portrait],
    normaliser: Normaliser,
    weights: Weights,
    *,
    only: Collection[int] | None = None,
    tick: Tick = lambda _done, _total: None,
) -> list[Pair]:
    """Return every pair that is certain or perhaps one human, the surest first.

    `only`: ids of which each pair has at least one. The order in which people are given does not matter.
    `tick` is told again and again how much of how much is done: everyone is sought once and compared once.
    """
    ordered = sorted(people, key=lambda person: person.id)
    places = None if only is None else [at for at, person in enumerate(ordered) if person.id in only]
    everyone = len(ordered)
    pairs = candidate_pairs(
        ordered, normaliser.names.nicknames, places, lambda done: tick(done, 2 * everyone)
    )
    judge = _Judge(ordered, normaliser, weights)
    found = []
    for done, (one, other) in enumerate(pairs):
        if not done % TICK:
            tick(everyone + everyone * done // len(pairs), 2 * everyone)
        if pair := judge.decide(ordered[one], ordered[other]):
            found.append(pair)
    tick(2 * everyone, 2 * everyone)
    return sorted(found, key=_surest)


def forest(pairs: Iterable[Pair], together: Iterable[tuple[int, int]] = ()) -> list[Pair]:
    """Return the fewest pairs, the surest ones, that hold the same people together.

    Of three entries of one human two pairs are left: the third answer follows. `together` are pairs of ids
    that are held together already.
    """
    roots: dict[int, int] = {}

    def root(one: int) -> int:
        while (above := roots.setdefault(one, one)) != one:
            roots[one] = one = roots.setdefault(above, above)
        return one

    for one, other in together:
        roots[root(one)] = root(other)
    kept = []
    for pair in sorted(pairs, key=_surest):
        one, other = root(pair.one), root(pair.other)
        if one != other:
            roots[one] = other
            kept.append(pair)
    return kept


def certain_groups(
    pairs: Iterable[Pair], portraits: Mapping[int, Portrait], refused: Collection[tuple[int, int]]
) -> list[tuple[int, int, Pair]]:
    """Return whom to link to whom, by id, so that no two who contradict each other come together.

    `pairs` are certain ones, `refused` are never one person. Each entry is (goes on, is linked to them,
    the pair that says so): the lowest id of a group goes on. The order of the pairs does not matter.
    """
    groups: dict[int, list[int]] = {}
    steps = []
    for pair in sorted(pairs, key=_surest):
        one, other = groups.get(pair.one, [pair.one]), groups.get(pair.other, [pair.other])
        if one is other or any(
            (min(a, b), max(a, b)) in refused or _exclude(portraits[a], portraits[b])
            for a, b in product(one, other)
        ):
            continue
        first, second = sorted((min(one), min(other)))
        steps.append((first, second, pair))
        together = [*one, *other]
        groups.update(dict.fromkeys(together, together))
    return steps


def _exclude(one: Portrait, other: Portrait) -> bool:
    """Say whether two cannot be one human: two profiles, two birthdays, father and son."""
    levels = {found[:2] for found in compare_rest(one, other)}
    return one.generation != other.generation or contradict(levels)


def _tells_of_somebody(one: Portrait, other: Portrait) -> bool:
    """Say whether there is more about two, of whom one has no name, than where they live and work."""
    mine, theirs = one.told, other.told
    marks = mine.emails & theirs.emails or mine.phones & theirs.phones or mine.slugs & theirs.slugs
    return bool(marks or (one.birthday and other.birthday))


def _surest(pair: Pair) -> tuple[bool, float, int, int]:
    return pair.outcome is not Outcome.CERTAIN, -pair.bits, pair.one, pair.other


class _Judge:
    """Decides pairs among people: it knows which addresses and numbers several of them use."""

    def __init__(self, people: Sequence[Portrait], normaliser: Normaliser, weights: Weights) -> None:
        self._normaliser = normaliser
        self._nicknames = normaliser.names.nicknames
        self._scale = Scale(people, weights)
        self._glance = Glance(self._scale)
        self._users = _users(people)

    def decide(self, one: Portrait, other: Portrait) -> Pair | None:
        """Return the pair, or None if the two are not one human."""
        if one.told.is_company != other.told.is_company or one.generation != other.generation:
            return None  # father and son have all else in common
        if not (one.words and other.words) and not _tells_of_somebody(one, other):
            return None
        beside = self._glance.beside(one, other)
        if beside + self._glance.names(one, other) < EVEN:
            return None
        names = compare_names(one, other, self._nicknames)
        if beside + self._scale.odds(names) < EVEN or not _names_allow(names, one, other):
            return None
        findings = (*names, *self._rest(one, other))
        levels = {found[:2] for found in findings}
        if _are_relatives(levels):
            return None
        bits = self._scale.weigh(findings)
        if self._is_certain(one, other, levels):
            return Pair(one.id, other.id, Outcome.CERTAIN, bits, findings)
        if _is_household(levels) or _are_generations(one, other, levels):
            bits = min(bits, EVEN)
        return Pair(one.id, other.id, Outcome.PERHAPS, bits, findings) if bits >= EVEN else None

    def _rest(self, one: Portrait, other: Portrait) -> Iterator[Finding]:
        """Yield what agrees and differs beside the name, but no address or number of many people."""
        for finding in compare_rest(one, other):
            if finding.level is not Level.SAME or not self._is_everyones(finding):
                yield finding

    def _is_everyones(self, finding: Finding) -> bool:
        if finding.field is Field.EMAIL:
            return self._normaliser.is_role_address(finding.value)
        return finding.field is Field.PHONE and len(self._users[finding.value]) > MOST_ON_ONE_LINE

    def _is_certain(self, one: Portrait, other: Portrait, levels: Levels) -> bool:
        told, known = one.told, other.told
        if contradict(levels):
            return False
        if told.slugs & known.slugs:
            return True
        emails, phones = told.emails & known.emails, told.phones & known.phones
        if not (emails or phones) or not self._fit(one, other):
            return False
        if any(not self._normaliser.is_role_address(one) and not self._is_shared(one) for one in emails):
            return True
        colleagues = (Field.MAILBOX, Level.DIFFERENT) in levels
        return not colleagues and any(not self._is_shared(line) for line in phones)

    def _is_shared(self, value: str) -> bool:
        """Say whether people whose names do not fit each other use an address or a number."""
        users = self._users[value]
        return len(users) > MOST_ON_ONE_LINE or any(
            not self._fit(one, other) for at, one in enumerate(users) for other in users[at + 1 :]
        )

    def _fit(self, one: Portrait, other: Portrait) -> bool:
        if one.told.is_company:
            return one.words == other.words
        return self._normaliser.compatible_names(one.told.name, other.told.name)


def _users(people: Sequence[Portrait]) -> dict[str, list[Portrait]]:
    """Return who uses an address, a number or a profile that several people have."""
    first: dict[str, Portrait] = {}
    users: dict[str, list[Portrait]] = {}
    for person in people:
        for value in (*person.told.emails, *person.told.phones):
            if (earlier := first.setdefault(value, person)) is not person:
                users.setdefault(value, [earlier]).append(person)
    return users


def contradict(levels: Levels) -> bool:
    """Say whether something that a human has one of differs: then no rule may link the two."""
    return (Field.PROFILE, Level.DIFFERENT) in levels or any(
        (Field.BIRTHDAY, level) in levels for level in (Level.CLOSE, Level.DIFFERENT)
    )


def _names_allow(names: Sequence[Finding], one: Portrait, other: Portrait) -> bool:
    """Say whether the names leave it possible. With nothing of the name in common, only the same profile or
    birthday makes it worth asking: people share phones, mailboxes and houses."""
    for found in names:
        if found.level is not Level.DIFFERENT:
            return True
    if not names or not one.told.slugs.isdisjoint(other.told.slugs):
        return True
    if not (one.birthday and other.birthday):
        return False
    return compare_birthdays(one.birthday, other.birthday).level in (Level.SAME, Level.CLOSE)


def _are_relatives(levels: Levels) -> bool:
    """Say whether a given name and the birthday differ, and nothing proves the contrary."""
    return (
        (Field.WORD, Level.DIFFERENT) in levels
        and (Field.BIRTHDAY, Level.DIFFERENT) in levels
        and (Field.PROFILE, Level.SAME) not in levels
    )


def _are_generations(one: Portrait, other: Portrait, levels: Levels) -> bool:
    """Say whether two were born a generation apart: father and son may have all else in common."""
    return (
        bool(one.birthday and other.birthday)
        and years_apart(one.birthday, other.birthday) >= GENERATION
        and (Field.PROFILE, Level.SAME) not in levels
    )


def _is_household(levels: Levels) -> bool:
    """Say whether a family name is shared and a given name is not: couples share house, phone and mailbox."""
    return (
        (Field.WORD, Level.DIFFERENT) in levels
        and any((Field.FAMILY, level) in levels for level in _AGREES)
        and (Field.PROFILE, Level.SAME) not in levels
        and not any((Field.BIRTHDAY, level) in levels for level in (Level.SAME, Level.CLOSE))
    )
