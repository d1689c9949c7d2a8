"""Listing, searching, opening, adding and editing people."""

from __future__ import annotations

import pytest

from builders.desk import Desk, someone
from weavit_core.taxonomy import Band
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services import people
from weavit_desktop.services.choices import FIELDS
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.vault.repositories.people_pages import PeopleQuery


def take(desk: Desk, *cards: bytes) -> None:
    desk.take(desk.file("x.vcf", *cards))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("思涵", "王思涵"),
        ("Muller", "Jürgen Müller"),
        ("jür mül", "Jürgen Müller"),
        ("mül jür", "Jürgen Müller"),
        ("plant oper", "Jürgen Müller"),
        ("kitamura", "王思涵"),
        ("sihan@kita", "王思涵"),
        ("tea", "王思涵"),
        ("Jogi", "Jürgen Müller"),
        ("044 668", "Jürgen Müller"),
    ],
)
def test_people_are_found_by_name_work_address_and_note(desk: Desk, typed: str, found: str) -> None:
    take(
        desk,
        someone("王思涵", "NOTE:drinks tea", org="Kitamura Precision", email="sihan@kitamura.example"),
        someone("Jürgen Müller", "NICKNAME:Jogi", title="Director, Plant Operations", tel="044 668 18 00"),
        someone("Someone Else", org="Elsewhere"),
    )
    assert desk.names(typed) == [found]


def test_a_changed_card_is_no_longer_found_by_its_old_words(desk: Desk) -> None:
    take(desk, someone("Anna Berg", uid="a", org="Veldmark"))
    take(desk, someone("Anna Berg", uid="a", org="Orrin"))
    assert desk.names("veldmark") == []
    assert desk.names("orrin") == ["Anna Berg"]


def test_a_list_leaves_the_long_fields_out(desk: Desk) -> None:
    take(desk, someone("Anna Berg", "NOTE:x", org="Orrin", title="CFO", email="anna@orrin.example"))
    (row,) = desk.listed()
    listed = people.summary(row, desk.now.date())
    whole = desk.person("Anna Berg")
    assert whole.keys() - listed.keys() == {
        "addresses",
        "urls",
        "notes",
        "extra",
        "sources",
        "moves",
        "words",
    }
    assert whole["intensity"].keys() - listed["intensity"].keys() == {"parts", "held_back"}
    assert {key: listed[key] for key in ("id", "name", "organization", "level", "function")} == {
        "id": row.uid,
        "name": "Anna Berg",
        "organization": "Orrin",
        "level": "c_level",
        "function": "finance",
    }


def test_a_person_without_interactions_is_dormant(desk: Desk) -> None:
    take(desk, someone("Anna Berg"))
    assert desk.person("Anna Berg")["intensity"] == {
        "score": 0.0,
        "band": "dormant",
        "parts": [],
        "held_back": 0.0,
        "falls_to": None,
    }


def test_pages_continue_behind_a_person(desk: Desk) -> None:
    take(desk, *(someone(name) for name in ("Cleo", "Anna", "Bo")))
    query = PeopleQuery(desk.now.date())
    first = people.list_people(desk.vault, query, limit=2)
    rest = people.list_people(desk.vault, query, after=first[-1].uid)
    assert [row.name for row in (*first, *rest)] == ["Anna", "Bo", "Cleo"]
    with pytest.raises(UsageRefused):
        people.list_people(desk.vault, query, after="nobody")


def test_nobody_can_be_opened_edited_or_deleted_under_an_unknown_id(desk: Desk) -> None:
    with pytest.raises(UsageRefused):
        people.open_person(desk.vault, "nobody", desk.now.date())
    with pytest.raises(UsageRefused):
        people.edit_person(desk.vault, desk.work, "nobody", {"title": "CFO"})
    with pytest.raises(UsageRefused):
        delete_people(desk.vault, desk.work, ["nobody"])


def test_a_person_added_by_hand_is_a_person_like_any_other(desk: Desk) -> None:
    fields = {"name": "Anna Berg", "email": "anna@orrin.example", "organization": "Orrin AG", "title": "CFO"}
    uid = people.add_person(desk.vault, desk.work, fields)
    anna = desk.person("Anna Berg")
    assert (anna["id"], anna["level"], anna["sources"]) == (uid, "c_level", [])
    assert desk.names("orrin cfo") == ["Anna Berg"]
    take(desk, someone("Anna Berg", "NOTE:from the phone", email="anna@orrin.example"))
    assert desk.names() == ["Anna Berg"]
    assert desk.person("Anna Berg")["notes"] == ["from the phone"]


def test_a_person_needs_a_name(desk: Desk) -> None:
    with pytest.raises(UsageRefused):
        people.add_person(desk.vault, desk.work, {"name": " "})


def test_an_edit_wins_over_any_card_until_it_is_taken_back(desk: Desk) -> None:
    take(desk, someone("Anna Berg", uid="a", title="Analyst", email="anna@orrin.example"))
    uid = desk.uid("Anna Berg")
    people.edit_person(desk.vault, desk.work, uid, {"title": "CFO", "email": "anna@home.example"})
    take(desk, someone("Anna Berg", uid="a", title="Senior Analyst", email="anna@orrin.example"))
    anna = desk.person("Anna Berg")
    assert (anna["title"], anna["level"]) == ("CFO", "c_level")
    assert [one["value"] for one in anna["emails"]] == ["anna@home.example", "anna@orrin.example"]
    people.edit_person(desk.vault, desk.work, uid, {"title": "", "email": ""})
    anna = desk.person("Anna Berg")
    assert anna["title"] == "Senior Analyst"
    assert [one["value"] for one in anna["emails"]] == ["anna@orrin.example"]


def test_a_corrected_level_always_wins_and_holds_for_the_position(desk: Desk) -> None:
    take(desk, someone("Anna Berg", uid="a", title="Analyst", org="Orrin"))
    people.edit_person(desk.vault, desk.work, desk.uid("Anna Berg"), {"level": "vp", "function": "legal"})
    take(desk, someone("Anna Berg", uid="a", title="Junior Analyst", org="Orrin"))
    anna = desk.person("Anna Berg")
    assert (anna["level"], anna["level_rule"], anna["function"]) == ("vp", "chosen", "legal")
    assert desk.rows("SELECT level, function FROM position WHERE to_day IS NULL") == [("vp", "legal")]


def test_an_employer_that_was_chosen_is_the_only_one(desk: Desk) -> None:
    take(desk, someone("Anna Berg", org="Veldmark", title="CFO"))
    people.edit_person(desk.vault, desk.work, desk.uid("Anna Berg"), {"organization": "Orrin"})
    current = """SELECT name FROM position JOIN organisation ON organisation.id = organisation_id
      WHERE to_day IS NULL"""
    assert desk.rows(current) == [("Orrin",)]


@pytest.mark.parametrize(
    "changes",
    [
        {"shoe-size": "42"},
        {"level": "king"},
        {"function": "chess"},
        {"birthday": "yesterdayish"},
        {"birthday": "31.2.1990"},
        {"birthday": "3/4/1990"},  # of April, or of March
        {"anniversary": "13/13/2000"},
    ],
)
def test_an_impossible_edit_is_refused_and_changes_nothing(desk: Desk, changes: dict[str, str]) -> None:
    take(desk, someone("Anna Berg"))
    before = desk.contents()
    with pytest.raises(UsageRefused):
        people.edit_person(desk.vault, desk.work, desk.uid("Anna Berg"), changes)
    assert desk.contents() == before


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1971-06-03", "1971-06-03"),
        ("--06-03", "--06-03"),
        ("3.6.1971", "1971-06-03"),
        ("3 Jun 1971", "1971-06-03"),
    ],
)
def test_a_day_that_is_edited_is_kept_as_every_other_day(desk: Desk, typed: str, day: str) -> None:
    take(desk, someone("Anna Berg"))
    people.edit_person(desk.vault, desk.work, desk.uid("Anna Berg"), {"birthday": typed})
    assert desk.person("Anna Berg")["birthday"] == day


def test_a_person_added_by_hand_keeps_their_only_name(desk: Desk) -> None:
    people.add_person(desk.vault, desk.work, {"name": "Anna Berg"})
    with pytest.raises(UsageRefused):
        people.edit_person(desk.vault, desk.work, desk.uid("Anna Berg"), {"name": ""})
    assert desk.names() == ["Anna Berg"]


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_can_be_edited_and_taken_back(desk: Desk, field: str) -> None:
    take(desk, someone("Anna Berg", title="Analyst", org="Orrin"))
    uid = desk.uid("Anna Berg")
    before = desk.person("Anna Berg")
    value = {"level": "vp", "function": "legal"}.get(field, "1980-02-08")
    people.edit_person(desk.vault, desk.work, uid, {field: value})
    assert people.as_json(people.open_person(desk.vault, uid, desk.now.date())) != before
    people.edit_person(desk.vault, desk.work, uid, {field: ""})
    assert people.as_json(people.open_person(desk.vault, uid, desk.now.date())) == before


def test_bands_have_names(desk: Desk) -> None:
    assert people.read_band("Strong") is Band.STRONG
    with pytest.raises(UsageRefused):
        people.read_band("none")


@pytest.mark.parametrize(
    ("name", "given", "family", "suffix"),
    [
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven", ""),
        ("Anna Hale, PhD", "Anna", "Hale", "PhD"),
        ("山田 太郎", "太郎", "山田", ""),
        ("Madonna", "", "", ""),
    ],
)
def test_a_name_in_one_piece_is_shown_in_its_parts(
    desk: Desk, name: str, given: str, family: str, suffix: str
) -> None:
    take(desk, someone(name.replace(",", r"\,")))
    names = desk.person(name)["names"]
    assert (names["given"], names["family"], names["suffix"]) == (given, family, suffix)


def test_a_part_that_the_person_wrote_wins_over_what_was_read(desk: Desk) -> None:
    take(desk, someone("Anna Maria Berg"))
    people.edit_person(desk.vault, desk.work, desk.uid("Anna Maria Berg"), {"nickname": "Anni"})
    names = desk.person("Anna Maria Berg")["names"]
    assert (names["given"], names["nickname"], names["family"]) == ("Anna", "Anni", "Berg")


@pytest.mark.parametrize(
    ("line", "called"),
    [
        ("NOTE:who?", "(no name)"),
        ("TEL:+49 30 5555555", "+49 30 5555555"),
        ("EMAIL:anna@orrin.example", "anna@orrin.example"),
        ("ORG:Nur Org GmbH", "Nur Org GmbH"),
        ("ORG:Nur Org GmbH\r\nTITLE:CFO", "Nur Org GmbH"),
    ],
)
def test_whoever_has_no_name_has_no_parts_of_one(desk: Desk, line: str, called: str) -> None:
    desk.take(desk.file("in.vcf", f"BEGIN:VCARD\r\nVERSION:3.0\r\n{line}\r\nEND:VCARD\r\n".encode()))
    names = desk.person(called)["names"]
    assert set(names.values()) == {""}


def test_the_name_of_a_company_has_no_parts(desk: Desk) -> None:
    take(desk, someone("Orrin Foods", "X-ABSHOWAS:COMPANY", org="Orrin Foods"))
    assert set(desk.person("Orrin Foods")["names"].values()) == {""}
