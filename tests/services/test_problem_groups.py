"""Problems as one looks through them: the same trouble in one file is one entry, with its places."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from weavit_desktop.services.import_report import ProblemReport, SourceReport
from weavit_desktop.services.problem_groups import group_problems

STRAY = "This text stands in no card. It was kept as it came, but not used."


def source(path: str, *places: str, what: str = STRAY) -> SourceReport:
    problems = tuple(ProblemReport(place, what, kept=True, size=3, excerpt=b"abc") for place in places)
    return SourceReport(path, "vcard", problems=problems)


def places(path: str, *where: str) -> str:
    (group,) = group_problems([source(path, *where)])
    return group.places


def test_one_sentence_about_one_file_is_one_group_whatever_stands_between() -> None:
    ours = ProblemReport("line 1", STRAY, kept=True)
    other = ProblemReport("line 2", "This card has no END line.", kept=True)
    groups = group_problems([SourceReport("a.vcf", "vcard", problems=(ours, other, ours))])
    assert [(group.heading, len(group.problems)) for group in groups] == [
        ("This text stands in no card", 2),
        ("This card has no END line", 1),
    ]


def test_the_same_sentence_about_two_files_is_two_groups() -> None:
    groups = group_problems([source("a.vcf", "line 1"), source("b.vcf", "line 1")])
    assert [group.places for group in groups] == ["a.vcf, line 1", "b.vcf, line 1"]


def test_the_first_sentence_is_the_heading_and_the_others_say_what_was_done() -> None:
    (group,) = group_problems([source("a.vcf", "line 1")])
    assert group.heading == "This text stands in no card"
    assert group.rest == "It was kept as it came, but not used."
    (bare,) = group_problems([source("a.vcf", "line 1", what="This is odd")])
    assert (bare.heading, bare.rest) == ("This is odd", "")


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (["the whole file"], "a.vcf"),
        (["line 12"], "a.vcf, line 12"),
        (["line 12", "line 40"], "a.vcf, lines 12 and 40"),
        (["line 12", "line 40", "line 63"], "a.vcf, lines 12, 40 and 63"),
        (["line 1", "line 2", "line 3", "line 4"], "a.vcf, lines 1, 2, 3 and 1 more"),
        ([f"line {number}" for number in range(1, 2_004)], "a.vcf, lines 1, 2, 3 and 2,000 more"),
        (["x.csv, line 1", "x.csv, line 2"], "a.vcf, x.csv, lines 1 and 2"),
        (["x.csv, line 1", "y.csv, line 2"], "a.vcf, 2 places"),
        (["card 1", "line 2"], "a.vcf, 2 places"),
        (["the whole folder"], "a.vcf"),
        (["a.vcf"], "a.vcf"),
        (["a.vcf, the whole file"], "a.vcf"),
        (["a.vcf, line 3", "a.vcf, line 5"], "a.vcf, lines 3 and 5"),
    ],
)
def test_places_are_told_shortly(where: Sequence[str], expected: str) -> None:
    assert places("/somewhere/a.vcf", *where) == expected


def test_a_file_in_a_zip_is_named_with_it_and_once() -> None:
    assert places("/home/maya/phone.zip/cards/a.vcf", "cards/a.vcf, line 3") == "a.vcf in phone.zip, line 3"
    assert places("/home/maya/phone.zip", "a.vcf, line 3") == "phone.zip, a.vcf, line 3"


def test_the_folder_of_a_file_is_not_told() -> None:
    assert places("/home/maya/secret plans/a.vcf", "line 1") == "a.vcf, line 1"


def test_text_and_what_is_kept_are_known_of_the_whole_group() -> None:
    kept = ProblemReport("line 1", STRAY, kept=True, size=3, excerpt=b"abc")
    gone = ProblemReport("line 2", STRAY, kept=False)
    (group,) = group_problems([SourceReport("a.vcf", "vcard", problems=(gone, kept))])
    assert (group.has_text, group.all_kept) == (True, False)
    (bare,) = group_problems([SourceReport("a.vcf", "vcard", problems=(gone,))])
    assert not bare.has_text
