"""Titles in ten languages, labelled by hand: most of each language is read right (scoring.md 2).

tests/data/titles_by_language.tsv: language ("nordic" is Swedish, Danish and Norwegian), title, level,
function; "-" where no function is to be expected.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from weavit_core.taxonomy import Function, Level
from weavit_desktop.domain.title_rules import TitleRules, read_title_rules
from weavit_desktop.domain.titles import classify
from weavit_desktop.resources import resource

FILE = Path(__file__).resolve().parents[1] / "data" / "titles_by_language.tsv"
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "nordic")
NEEDED = 0.9


def labelled(language: str) -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines, delimiter="\t") if row["language"] == language]


@pytest.fixture(scope="module")
def rules() -> TitleRules:
    return read_title_rules(resource("rules/titles.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_titles_of_a_language_are_read_as_people_label_them(language: str, rules: TitleRules) -> None:
    rows = labelled(language)
    readings = [(row, classify(row["title"], "", rules)) for row in rows]
    wrong_levels = [row["title"] for row, read in readings if read.level is not Level(row["level"])]
    wrong_functions = [
        row["title"]
        for row, read in readings
        if row["function"] != "-" and read.function is not Function(row["function"])
    ]
    assert len(rows) >= 35
    assert len(wrong_levels) <= (1 - NEEDED) * len(rows), wrong_levels
    assert len(wrong_functions) <= (1 - NEEDED) * len(rows), wrong_functions


@pytest.mark.parametrize(
    ("organization", "function"),
    [
        ("Helvetia Pensionskasse", Function.BUSINESS_LINE),
        ("Tarnholm Asset Management", Function.BUSINESS_LINE),
        ("Veldmark Foods", Function.IT),
    ],
)
def test_what_a_cio_is_the_employer_tells(organization: str, function: Function, rules: TitleRules) -> None:
    reading = classify("CIO", organization, rules)
    assert (reading.level, reading.function) == (Level.C_LEVEL, function)


def test_vd_of_the_dutch_of_the_is_no_managing_director(rules: TitleRules) -> None:
    assert classify("Hoofd v.d. afdeling inkoop", "", rules).level is Level.DIRECTOR
    assert classify("VD", "", rules).level is Level.C_LEVEL
