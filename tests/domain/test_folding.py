"""Words are found however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop.domain.folding import fold, plain_spelling, search_terms, transliterate


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Müller", "muller"),
        ("STRASSE Straße", "strasse strasse"),
        ("Ørsted Łódź Đorđe", "orsted lodz dorde"),
        ("ﬁnance ＡＢＣ", "finance abc"),
        ("Йод Ёлка", "иод елка"),
        ("김철수", "김철수"),
        ("がくせい", "がくせい"),
        ("สมชาย", "สมชาย"),
    ],
)
def test_folding_takes_case_and_diacritics_and_leaves_other_marks(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "latin"),
    [("Müller", "mueller"), ("Щукин", "shchukin"), ("Папазян", "papazian"), ("Θεοδωράκης", "theodorakis")],
)
def test_a_name_is_spelled_in_latin_letters(written: str, latin: str) -> None:
    assert transliterate(written) == latin


def test_three_spellings_share_one_key() -> None:
    assert plain_spelling("Müller") == plain_spelling("MUELLER") == plain_spelling("Muller")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("思涵", "王思涵"),
        ("王", "王"),
        ("Muller", "Anna Müller"),
        ("mueller", "Anna Müller"),
        ("müller", "Anna Müller"),
        ("ivanov", "Иванов"),
        ("철수", "김철수"),
    ],
)
def test_what_people_type_finds_the_name(query: str, name: str) -> None:
    assert fold(query) in search_terms(name)


@given(st.text())
def test_terms_are_distinct_words(text: str) -> None:
    terms = search_terms(text)
    assert len(set(terms)) == len(terms)
    assert all(terms)
