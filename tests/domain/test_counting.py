"""A number with its noun: one of a thing is called otherwise than none or several."""

from __future__ import annotations

import pytest

from weavit_desktop.domain.counting import many, many_people, together


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 mails"), (1, "1 mail"), (2, "2 mails"), (1_200, "1,200 mails")]
)
def test_a_number_has_its_noun(count: int, words: str) -> None:
    assert many(count, "mail") == words


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 replies wait"), (1, "1 reply waits"), (2, "2 replies wait")]
)
def test_a_plural_may_be_said_with_all_that_follows(count: int, words: str) -> None:
    assert many(count, "reply waits", "replies wait") == words


@pytest.mark.parametrize(("count", "words"), [(0, "0 people"), (1, "1 person"), (2, "2 people")])
def test_people_are_counted(count: int, words: str) -> None:
    assert many_people(count) == words


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([], ""),
        (["1 person"], "1 person"),
        (["1 person", "2 cards"], "1 person and 2 cards"),
        (["1 person", "2 cards", "3 mails"], "1 person, 2 cards and 3 mails"),
    ],
)
def test_several_numbers_stand_in_one_row(parts: list[str], words: str) -> None:
    assert together(parts) == words
