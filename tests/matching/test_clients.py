"""Matching an organisation to the hub's registry, on the laptop (sharing.md 8)."""

from __future__ import annotations

from typing import Any

import pytest

from builders.rules import shipped_normaliser
from weavit_desktop.domain.card import Property
from weavit_desktop.matching.clients import (
    MatchedBy,
    RegistryClient,
    Suggestion,
    index_registry,
    lei_of,
    suggest,
)

NORMALISER = shipped_normaliser()
LEI = "529900T8BM49AURSDO55"


def client(id_: str, name: str = "Veldmark Foods N.V.", **more: Any) -> RegistryClient:
    return RegistryClient(id_, name, **more)


def match(
    *clients: RegistryClient, name: str = "", domains: tuple[str, ...] = (), lei: str = ""
) -> Suggestion | None:
    return suggest(name, domains, lei, index_registry(clients, NORMALISER))


def test_the_same_domain_matches() -> None:
    assert match(client("v", domains=("veldmark.example",)), domains=("VELDMARK.example.",)) == Suggestion(
        "v", MatchedBy.DOMAIN
    )


def test_a_subdomain_matches_what_was_registered() -> None:
    assert match(client("v", domains=("veldmark.co.uk",)), domains=("mail.veldmark.co.uk",)) == Suggestion(
        "v", MatchedBy.REGISTRABLE_DOMAIN
    )


def test_a_public_suffix_in_common_matches_nobody() -> None:
    assert match(client("v", domains=("veldmark.co.uk",)), domains=("acme.co.uk",)) is None


def test_the_lei_matches() -> None:
    assert match(client("v", lei=LEI), lei=LEI.lower()) == Suggestion("v", MatchedBy.LEI)


@pytest.mark.parametrize("name", ["LEI", "X-LEI", "Lei code", "x-gleif-lei"])
def test_an_lei_is_found_among_the_properties_of_a_card(name: str) -> None:
    written = Property(name, " 5299 00t8 bm49 aurs do55 ")
    assert lei_of([Property("NICKNAME", LEI), Property("X-LEISURE", LEI), written]) == LEI


@pytest.mark.parametrize("written", ["529900T8BM49AURSDO56", "529900T8BM49AURSDO5", "", "Leipzig"])
def test_what_fails_its_check_digits_is_no_lei(written: str) -> None:
    assert lei_of([Property("LEI", written)]) == ""


@pytest.mark.parametrize("name", ["VELDMARK FOODS", "Veldmark Foods B.V.", "Veldmark"])
def test_name_or_alias_is_a_suggestion(name: str) -> None:
    assert match(client("v", aliases=("Veldmark",)), name=name) == Suggestion("v", MatchedBy.NAME)


def test_a_free_mail_domain_never_matches() -> None:
    assert match(client("v", domains=("gmail.com",)), domains=("gmail.com",)) is None


@pytest.mark.parametrize("status", ["merged", "retired"])
def test_a_client_that_is_no_more_never_matches(status: str) -> None:
    gone = client("v", domains=("veldmark.example",), lei=LEI, status=status)
    assert match(gone, name="Veldmark Foods", domains=("veldmark.example",), lei=LEI) is None


def test_the_domain_counts_before_the_name() -> None:
    by_domain, by_name = client("d", "Other", domains=("veldmark.example",)), client("n")
    assert match(by_domain, by_name, name="Veldmark Foods", domains=("veldmark.example",)) == Suggestion(
        "d", MatchedBy.DOMAIN
    )


def test_a_domain_that_a_group_shares_leaves_it_to_the_name() -> None:
    group = client("g", "Veldmark Holding", domains=("veldmark.example",))
    foods = client("f", "Veldmark Foods", domains=("veldmark.example",))
    assert match(group, foods, name="Veldmark Foods", domains=("veldmark.example",)) == Suggestion(
        "f", MatchedBy.NAME
    )


def test_nothing_known_matches_nobody() -> None:
    assert match(client("v", ""), name="", domains=("",), lei="") is None
