"""The rules that read job titles, from their data file to a form that is quick to apply."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, TypeVar

from weavit_core.taxonomy import Function, Level
from weavit_desktop.domain.folding import transliterate
from weavit_desktop.domain.phrasebook import Meaning, Phrasebook, phrasebook
from weavit_desktop.domain.rule_errors import Path, RuleError, refusal
from weavit_desktop.domain.rule_shapes import table_of, text_of, words_of, wrong
from weavit_desktop.domain.title_words import title_words

FILE: Final = "titles.toml"

_TABLES: Final = frozenset(
    {"silent_level", "assists", "assistants", "level", "weak_level", "silent_function", "function"}
    | {"weak_function", "context"}
)

Word = TypeVar("Word", Level, Function)


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


def read_title_rules(text: str, own: str = "") -> TitleRules:
    """Read the data file. What the person's `own` file says of a phrase wins.

    Raises InputRefused, saying where, if one of them is none.
    """
    books = [_read(one) for one in (own, text) if one]
    return TitleRules(
        levels=phrasebook(entry for book in books for entry in book.levels),
        functions=phrasebook(entry for book in books for entry in book.functions),
        contexts=tuple(entry for book in books for entry in book.contexts),
    )


@dataclass(frozen=True, slots=True)
class _Book:
    """One file: phrases as words, in the order in which one goes before the other."""

    levels: Sequence[tuple[tuple[str, ...], LevelRule]]
    functions: Sequence[tuple[tuple[str, ...], FunctionRule]]
    contexts: Sequence[Context]


def _read(text: str) -> _Book:
    try:
        document = tomllib.loads(text)
        for table in document.keys() - _TABLES:
            raise RuleError(f"there is no table called {table!r}", path=(table,))
        return _Book(
            tuple(_spelled(_levels(document))),
            tuple(_spelled(_functions(document))),
            tuple(_contexts(document.get("context", []))),
        )
    except ValueError as error:
        raise refusal("title rules", FILE, text, error) from error


def _levels(document: Mapping[str, Any]) -> Iterator[tuple[str, LevelRule]]:
    for phrase, text in _phrases(document.get("silent_level", {}), ("silent_level",)):
        yield phrase, LevelRule(None, text)
    for phrase, text in _phrases(document.get("assists", {}), ("assists",)):
        yield phrase, LevelRule(Level.STAFF, text, silences=Silences.AFTER)
    for phrase, text in _phrases(document.get("assistants", {}), ("assistants",)):
        yield phrase, LevelRule(Level.STAFF, text, silences=Silences.BEFORE)
    for table, weak in (("level", False), ("weak_level", True)):
        for level, phrase, text in _phrases_of(Level, document, table):
            yield phrase, LevelRule(level, text, weak)


def _functions(document: Mapping[str, Any]) -> Iterator[tuple[str, FunctionRule]]:
    for phrase, text in _phrases(document.get("silent_function", {}), ("silent_function",)):
        yield phrase, FunctionRule(None, text)
    for table, weak in (("function", False), ("weak_function", True)):
        for function, phrase, text in _phrases_of(Function, document, table):
            yield phrase, FunctionRule(function, text, weak)


def _phrases_of(kind: type[Word], document: Mapping[str, Any], table: str) -> Iterator[tuple[Word, str, str]]:
    example = f"[{table}.{next(iter(kind)).value}]"
    for name, by_language in table_of(document.get(table, {}), (table,), example).items():
        member = _member(kind, name, (table, name))
        for phrase, text in _phrases(by_language, (table, name)):
            yield member, phrase, text


def _member(kind: type[Word], name: str, path: Path) -> Word:
    try:
        return kind(name)
    except ValueError as error:
        words = ", ".join(one.value for one in kind)
        raise RuleError(f"{name!r} is none of {words}", path=path) from error


def _contexts(entries: object) -> Iterator[Context]:
    if not isinstance(entries, list):
        raise wrong(entries, ("context",), "written with two brackets on each side: [[context]]")
    for number, entry in enumerate(entries):
        path = ("context", str(number))
        yield _context(table_of(entry, path, "[[context]]"), path)


def _context(entry: Mapping[str, Any], path: Path) -> Context:
    for missing in sorted({"phrase", "function", "words"} - entry.keys()):
        raise RuleError(f"this [[context]] has no {missing!r}", path=path)
    for other in sorted(entry.keys() - {"phrase", "function", "words"}):
        raise RuleError(
            f"a [[context]] has a phrase, a function and words, and no {other!r}", path=(*path, other)
        )
    phrase = text_of(entry["phrase"], (*path, "phrase"), 'phrase = "cio"')
    if not title_words(phrase):
        raise RuleError(f"{phrase!r} has no letter", path=(*path, "phrase"))
    function = text_of(entry["function"], (*path, "function"), 'function = "business_line"')
    words = words_of(entry["words"], (*path, "words"), 'words = ["family office"]')
    return Context(
        phrase=tuple(title_words(phrase)),
        rule=FunctionRule(_member(Function, function, (*path, "function")), f"{phrase} in context"),
        words=phrasebook(_spelled((word, True) for word in words)),
    )


def _phrases(by_language: object, path: Path) -> Iterator[tuple[str, str]]:
    example = 'en = ["head of"]'
    for language, phrases in table_of(
        by_language, path, f"[{'.'.join(path)}] and below it {example}"
    ).items():
        for phrase in words_of(phrases, (*path, language), f'{language} = ["head of"]'):
            yield phrase, f"{language}: {phrase}"


def _spelled(entries: Iterable[tuple[str, Meaning]]) -> Iterator[tuple[tuple[str, ...], Meaning]]:
    """Yield each phrase as words, and again as those write it who have no ä on their keyboard."""
    for phrase, meaning in entries:
        for spelling in dict.fromkeys((phrase, transliterate(phrase))):
            yield _with_stars(spelling, phrase), meaning


def _with_stars(spelling: str, phrase: str) -> tuple[str, ...]:
    words = title_words(spelling.strip("*"))
    is_pattern = "*" in spelling
    if not words:
        raise RuleError(f"{phrase!r} has no letter", phrase)
    if is_pattern and (len(words) > 1 or spelling.count("*") > 1):
        raise RuleError(f"{phrase!r}: a * stands at the beginning or end of a single word", phrase)
    if spelling.startswith("*"):
        words[0] = "*" + words[0]
    if spelling.endswith("*"):
        words[-1] += "*"
    return tuple(words)
