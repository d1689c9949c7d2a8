"""Facts of one person, each with who said it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from builders.desk import Desk, someone
from builders.linkedin import CONNECTIONS, folder, profile_url, table
from weavit_desktop.services.people import edit_person
from weavit_desktop.services.person_page import read_person_page
from weavit_desktop.services.person_sources import KEPT, Fact, Facts

ANNA = "Anna Berg"


@pytest.fixture
def anna(desk: Desk) -> str:
    """Bring Anna in by a card and by a connection that says some of the same."""
    slug = f"X-SOCIALPROFILE;type=linkedin:{profile_url('anna')}"
    lines = (slug, "BDAY:1971-06-03", "ADR:;;Quay 1;Delft;;2600;Netherlands")
    desk.take(
        desk.file(
            "people.vcf",
            someone(ANNA, *lines, email="anna@veld.example", title="CFO", org="Veld", tel="+31 6 5550 1000"),
        )
    )
    connected = {"First Name": "Anna", "Last Name": "Berg", "URL": profile_url("anna"), "Company": "Veld"}
    rows = table(CONNECTIONS, {**connected, "Email Address": "ANNA@veld.example", "Position": "Sailor"})
    desk.take(folder(desk.folder / "li", {"Connections.csv": rows}))
    return desk.uid(ANNA)


def facts(desk: Desk, uid: str) -> Facts:
    return read_person_page(desk.vault, desk.work, uid).facts


def fact(desk: Desk, uid: str, name: str) -> Fact:
    return next(one for one in facts(desk, uid).facts if one.name == name)


def test_a_value_names_every_file_that_says_it_however_it_is_written(desk: Desk, anna: str) -> None:
    said = fact(desk, anna, "email")
    assert said.sources[0] == "people.vcf"
    assert len(said.sources) == 2


def test_a_value_does_not_name_a_file_that_says_another(desk: Desk, anna: str) -> None:
    assert fact(desk, anna, "birthday").sources == ("people.vcf",)
    assert fact(desk, anna, "address") == Fact("address", "Quay 1, 2600 Delft, Netherlands", ("people.vcf",))
    assert "people.vcf" not in fact(desk, anna, "title").sources  # the newer file says Sailor


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"title": "CEO"}, "title"),
        ({"email": "anna@home.example"}, "email"),
        ({"phone": "+31 6 5550 2000"}, "phone"),
        ({"birthday": "1972-01-01"}, "birthday"),
    ],
)
def test_what_the_person_wrote_is_theirs_and_comes_first(
    desk: Desk, anna: str, changes: Mapping[str, str], name: str
) -> None:
    edit_person(desk.vault, desk.work, anna, changes)
    said = facts(desk, anna)
    assert said.first(name) == changes[name]
    assert fact(desk, anna, name).sources == ("you",)
    assert said.edits == changes


def test_what_the_person_repeats_is_said_by_both(desk: Desk, anna: str) -> None:
    edit_person(desk.vault, desk.work, anna, {"birthday": "1971-06-03"})
    assert fact(desk, anna, "birthday").sources == ("people.vcf", "you")


def test_a_level_comes_from_the_title_until_it_is_chosen(desk: Desk, anna: str) -> None:
    edit_person(desk.vault, desk.work, anna, {"title": "Head of Treasury"})
    assert fact(desk, anna, "level") == Fact("level", "director", ("you",), "en: head")
    edit_person(desk.vault, desk.work, anna, {"level": "vp"})
    assert fact(desk, anna, "level") == Fact("level", "vp", ("you",))


def test_several_values_are_typed_as_one_line(desk: Desk, anna: str) -> None:
    edit_person(desk.vault, desk.work, anna, {"email": "a@home.example, b@home.example"})
    assert facts(desk, anna).edits["email"] == "a@home.example, b@home.example"
    written = [
        one.value for one in facts(desk, anna).facts if one.name == "email" and one.sources == ("you",)
    ]
    assert written == ["a@home.example", "b@home.example"]


def kept(desk: Desk, name: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (one.label, one.value, one.sources) for one in facts(desk, desk.uid(name)).facts if one.name == KEPT
    ]


def test_what_no_field_takes_is_a_fact_by_the_name_that_its_file_gives_it(desk: Desk) -> None:
    rows = "Name,Shoe size,Score\nAnna Berg,42,7\nBo Lind,,9\n"
    path = desk.folder / "list.csv"
    path.write_text(rows, encoding="utf-8")
    desk.take(path)
    assert kept(desk, ANNA) == [("Shoe size", "42", ("list.csv",)), ("Score", "7", ("list.csv",))]
    assert kept(desk, "Bo Lind") == [("Score", "9", ("list.csv",))]


def test_a_day_that_is_none_stands_there_as_it_came(desk: Desk) -> None:
    desk.take(desk.file("a.vcf", someone(ANNA, "BDAY:1980-02-30", uid="a-1")))
    assert kept(desk, ANNA) == [("BDAY", "1980-02-30", ("a.vcf",))]


def test_a_level_that_no_title_tells_is_said_by_nobody(desk: Desk) -> None:
    desk.take(desk.file("a.vcf", someone(ANNA, title="Foo")))
    assert fact(desk, desk.uid(ANNA), "level") == Fact("level", "unknown", ())
