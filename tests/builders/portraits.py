"""People to compare, in as few words as possible."""

from __future__ import annotations

from itertools import count
from typing import Any

from builders.desk import shipped_rules
from weavit_desktop.domain.card import Address
from weavit_desktop.matching.deciding import Outcome, Pair, find_pairs
from weavit_desktop.matching.portraits import Description, Portrait, portray
from weavit_desktop.rules import load_weights

HOUSE = Address(street="Taunusanlage 12", locality="Frankfurt am Main", postal_code="60325")
_NUMBERS = count(1)


def described(name: str, **known: Any) -> Description:
    """Return a person; each set is given as one string with spaces between, `at` is the address."""
    address = known.pop("at", None)
    number = known.pop("id", None) or next(_NUMBERS)
    sets = {
        kind: frozenset(value.split()) if kind in ("emails", "phones", "slugs", "employers") else value
        for kind, value in known.items()
    }
    return Description(number, name, addresses=(address,) if address else (), **sets)


def portrayed(*people: Description) -> list[Portrait]:
    rules = shipped_rules()
    return [portray(one, rules.normaliser, rules.employer_domain) for one in people]


def pairs_of(*people: Description, **options: Any) -> list[Pair]:
    return find_pairs(portrayed(*people), shipped_rules().normaliser, load_weights(), **options)


def outcome_of(one: Description, other: Description, *beside: Description) -> Outcome:
    """Return what is decided of two people, with others in the vault."""
    wanted = {one.id, other.id}
    found = [pair for pair in pairs_of(one, other, *beside) if {pair.one, pair.other} == wanted]
    return found[0].outcome if found else Outcome.NO
