"""A glance at two people: whether comparing them field by field can come to anything. Mostly it cannot."""

from __future__ import annotations

from math import inf

from rapidfuzz.fuzz import ratio

from weavit_desktop.matching.comparing import CLOSE_TEXT, Field, Finding, Level, compare_birthdays
from weavit_desktop.matching.portraits import Place, Portrait
from weavit_desktop.matching.weights import NAME, Scale

_ROUNDING = 1e-9  # bits: the same numbers, added up in another order
_WHOLE_NAME = 2  # findings that a name of one word gives, in a script without spaces
_FAR = (Level.ALIKE, Level.DIFFERENT)
_OTHER = tuple(level for level in Level if level is not Level.SAME)
_BESIDE = (Field.EMAIL, Field.PHONE, Field.PROFILE, Field.EMPLOYER, Field.MAILBOX)


class Glance:
    """Adds up the most bits that two can come to, and makes no findings for it.

    What it gives is never less than what the whole comparison comes to, so that whoever stays below even
    odds here need not be compared.
    """

    def __init__(self, scale: Scale) -> None:
        self._scale = scale
        self._other = {field: max(scale.of_level(field, level) for level in _OTHER) for field in Field}
        self._far = {field: max(scale.of_level(field, level) for level in _FAR) for field in Field}
        self._apart = scale.start + _ROUNDING + sum(max(0.0, self._other[field]) for field in _BESIDE)
        self._loose = max(0.0, *(self._other[field] for field in NAME))
        self._rarest = max(scale.worth(Finding(field, Level.SAME)) for field in NAME)
        self._words: dict[str, float] = {}

    def beside(self, one: Portrait, other: Portrait) -> float:
        """Return the most without the names; infinite where they have a mailbox, number or profile in common:
        that may be certain whatever the odds are."""
        mine, theirs = one.told, other.told
        if not (
            mine.emails.isdisjoint(theirs.emails)
            and mine.phones.isdisjoint(theirs.phones)
            and mine.slugs.isdisjoint(theirs.slugs)
        ):
            return inf
        bits = self._apart
        if not mine.employers.isdisjoint(theirs.employers):
            bits += self._same(Field.EMPLOYER, min(mine.employers & theirs.employers))
        if one.birthday and other.birthday:
            bits += self._scale.worth(compare_birthdays(one.birthday, other.birthday))
        if one.places and other.places:
            bits += max([self._place(a, b) for a in one.places for b in other.places])
        return bits

    def names(self, one: Portrait, other: Portrait) -> float:
        """Return the most of the names. Words that are not equal are not compared: each may be a misspelling
        of another, or all of them the same letters with the spaces elsewhere."""
        mine, theirs = one.words, other.words
        common = [word for word in mine if word in theirs]
        bits = 0.0
        for word in common:
            bits += self._words.get(word) or self._word(word)
        if len(mine) == 1:
            bits *= _WHOLE_NAME
        different = len(common) if len(common) < 2 else len(set(common))
        loose = self._loose * (min(len(mine), len(theirs)) - different)
        if len(mine) + len(theirs) - 2 * different > 2 and sum(map(len, mine)) == sum(map(len, theirs)):
            return bits + max(loose, self._rarest)
        return bits + loose

    def _word(self, word: str) -> float:
        bits = max(0.0, *(self._same(field, word) for field in NAME))
        self._words[word] = bits
        return bits

    def _place(self, one: Place, other: Place) -> float:
        bits = self._lines(one, other)
        if one.number and other.number:
            bits += self._exact(Field.NUMBER, one.number, other.number)
        if one.locality and other.locality:
            bits += self._text(Field.LOCALITY, one.locality, other.locality)
        if one.postcode and other.postcode:
            bits += self._exact(Field.POSTCODE, one.postcode, other.postcode)
        if one.region and other.region:
            bits += self._exact(Field.REGION, one.region, other.region)
        return bits

    def _lines(self, one: Place, other: Place) -> float:
        """Return the most of street and second line, whichever stands in which."""
        if not (one.extended or other.extended):
            return self._text(Field.STREET, one.street, other.street) if one.street and other.street else 0.0
        both = {one.street, one.extended} & {other.street, other.extended} - {""}
        return sum(
            max(0.0, self._other[field], *(self._same(field, line) for line in both))
            for field in (Field.STREET, Field.EXTENDED)
        )

    def _exact(self, field: Field, one: str, other: str) -> float:
        return self._same(field, one) if one == other else self._other[field]

    def _text(self, field: Field, one: str, other: str) -> float:
        if one == other:
            return self._same(field, one)
        return self._other[field] if ratio(one, other, score_cutoff=CLOSE_TEXT) else self._far[field]

    def _same(self, field: Field, value: str) -> float:
        return self._scale.worth(Finding(field, Level.SAME, value))
