"""How the fields of a person are called wherever they are shown, and which of them can be changed."""

from __future__ import annotations

from weavit_core.taxonomy import Function, Level
from weavit_desktop.domain.days import birthday_words
from weavit_desktop.services.person_sources import KEPT, YOU, Fact
from weavit_desktop.services.person_words import rule_words
from weavit_desktop.sharing.words import FUNCTIONS, LEVELS

NAMES = {
    "name": "Name",
    "title": "Title",
    "organization": "Employer",
    "level": "Level",
    "function": "Function",
    "department": "Department",
    "birthday": "Birthday",
    "phone": "Phone",
    "email": "E-mail",
    "address": "Address",
    "url": "Web",
    "profile": "LinkedIn",
    "category": "Category",
    "anniversary": "Anniversary",
    "note": "Note",
}
FIXED = frozenset({"address", "profile", KEPT})  # as the cards say it

LONGEST = 300  # letters of a value that nobody wrote to be read

TO_ADD = tuple(name for name in NAMES if name not in FIXED)  # what can be told of anyone


def field_name(name: str, *, client: bool) -> str:
    """Return the name of a field; an employer that is a Client is called so."""
    return "Client" if client and name == "organization" else NAMES[name]


def fact_name(fact: Fact, *, client: bool) -> str:
    """Return what a fact is called: as its file does where no field takes it."""
    return fact.label or field_name(fact.name, client=client)


def value_words(fact: Fact) -> str:
    """Return a value as people read it, on one line."""
    if fact.name == KEPT:
        text = " ".join(fact.value.split())
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    if fact.name == "level":
        return LEVELS[Level(fact.value)]
    if fact.name == "function":
        return FUNCTIONS[Function(fact.value)]
    if fact.name in ("birthday", "anniversary"):
        return birthday_words(fact.value)
    return fact.value


def reason_words(fact: Fact, title: str) -> str:
    """Return why a value is what it is: `from “Head of”`, "chosen by you", or nothing."""
    if fact.rule:
        return rule_words(fact.rule, title)
    return "chosen by you" if fact.name in ("level", "function") and fact.sources == (YOU,) else ""


def source_words(fact: Fact) -> str:
    """Return who said a value: "people.vcf and you"."""
    return " and ".join(fact.sources) if fact.sources else "nobody"
