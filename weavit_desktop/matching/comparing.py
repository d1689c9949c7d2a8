"""Two people compared field by field: in each field a level of agreement, the same whoever comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler
from rapidfuzz.fuzz import ratio

from weavit_desktop.domain.folding import CJK_RUN
from weavit_desktop.matching.portraits import Place, Portrait

CLOSE_WORD = 0.91  # Jaro-Winkler: "mitchel" and "mitchell" 0.98, "berg" and "bert" 0.88
ALIKE_WORD = 0.8
CLOSE_TEXT = 85.0  # of 100, rapidfuzz's ratio
ALIKE_TEXT = 60.0
DECADE = 10  # years: so far apart is no slip of the pen, though it may be one figure


class Field(StrEnum):
    """What is compared. WORD and FAMILY are words of the name."""

    WORD = "word"
    FAMILY = "family"
    EMAIL = "email"
    PHONE = "phone"
    PROFILE = "profile"
    BIRTHDAY = "birthday"
    EMPLOYER = "employer"
    MAILBOX = "mailbox"
    NUMBER = "number"
    STREET = "street"
    EXTENDED = "extended"
    LOCALITY = "locality"
    POSTCODE = "postcode"
    REGION = "region"


class Level(StrEnum):
    """How well two values agree. A field that one of them leaves empty has no level."""

    SAME = "same"
    SHORT = "short"  # a nickname
    INITIAL = "initial"
    CLOSE = "close"
    ALIKE = "alike"
    DIFFERENT = "different"


class Finding(NamedTuple):
    """`value` is what both have, where that is the same: how rare it is decides what it is worth."""

    field: Field
    level: Level
    value: str = ""


Nicknames = Mapping[str, frozenset[int]]

_NOTHING: frozenset[int] = frozenset()
_ORDER = (Level.SAME, Level.SHORT, Level.CLOSE, Level.INITIAL, Level.ALIKE, Level.DIFFERENT)
_RANK = {level: rank for rank, level in enumerate(_ORDER)}


def compare(one: Portrait, other: Portrait, nicknames: Nicknames) -> list[Finding]:
    """Return what agrees and what differs. Fields that either leaves empty say nothing."""
    return [*compare_names(one, other, nicknames), *compare_rest(one, other)]


def compare_rest(one: Portrait, other: Portrait) -> list[Finding]:
    """Return what agrees and what differs beside the name."""
    found = list(_identifiers(one, other))
    if one.birthday and other.birthday:
        found.append(compare_birthdays(one.birthday, other.birthday))
    if one.places and other.places:
        found += _places(one.places, other.places)
    return found


def compare_names(one: Portrait, other: Portrait, nicknames: Nicknames) -> list[Finding]:
    """Return one finding for each word of the shorter name, in any order of words.

    A word in a script that the other name does not use cannot be compared and says nothing.
    """
    mine, theirs = list(one.words), list(other.words)
    family = one.family | other.family
    found = []
    for word in one.words:
        if word in theirs:
            mine.remove(word)
            theirs.remove(word)
            found.append(Finding(_field(word, word, family), Level.SAME, word))
            if len(one.words) == len(other.words) == 1 and CJK_RUN.fullmatch(word):  # the whole name
                found.append(Finding(Field.FAMILY, Level.SAME, word))
    if mine and theirs:
        found += _loose(mine, theirs, family, nicknames)
    return found


def _loose(
    mine: list[str], theirs: list[str], family: frozenset[str], nicknames: Nicknames
) -> Iterator[Finding]:
    if len(mine) + len(theirs) > 2 and sorted("".join(mine)) == sorted("".join(theirs)):
        # "Anna Maria" and "Annamaria", "van der Meer" and "Vandermeer"; the words stand by the alphabet.
        longest = max((*mine, *theirs), key=lambda word: (len(word), word))
        yield Finding(_field(longest, longest, family), Level.SAME, longest)
        return
    if len(mine) == len(theirs) == 1:  # most of all, and soonest done
        if not _two_scripts(mine[0], theirs[0]):
            level, _ = _word(mine[0], theirs[0], nicknames)
            yield Finding(_field(mine[0], theirs[0], family), level)
        return
    pairs = sorted(
        (_RANK[level], -closeness, min(a, b), max(a, b), a, b)
        for a, b in product(mine, theirs)
        for level, closeness in (_word(a, b, nicknames),)
    )
    for rank, _, _, _, a, b in pairs:
        if a in mine and b in theirs:
            mine.remove(a)
            theirs.remove(b)
            if not _two_scripts(a, b):
                yield Finding(_field(a, b, family), _ORDER[rank])


def _field(one: str, other: str, family: frozenset[str]) -> Field:
    return Field.FAMILY if one in family or other in family else Field.WORD


def _two_scripts(one: str, other: str) -> bool:
    return one.isascii() != other.isascii() and bool(CJK_RUN.search(one) or CJK_RUN.search(other))


def _word(one: str, other: str, nicknames: Nicknames) -> tuple[Level, float]:
    if len(one) == 1 or len(other) == 1:
        return (Level.INITIAL if one[0] == other[0] else Level.DIFFERENT), 0.0
    if nicknames.get(one, _NOTHING) & nicknames.get(other, _NOTHING):
        return Level.SHORT, 1.0
    closeness = JaroWinkler.similarity(one, other)
    if closeness >= CLOSE_WORD:
        return Level.CLOSE, closeness
    if closeness >= ALIKE_WORD or (
        min(len(one), len(other)) > 3 and DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1
    ):
        return Level.ALIKE, closeness
    return Level.DIFFERENT, closeness


def compare_birthdays(one: str, other: str) -> Finding:
    """Return how two days agree, both as a Portrait has them."""
    if one == other:
        return Finding(Field.BIRTHDAY, Level.SAME, one)
    if one[4:] == other[4:] and "0000" in (one[:4], other[:4]):
        return Finding(Field.BIRTHDAY, Level.SHORT)  # the year is unknown
    swapped = one[:4] == other[:4] and one[4:6] == other[6:] and one[6:] == other[4:6]
    slip = swapped or DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1
    close = slip and years_apart(one, other) < DECADE
    return Finding(Field.BIRTHDAY, Level.CLOSE if close else Level.DIFFERENT)


def years_apart(one: str, other: str) -> int:
    """Return how many years lie between two days as a Portrait has them, 0 where a year is unknown."""
    years = one[:4], other[:4]
    return 0 if "0000" in years else abs(int(years[0]) - int(years[1]))


def _identifiers(one: Portrait, other: Portrait) -> Iterator[Finding]:
    mine, theirs = one.told, other.told
    for field, a, b in (
        (Field.EMAIL, mine.emails, theirs.emails),
        (Field.PHONE, mine.phones, theirs.phones),
        (Field.PROFILE, mine.slugs, theirs.slugs),
        (Field.EMPLOYER, mine.employers, theirs.employers),
    ):
        if a and b:
            both = a & b
            yield Finding(field, Level.SAME, min(both)) if both else Finding(field, Level.DIFFERENT)
    if not mine.emails & theirs.emails and one.domains & other.domains:
        yield Finding(Field.MAILBOX, Level.DIFFERENT)


def _places(mine: tuple[Place, ...], theirs: tuple[Place, ...]) -> list[Finding]:
    """Return the findings of the two addresses that agree best."""
    return max(
        (_place(a, b) for a, b in product(mine, theirs)),
        key=lambda found: (sum(_RANK[Level.DIFFERENT] - _RANK[one.level] for one in found), found),
    )


def _place(one: Place, other: Place) -> list[Finding]:
    found = []
    if one.number and other.number:
        found.append(_exact(Field.NUMBER, one.number, other.number))
    if (one.street or one.extended) and (other.street or other.extended):
        found += _streets(one, other)
    if one.locality and other.locality:
        found.append(_text(Field.LOCALITY, one.locality, other.locality))
    if one.postcode and other.postcode:
        found.append(_exact(Field.POSTCODE, one.postcode, other.postcode))
    if one.region and other.region:
        found.append(_exact(Field.REGION, one.region, other.region))
    return found


def _streets(one: Place, other: Place) -> Iterator[Finding]:
    """Compare street and second line, which many sources write the other way round."""
    lines = (one.street, one.extended), (other.street, other.extended)
    straight = [_text(Field.STREET, *pair) for pair in zip(*lines, strict=True) if all(pair)]
    crossed = [_text(Field.STREET, *pair) for pair in zip(lines[0], lines[1][::-1], strict=True) if all(pair)]
    best = min(straight, crossed, key=lambda found: min((_RANK[one.level] for one in found), default=9))
    for at, finding in enumerate(best):
        yield finding if at == 0 else finding._replace(field=Field.EXTENDED)


def _exact(field: Field, one: str, other: str) -> Finding:
    if one == other:
        return Finding(field, Level.SAME, one)
    near = DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1
    return Finding(field, Level.CLOSE if near else Level.DIFFERENT)


def _text(field: Field, one: str, other: str) -> Finding:
    if one == other:
        return Finding(field, Level.SAME, one)
    closeness = ratio(one, other, score_cutoff=ALIKE_TEXT)
    if closeness >= CLOSE_TEXT:
        return Finding(field, Level.CLOSE)
    return Finding(field, Level.ALIKE if closeness else Level.DIFFERENT)
