"""Taking one person apart from a page: who can be taken out, and the way back."""

from __future__ import annotations

from datetime import date

import pytest

from builders.desk import Desk, someone
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services import people
from weavit_desktop.services.linking_people import link_people
from weavit_desktop.services.parting import join_again, part, partings_of
from weavit_desktop.services.sharing import Choice, share

ANNA = someone("Anna Berg", email="anna@orrin.example", org="Orrin", title="CFO", uid="1")
ANNIE = someone("Annie Berg", email="annie@x.example", org="Acme", title="COO", uid="2")


@pytest.fixture
def linked(desk: Desk) -> Desk:
    """Return a desk where Annie, of another file, was linked to Anna, under the name Anna."""
    desk.take(desk.file("old.vcf", ANNA))
    desk.take(desk.file("new.vcf", ANNIE))
    one, other = desk.uid("Anna Berg"), desk.uid("Annie Berg")
    link_people(desk.vault, desk.work, one, other, {"name": "Anna Berg"})
    return desk


def test_who_was_linked_is_named_with_files_reason_and_day(linked: Desk) -> None:
    [one] = partings_of(linked.vault, linked.uid("Anna Berg"))
    assert (one.name, one.files, one.day) == ("Annie Berg", ("new.vcf",), date(2026, 11, 20))
    assert one.reason == "you said that they are one person"
    assert not one.shared


def test_a_newer_export_of_their_card_names_them(linked: Desk) -> None:
    linked.take(linked.file("newer.vcf", someone("Ann Berg", email="annie@x.example", uid="2")))
    [one] = partings_of(linked.vault, linked.uid("Anna Berg"))
    assert (one.name, one.files) == ("Ann Berg", ("newer.vcf",))


def test_nobody_can_be_taken_out_of_one_card(desk: Desk) -> None:
    desk.take(desk.file("old.vcf", ANNA))
    assert partings_of(desk.vault, desk.uid("Anna Berg")) == []


def test_a_card_that_a_rule_linked_can_be_taken_out_and_put_back(desk: Desk) -> None:
    desk.take(desk.file("old.vcf", ANNA))
    desk.take(desk.file("new.vcf", someone("Anna Berg", email="anna@orrin.example", title="CEO", uid="9")))
    uid = desk.uid("Anna Berg")
    [one] = partings_of(desk.vault, uid)
    assert (one.uid, one.files) == (uid, ("new.vcf",))
    parted = part(desk.vault, desk.work, one.uid)
    assert len(desk.names()) == 2
    join_again(desk.vault, desk.work, parted)
    assert desk.names() == ["Anna Berg"]
    assert desk.rows("SELECT * FROM not_same") == []


def test_parting_and_joining_again_keeps_what_was_picked(linked: Desk) -> None:
    before = linked.person("Anna Berg")
    parted = part(linked.vault, linked.work, partings_of(linked.vault, linked.uid("Anna Berg"))[0].uid)
    assert linked.names() == ["Anna Berg", "Annie Berg"]
    join_again(linked.vault, linked.work, parted)
    after = linked.person("Anna Berg")
    assert linked.names() == ["Anna Berg"]
    assert after == before


def test_the_edits_of_both_are_there_again(linked: Desk) -> None:
    people.edit_person(linked.vault, linked.work, linked.uid("Anna Berg"), {"title": "Boss"})
    uid = linked.uid("Anna Berg")
    parted = part(linked.vault, linked.work, partings_of(linked.vault, uid)[0].uid)
    join_again(linked.vault, linked.work, parted)
    assert linked.person("Anna Berg")["title"] == "Boss"


def test_of_several_one_is_chosen(linked: Desk) -> None:
    linked.take(linked.file("third.vcf", someone("Anne Berg", email="anne@y.example", uid="3")))
    link_people(linked.vault, linked.work, linked.uid("Anna Berg"), linked.uid("Anne Berg"))
    found = partings_of(linked.vault, linked.uid("Anna Berg"))
    assert [one.name for one in found] == ["Anne Berg", "Annie Berg"]
    part(linked.vault, linked.work, found[1].uid)
    assert "Annie Berg" in linked.names()
    assert len(linked.names()) == 2


def test_it_says_where_something_is_shared(desk: Desk) -> None:
    desk.take(desk.file("old.vcf", ANNA))
    desk.take(desk.file("new.vcf", ANNIE))
    one, other = desk.uid("Anna Berg"), desk.uid("Annie Berg")
    share(desk.vault, other, Choice(SharingLevel.ROLE), lambda: desk.now, desk.new_uid)
    link_people(desk.vault, desk.work, one, other, {"name": "Anna Berg"})
    [found] = partings_of(desk.vault, one)
    assert found.shared


def test_nobody_is_refused(desk: Desk) -> None:
    with pytest.raises(UsageRefused):
        partings_of(desk.vault, "nobody")


def test_somebody_who_was_typed_in_is_named_by_that(desk: Desk) -> None:
    desk.take(desk.file("old.vcf", ANNA))
    people.add_person(desk.vault, desk.work, {"name": "A. Berg"})
    link_people(desk.vault, desk.work, desk.uid("Anna Berg"), desk.uid("A. Berg"), {"name": "Anna Berg"})
    [one] = partings_of(desk.vault, desk.uid("Anna Berg"))
    assert (one.name, one.files) == ("A. Berg", ())
