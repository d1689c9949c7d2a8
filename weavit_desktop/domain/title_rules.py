"""The rules that read job titles, from their data file to a form that is quick to apply."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from weavit_core.taxonomy import Function, Level
from weavit_desktop.domain.folding import transliterate
from weavit_desktop.domain.phrasebook import Meaning, Phrasebook, phrasebook
from weavit_desktop.domain.title_words import title_words
from weavit_desktop.errors import InputRefused


class Silences(Enum):
    """Whose level a phrase takes away: nobody's, of all who follow, or of the one directly before."""

    NOTHING = 0
    AFTER = 1
    BEFORE = 2


@dataclass(frozen=True, slots=True)
class LevelRule:
    """`text` is the phrase as the file has it, after its language. A silent phrase has no level."""

    level: Level | None
    text: str
    weak: bool = False
    silences: Silences = Silences.NOTHING


@dataclass(frozen=True, slots=True)
class FunctionRule:
    """As LevelRule."""

    function: Function | None
    text: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """Another function of a phrase, where one of the words stands in the title or the organisation's name."""

    phrase: tuple[str, ...]
    rule: FunctionRule
    words: Phrasebook[bool]


@dataclass(frozen=True, slots=True)
class TitleRules:
    """Made by `read_title_rules`."""

    levels: Phrasebook[LevelRule]
    functions: Phrasebook[FunctionRule]
    contexts: tuple[Context, ...]


def read_title_rules(text: str) -> TitleRules:
    """Read the data file. Raises InputRefused if it is none, saying where."""
    try:
        document = tomllib.loads(text)
        return TitleRules(
            levels=phrasebook(_spelled(_levels(document))),
            functions=phrasebook(_spelled(_functions(document))),
            contexts=tuple(_context(entry) for entry in document.get("context", [])),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputRefused(f"The title rules cannot be read: {error}. Correct that place.") from error


def _levels(document: Mapping[str, Any]) -> Iterator[tuple[str, LevelRule]]:
    for phrase, text in _phrases(document.get("silent_level", {})):
        yield phrase, LevelRule(None, text)
    for phrase, text in _phrases(document.get("assists", {})):
        yield phrase, LevelRule(Level.STAFF, text, silences=Silences.AFTER)
    for phrase, text in _phrases(document.get("assistants", {})):
        yield phrase, LevelRule(Level.STAFF, text, silences=Silences.BEFORE)
    for table, weak in (("level", False), ("weak_level", True)):
        for name, by_language in document.get(table, {}).items():
            for phrase, text in _phrases(by_language):
                yield phrase, LevelRule(Level(name), text, weak)


def _functions(document: Mapping[str, Any]) -> Iterator[tuple[str, FunctionRule]]:
    for phrase, text in _phrases(document.get("silent_function", {})):
        yield phrase, FunctionRule(None, text)
    for table, weak in (("function", False), ("weak_function", True)):
        for name, by_language in document.get(table, {}).items():
            for phrase, text in _phrases(by_language):
                yield phrase, FunctionRule(Function(name), text, weak)


def _context(entry: Mapping[str, Any]) -> Context:
    return Context(
        phrase=tuple(title_words(entry["phrase"])),
        rule=FunctionRule(Function(entry["function"]), f"{entry['phrase']} in context"),
        words=phrasebook(_spelled((word, True) for word in entry["words"])),
    )


def _phrases(by_language: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for language, phrases in by_language.items():
        for phrase in phrases:
            yield phrase, f"{language}: {phrase}"


def _spelled(entries: Iterable[tuple[str, Meaning]]) -> Iterator[tuple[tuple[str, ...], Meaning]]:
    """Yield each phrase as words, and again as those write it who have no ä on their keyboard."""
    for phrase, meaning in entries:
        for spelling in dict.fromkeys((phrase, transliterate(phrase))):
            yield _with_stars(spelling), meaning


def _with_stars(phrase: str) -> tuple[str, ...]:
    words = title_words(phrase.strip("*"))
    if phrase.startswith("*"):
        words[0] = "*" + words[0]
    if phrase.endswith("*"):
        words[-1] += "*"
    return tuple(words)
