"""Small pieces of the sentences about one person."""

from __future__ import annotations

from datetime import date

import pytest

from weavit_desktop.services.person_words import (
    birthday_words,
    date_words,
    day_words,
    file_name,
    isolated,
    many,
    rule_words,
    short_day,
)

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("rule", "title", "words"),
    [
        ("en: head of", "Head of Treasury", "from “Head of”"),
        ("de: leiter", "Gruppenleiter", "from “leiter”"),
        ("en: vice president", "VP Sales", "from “vice president”"),  # written otherwise in the title
        ("no word of a level", "Sailor", "no word of a level"),
        ("", "Sailor", ""),
    ],
)
def test_a_rule_is_said_as_the_title_writes_it(rule: str, title: str, words: str) -> None:
    assert rule_words(rule, title) == words


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/maya/people.vcf", "people.vcf"),
        ("C:\\Users\\Maya\\people.vcf", "people.vcf"),
        ("export.zip/Connections.csv", "Connections.csv"),
        ("/", "/"),
    ],
)
def test_a_source_is_called_by_its_last_part(path: str, name: str) -> None:
    assert file_name(path) == name


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


def test_a_year_is_said_only_where_it_is_another() -> None:
    this, last = date(2026, 11, 13), date(2025, 11, 14)
    assert (short_day(this, TODAY), short_day(last, TODAY)) == ("Fri 13 Nov", "Fri 14 Nov 2025")
    assert (date_words(this, TODAY), date_words(last, TODAY)) == ("13 November", "14 November 2025")
    assert day_words(this) == "Friday 13 November 2026"


def test_a_number_has_its_noun() -> None:
    assert (many(1, "mail"), many(2, "mail"), many(1200, "mail")) == ("1 mail", "2 mails", "1,200 mails")


def test_a_foreign_name_cannot_turn_the_sentence_around_it() -> None:
    assert isolated("محمد") == "\u2068محمد\u2069"
