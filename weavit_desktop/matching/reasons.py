"""Why two people may be one, in words: a line for a list, and sentences for whoever decides."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum

from weavit_desktop.domain.days import birthday_words
from weavit_desktop.domain.folding import CJK_RUN, plain_spelling
from weavit_desktop.matching.comparing import Field, Finding, Level
from weavit_desktop.matching.deciding import Outcome, Pair
from weavit_desktop.matching.names import words_in
from weavit_desktop.matching.portraits import Portrait

VERY_LIKELY = 95  # of 100
LIKELY = 80

# What is the same, as a list and as a sentence name it; the strongest first.
ANCHORS = {
    Field.PROFILE: ("same profile", "the same LinkedIn profile"),
    Field.EMAIL: ("same e-mail", "the same e-mail address"),
    Field.PHONE: ("same phone", "the same phone number"),
    Field.EMPLOYER: ("same employer", "the same employer"),
    Field.BIRTHDAY: ("same birthday", "the same birthday"),
    Field.STREET: ("same address", "the same street"),
    Field.LOCALITY: ("same town", "the same town"),
}
_IN_A_LINE = 2

_DIFFERENT = {
    Field.PROFILE: "Their LinkedIn profiles differ.",
    Field.MAILBOX: "They have different mailboxes at one employer, as two colleagues do.",
}
_ONE_FIGURE, _PLACES = " in one figure", " as where figures change places"  # slips of the pen
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "CJK", "HANGUL", "HIRAGANA", "KATAKANA", "ARABIC", "HEBREW", "THAI")
_CALLED = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}


class NameFit(StrEnum):
    """How two names go together: the words for a list."""

    SAME = "and the names fit"
    SCRIPTS = "two scripts"
    UNREADABLE = "two scripts, not compared"
    ACCENTS = "accents differ"
    ORDER = "another order"
    SHORT = "short name"
    INITIAL = "initials"
    FEWER = "part of the name"
    FAMILY = "new surname"
    GIVEN = "another given name"
    SIMILAR = "similar name"
    NONE = "another name"


_SENTENCES = {
    NameFit.SAME: "The names are the same.",
    NameFit.UNREADABLE: "The names are written in two scripts and cannot be compared.",
    NameFit.ACCENTS: "The names are the same but for accents.",
    NameFit.ORDER: "The names are the same, in another order.",
    NameFit.SHORT: "One name is a short form of the other.",
    NameFit.INITIAL: "One name has an initial where the other has the whole.",
    NameFit.FEWER: "One name has words that the other leaves out.",
    NameFit.FAMILY: "The given names agree and the family names differ, as after a marriage.",
    NameFit.GIVEN: "The family names agree and the given names differ, as of relatives.",
    NameFit.SIMILAR: "The names are written almost alike.",
    NameFit.NONE: "The names have nothing in common.",
}


def headline(one: Portrait, other: Portrait, findings: Sequence[Finding]) -> str:
    """Return the reason in a line: "Same phone, two scripts"."""
    fit = name_fit(one, other, findings)
    same = _same(findings)
    if not same:
        alone = "Same name" if fit in (NameFit.SAME, NameFit.ACCENTS, NameFit.ORDER) else "Similar name"
        employers = (Field.EMPLOYER, Level.DIFFERENT) in {found[:2] for found in findings}
        return f"{alone}, two employers" if employers else f"{alone} only"
    anchors = [ANCHORS[one_field][0] for one_field in same[:_IN_A_LINE]]
    return ", ".join([anchors[0].capitalize(), *anchors[1:], fit])


def explanation(one: Portrait, other: Portrait, findings: Sequence[Finding]) -> str:
    """Return the reasons in sentences, those against it too: they name both birthdays where these differ."""
    same = [ANCHORS[one_field][1] for one_field in _same(findings)]
    sentences = [f"They have {_listed(same)}."] if same else []
    sentences.append(_name_sentence(one, other, name_fit(one, other, findings)))
    sentences += [
        _DIFFERENT[found.field]
        for found in findings
        if found.level is Level.DIFFERENT and found.field in _DIFFERENT
    ]
    sentences += [
        _birthdays(one, other, found.level)
        for found in findings
        if found.field is Field.BIRTHDAY and found.level in (Level.CLOSE, Level.DIFFERENT)
    ]
    return " ".join(sentences)


def likelihood(pair: Pair) -> str:
    """Return how sure it is, in words."""
    if pair.outcome is Outcome.CERTAIN:
        return "Certain"
    if pair.percent >= VERY_LIKELY:
        return "Very likely"
    return "Likely" if pair.percent >= LIKELY else "Perhaps"


def name_fit(one: Portrait, other: Portrait, findings: Sequence[Finding]) -> NameFit:
    """Return how two names go together."""
    names = (Field.WORD, Field.FAMILY)
    levels: set[tuple[Field, Level]] = {found[:2] for found in findings if found.field in names}
    found = {level for _, level in levels}
    if Level.DIFFERENT in found:
        return _differing(levels)
    for level, fit in ((Level.ALIKE, NameFit.SIMILAR), (Level.CLOSE, NameFit.SIMILAR)):
        if level in found:
            return fit
    if Level.SHORT in found:
        return NameFit.SHORT
    if Level.INITIAL in found:
        return NameFit.INITIAL
    if not found:
        return NameFit.UNREADABLE
    if len(one.words) != len(other.words):
        return NameFit.FEWER
    return _spelled(one, other)


def _differing(levels: set[tuple[Field, Level]]) -> NameFit:
    agreeing = {field for field, level in levels if level is not Level.DIFFERENT}
    if not agreeing:
        return NameFit.NONE
    return NameFit.FAMILY if (Field.FAMILY, Level.DIFFERENT) in levels else NameFit.GIVEN


def _spelled(one: Portrait, other: Portrait) -> NameFit:
    if script_of(one.told.name) != script_of(other.told.name):
        return NameFit.SCRIPTS
    mine, theirs = _compared(one), _compared(other)
    if mine == theirs:
        return NameFit.SAME
    if sorted(mine) == sorted(theirs):
        return NameFit.ORDER
    plain, again = (sorted(map(plain_spelling, words)) for words in (mine, theirs))
    return NameFit.ACCENTS if plain == again else NameFit.SAME


def _compared(person: Portrait) -> list[str]:
    """Return the words that were compared as they are written but for case: no degrees, no pronouns.

    Of a name in Chinese, Japanese or Korean the characters: spaces say nothing there.
    """
    name, rest = person.told.name.casefold(), list(person.words)
    words = []
    for word in words_in(name):
        if (plain := plain_spelling(word)) in rest:
            rest.remove(plain)
            words.append(word)
    return list(filter(str.isalpha, name)) if all(map(CJK_RUN.fullmatch, words)) else words


def script_of(name: str) -> str:
    """Return the script of a name's first letter, as Unicode calls it; "" without letters."""
    for letter in filter(str.isalpha, name):
        words = unicodedata.name(letter, "").split()
        return next((script for script in _SCRIPTS if script in words[:1]), "")
    return ""


def _name_sentence(one: Portrait, other: Portrait, fit: NameFit) -> str:
    if fit is not NameFit.SCRIPTS:
        return _SENTENCES[fit]
    scripts = sorted({_called(one.told.name), _called(other.told.name)})
    return f"The two names are the same name in {_listed(scripts)} letters."


def _birthdays(one: Portrait, other: Portrait, level: Level) -> str:
    """Return how two birthdays differ, a slip of the pen in words of its own."""
    figures = sum(mine != theirs for mine, theirs in zip(one.birthday, other.birthday, strict=True))
    how = "" if level is Level.DIFFERENT else _ONE_FIGURE if figures == 1 else _PLACES
    return (
        f"Their birthdays differ{how}:"
        f" {birthday_words(one.told.birthday)}, {birthday_words(other.told.birthday)}."
    )


def _called(name: str) -> str:
    script = script_of(name)
    return _CALLED.get(script, script.capitalize()) or "other"


def _same(findings: Iterable[Finding]) -> list[Field]:
    agreeing = {found.field for found in findings if found.level is Level.SAME}
    if Field.STREET in agreeing:
        agreeing.discard(Field.LOCALITY)
    return [one for one in ANCHORS if one in agreeing]


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
