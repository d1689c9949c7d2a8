"""Days of a card in words."""

from __future__ import annotations

import pytest

from weavit_desktop.domain.days import birthday_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("--02-08", "8 February"),
        ("1971-06-03", "3 June 1971"),
        ("1971-13-03", "1971-13-03"),
        ("in spring", "in spring"),
    ],
)
def test_a_birthday_is_said_in_words_where_it_is_a_date(text: str, words: str) -> None:
    assert birthday_words(text) == words
