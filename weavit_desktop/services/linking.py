"""Who each staged card belongs to: the person of the card it supersedes, one we know, or a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from weavit_desktop.matching.linking import Candidate, Identifiers, decide
from weavit_desktop.services.eras import SAME_CONNECTION, Twin, find_twins
from weavit_desktop.services.superseding import Predecessor, supersede
from weavit_desktop.services.work import Work
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import cards, kept_cards, linked_remains, links, people, staging
from weavit_desktop.vault.repositories.links import NewLink
from weavit_desktop.vault.repositories.staging import CardToLink

NEWER = "a newer export of the same card"
BACK = "the card is back that came with an import which you had undone"
FIRST = "the first card of this person"

Identifier = tuple[str, str]


@dataclass(slots=True)
class Linked:
    """`touched`: everyone whose cards changed. Figures by the number of a source."""

    touched: set[int] = field(default_factory=set)
    people_new: Counter[int] = field(default_factory=Counter)
    people_updated: Counter[int] = field(default_factory=Counter)


@dataclass(slots=True)
class _Known:
    """What this import has learned of people and what the vault knew: a window that grows by need."""

    by_identifier: dict[Identifier, set[int]] = field(default_factory=dict)
    people: dict[int, Identifiers] = field(default_factory=dict)

    def learn(self, person_id: int, card: Identifiers) -> None:
        known = self.people.get(person_id)
        self.people[person_id] = _united(known, card) if known else card
        for identifier in pairs_of(card):
            self.by_identifier.setdefault(identifier, set()).add(person_id)


def link_cards(db: Connection, first_source: int, offset: int, work: Work) -> Linked:
    """Turn the staged cards into source cards and link each to a person, adding those who are new."""
    predecessors = supersede(db, work.rules)
    cards.publish(db, first_source, offset)
    return link_staged(db, predecessors, offset, work)


def link_staged(db: Connection, predecessors: dict[int, Predecessor], offset: int, work: Work) -> Linked:
    """Link each staged card, which is a source card now, to a person. `offset`: see `cards.publish`."""
    result, known = Linked(), _Known()
    waiting = kept_cards.people_waiting(db)
    twins = find_twins(db, offset)
    _load(db, {one.person_id for one in twins.values() if one.person_id is not None}, known)
    chosen: dict[int, int] = {}
    new: list[str] = []
    new_links: list[NewLink] = []
    first_person = people.next_id(db)
    for card in staging.cards_to_link(db):
        predecessor = predecessors.get(card.staged_id)
        if predecessor:
            person_id, reason = _person_of(db, predecessor, chosen), NEWER
        elif card.staged_id in waiting:
            person_id, reason = waiting[card.staged_id], BACK
        else:
            person_id, reason = _find(db, card, known, work)
        if person_id is None and card.staged_id in twins:
            person_id, reason = _person_of_twin(twins[card.staged_id], chosen, known), SAME_CONNECTION
        if person_id is None:
            person_id, reason = first_person + len(new), FIRST
            new.append(work.new_uid())
            result.people_new[card.source] += 1
        else:
            result.people_updated[card.source] += 1
        if card.collides:
            _load(db, [person_id], known)
            known.learn(person_id, _identifiers(card))
        chosen[card.staged_id] = person_id
        new_links.append(NewLink(offset + card.staged_id, person_id, reason))
    people.add(db, new, work.now)
    links.add(db, new_links, work.now)
    kept_cards.give_back(db)
    linked_remains.come_back(db, [(one.person_id, one.card_id) for one in new_links if one.reason == BACK])
    result.touched.update(chosen.values())
    return result


def _person_of(db: Connection, predecessor: Predecessor, chosen: dict[int, int]) -> int | None:
    if predecessor.staged_id is not None:
        return chosen[predecessor.staged_id]
    return None if predecessor.card_id is None else links.person_of_card(db, predecessor.card_id)


def _person_of_twin(twin: Twin, chosen: Mapping[int, int], known: _Known) -> int | None:
    """Return whose card the same connection is in the other era, unless their profile is another one."""
    person_id = twin.person(chosen)
    profiles = known.people[person_id].slugs if person_id in known.people else ()
    return None if profiles and twin.slug not in profiles else person_id


def _find(db: Connection, card: CardToLink, known: _Known, work: Work) -> tuple[int | None, str]:
    """Return the person to link to and why. Whoever shares no identifier with anyone is new."""
    if not card.collides:
        return None, ""
    mine = _identifiers(card)
    sharing = set(links.people_with(db, pairs_of(mine)))
    sharing.update(*(known.by_identifier.get(one, ()) for one in pairs_of(mine)))
    _load(db, sharing, known)
    candidates = [Candidate(str(one), known.people[one]) for one in sorted(sharing)]
    link = decide(mine, candidates, work.rules.normaliser)
    return (int(link.candidate.person), link.reason) if link else (None, "")


def _load(db: Connection, person_ids: Iterable[int], known: _Known) -> None:
    """Learn what the vault knows of people that this import has not met yet."""
    missing = [one for one in person_ids if one not in known.people]
    for one in links.known_people(db, missing):
        known.learn(one.id, grouped(one.name, one.is_company, one.birthday, one.identifiers))


def _identifiers(card: CardToLink) -> Identifiers:
    return grouped(card.name, card.is_company, card.birthday, card.identifiers)


def grouped(name: str, is_company: bool, birthday: str, pairs: Iterable[Identifier]) -> Identifiers:
    """Return what (kind, value) pairs say of somebody, as matching takes it."""
    by_kind: dict[str, set[str]] = {"email": set(), "phone": set(), "profile": set()}
    for kind, value in pairs:
        by_kind[kind].add(value)
    return Identifiers(
        name=name,
        emails=frozenset(by_kind["email"]),
        phones=frozenset(by_kind["phone"]),
        slugs=frozenset(by_kind["profile"]),
        birthdays=frozenset([birthday] if birthday else ()),
        is_company=is_company,
    )


def pairs_of(one: Identifiers) -> list[Identifier]:
    """Return the (kind, value) pairs of somebody."""
    kinds = (("email", one.emails), ("phone", one.phones), ("profile", one.slugs))
    return [(kind, value) for kind, values in kinds for value in values]


def _united(one: Identifiers, other: Identifiers) -> Identifiers:
    """Return what two cards of one person say together, under the name that was known first."""
    return replace(
        one,
        emails=one.emails | other.emails,
        phones=one.phones | other.phones,
        slugs=one.slugs | other.slugs,
        birthdays=one.birthdays | other.birthdays,
    )
