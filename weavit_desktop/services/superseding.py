"""Which staged card is a newer form of a card the vault has: same key, and plausibly the same human."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from weavit_desktop.domain.card import Card
from weavit_desktop.domain.folding import fold
from weavit_desktop.importing.keys import BY_NAME
from weavit_desktop.matching.linking import two_birthdays
from weavit_desktop.rules import Rules
from weavit_desktop.vault.card_json import load_card
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import cards, staging
from weavit_desktop.vault.repositories.staging import KeyedCard


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The card that a staged one supersedes: one in the vault, or one staged before it in this import."""

    card_id: int | None = None
    staged_id: int | None = None


@dataclass(slots=True)
class _Relative:
    """A card of the same key, in the vault or staged."""

    place: Predecessor
    variant: int
    live: bool
    card: Card
    identifiers: frozenset[tuple[str, str]]


@dataclass(slots=True)
class _Outcome:
    places: dict[int, tuple[int, bool]] = field(default_factory=dict)
    predecessors: dict[int, Predecessor] = field(default_factory=dict)


def supersede(db: Connection, rules: Rules) -> dict[int, Predecessor]:
    """Retire the cards that staged ones supersede; return the predecessors by staged id.

    A key alone is not believed, since broken programs write "UID:1" into everyone's card: without a
    common identifier or a name that fits, a card gets a variant of its own, and nobody is overwritten.
    """
    families: dict[tuple[str, str], list[_Relative]] = {}
    outcome = _Outcome()
    for keyed in staging.cards_with_known_keys(db):
        name = (keyed.origin, keyed.record_key)
        if name not in families:
            families[name] = [_kept(one) for one in cards.with_key(db, *name)]
        _settle(keyed, families[name], outcome, rules)
    cards.retire(db, [one.card_id for one in outcome.predecessors.values() if one.card_id is not None])
    cards.place_staged(db, ((staged_id, *place) for staged_id, place in outcome.places.items()))
    return outcome.predecessors


def _settle(keyed: KeyedCard, family: list[_Relative], outcome: _Outcome, rules: Rules) -> None:
    card, identifiers = load_card(keyed.card), _identifiers(keyed.identifiers)
    same = _surely_same if keyed.record_key.startswith(BY_NAME) else _same_human
    older = next((one for one in family if one.live and same(card, identifiers, one, rules)), None)
    variant = older.variant if older else max((one.variant for one in family), default=0) + 1
    if older:
        older.live = False
        outcome.predecessors[keyed.staged_id] = older.place
        if older.place.staged_id is not None:
            outcome.places[older.place.staged_id] = (older.variant, False)
    outcome.places[keyed.staged_id] = (variant, True)
    family.append(_Relative(Predecessor(staged_id=keyed.staged_id), variant, True, card, identifiers))


def _same_human(card: Card, identifiers: frozenset[tuple[str, str]], other: _Relative, rules: Rules) -> bool:
    return (
        bool(identifiers & other.identifiers)
        or fold(card.name) == fold(other.card.name)
        or rules.normaliser.compatible_names(card.name, other.card.name)
    )


def _surely_same(card: Card, identifiers: frozenset[tuple[str, str]], other: _Relative, rules: Rules) -> bool:
    """Say whether two cards whose key is no more than their name are of one human.

    They are if they share an identifier or the employer, or if one of them has no identifier to differ in;
    but father and son of one name, one household and two birthdays are two.
    """
    if two_birthdays({card.birthday} - {""}, {other.card.birthday} - {""}):
        return False
    employers = {
        rules.normaliser.organisation_key(one.organization) for one in (card, other.card) if one.organization
    }
    one_employer = len(employers) == 1 and bool(card.organization) and bool(other.card.organization)
    return bool(identifiers & other.identifiers) or one_employer or not (identifiers and other.identifiers)


def _kept(one: cards.KeptCard) -> _Relative:
    place = Predecessor(card_id=one.id)
    return _Relative(place, one.variant, one.live, load_card(one.card), _identifiers(one.identifiers))


def _identifiers(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((kind, value) for kind, value, _ in json.loads(text))
