"""The longest phrase or pattern wins at its place."""

from __future__ import annotations

import pytest

from weavit_desktop.domain.phrasebook import phrasebook


def meanings(text: str, *phrases: str) -> list[str]:
    book = phrasebook((tuple(phrase.split()), phrase) for phrase in phrases)
    return [found.meaning for found in book.scan(text.split())]


def test_a_longer_phrase_takes_its_words_with_it() -> None:
    assert meanings("product owner and owner", "owner", "product owner") == ["product owner", "owner"]


def test_a_phrase_that_only_begins_alike_does_not_count() -> None:
    assert meanings("vice chancellor", "vice president", "vice president of sales") == []


def test_a_word_fits_by_its_beginning_or_its_end() -> None:
    assert meanings("einkaufsabteilung vertriebsleiter", "einkauf*", "*leiter") == ["einkauf*", "*leiter"]


def test_the_longest_pattern_wins() -> None:
    assert meanings("projektleiter", "*leiter", "projektleit*", "projekt*") == ["projektleit*"]


def test_a_whole_word_wins_over_patterns() -> None:
    assert meanings("leiter", "leiter*", "leiter") == ["leiter"]


def test_an_ending_alone_is_no_word_with_that_ending() -> None:
    assert meanings("chef", "*chef") == []


def test_of_two_meanings_the_first_stays() -> None:
    book = phrasebook([(("a",), 1), (("a",), 2)])
    assert [found.meaning for found in book.scan(["a"])] == [1]


@pytest.mark.parametrize("phrase", ["", "key account*", "* leiter"])
def test_a_star_in_a_phrase_of_several_words_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="single word"):
        phrasebook([(tuple(phrase.split()), True)])
