"""One question of the queue, side by side, with who the two would be together."""

from __future__ import annotations

from datetime import date

import pytest

from builders.desk import Desk, someone
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.services.duplicate_review import Line, Review, review
from weavit_desktop.services.duplicates import find_duplicates
from weavit_desktop.services.linking_people import link_people
from weavit_desktop.services.sharing import Choice, share

ROB = someone("Robert Ashworth", email="r@orrin.example", org="Orrin", title="CFO", tel="044 668 18 00")
BOB = someone("Bob Ashworth", "NOTE:skis", email="bob@x.example", org="ORRIN", title="CEO")


@pytest.fixture
def asked(desk: Desk) -> Review:
    desk.take(desk.file("old.vcf", ROB))
    desk.take(desk.file("new.vcf", BOB))
    share(
        desk.vault,
        desk.uid("Robert Ashworth"),
        Choice(SharingLevel.STRENGTH),
        lambda: desk.now,
        desk.new_uid,
    )
    return review(desk.vault, desk.work, find_duplicates(desk.vault, desk.rules), 0)


def line(asked: Review, label: str) -> Line:
    (found,) = (one for one in asked.lines if one.label == label)
    return found


def test_it_says_where_each_came_from_and_how_far_the_queue_is(asked: Review) -> None:
    assert (asked.place, asked.total) == (1, 1)
    assert (asked.one.sources, asked.other.sources) == (("old.vcf",), ("new.vcf",))
    assert asked.one.since == date(2026, 11, 20)


def test_a_line_has_both_values_and_what_would_be_shown(asked: Review) -> None:
    title = line(asked, "Title")
    assert (title.one, title.other, title.shown, title.agree) == (("CFO",), ("CEO",), ("CEO",), False)
    assert title.pick == "title"
    assert line(asked, "Employer").agree
    assert line(asked, "Phone").agree is None
    assert set(line(asked, "E-mail").shown) == {"r@orrin.example", "bob@x.example"}
    assert line(asked, "Also known as").shown == ("Robert Ashworth",)


def test_it_says_what_the_company_would_see(asked: Review) -> None:
    assert asked.company_sees == ("Strength", "Only you", "Only you")


def test_looking_stores_nothing_and_linking_gives_what_was_shown(desk: Desk, asked: Review) -> None:
    before = desk.contents()
    again = review(desk.vault, desk.work, find_duplicates(desk.vault, desk.rules), 0)
    assert desk.contents() == before
    assert again == asked
    link_people(desk.vault, desk.work, asked.one.uid, asked.other.uid)
    (name,) = desk.names()
    assert line(asked, "Name").shown == (name,)
    assert line(asked, "Title").shown == (desk.person(name)["title"],)


def test_who_has_gone_meanwhile_is_told(desk: Desk, asked: Review) -> None:
    questions = find_duplicates(desk.vault, desk.rules)
    delete_people(desk.vault, desk.work, [asked.other.uid])
    with pytest.raises(UsageRefused):
        review(desk.vault, desk.work, questions, 0)


def test_with_picks_the_shown_person_is_the_one_that_linking_gives(desk: Desk, asked: Review) -> None:
    queue = find_duplicates(desk.vault, desk.rules)
    picks = {"title": "CFO", "name": "Robert Ashworth"}
    picked = review(desk.vault, desk.work, queue, 0, picks)
    assert line(picked, "Title").shown == ("CFO",)
    link_people(desk.vault, desk.work, asked.one.uid, asked.other.uid, picks)
    assert desk.person("Robert Ashworth")["title"] == "CFO"


def test_a_pick_of_no_field_is_refused(desk: Desk, asked: Review) -> None:
    with pytest.raises(UsageRefused):
        review(desk.vault, desk.work, find_duplicates(desk.vault, desk.rules), 0, {"shoes": "38"})


def test_it_says_in_a_line_what_becomes_of_what_the_company_sees(desk: Desk, asked: Review) -> None:
    assert "It becomes Only you, the lower of the two" in asked.sharing_words
    share(desk.vault, asked.other.uid, Choice(SharingLevel.STRENGTH), lambda: desk.now, desk.new_uid)
    same = review(desk.vault, desk.work, find_duplicates(desk.vault, desk.rules), 0)
    assert "If a document changes by it, that waits for you in Sharing." in same.sharing_words


def test_where_nothing_is_shared_it_says_that_new_fields_stay(desk: Desk) -> None:
    desk.take(desk.file("both.vcf", ROB, BOB))
    asked = review(desk.vault, desk.work, find_duplicates(desk.vault, desk.rules), 0)
    assert asked.sharing_words.endswith("New fields stay with you until you choose.")
