"""A card is linked automatically only where it is safe (import.md, Recognising the same person)."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from builders.rules import shipped_normaliser
from weavit_desktop.matching.linking import (
    SAME_EMAIL,
    SAME_PHONE,
    SAME_PROFILE,
    Candidate,
    Identifiers,
    Link,
    decide,
)

NORMALISER = shipped_normaliser()


def someone(name: str, **known: Any) -> Identifiers:
    """Return identifiers; each kind is given as one string with spaces between."""
    return Identifiers(
        name,
        **{
            kind: frozenset(value.split()) if isinstance(value, str) else value
            for kind, value in known.items()
        },
    )


def link(card: Identifiers, *known: Identifiers) -> Link | None:
    candidates = [Candidate(f"person {at}", one) for at, one in enumerate(known)]
    return decide(card, candidates, NORMALISER)


def reason(card: Identifiers, *known: Identifiers) -> str | None:
    found = link(card, *known)
    return found.reason if found else None


def test_the_same_profile_links_even_after_a_job_change_and_a_marriage() -> None:
    card = someone("Anna Maier", slugs="anna", emails="anna@new.example")
    assert reason(card, someone("Anna Weber", slugs="anna", emails="anna@old.example")) == SAME_PROFILE


def test_the_same_address_and_a_fitting_name_link() -> None:
    card = someone("A. Weber", emails="anna@acme.example")
    assert reason(card, someone("Anna Weber", emails="anna@acme.example")) == SAME_EMAIL


def test_the_same_address_without_a_name_links() -> None:
    assert (
        reason(someone("", emails="a@x.example"), someone("Anna Weber", emails="a@x.example")) == SAME_EMAIL
    )


def test_the_same_address_and_another_name_do_not_link() -> None:
    card = someone("Bea Weber", emails="webers@home.example")
    assert link(card, someone("Anna Weber", emails="webers@home.example")) is None


def test_an_address_that_two_people_share_links_nobody() -> None:
    card = someone("A. Weber", emails="webers@home.example")
    anna = someone("Anna Weber", emails="webers@home.example")
    bea = someone("Bea Weber", emails="webers@home.example")
    assert link(card, anna, bea) is None


def test_a_mailbox_for_a_task_links_nobody() -> None:
    card = someone("Anna Weber", emails="info@acme.example")
    assert link(card, someone("Anna Weber", emails="info@acme.example")) is None


def test_the_same_number_and_a_fitting_name_link() -> None:
    card = someone("Weber, Anna", phones="+4930123456")
    assert reason(card, someone("Anna Weber", phones="+4930123456")) == SAME_PHONE


def test_the_same_number_and_no_name_do_not_link() -> None:
    assert link(someone("", phones="+4930123456"), someone("Anna Weber", phones="+4930123456")) is None


def test_the_number_of_a_switchboard_does_not_link_colleagues() -> None:
    card = someone("Carl Doe", phones="+4930123456")
    assert link(card, someone("Anna Weber", phones="+4930123456")) is None


def test_the_number_of_many_people_links_nobody() -> None:
    card = someone("Anna Weber", phones="+4930123456")
    colleagues = [someone(f"Person {letter * 3}", phones="+4930123456") for letter in "abcdefgh"]
    anna = someone("Anna Weber", phones="+4930123456")
    assert reason(card, *colleagues[:7], anna) == SAME_PHONE
    assert link(card, *colleagues, anna) is None


def test_two_mailboxes_at_one_firm_are_two_people_of_one_name() -> None:
    card = someone("Anna Weber", phones="+4930123456", emails="anna.weber2@acme.example")
    known = someone("Anna Weber", phones="+4930123456", emails="anna.weber@acme.example")
    assert link(card, known) is None


def test_an_address_at_a_new_firm_is_no_hindrance() -> None:
    card = someone("Anna Weber", phones="+4930123456", emails="anna@new.example a@gmail.com")
    known = someone("Anna Weber", phones="+4930123456", emails="anna@old.example aw@gmail.com")
    assert reason(card, known) == SAME_PHONE


def test_the_same_name_alone_does_not_link_two_people_at_one_firm() -> None:
    card = someone("Anna Weber", emails="anna.weber2@acme.example")
    assert link(card, someone("Anna Weber", emails="anna.weber@acme.example")) is None


def test_father_and_son_on_one_line_are_not_linked() -> None:
    card = someone("John Doe Jr.", phones="+12125550100", emails="doe@home.example")
    assert link(card, someone("John Doe", phones="+12125550100", emails="doe@home.example")) is None


def test_different_profiles_are_different_people_whatever_else_they_share() -> None:
    card = someone("John Doe", slugs="john-2", phones="+12125550100", emails="doe@home.example")
    father = someone("John Doe", slugs="john-1", phones="+12125550100", emails="doe@home.example")
    assert link(card, father) is None


def test_nicknames_name_order_and_transliteration_fit() -> None:
    for name, known in (("Bob Doe", "Robert Doe"), ("Doe, John", "John Doe"), ("Ivan Petrov", "Иван Петров")):
        assert reason(someone(name, emails="x@y.example"), someone(known, emails="x@y.example")) == SAME_EMAIL


def test_where_two_people_fit_none_is_chosen() -> None:
    card = someone("J. Doe", phones="+12125550100")
    jane, john = someone("Jane Doe", phones="+12125550100"), someone("John Doe", phones="+12125550100")
    assert link(card, jane, john) is None


def test_an_older_job_address_still_links() -> None:
    card = someone("Anna Weber", emails="anna@old.example anna@new.example")
    assert reason(card, someone("Anna Weber", emails="anna@old.example")) == SAME_EMAIL


def test_a_company_is_never_linked_with_a_person() -> None:
    company = someone("Anna Weber", emails="hello.anna@acme.example", slugs="acme", is_company=True)
    person = someone("Anna Weber", emails="hello.anna@acme.example", slugs="acme")
    assert link(company, person) is None
    assert link(person, company) is None


def test_companies_are_compared_without_their_legal_form() -> None:
    card = someone("Acme GmbH", phones="+4930123456", is_company=True)
    assert reason(card, someone("ACME", phones="+4930123456", is_company=True)) == SAME_PHONE


@given(st.permutations(range(3)))
def test_the_order_of_candidates_does_not_matter(order: list[int]) -> None:
    card = someone("Anna Weber", slugs="anna", emails="a@x.example", phones="+4930123456")
    candidates = [
        Candidate("by phone", someone("A. Weber", phones="+4930123456")),
        Candidate("by profile", someone("Anna Weber", slugs="anna")),
        Candidate("by address", someone("Anna Weber", emails="a@x.example")),
    ]
    found = decide(card, [candidates[at] for at in order], NORMALISER)
    assert found is not None
    assert found.candidate.person == "by profile"


def test_the_same_profile_links_nobody_who_has_another_birthday() -> None:
    card = someone("Hans Weber", slugs="hans", emails="h@x.example", birthdays="1940-05-03")
    known = someone("Hans Weber", slugs="hans", emails="h@x.example", birthdays="1970-05-03")
    assert link(card, known) is None


def test_a_birthday_without_its_year_brings_no_two_years_together() -> None:
    card = someone("Hans Weber", emails="h@x.example", birthdays="1970-05-03")
    known = someone("Hans Weber", emails="h@x.example", birthdays="--05-03 1940-05-03")
    assert link(card, known) is None


def test_father_and_son_who_share_mailbox_and_name_are_told_apart_by_their_birthdays() -> None:
    son = someone("Hans Weber", emails="webers@home.example", birthdays="1981-11-24")
    for other, links in (("1950-03-01", False), ("--11-24", True), ("", True)):
        known = someone("Hans Weber", emails="webers@home.example", birthdays=other)
        assert (link(son, known) is not None) is links
