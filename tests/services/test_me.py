"""Who "me" is: proposed by imports, confirmed by the holder of the vault."""

from __future__ import annotations

import pytest

from builders.desk import Desk, someone
from builders.linkedin import MESSAGES, PROFILE, folder, message, table
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.identity import confirm_me, me


def known(desk: Desk) -> list[tuple[str, str, bool]]:
    return [(one.kind, one.value, one.confirmed) for one in me(desk.vault)]


def test_a_linkedin_export_proposes_and_confirms_nothing(desk: Desk) -> None:
    files = {
        "Profile.csv": table(PROFILE, {"First Name": "Maya"}),
        "Email Addresses.csv": table(
            "Email Address,Confirmed,Primary,Updated On", ("Maya@Weavit.example", "Yes", "Yes", "")
        ),
        "messages.csv": table(MESSAGES, message("maya", "anna"), message("maya", "bo")),
    }
    desk.take(folder(desk.folder / "li", files))
    assert known(desk) == [
        ("company-domain", "weavit.example", False),
        ("email", "maya@weavit.example", False),
        ("name", "Maya", False),
        ("profile", "maya", False),
    ]


def test_what_is_confirmed_is_normalised_and_stays_confirmed(desk: Desk) -> None:
    confirm_me(
        desk.vault,
        desk.work,
        emails=["Maya@Weavit.example"],
        phones=["044 668 18 00"],
        profiles=["https://www.linkedin.com/in/Maya/"],
        company_domains=["Weavit.example"],
    )
    confirmed = [
        ("company-domain", "weavit.example", True),
        ("email", "maya@weavit.example", True),
        ("phone", "+41446681800", True),
        ("profile", "maya", True),
    ]
    assert known(desk) == confirmed
    messages = table(MESSAGES, message("maya", "anna"))
    files = {"Profile.csv": table(PROFILE, {"First Name": "Maya"}), "messages.csv": messages}
    desk.take(folder(desk.folder / "li", files))
    assert [one for one in known(desk) if one[0] != "name"] == confirmed


@pytest.mark.parametrize(
    "given",
    [
        {"emails": ["maya"]},
        {"phones": ["call me"]},
        {"company_domains": ["gmail"]},
        {"profiles": [" "]},
        {"profiles": ["Maya Rin"]},
        {"profiles": ["maya@tarnholm.example"]},
        {"profiles": ["https://www.linkedin.com/company/acme"]},
    ],
)
def test_what_is_none_of_its_kind_is_refused(desk: Desk, given: dict[str, list[str]]) -> None:
    with pytest.raises(UsageRefused):
        confirm_me(desk.vault, desk.work, **given)
    assert known(desk) == []


def test_my_own_card_is_no_relationship_and_colleagues_are_marked(desk: Desk) -> None:
    cards = [
        someone("Maya Lind", email="maya@weavit.example", org="Weavit"),
        someone("Col League", email="col@mail.weavit.example", org="Weavit"),
        someone("Anna Berg", email="anna@orrin.example", org="Orrin"),
    ]
    desk.take(desk.file("x.vcf", *cards))
    confirm_me(desk.vault, desk.work, emails=["maya@weavit.example"], company_domains=["weavit.example"])
    flags = {row.name: (bool(row.me), bool(row.colleague)) for row in desk.listed()}
    assert flags == {"Maya Lind": (True, False), "Col League": (False, True), "Anna Berg": (False, False)}
    desk.take(desk.file("y.vcf", someone("New League", email="new@weavit.example")))
    assert desk.person("New League")["colleague"] is True


def test_my_confirmed_profile_gives_messages_their_direction(desk: Desk) -> None:
    files = {"messages.csv": table(MESSAGES, message("maya", "anna"))}
    undecided = desk.take(folder(desk.folder / "li", files))
    assert undecided.sources[0].interactions_new == 0
    confirm_me(desk.vault, desk.work, profiles=["linkedin.com/in/maya"])
    desk.take(folder(desk.folder / "li", files))
    assert desk.rows("SELECT direction FROM interaction") == [("out",)]
