"""What a job title says: level and function, each with the rule that said so (scoring.md 2).

The rules are a data file (`resources/rules/titles.toml`, which explains them); this module applies
them: longest phrase first, the highest of several levels, nothing above Staff behind "assistant to".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from weavit_core.taxonomy import Function, Level
from weavit_desktop.domain.phrasebook import Found
from weavit_desktop.domain.title_rules import FunctionRule, LevelRule, Silences, TitleRules
from weavit_desktop.domain.title_words import HARD_BREAKS, title_words

STRONG = 0.9  # the confidence of a plain rule
WEAK = 0.5
CONTRADICTED = 0.1  # taken off where the title names several levels
NO_LEVEL_NAMED = 0.3
NO_LEVEL_RULE = "no level named"

# Level is declared from the highest down.
_HEIGHT = {level: height for height, level in enumerate(reversed(Level))}


@dataclass(frozen=True, slots=True)
class TitleReading:
    """`level_rule` and `function_rule` name the phrase that decided, "" where none did.

    `confidence` is that of the level, from 0 (unknown) to 1.
    """

    level: Level
    level_rule: str
    function: Function
    function_rule: str
    confidence: float


def classify(title: str, organization: str, rules: TitleRules) -> TitleReading:
    """Read a title. `organization` decides between two meanings of one word, as of CIO; it may be empty."""
    words = title_words(title)
    levels = _silenced(words, rules.levels.scan(words))
    decisive = _decisive(levels)
    functions = [one for one in rules.functions.scan(words) if one.meaning.function]
    function = _function(functions, decisive, words, organization, rules)
    level, level_rule, confidence = Level.UNKNOWN, "", 0.0
    if decisive:
        level, level_rule = _level_of(decisive), decisive.meaning.text
        confidence = _confidence(decisive, levels)
    elif function:
        level, level_rule, confidence = Level.STAFF, NO_LEVEL_RULE, NO_LEVEL_NAMED
    return TitleReading(
        level,
        level_rule,
        (function and function.function) or Function.UNKNOWN,
        function.text if function else "",
        confidence,
    )


def has_context(title: str, rules: TitleRules) -> bool:
    """Say whether a title has a phrase whose meaning the organisation may decide."""
    words = title_words(title)
    phrases = {context.phrase for context in rules.contexts}
    return any(tuple(words[at : at + len(one)]) == one for one in phrases for at in range(len(words)))


def _silenced(words: Sequence[str], found: Iterable[Found[LevelRule]]) -> list[Found[LevelRule]]:
    """Return what gives a level, without those whom the person only assists."""
    result: list[Found[LevelRule]] = []
    assists_until = -1
    for one in found:
        if one.start < assists_until:
            continue
        if one.meaning.silences is Silences.BEFORE and result and result[-1].end == one.start:
            result.pop()
        if one.meaning.silences is Silences.AFTER:
            assists_until = _next_break(words, one.end)
        if one.meaning.level:
            result.append(one)
    return result


def _next_break(words: Sequence[str], start: int) -> int:
    return next((at for at in range(start, len(words)) if words[at] in HARD_BREAKS), len(words))


def _decisive(levels: Sequence[Found[LevelRule]]) -> Found[LevelRule] | None:
    """Return the highest; a weak rule counts only where there is no other."""
    strong = [one for one in levels if not one.meaning.weak]
    return max(strong or levels, key=lambda one: _HEIGHT[_level_of(one)], default=None)


def _level_of(found: Found[LevelRule]) -> Level:
    return found.meaning.level or Level.UNKNOWN


def _confidence(decisive: Found[LevelRule], levels: Iterable[Found[LevelRule]]) -> float:
    if decisive.meaning.weak:
        return WEAK
    several = len({_level_of(one) for one in levels if not one.meaning.weak} - {Level.STAFF}) > 1
    return STRONG - CONTRADICTED if several else STRONG


def _function(
    functions: Sequence[Found[FunctionRule]],
    decisive: Found[LevelRule] | None,
    words: Sequence[str],
    organization: str,
    rules: TitleRules,
) -> FunctionRule | None:
    """Return the function of the words that gave the level ("CFO"), else the first."""
    strong = [one for one in functions if not one.meaning.weak]
    of_level = [one for one in strong if decisive and one.start < decisive.end and decisive.start < one.end]
    chosen = next(iter(of_level or strong or functions), None)
    if chosen is None:
        return None
    phrase = tuple(words[chosen.start : chosen.end])
    for context in rules.contexts:
        if context.phrase == phrase and any(context.words.scan([*words, *title_words(organization)])):
            return context.rule
    return chosen.meaning
