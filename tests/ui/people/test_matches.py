"""What a search found is marked where it stands, in every script."""

from __future__ import annotations

import pytest

from weavit_desktop.models.people_matches import matches, typed_words


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Head of Treasury Operations", "oper", ["Oper"]),
        ("Cooperman", "oper", []),
        ("Anna Kowalczyk-Brandt", "br ann", ["Ann", "Br"]),
        ("Jürgen Müller", "mull", ["Müll"]),
        ("Jürgen Müller", "mueller", ["Müller"]),
        ("Jürgen Mueller", "müller", ["Mueller"]),
        ("Große Straße", "stras", ["Straß"]),
        ("Пётр Иванов", "ivan", ["Иван"]),
        ("王思涵", "思涵", ["思涵"]),
        ("محمد الزهراني", "محم", ["محم"]),
        ("Ünlü Ün", "un", ["Ün", "Ün"]),
        ("Anna", "", []),
        ("", "anna", []),
        ("Anna Annan", "anna annan", ["Anna", "Annan"]),
    ],
)
def test_the_letters_that_were_found(text: str, typed: str, marked: list[str]) -> None:
    spans = matches(text, typed_words(typed))
    assert [text[start : start + length] for start, length in spans] == marked


def test_letters_that_qt_counts_twice_are_counted_twice() -> None:
    assert matches("𠮷野 Anna", typed_words("anna")) == ((4, 4),)
