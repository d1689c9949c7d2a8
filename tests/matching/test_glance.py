"""The glance is a bound: never below what the whole comparison comes to, so that nobody is passed over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from math import inf
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.desk import shipped_rules
from builders.portraits import HOUSE, described, pairs_of, portrayed
from builders.rules import rule_text
from weavit_desktop.domain.card import Address
from weavit_desktop.matching.comparing import compare_names, compare_rest
from weavit_desktop.matching.deciding import Pair, find_pairs
from weavit_desktop.matching.glance import Glance
from weavit_desktop.matching.portraits import Description
from weavit_desktop.matching.weights import Scale, Weights, read_weights

SHIPPED = rule_text("matching.toml")
WEIGHTS = (
    read_weights(SHIPPED),
    # Of a vault where everyone is there many times: questions lie everywhere around even odds.
    read_weights(SHIPPED.replace("twice = 0.15", "twice = 150")),
    # Somebody's: to have another phone speaks for the two, and to have the same name against them.
    read_weights(SHIPPED.replace("different = [0.4, 0.999]", "different = [0.999, 0.4]")),
    read_weights(SHIPPED.replace("same = [0.73, 0.0075]", "same = [0.0075, 0.73]")),
    # As among very many people: a rare name is worth more than a misspelled one.
    read_weights(SHIPPED.replace("same = [0.67, 0.0028]", "same = [0.67, 0.00001]")),
)
WORDS = (
    "Anna",
    "Ann",
    "Maria",
    "Annamaria",
    "Marie",
    "Weber",
    "Webber",
    "W",
    "Bob",
    "Robert",
    "王思涵",
    "Müller",
)
SOME = st.sampled_from
NAMES = st.lists(SOME(WORDS), min_size=1, max_size=4).map(" ".join)
ADDRESSES = st.builds(
    Address,
    street=SOME(["", "Am Hang 3", "Am Hamg 3", "Hauptstrasse 12", "Hauptstr 12"]),
    extended=SOME(["", "", "Am Hang 3", "Haus Anna"]),
    locality=SOME(["", "Frankfurt", "Frankfrut", "Bern"]),
    postal_code=SOME(["", "60325", "60352", "3000"]),
    region=SOME(["", "HE", "BE"]),
)


def some(*values: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(SOME(values), max_size=2)


PEOPLE = st.lists(
    st.builds(
        Description,
        id=st.just(0),
        name=NAMES,
        family=SOME(["", "Weber", "Anna"]),
        emails=some("a@acme.example", "b@acme.example", "a@beta.example"),
        phones=some("+4930123456", "+4930123457"),
        slugs=SOME([frozenset[str](), frozenset(["anna"]), frozenset(["bob"])]),
        employers=some("acme", "beta"),
        birthday=SOME(["", "1950-03-01", "1950-03-02", "1950-02-03", "1970-03-01", "--03-01", "1981-11-24"]),
        addresses=st.lists(ADDRESSES, max_size=2).map(tuple),
    ),
    min_size=2,
    max_size=7,
).map(lambda people: [replace(one, id=at) for at, one in enumerate(people, start=1)])


def all_compared(people: list[Description], weights: Weights) -> list[Pair]:
    """Return what is decided where everyone who shares a key is compared in full."""
    with patch.object(Glance, "beside", return_value=inf):
        return decided(people, weights)


def decided(people: Iterable[Description], weights: Weights) -> list[Pair]:
    return find_pairs(portrayed(*people), shipped_rules().normaliser, weights)


@settings(max_examples=150)
@given(PEOPLE, SOME(WEIGHTS))
def test_a_glance_never_gives_less_than_the_comparison(people: list[Description], weights: Weights) -> None:
    assert_bound(people, weights)


@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize(
    "names", [("Anna Maria", "Annamaria"), ("王思涵", "思涵王"), ("Anna Anna", "Anna Ann")]
)
def test_nor_where_words_are_put_together_or_come_twice(names: tuple[str, str], weights: Weights) -> None:
    assert_bound([described(name, family=name) for name in names], weights)


def assert_bound(people: list[Description], weights: Weights) -> None:
    portraits = portrayed(*people)
    scale = Scale(portraits, weights)
    glance, nicknames = Glance(scale), shipped_rules().normaliser.names.nicknames
    for one, other in combinations(portraits, 2):
        assert glance.names(one, other) + 1e-9 >= scale.odds(compare_names(one, other, nicknames))
        assert glance.beside(one, other) >= scale.weigh(compare_rest(one, other))


@settings(max_examples=150)
@given(PEOPLE, SOME(WEIGHTS))
def test_with_a_glance_first_all_is_decided_as_without(people: list[Description], weights: Weights) -> None:
    assert decided(people, weights) == all_compared(people, weights)


def test_an_address_misspelled_throughout_is_not_passed_over() -> None:
    moved = replace(HOUSE, street="Taunusanlge 21", locality="Frankfurt a Main", postal_code="")
    one, other = described("Xaver Quintus", at=HOUSE), described("Xaver Quintuss", at=moved)
    (pair,) = pairs_of(one, other, *(described(f"Xaver {word}") for word in crowd()))
    assert {pair.one, pair.other} == {one.id, other.id}


def crowd() -> list[str]:
    """Return sixty surnames of which none is like another: each is one letter over and over."""
    return [letter * length for letter in "abdeghilmnorstuvwyz" for length in (5, 8, 12)]
