"""Employers, positions and job changes."""

from __future__ import annotations

import pytest

from builders.desk import Desk, someone

POSTS = """SELECT organisation.name, position.title, position.level, from_day, to_day FROM position
  JOIN organisation ON organisation.id = organisation_id ORDER BY position.id"""


def test_a_job_change_ends_one_position_and_begins_another(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", someone("Anna Berg", uid="a", org="Veldmark Foods", title="VP Finance")))
    assert desk.rows(POSTS) == [("Veldmark Foods", "VP Finance", "vp", None, None)]
    desk.on("2027-02-03").take(desk.file("x.vcf", someone("Anna Berg", uid="a", org="Orrin AG", title="CFO")))
    assert desk.rows(POSTS) == [
        ("Veldmark Foods", "VP Finance", "vp", None, "2027-02-03"),
        ("Orrin AG", "CFO", "c_level", "2027-02-03", None),
    ]


def test_a_promotion_is_a_job_change_too(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", someone("Anna Berg", uid="a", org="Orrin AG", title="VP Finance")))
    desk.on("2027-02-03").take(desk.file("x.vcf", someone("Anna Berg", uid="a", org="Orrin", title="CFO")))
    assert [(level, to) for _, _, level, _, to in desk.rows(POSTS)] == [
        ("vp", "2027-02-03"),
        ("c_level", None),
    ]


def test_cards_of_two_employers_give_two_current_positions(desk: Desk) -> None:
    mail = "anna@home.example"
    desk.take(
        desk.file("x.vcf", someone("Anna Berg", email=mail, org="Veldmark Foods", title="Board Member"))
    )
    desk.take(desk.file("y.vcf", someone("Anna Berg", "NOTE:y", email=mail, org="Orrin AG", title="CFO")))
    assert [(name, to) for name, _, _, _, to in desk.rows(POSTS)] == [
        ("Veldmark Foods", None),
        ("Orrin AG", None),
    ]


def test_one_employer_in_two_spellings_is_one_organisation(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", someone("Anna Berg", org="Orrin AG"), someone("Bo Lind", org="ORRIN")))
    assert desk.rows("SELECT name FROM organisation") == [("Orrin AG",)]


def test_a_second_source_for_the_same_post_begins_no_new_one(desk: Desk) -> None:
    mail = "anna@orrin.example"
    desk.take(desk.file("x.vcf", someone("Anna Berg", email=mail, org="Orrin AG", title="CFO")))
    desk.take(
        desk.file("y.vcf", someone("Anna Berg", "NOTE:y", email=mail, org="Orrin", title="Finance Chief"))
    )
    assert [(title, to) for _, title, _, _, to in desk.rows(POSTS)] == [("CFO", None)]


def test_domains_come_from_addresses_at_work_not_from_free_mail(desk: Desk) -> None:
    card = someone("Anna Berg", "EMAIL:anna@gmail.com", email="anna@mail.orrin.co.uk", org="Orrin")
    desk.take(desk.file("x.vcf", card))
    assert desk.rows("SELECT domain FROM organisation_domain") == [("orrin.co.uk",)]


def test_domains_go_with_those_who_brought_them(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", someone("Anna Berg", uid="a", email="anna@orrin.example", org="Orrin")))
    desk.take(desk.file("y.vcf", someone("Bo Lind", uid="b", org="Orrin")))
    desk.take(
        desk.file("x.vcf", someone("Anna Berg", uid="a", email="anna@veldmark.example", org="Veldmark"))
    )
    assert desk.rows("SELECT domain FROM organisation_domain") == [("veldmark.example",)]


def test_a_company_card_is_nobodys_position(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", someone("Orrin AG", "X-ABSHOWAS:COMPANY", org="Orrin AG")))
    assert desk.rows(POSTS) == []
    assert desk.person("Orrin AG")["is_company"] is True


def test_an_employer_that_nobody_has_any_more_and_that_is_no_client_stays_in_history(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", someone("Anna Berg", uid="a", org="Veldmark", title="CFO")))
    desk.take(desk.file("x.vcf", someone("Anna Berg", uid="a", org="Orrin", title="CFO")))
    assert {name for name, *_ in desk.rows(POSTS)} == {"Veldmark", "Orrin"}


@pytest.mark.parametrize(
    "org", ["Freelance", "Self-employed", "SELBSTÄNDIG", "Retired", "À mon compte", "ZZP'er"]
)
def test_who_works_for_nobody_works_at_no_organisation(desk: Desk, org: str) -> None:
    desk.take(desk.file("x.vcf", someone("Anna Berg", org=org, title="Designer")))
    assert desk.rows("SELECT name FROM organisation") == []
    assert desk.person("Anna Berg")["organization"] == org


def test_a_company_whose_name_begins_like_no_employer_is_one(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", someone("Anna Berg", org="Freelancer.com"), someone("Bo", org="Retired AG")))
    assert desk.rows("SELECT name FROM organisation") == [("Freelancer.com",)]


def test_the_lei_on_a_card_is_that_of_the_employer(desk: Desk) -> None:
    lei = "X-LEI:529900T8BM49AURSDO55"
    desk.take(
        desk.file("x.vcf", someone("Anna Berg", lei, uid="a", org="Orrin"), someone("Bo", org="ORRIN AG"))
    )
    desk.take(desk.file("y.vcf", someone("Cleo", "X-LEI:529900T8BM49AURSDO56", org="Veldmark")))
    assert desk.rows("SELECT name, lei FROM organisation ORDER BY id") == [
        ("Orrin", "529900T8BM49AURSDO55"),
        ("Veldmark", None),
    ]
