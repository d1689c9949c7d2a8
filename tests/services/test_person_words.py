"""Small pieces of the sentences about one person."""

from __future__ import annotations

from datetime import date

import pytest

from weavit_desktop.services.person_words import (
    date_words,
    day_words,
    isolated,
    rule_words,
    short_day,
    source_name,
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
        ("/home/maya/export.zip/Connections.csv", "Connections.csv in export.zip"),
        ("C:\\old.ZIP\\2019\\anna.vcf", "anna.vcf in old.ZIP"),
        ("/home/maya/export.zip", "export.zip"),
        ("/", "/"),
    ],
)
def test_a_source_is_called_by_its_last_part_and_the_zip_it_lies_in(path: str, name: str) -> None:
    assert source_name(path) == name


def test_a_year_is_said_only_where_it_is_another() -> None:
    this, last = date(2026, 11, 13), date(2025, 11, 14)
    assert (short_day(this, TODAY), short_day(last, TODAY)) == ("Fri 13 Nov", "Fri 14 Nov 2025")
    assert (date_words(this, TODAY), date_words(last, TODAY)) == ("13 November", "14 November 2025")
    assert day_words(this) == "Friday 13 November 2026"


def test_a_foreign_name_cannot_turn_the_sentence_around_it() -> None:
    assert isolated("محمد") == "\u2068محمد\u2069"
