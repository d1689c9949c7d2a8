"""Joining a hub: nothing is shared by it, and a call that was cut off is completed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from builders.laptop import Laptop, laptop
from builders.sharing import Someone, dump
from builders.stand_in_hub import RULES, StandInHub
from weavit_core import canonical, keys, policy, retract_code
from weavit_core.enrolment import decode
from weavit_core.http_signing import Answer, Request
from weavit_desktop.errors import HubNotTrusted, HubRefused, HubUnreachable, UsageRefused
from weavit_desktop.services.hub import hub_status
from weavit_desktop.services.hub_policy import Terms
from weavit_desktop.services.joining import Joined, join
from weavit_desktop.vault.repositories import permissions


def alone() -> Laptop:
    return laptop([Someone("anna")], joined=False)


def yes(terms: Terms) -> bool:
    return True


def try_to_join(made: Laptop, accept=yes) -> Joined | None:
    return join(made.vault, made.hub.invite, accept, made.connect, made.clock, made.new_id)


def enrolments(hub: StandInHub) -> list[Request]:
    return [request for request in hub.seen if request.url.endswith("/v1/enrolments")]


def test_joining_keeps_the_hub_its_policy_and_its_registry() -> None:
    made = alone()

    joined = try_to_join(made)

    assert joined is not None
    assert (joined.hub_name, joined.rep_name, joined.role) == ("Tarnholm", "Maya", "rep")
    status = hub_status(made.vault)
    assert (status.url, status.policy, status.suspended) == (made.hub.url, made.hub.policy_digest, "")
    assert made.vault.db.execute("SELECT count(*) FROM registry_client").fetchone() == (3,)


def test_the_terms_are_shown_before_anything_is_sent() -> None:
    made = alone()
    made.share("anna", 2)
    shown: list[Terms] = []

    def refuse(terms: Terms) -> bool:
        shown.append(terms)
        return False

    assert try_to_join(made, refuse) is None

    assert (shown[0].policy, shown[0].choices) == (RULES, 1)
    assert shown[0].fingerprint == keys.fingerprint(made.hub.key.public_key())
    assert enrolments(made.hub) == []
    assert dump(made.vault.db, "hub", "joining", "checkpoint") == []


def test_accepting_binds_the_choices_made_before() -> None:
    made = alone()
    made.share("anna", 2)

    try_to_join(made)

    assert permissions.in_force(made.vault.db, "anna").policy == made.hub.policy_digest
    assert made.vault.db.execute("SELECT count(*) FROM permission").fetchone() == (2,)


def test_joining_shares_nothing() -> None:
    made = alone()
    made.share("anna", 4)

    try_to_join(made)

    assert {request.method for request in made.hub.seen} == {"GET", "POST"}
    assert made.hub.accepted == []


def test_the_printed_code_is_the_one_whose_hash_was_registered() -> None:
    made = alone()

    joined = try_to_join(made)

    assert joined is not None
    (request,) = enrolments(made.hub)
    secret = retract_code.read(joined.retract_code)
    assert decode(request.body).retract_hash == retract_code.registered_hash(secret)
    assert joined.retract_code not in repr(joined)
    assert secret not in [value for row in dump(made.vault.db, "hub", "joining") for value in row]


@pytest.mark.parametrize("path", ["/v1/enrolments", "/v1/registry"])
@pytest.mark.parametrize("fault", ["before", "after"])
def test_a_call_that_was_cut_off_is_completed_by_the_next(path: str, fault: str) -> None:
    made = alone()
    made.hub.fault = lambda request: fault if request.url.endswith(path) else ""
    with pytest.raises(HubUnreachable):
        try_to_join(made)
    made.hub.fault = lambda request: ""

    joined = try_to_join(made)

    assert joined is not None
    assert len({request.body for request in enrolments(made.hub)}) == 1
    assert dump(made.vault.db, "joining") == []


def test_a_used_invite_is_refused_in_words() -> None:
    made = alone()
    try_to_join(made)
    other = replace(made, vault=alone().vault)

    with pytest.raises(HubRefused, match="invite"):
        try_to_join(other)

    assert dump(other.vault.db, "hub") == []


def test_a_second_hub_is_refused() -> None:
    made = laptop()

    with pytest.raises(UsageRefused):
        try_to_join(made)


@pytest.mark.parametrize("line", ["", "hello", "weavit1-", "weavit1-AAAA", "weavit1-e30"])
def test_what_is_no_invite_is_refused_without_a_call(line: str) -> None:
    made = alone()

    with pytest.raises(UsageRefused, match="not an invite"):
        join(made.vault, line, yes, made.connect, made.clock, made.new_id)

    assert made.hub.reached == 0


def test_an_invite_may_be_pasted_with_space_around_it() -> None:
    made = alone()

    assert join(made.vault, f" {made.hub.invite}\n", yes, made.connect, made.clock, made.new_id) is not None


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("/v1/hub", {"hub_id": "00000000-0000-0000-0000-000000000099"}),
        ("/v1/hub", {"key": "A" * 43}),
        ("/v1/hub", {"policy": "x"}),
        ("/v1/hub", {"name": 1}),
        ("/v1/policies", {"company": "Another"}),
        ("/v1/policies", {"extra": 1}),
        ("/v1/enrolments", {"rep_id": "x"}),
        ("/v1/enrolments", {"receipt": "a.b.c"}),
        ("/v1/enrolments", {"proof": ["00" * 32]}),
        ("/v1/registry", {"clients": [{"id": "x"}]}),
        ("/v1/registry", {"version": "x"}),
    ],
)
def test_a_hub_that_contradicts_itself_is_not_joined(path: str, change: dict[str, object]) -> None:
    class Confused(StandInHub):
        def _answer(self, request: Request) -> Answer:
            answer = super()._answer(request)
            if path not in request.url:
                return answer
            return replace(answer, body=canonical.encode({**json.loads(answer.body), **change}))

    made = alone()
    made.hub.__class__ = Confused

    with pytest.raises(HubNotTrusted):
        try_to_join(made)

    assert dump(made.vault.db, "hub") == []


def test_a_policy_that_changed_while_it_was_read_is_refused() -> None:
    made = alone()

    def slow(terms: Terms) -> bool:
        made.hub.policy = policy.encode(replace(RULES, company="New"))
        return True

    with pytest.raises(HubRefused):
        try_to_join(made, slow)

    assert try_to_join(made) is not None
