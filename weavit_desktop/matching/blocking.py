"""Which two of many people are worth comparing: those who share a key. Everyone with everyone is too many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from weavit_desktop.matching.portraits import Place, Portrait
from weavit_desktop.matching.sounds import sound_of

# A key that more people share says little: it is the address of an office, or a common name. Of a common
# name the people are put in order, and each is compared with the next few alone.
LARGE = 16
NEXT = 4
MOST_WORDS = 4
TICK = 2_000  # people, or comparisons: some tens of milliseconds
BY_NAME = "n "
STREET = 8  # letters: its kind is written in many ways

Nicknames = Mapping[str, frozenset[int]]


def candidate_pairs(
    people: Sequence[Portrait],
    nicknames: Nicknames,
    only: Collection[int] | None = None,
    tick: Callable[[], object] = lambda: None,
) -> set[tuple[int, int]]:
    """Return pairs of places in `people`, the smaller first. `only`: places of which each pair has one.

    `tick` is called every now and then.
    """
    first: dict[int, int] = {}  # by hash: a million texts would take twice the memory
    blocks: dict[str, list[int]] = {}
    for place, person in enumerate(people):
        if not place % TICK:
            tick()
        for key in keys_of(person, nicknames):
            # Most keys are one person's alone, and a list for each would cost more than all the rest.
            if (earlier := first.setdefault(hash(key), place)) != place:
                blocks.setdefault(key, [earlier]).append(place)
    pairs = _sought_pairs(people, _has_initials, _initial_keys)
    pairs |= _sought_pairs(people, _is_long, _letters)
    for key, block in blocks.items():
        if len(block) <= LARGE:
            pairs.update(combinations(block, 2))
        elif key.startswith(BY_NAME):
            pairs.update(_neighbours(block, people))
    if only is not None:
        wanted = frozenset(only)
        return {pair for pair in pairs if pair[0] in wanted or pair[1] in wanted}
    return pairs


def _neighbours(block: list[int], people: Sequence[Portrait]) -> Iterable[tuple[int, int]]:
    ordered = sorted(block, key=lambda place: (people[place].words, people[place].birthday, place))
    return (
        (min(one, other), max(one, other))
        for at, one in enumerate(ordered)
        for other in ordered[at + 1 : at + 1 + NEXT]
    )


def _sought_pairs(
    people: Sequence[Portrait],
    asks: Callable[[Portrait], bool],
    keys: Callable[[Portrait], Iterable[str]],
) -> set[tuple[int, int]]:
    """Return those who ask, with everyone who has one of their keys: where few ask, few are compared."""
    sought: dict[str, list[int]] = {}
    for place, person in enumerate(people):
        if asks(person):
            for key in keys(person):
                sought.setdefault(key, []).append(place)
    if not sought:
        return set()
    return {
        (min(one, other), max(one, other))
        for other, person in enumerate(people)
        for key in keys(person)
        for one in sought.get(key, ())[:LARGE]
        if one != other
    }


def _has_initials(person: Portrait) -> bool:
    return any(len(word) == 1 for word in person.words)


def _initial_keys(person: Portrait) -> Iterator[str]:
    """Yield, by employer, each word with the first letter of another: "A. Weber" may be any Anna Weber."""
    words = person.words[:MOST_WORDS]
    for work in person.told.employers | person.domains:
        for at, word in enumerate(words):
            for place, other in enumerate(words):
                if place != at and len(word) > 1:
                    yield f"{work} {sound_of(word)} {other[0]}"


def _is_long(person: Portrait) -> bool:
    return len(person.words) > 2


def _letters(person: Portrait) -> Iterator[str]:
    """Yield the letters of a name: "Anna Maria Rossi" has those of "Annamaria Rossi"."""
    yield "".join(sorted("".join(person.words)))


def keys_of(person: Portrait, nicknames: Nicknames) -> set[str]:
    """Return the keys under which a person is sought: texts, as they take the least room."""
    told = person.told
    keys = {*told.emails, *told.phones, *(f"s {one}" for one in told.slugs)}
    words = person.words[:MOST_WORDS]
    sounds = [sound_of(word) for word in words]
    _add_name_keys(keys, words, sounds, nicknames)
    for work in told.employers | person.domains:
        for word, sound in zip(words, sounds, strict=True):
            if word not in person.family:
                keys.add(f"w {work} {sound}")  # whoever has a new surname
    if person.birthday:
        keys.add(person.birthday)
        for sound in sounds:
            keys.add(f"d {person.birthday[4:]} {sound}")
            keys.add(f"y {person.birthday[:6]} {sound}")
    for place in person.places:
        _add_place_keys(keys, place, sounds)
        keys.update(f"af {place.locality} {sound_of(word)}" for word in person.family)
    return keys


def _add_name_keys(keys: set[str], words: Sequence[str], sounds: Sequence[str], nicknames: Nicknames) -> None:
    """Add pairs of words by their sound; by the group for a name that goes by others; a lone word."""
    if len(words) == 1:
        keys.add(BY_NAME + words[0])
    for at, sound in enumerate(sounds):
        for other in sounds[at + 1 :]:
            keys.add(BY_NAME + (f"{sound} {other}" if sound < other else f"{other} {sound}"))
        for group in nicknames.get(words[at], ()):
            for place, other in enumerate(sounds):
                if place != at:
                    keys.add(f"k {group} {other}")


def _add_place_keys(keys: set[str], place: Place, sounds: Sequence[str]) -> None:
    """Add the house, and each part of the address with each word of the name."""
    street = place.street.replace(" ", "")[:STREET] or place.extended.replace(" ", "")[:STREET]
    locality = place.locality.replace(" ", "")
    if place.number:
        keys.add(f"ap {place.postcode} {place.number}")
        keys.add(f"as {street} {place.number}")
    keys.add(f"al {street} {locality}")
    keys.add(f"ao {street} {place.postcode}")
    for part in (street, place.postcode):
        if part:
            keys.update(f"an {part} {sound}" for sound in sounds)
