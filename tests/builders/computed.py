"""People to be computed, as the vault hands them to whoever computes: texts of their cards, and own edits."""

from __future__ import annotations

from itertools import count

from hypothesis import strategies as st

from builders.desk import someone
from builders.vcards import records
from builders.worked import CARDS
from weavit_desktop.rules import Rules
from weavit_desktop.services.identifiers import identifiers_of
from weavit_desktop.services.person_facts import Mine, Person
from weavit_desktop.vault.card_json import dump_card, dump_json
from weavit_desktop.vault.repositories.cards import LiveText

TEXT = st.text(max_size=8)
CHOICES = st.dictionaries(TEXT, TEXT, max_size=3)
TEXTS = st.lists(st.builds(LiveText, st.integers(1, 2**53), TEXT, TEXT), max_size=3)
PEOPLE = st.lists(st.builds(Person, st.integers(1, 2**53), TEXTS, CHOICES), max_size=4)
PAIRS = st.frozensets(st.tuples(TEXT, TEXT), max_size=3)
MINE = st.builds(Mine, PAIRS, st.frozensets(TEXT, max_size=3))
FILES = st.lists(st.lists(CARDS, min_size=1, max_size=3), min_size=1, max_size=4)

EDITS = {
    "email": '["mine@veldmark.example"]',
    "level": "c_level",
    "name": "Ana Muñoz",
    "note": '["Mag Käse"]',
    "phone": '["044 668 18 01"]',
    "title": "Leiter Einkauf",
}


def person(number: int, *cards: bytes, rules: Rules, **choices: str) -> Person:
    """Return a person of these vCards, the oldest first. `number` is their id."""
    ids = count(100 * number)
    found = [record.card for card in cards for record in records(card)]
    texts = [
        LiveText(card_id, dump_card(card), dump_json([tuple(one) for one in identifiers_of(card, rules)]))
        for card_id, card in zip(ids, found, strict=False)
    ]
    return Person(number, texts, choices)


def some_people(rules: Rules) -> tuple[list[Person], Mine]:
    """Return people with several cards, own edits, no card, other letters, a company, and the holder."""
    older = someone("Anna Berg", "NOTE:met in Zürich", email="anna@orrin.example", org="Orrin AG", title="VP")
    newer = someone("Anna Berg-Lind", email="a@berg.example", org="Acme", title="CFO", tel="044 668 18 00")
    people = [
        person(1, older, newer, rules=rules),
        person(2, older, rules=rules, **EDITS),
        person(3, rules=rules, name="Written by hand"),
        person(4, someone("王思涵", org="資生堂", title="部長", email="si@orrin.example"), rules=rules),
        person(5, someone("Søren Ångström", org="Ærø ApS", title="Geschäftsführer"), rules=rules),
        person(6, someone("Acme", "X-ABSHOWAS:COMPANY", org="Acme", email="info@acme.example"), rules=rules),
        person(7, someone("Maya", email="maya@veldmark.example", org="Veldmark"), rules=rules),
        person(8, rules=rules),
    ]
    mine = Mine(frozenset({("email", "maya@veldmark.example")}), frozenset({"orrin.example"}))
    return people, mine
