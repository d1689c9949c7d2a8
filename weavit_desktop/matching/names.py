"""Names of people: their parts, a key that ignores order and spelling, and whether two name one person."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from weavit_desktop.domain.card import Names
from weavit_desktop.domain.folding import CJK_RUN, fold, plain_spelling, transliterate
from weavit_desktop.domain.name_asides import are_pronouns, without_pictographs
from weavit_desktop.domain.rule_errors import RuleError, refusal
from weavit_desktop.domain.rule_shapes import table_of, text_of, words_of

FILE: Final = "names.toml"

_NOTHING: Final[Mapping[str, Any]] = {
    "honorifics": [],
    "credentials": [],
    "pronouns": [],
    "generations": {},
    "nicknames": "",
}
_ASIDE = re.compile(r"[(\[\"“„«].*?[)\]\"”“»]")  # "Robert (Bob) Doe"
_CHUNK = re.compile(r"[^\s,;]+|[,;]")
_APOSTROPHE = re.compile(r"['’`´ʼ]")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class NameRules:
    """Made by `read_name_rules`. `nicknames` gives the groups of a name, `generations` its one spelling."""

    honorifics: frozenset[str]
    credentials: frozenset[str]
    pronouns: frozenset[str]
    generations: Mapping[str, str]
    nicknames: Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class BareName:
    """A name without honorifics and degrees: its words as written, in order, and the generation."""

    words: tuple[str, ...]
    generation: str


def read_name_rules(text: str, own: str = "") -> NameRules:
    """Read `names.toml` and the person's `own` additions. Raises InputRefused, saying where."""
    shipped, added = _read_name_rules(text, {}), read_own_names(own)
    return NameRules(
        honorifics=shipped.honorifics | added.honorifics,
        credentials=shipped.credentials | added.credentials,
        pronouns=shipped.pronouns | added.pronouns,
        generations={**shipped.generations, **added.generations},
        nicknames={
            # Groups are told apart by their numbers: those of the person's own lie below zero.
            name: shipped.nicknames.get(name, frozenset()) | {-1 - at for at in added.nicknames.get(name, ())}
            for name in (*shipped.nicknames, *added.nicknames)
        },
    )


def read_own_names(text: str) -> NameRules:
    """Read a file that may lack any of the lists. Raises InputRefused as `read_name_rules` does."""
    return _read_name_rules(text, _NOTHING)


def _read_name_rules(text: str, missing: Mapping[str, Any]) -> NameRules:
    try:
        document = {**missing, **tomllib.loads(text)}
        for table in document.keys() - _NOTHING.keys():
            raise RuleError(f"there is no list called {table!r}", path=(table,))
        for table in sorted(_NOTHING.keys() - document.keys()):
            raise RuleError(f"the list {table!r} is missing")
        return NameRules(
            honorifics=_words(document["honorifics"], "honorifics", '["dr", "prof"]'),
            credentials=_words(document["credentials"], "credentials", '["phd", "mba"]'),
            pronouns=_words(document["pronouns"], "pronouns", '["she", "her"]'),
            generations=dict(_generations(document["generations"])),
            nicknames=_nicknames(document["nicknames"]),
        )
    except ValueError as error:
        raise refusal("name rules", FILE, text, error) from error


def _words(value: object, name: str, example: str) -> frozenset[str]:
    return frozenset(map(fold, words_of(value, (name,), f"{name} = {example}")))


def _generations(value: object) -> Iterator[tuple[str, str]]:
    """Yield each spelling of a generation with the one that stands for all."""
    for generation, words in table_of(value, ("generations",), "[generations]").items():
        for word in words_of(words, ("generations", generation), f'{generation} = ["junior"]'):
            yield fold(word), generation


def _nicknames(value: object) -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    text = text_of(value, ("nicknames",), 'nicknames = "bartholomew barty"')
    for number, line in enumerate(text.splitlines()):
        for name in line.split():
            groups.setdefault(fold(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


def split_name(display: str) -> Names:
    """Return the parts of a name written in one piece.

    A name in Chinese, Japanese or Korean without a space stays whole, as the family name: nothing in
    it says where to split. Slow (0.2 ms) but for two plain words: only for sources that give no parts.
    """
    if CJK_RUN.fullmatch(display.strip()):
        return Names(family=display.strip())
    words = display.split()
    if len(words) == 2 and all(word.isalpha() and word.istitle() for word in words):
        special = _special_words()
        if special.isdisjoint(word.lower() for word in words):
            return Names(given=words[0], family=words[1])
    return _parsed(display)


@cache
def _special_words() -> frozenset[str]:
    """Return the words that are no plain part of a name: titles, particles, degrees, generations."""
    from nameparser import Lexicon  # 150 ms of word lists that most commands never need

    lists = Lexicon.default()
    return frozenset().union(
        lists.titles, lists.given_name_titles, lists.suffix_acronyms, lists.suffix_words,
        lists.suffix_acronyms_ambiguous, lists.particles, lists.particles_ambiguous, lists.conjunctions,
        lists.bound_given_names, lists.maiden_markers, lists.surnames, lists.honorific_tails,
        lists.after_given_titles,
    )  # fmt: skip


def _parsed(display: str) -> Names:
    from nameparser import parse

    parts = parse(display)
    return Names(
        given=parts.given,
        family=parts.family,
        additional=parts.middle,
        prefix=parts.title,
        suffix=parts.suffix,
        nickname=parts.nickname,
    )


def name_key(name: str, rules: NameRules) -> str:
    """Return the same key for the same words in any order, with or without accents and degrees.

    "Dr. Jürgen Müller", "MUELLER, Juergen" and "Jurgen Muller" agree; "Noel" and "Nol" do too, which
    a key for finding candidates may. Empty for a name without letters.
    """
    bare = bare_name(name, rules)
    return f"{_ordered(bare)} {bare.generation}".strip()


def compatible_names(one: str, other: str, rules: NameRules) -> bool:
    """Say whether both may name one person: the same words in any order, initials, nicknames, or fewer words.

    Wary, since links made by it are automatic: a single given or family name fits nobody, and a
    junior fits only a junior.
    """
    first, second = bare_name(one, rules), bare_name(other, rules)
    if first.generation != second.generation or not first.words or not second.words:
        return False
    if _ordered(first) == _ordered(second):
        return True
    shorter, longer = sorted((first.words, second.words), key=len)
    return len(shorter) > 1 and _fits(shorter, longer, rules)


def _fits(shorter: Sequence[str], longer: Sequence[str], rules: NameRules) -> bool:
    """Say whether each word has a counterpart of its own, at least one of them in full."""
    rest = list(longer)
    loose: list[str] = []
    for word in shorter:
        same = next((other for other in rest if _spellings(word) & _spellings(other)), None)
        if same is None or len(word) == 1:
            loose.append(word)
        else:
            rest.remove(same)
    if len(loose) == len(shorter):
        return False
    for word in loose:
        partner = next((other for other in rest if _abbreviates(word, other, rules)), None)
        if partner is None:
            return False
        rest.remove(partner)
    return True


def _abbreviates(one: str, other: str, rules: NameRules) -> bool:
    if 1 in (len(one), len(other)):
        return fold(one)[0] == fold(other)[0]
    nothing: frozenset[int] = frozenset()
    return bool(rules.nicknames.get(fold(one), nothing) & rules.nicknames.get(fold(other), nothing))


def _spellings(word: str) -> set[str]:
    return {fold(word), transliterate(word)}


def _ordered(bare: BareName) -> str:
    """Return the words in the order of the alphabet; those of scripts without spaces in one piece."""
    if all(CJK_RUN.fullmatch(word) for word in bare.words):
        return "".join(bare.words)
    return " ".join(sorted(plain_spelling(word) for word in bare.words))


def bare_name(name: str, rules: NameRules) -> BareName:
    """Return a name without what stands in it beside the name."""
    # Most names are words and spaces; those need not be taken apart letter by letter.
    simple = name.replace(" ", "").isalpha()
    chunks = name.split() if simple else _CHUNK.findall(_ASIDE.sub(" ", without_pictographs(name)))
    generation = ""
    words: list[str] = []
    after_comma = False
    for at, chunk in enumerate(chunks):
        if chunk in ",;":
            after_comma = True
            continue
        core = fold(chunk).replace(".", "")
        if not words and core in rules.honorifics and at + 1 < len(chunks):
            continue
        if "/" in chunk and are_pronouns(chunk, rules.pronouns):
            continue
        # "jun." is a generation, Jun and Sen are names: what the rules write with its full stop needs it.
        if words and (of := rules.generations.get(fold(chunk)) or rules.generations.get(core)):
            generation = of
        elif not (words and core in rules.credentials and _is_degree(chunk, core, words, after_comma)):
            words.extend([chunk] if simple else words_in(chunk))
    return BareName(tuple(words), generation)


def words_in(text: str) -> list[str]:
    """Return the words of a name as written, without apostrophes."""
    return _WORD.findall(_APOSTROPHE.sub("", text))


def _is_degree(chunk: str, core: str, words: Sequence[str], after_comma: bool) -> bool:
    """Say whether a degree of the rules is one where it stands: behind these words of the name."""
    if len(words) > 1:
        return after_comma or len(core) > 2
    # "Carla, MBA Moss" has it behind the given name. "Smith, Edd" and "WANG, CENG LI" may be names.
    return after_comma and len(core) > 2 and not chunk.istitle() and not words[0].isupper()
