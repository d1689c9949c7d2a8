"""Which two of many people are worth comparing: those who share a key. Everyone with everyone is too many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations

from weavit_desktop.matching.portraits import Place, Portrait
from weavit_desktop.matching.sounds import sound_of

# A key that more people share says little: it is the address of an office, or a common name. Of a common
# name the people are put in order, and each is compared with the next few alone.
LARGE = 16
NEXT = 4
MOST_WORDS = 4
TICK = 2_000  # people, or comparisons: some tens of milliseconds
STREET = 8  # letters: its kind is written in many ways

Nicknames = Mapping[str, frozenset[int]]
# Keys are hashes: a million texts would take twice the memory and time. Should two fall together, a pair is
# compared for nothing.
Keys = Iterable[int]


def candidate_pairs(
    people: Sequence[Portrait],
    nicknames: Nicknames,
    only: Collection[int] | None = None,
    tick: Callable[[int], object] = lambda _done: None,
) -> set[tuple[int, int]]:
    """Return pairs of places in `people`, the smaller first. `only`: places of which each pair has one.

    `tick` is told every now and then how many of the people are dealt with.
    """
    pairs: set[tuple[int, int]] = set()
    for block in _blocks(people, name_keys, lambda done: tick(done // 2)):
        pairs.update(combinations(block, 2) if len(block) <= LARGE else _neighbours(block, people))
    half = len(people) // 2
    for block in _blocks(
        people, partial(keys_beside, nicknames=nicknames), lambda done: tick(half + done // 2)
    ):
        if len(block) <= LARGE:
            pairs.update(combinations(block, 2))
    askers = [person for person in people if 1 in map(len, person.words)]
    works = {work for person in askers for work in person.works}
    pairs |= _sought_pairs(people, _has_initials, partial(_initial_keys, works=works), tick)
    pairs |= _sought_pairs(people, _is_long, _letters, tick)
    if only is not None:
        wanted = frozenset(only)
        return {pair for pair in pairs if pair[0] in wanted or pair[1] in wanted}
    return pairs


def _blocks(
    people: Sequence[Portrait], keys_of: Callable[[Portrait], Keys], tick: Callable[[int], object]
) -> Iterable[list[int]]:
    """Return the places of those who have a key in common, in order, for each such key."""
    first: dict[int, int] = {}
    blocks: dict[int, list[int]] = {}
    for place, person in enumerate(people):
        if not place % TICK:
            tick(place)
        for key in keys_of(person):
            # Most keys are one person's alone, and a list for each would cost more than all the rest.
            earlier = first.setdefault(key, place)
            if earlier != place:
                blocks.setdefault(key, [earlier]).append(place)
    return blocks.values()


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
    keys: Callable[[Portrait], Keys],
    tick: Callable[[int], object],
) -> set[tuple[int, int]]:
    """Return those who ask, with everyone who has one of their keys: where few ask, few are compared."""
    sought: dict[int, list[int]] = {}
    for place, person in enumerate(people):
        if asks(person):
            for key in keys(person):
                sought.setdefault(key, []).append(place)
    pairs: set[tuple[int, int]] = set()
    for other, person in enumerate(people if sought else ()):
        if not other % TICK:
            tick(len(people))
        for key in keys(person):
            for one in sought.get(key, ())[:LARGE]:
                if one != other:
                    pairs.add((min(one, other), max(one, other)))
    return pairs


def _has_initials(person: Portrait) -> bool:
    return 1 in map(len, person.words)


def _initial_keys(person: Portrait, works: Container[str]) -> Iterator[int]:
    """Yield, by employer, each word with the first letter of another: "A. Weber" may be any Anna Weber.

    Those at employers that nobody asks about have none.
    """
    for work in person.works:
        if work in works:
            words = person.words[:MOST_WORDS]
            for at, word in enumerate(words):
                for place, other in enumerate(words):
                    if place != at and len(word) > 1:
                        yield hash((work, sound_of(word), other[0]))


def _is_long(person: Portrait) -> bool:
    return len(person.words) > 2


def _letters(person: Portrait) -> tuple[int]:
    """Return the letters of a name: "Anna Maria Rossi" has those of "Annamaria Rossi"."""
    return (hash("".join(sorted("".join(person.words)))),)


def name_keys(person: Portrait) -> set[int]:
    """Return the keys of a name alone: each two words by their sound; a lone word."""
    words = person.words[:MOST_WORDS]
    if len(words) == 1:
        return {hash(words[0])}
    sounds = sorted(map(sound_of, words))
    return {hash(two) for two in combinations(sounds, 2)}


def keys_beside(person: Portrait, nicknames: Nicknames) -> set[int]:
    """Return the keys of what else is known, most of it with a word of the name."""
    told, words = person.told, person.words[:MOST_WORDS]
    sounds = [sound_of(word) for word in words]
    keys = {*map(hash, told.emails), *map(hash, told.phones), *(hash(("s", slug)) for slug in told.slugs)}
    for at, word in enumerate(words):
        for group in nicknames.get(word, ()):
            keys.update(hash(("k", group, other)) for place, other in enumerate(sounds) if place != at)
        if word not in person.family:  # whoever has a new surname
            sound = sounds[at]
            for work in person.works:
                keys.add(hash(("w", work, sound)))
    if person.birthday:
        keys.add(hash(person.birthday))
        for sound in sounds:
            keys.add(hash(("d", person.birthday[4:], sound)))
            keys.add(hash(("y", person.birthday[:6], sound)))
    for place in person.places:
        _add_place_keys(keys, place, sounds)
        keys.update(hash(("af", place.locality, sound_of(word))) for word in person.family)
    return keys


def _add_place_keys(keys: set[int], place: Place, sounds: Sequence[str]) -> None:
    """Add the house, and each part of the address with each word of the name."""
    street = place.street.replace(" ", "")[:STREET] or place.extended.replace(" ", "")[:STREET]
    if place.number:
        keys.add(hash(("ap", place.postcode, place.number)))
        keys.add(hash(("as", street, place.number)))
    keys.add(hash(("al", street, place.locality.replace(" ", ""))))
    keys.add(hash(("ao", street, place.postcode)))
    for part in (street, place.postcode):
        if part:
            for sound in sounds:
                keys.add(hash(("an", part, sound)))
