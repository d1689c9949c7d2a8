"""Words are found however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop.domain.folding import (
    fold,
    fold_whole,
    plain_spelling,
    search_terms,
    transliterate,
    transliterate_whole,
)

# Letters beside whatever may change them: loose marks, jamo, half-width katakana and its sounds, ligatures.
CHANGING = (
    "aAeoOuUiIsSüÅøßẞſİıµſ"
    "\u0300\u0301\u0308\u030a\u0323\u0327\u0338\u0342\u0345"
    "αΑσΣςΐΰᾳήйЙиИёЪъ\u0483\u0488"
    "かカはハ\u3099\u309a\u309b\u309cｶﾊﾞﾟ"
    "가각\u1100\u1161\u11a8힣王ﬁ𝙰Å"
)
ANYTHING = st.text(st.sampled_from(CHANGING) | st.characters(), max_size=6)


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


@given(ANYTHING)
def test_folding_letter_by_letter_folds_as_the_whole_text_would(text: str) -> None:
    assert fold(text) == fold_whole(text)


@given(ANYTHING)
def test_spelling_letter_by_letter_spells_as_the_whole_text_would(text: str) -> None:
    assert transliterate(text) == transliterate_whole(text)


def test_no_letter_changes_the_one_beside_it() -> None:
    pairs = [f"{one}{other}" for one in CHANGING for other in CHANGING]
    assert [one for one in pairs if fold(one) != fold_whole(one)] == []
    assert [one for one in pairs if transliterate(one) != transliterate_whole(one)] == []


def test_every_letter_is_folded_and_spelled_as_in_a_text_of_its_own() -> None:
    everything = [chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000]
    assert [one for one in everything if fold(one) != fold_whole(one)] == []
    assert [one for one in everything if transliterate(one) != transliterate_whole(one)] == []


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
