"""Identifiers in the one form in which they can be compared (import.md, Normalising)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.rules import shipped_normaliser
from weavit_desktop.matching.normalise import (
    domain_of_email,
    normalise_domain,
    normalise_email,
    normalise_phone,
)

NORMALISER = shipped_normaliser()


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("  Anna.Weber@ACME.example ", "anna.weber@acme.example"),
        ("Anna Weber <anna@acme.example>", "anna@acme.example"),
        ("mailto:anna@acme.example?subject=Hi", "anna@acme.example"),
        ("anna@bücher.example", "anna@xn--bcher-kva.example"),
        ("anna@acme.example.", "anna@acme.example"),
    ],
)
def test_an_address_has_one_form(written: str, normal: str) -> None:
    assert normalise_email(written) == normal


@pytest.mark.parametrize(
    "written", ["", "anna", "@acme.example", "anna@", "anna@acme", "a b@acme.example", "a@b@"]
)
def test_what_is_no_address_is_empty(written: str) -> None:
    assert normalise_email(written) == ""


@given(st.text() | st.emails())
def test_a_normal_address_stays_as_it_is(text: str) -> None:
    normal = normalise_email(text)
    assert normalise_email(normal) == normal


def test_the_domain_of_an_address_is_behind_the_at() -> None:
    assert domain_of_email("anna@acme.example") == "acme.example"
    assert domain_of_email("") == ""


@pytest.mark.parametrize("written", ["", "acme", "a..b", "-.example", "exa mple.com"])
def test_what_is_no_domain_is_empty(written: str) -> None:
    assert normalise_domain(written) == ""


@pytest.mark.parametrize(
    ("written", "region", "normal"),
    [
        ("030 123456", "DE", "+4930123456"),
        ("+49 (0) 30 123456", "", "+4930123456"),
        ("tel:+1-212-555-0100", "", "+12125550100"),
        ("(212) 555-0100", "us", "+12125550100"),
        ("+44 20 7946 0958 ext 12", "", "+442079460958"),
    ],
)
def test_a_number_has_one_form(written: str, region: str, normal: str) -> None:
    assert normalise_phone(written, region) == normal


@pytest.mark.parametrize(
    ("written", "region"),
    [
        ("030 123456", ""),
        ("110", "DE"),
        ("ask Bea", "DE"),
        ("", "DE"),
        ("0221 123456", "US"),  # of Cologne, in the vault of somebody in New York
    ],
)
def test_what_is_no_number_anywhere_is_empty(written: str, region: str) -> None:
    assert normalise_phone(written, region) == ""


@given(st.text())
def test_every_text_is_taken_for_a_number_or_none(text: str) -> None:
    normal = normalise_phone(text, "DE")
    assert normal == "" or normalise_phone(normal, "") == normal


@pytest.mark.parametrize(
    ("domain", "registered"),
    [
        ("mail.acme.co.uk", "acme.co.uk"),
        ("acme.example", "acme.example"),
        ("co.uk", ""),
        ("shop.github.io", "shop.github.io"),
    ],
)
def test_what_was_registered_stands_below_the_public_suffix(domain: str, registered: str) -> None:
    assert NORMALISER.registrable_domain(domain) == registered


@pytest.mark.parametrize(
    ("domain", "free"), [("gmail.com", True), ("mx.gmx.de", True), ("acme.example", False)]
)
def test_free_mail_names_no_employer(domain: str, free: bool) -> None:
    assert NORMALISER.is_free_mail(domain) is free


@pytest.mark.parametrize(
    "mailbox", ["info", "info-berlin", "sales.uk", "no-reply", "noreply-123", "hr", "kontakt", "office+x"]
)
def test_a_mailbox_for_a_task_belongs_to_no_person(mailbox: str) -> None:
    assert NORMALISER.is_role_address(f"{mailbox}@acme.example")


@pytest.mark.parametrize("mailbox", ["anna", "ap.smith", "it.mueller", "infante", "m.sales"])
def test_a_persons_mailbox_is_not_taken_for_a_tasks(mailbox: str) -> None:
    assert not NORMALISER.is_role_address(f"{mailbox}@acme.example")
