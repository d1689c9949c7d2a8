"""Employers as Clients: proposed, marked, matched with the hub's registry, opened."""

from __future__ import annotations

import json
from typing import Any

import pytest

from builders.desk import Desk, someone
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services import clients
from weavit_desktop.services.clients import ClientSummary
from weavit_desktop.services.identity import confirm_me

ORRIN = "0b0e9f0a-0000-4000-8000-000000000001"


def register(desk: Desk, **fields: Any) -> None:
    """Put Orrin Maritime into the registry that the hub gave."""
    body = {
        "id": ORRIN,
        "name": "Orrin Maritime SE",
        "aliases": [],
        "domains": [],
        "lei": None,
        "country": None,
        "parent": None,
        "status": "active",
        "merged_into": None,
        **fields,
    }
    desk.vault.write(
        lambda db: db.execute(
            "INSERT INTO registry_client (id, body) VALUES (?, ?)", (ORRIN, json.dumps(body))
        )
    )


def staff(desk: Desk, count: int, org: str = "Orrin Maritime", domain: str = "orrin.example") -> None:
    cards = (
        someone(f"Person {number} of {org}", email=f"p{number}@{domain}", org=org, title="CFO")
        for number in range(count)
    )
    desk.take(desk.file(f"{domain}.vcf", *cards))


def listed(desk: Desk) -> list[ClientSummary]:
    return clients.list_clients(desk.vault, desk.rules)


def test_an_organisation_is_proposed_from_three_people_up(desk: Desk) -> None:
    staff(desk, 3)
    staff(desk, 2, "Veldmark Foods", "veldmark.example")
    (orrin,) = listed(desk)
    assert (orrin.name, orrin.people, orrin.domains, orrin.client) == (
        "Orrin Maritime",
        3,
        ("orrin.example",),
        False,
    )
    assert orrin.as_json().keys() >= {"id", "name", "domains", "people", "registry_id", "suggestion"}


def test_colleagues_and_i_do_not_make_a_client(desk: Desk) -> None:
    staff(desk, 3)
    confirm_me(desk.vault, desk.work, company_domains=["orrin.example"])
    assert listed(desk) == []


def test_a_marked_client_stays_however_few_are_known_there(desk: Desk) -> None:
    staff(desk, 3)
    clients.mark_client(desk.vault, listed(desk)[0].id)
    desk.take(desk.file("move.vcf"))
    desk.vault.write(lambda db: db.execute("UPDATE position SET to_day = '2026-11-01'"))
    (orrin,) = listed(desk)
    assert (orrin.client, orrin.people) == (True, 0)


def test_the_client_of_a_person_is_the_marked_one(desk: Desk) -> None:
    staff(desk, 3)
    assert {row.client_uid for row in desk.listed()} == {None}
    (orrin,) = listed(desk)
    clients.mark_client(desk.vault, orrin.id)
    assert {row.client_uid for row in desk.listed()} == {orrin.id}
    staff(desk, 1, "Veldmark Foods", "veldmark.example")
    assert len(desk.listed(client=orrin.id)) == 3


@pytest.mark.parametrize(
    ("fields", "by"),
    [({"domains": ["orrin.example"]}, "domain"), ({"aliases": ["Orrin Maritime"]}, "name"), ({}, "name")],
)
def test_the_registry_suggests_and_nothing_follows_by_itself(
    desk: Desk, fields: dict[str, Any], by: str
) -> None:
    staff(desk, 3)
    register(desk, **fields)
    (orrin,) = listed(desk)
    assert orrin.as_json()["suggestion"] == {"registry_id": ORRIN, "matched_by": by}
    assert orrin.registry_id is None


def test_confirming_maps_and_makes_a_client(desk: Desk) -> None:
    staff(desk, 3)
    register(desk)
    clients.confirm_client(desk.vault, listed(desk)[0].id, ORRIN, lambda: desk.now, desk.new_uid)
    (orrin,) = listed(desk)
    assert (orrin.client, orrin.registry_id, orrin.suggestion) == (True, ORRIN, None)


def test_only_what_is_in_the_registry_can_be_confirmed(desk: Desk) -> None:
    staff(desk, 3)
    with pytest.raises(UsageRefused):
        clients.confirm_client(desk.vault, listed(desk)[0].id, ORRIN, lambda: desk.now, desk.new_uid)
    for action in (clients.mark_client, lambda vault, uid: clients.open_client(vault, desk.rules, uid)):
        with pytest.raises(UsageRefused):
            action(desk.vault, "nothing")


def test_a_client_shows_who_is_known_at_which_level_and_function(desk: Desk) -> None:
    staff(desk, 2)
    desk.take(desk.file("it.vcf", someone("Ivy", org="Orrin Maritime", title="Head of IT")))
    view = clients.open_client(desk.vault, desk.rules, listed(desk)[0].id)
    document = view.as_json()
    assert document["people"] == 3
    cells = {(cell["level"], cell["function"]): len(cell["mine"]) for cell in document["matrix"]}
    assert cells == {("c_level", "finance"): 2, ("director", "it"): 1}
