"""What agreement is worth: Fellegi and Sunter's weights, added up in bits.

A level of agreement is worth log2(m / u): how often two entries of one human agree so, over how often two
strangers do. For equal values u is how common the value is (Winkler's frequency weights): to share the
surname Smith says less than to share Kowalczyk.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any, Final, TypeVar

from weavit_desktop.domain.rule_errors import Path, RuleError, refusal
from weavit_desktop.domain.rule_shapes import number_of, table_of, wrong
from weavit_desktop.matching.comparing import Field, Finding, Level
from weavit_desktop.matching.portraits import Portrait

FILE: Final = "matching.toml"
NAME = (Field.WORD, Field.FAMILY)

_MOST = 1e9  # people in a file

Word = TypeVar("Word", Field, Level)


@dataclass(frozen=True, slots=True)
class Weights:
    """`twice`: how many further entries a person has, on average. `prior`: how many people the file's own
    frequencies stand for beside those counted. `same`: m and u by field. `other`: bits of the other levels.
    """

    twice: float
    prior: float
    same: Mapping[Field, tuple[float, float]]
    other: Mapping[tuple[Field, Level], float]


def read_weights(text: str) -> Weights:
    """Read `matching.toml`. Raises InputRefused, saying where, if it is none."""
    try:
        document = tomllib.loads(text)
        for missing in sorted({"twice", "prior", "fields"} - document.keys()):
            raise RuleError(f"there is no {missing!r}")
        shares = dict(_shares(table_of(document["fields"], ("fields",), "[fields.word]")))
        return Weights(
            twice=number_of(document["twice"], ("twice",), _MOST),
            prior=number_of(document["prior"], ("prior",), _MOST),
            same={field: share for (field, level), share in shares.items() if level is Level.SAME},
            other={key: log2(m / u) for key, (m, u) in shares.items() if key[1] is not Level.SAME},
        )
    except ValueError as error:
        raise refusal("matching rules", FILE, text, error) from error


def _shares(fields: Mapping[str, Any]) -> Iterator[tuple[tuple[Field, Level], tuple[float, float]]]:
    """Yield m and u of each field and level."""
    for name, levels in fields.items():
        path = ("fields", name)
        field = _member(Field, name, path)
        for called, pair in table_of(levels, path, f"[fields.{name}]").items():
            place = (*path, called)
            if not isinstance(pair, list) or len(pair) != 2:
                raise wrong(pair, place, f"two numbers, as in {called} = [0.7, 0.01]")
            yield (
                (field, _member(Level, called, place)),
                (
                    number_of(pair[0], place, 1.0),
                    number_of(pair[1], place, 1.0),
                ),
            )


def _member(kind: type[Word], name: str, path: Path) -> Word:
    try:
        return kind(name)
    except ValueError as error:
        raise RuleError(f"{name!r} is none of {', '.join(kind)}", path=path) from error


class Scale:
    """Weighs findings among these people: their values are counted once. `start`: what two have by chance."""

    def __init__(self, people: Sequence[Portrait], weights: Weights) -> None:
        self._weights = weights
        self._people = len(people)
        self._counts = _counts(people)
        self._worths: dict[Finding, float] = {}  # the same values come back in pair after pair
        self.start = log2(weights.twice / (self._people + weights.prior))

    def weigh(self, findings: Iterable[Finding]) -> float:
        """Return the odds, in bits, that two people with these findings are one human. 0 is even."""
        return self.start + self.odds(findings)

    def odds(self, findings: Iterable[Finding]) -> float:
        """Return what findings add, in bits."""
        return sum(map(self.worth, findings))

    def of_level(self, field: Field, level: Level) -> float:
        """Return what a level other than SAME adds, in bits; 0 where the file says nothing of it."""
        return self._weights.other.get((field, level), 0.0)

    def worth(self, finding: Finding) -> float:
        """Return what one finding adds, in bits."""
        bits = self._worths.get(finding)
        if bits is None:
            bits = self._worths[finding] = self._worth(*finding)
        return bits

    def _worth(self, field: Field, level: Level, value: str) -> float:
        if level is not Level.SAME:
            return self.of_level(field, level)
        m, u = self._weights.same[field]
        counts = self._counts.get(field)
        if counts is None:
            return log2(m / u)
        prior = self._weights.prior
        return log2(m * (self._people + prior) / (max(counts[value], 1) + prior * u))


def _counts(people: Sequence[Portrait]) -> dict[Field, Counter[str]]:
    """Count the values of each field that many share. What is a family name here is a given name there.

    E-mail, phone and profile are not counted: sharing one is rare among strangers, whatever the counts are.
    """
    words = Counter([word for person in people for word in person.words])
    places = [place for person in people for place in person.places]
    return {
        Field.WORD: words,
        Field.FAMILY: words,
        Field.BIRTHDAY: Counter([person.birthday for person in people]),
        Field.EMPLOYER: Counter([one for person in people for one in person.told.employers]),
        Field.NUMBER: Counter([place.number for place in places]),
        Field.STREET: Counter([place.street for place in places]),
        Field.EXTENDED: Counter([place.extended for place in places]),
        Field.LOCALITY: Counter([place.locality for place in places]),
        Field.POSTCODE: Counter([place.postcode for place in places]),
        Field.REGION: Counter([place.region for place in places]),
    }
