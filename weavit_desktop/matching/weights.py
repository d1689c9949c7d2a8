"""What agreement is worth: Fellegi and Sunter's weights, added up in bits.

A level of agreement is worth log2(m / u): how often two entries of one human agree so, over how often two
strangers do. For equal values u is how common the value is (Winkler's frequency weights): to share the
surname Smith says less than to share Kowalczyk.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from weavit_desktop.errors import InputRefused
from weavit_desktop.matching.comparing import Field, Finding, Level
from weavit_desktop.matching.portraits import Portrait

NAME = (Field.WORD, Field.FAMILY)


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
        fields = {Field(name): entry for name, entry in document["fields"].items()}
        return Weights(
            twice=float(document["twice"]),
            prior=float(document["prior"]),
            same={
                field: (float(levels["same"][0]), float(levels["same"][1]))
                for field, levels in fields.items()
                if "same" in levels
            },
            other={
                (field, Level(level)): log2(m / u)
                for field, levels in fields.items()
                for level, (m, u) in levels.items()
                if level != Level.SAME
            },
        )
    except (ValueError, KeyError, TypeError, ZeroDivisionError, AttributeError) as error:
        raise InputRefused(f"The matching rules cannot be read: {error}. Correct that place.") from error


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
