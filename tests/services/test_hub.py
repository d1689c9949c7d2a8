"""Following the hub: its registry, its releases, its rules, its log; and leaving it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from builders.laptop import ACME, Laptop, laptop
from builders.sharing import Post, Someone, dump
from builders.stand_in_hub import HUB_ID, RULES, StandInHub
from weavit_core import authorship, merkle, policy, publication, release_document
from weavit_core.http_signing import AUTHORSHIP, Answer, Request
from weavit_core.release import Release, Tables
from weavit_desktop.errors import HubNotTrusted, HubRefused, HubUnreachable, UsageRefused
from weavit_desktop.services.checking import receipts
from weavit_desktop.services.hub import Fetched, fetch, hub_status, leave
from weavit_desktop.services.hub_policy import accept_policy
from weavit_desktop.services.joining import join
from weavit_desktop.sharing.receipts import LogDoesNotAddUp
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories import permissions

NEW_RULES = policy.encode(replace(RULES, company="New", most_months=6))


class Releasing(StandInHub):
    """A hub that has computed a release."""

    release = b""
    signer = Ed25519PrivateKey.from_private_bytes(b"h" * 32)

    def _answer(self, request: Request) -> Answer:
        if not request.url.endswith("/v1/releases/current"):
            return super()._answer(request)
        token = authorship.sign_detached(self.release, self.signer, release_document.TYP)
        return Answer(200, {AUTHORSHIP: token}, self.release)


def released(epoch: int = 1, hub_id: str = HUB_ID) -> bytes:
    return release_document.encode(Release(hub_id, epoch, date(2026, 11, 20), "a" * 64, Tables((), (), ())))


def releasing(body: bytes) -> Laptop:
    made = laptop([Someone("anna")])
    made.hub.__class__ = Releasing
    made.hub.release = body
    return made


def follow(made: Laptop) -> Fetched:
    return fetch(made.vault, made.connect, made.clock, made.new_id)


def accept_new_rules(made: Laptop, answer: bool = True) -> bool:
    return accept_policy(made.vault, lambda terms: answer, made.connect, made.clock, made.new_id)


def go(made: Laptop):
    return leave(made.vault, made.connect, made.clock, made.new_id)


def test_before_the_first_release_there_is_none() -> None:
    made = laptop()

    assert follow(made) == Fetched(clients=3, epoch=None, policy_changed=False)


def test_the_registry_is_replaced_whole() -> None:
    made = laptop()
    made.hub.clients = [ACME]

    follow(made)

    assert made.vault.db.execute("SELECT id FROM registry_client").fetchall() == [(ACME,)]


def test_a_release_is_verified_and_kept() -> None:
    made = releasing(released(7))

    assert follow(made).epoch == 7

    assert made.vault.read(hubs.released) == released(7)
    assert hub_status(made.vault).epoch == 7


@pytest.mark.parametrize(
    "body", [b"", b"{}", released(hub_id="00000000-0000-0000-0000-000000000099"), released(3)]
)
def test_a_release_that_is_none_or_another_hubs_or_older_is_not_taken(body: bytes) -> None:
    made = releasing(released(4))
    follow(made)
    made.hub.release = body

    with pytest.raises(HubNotTrusted):
        follow(made)

    assert made.vault.read(hubs.released) == released(4)


def test_a_release_that_another_key_signed_is_not_taken() -> None:
    made = releasing(released())
    made.hub.signer = Ed25519PrivateKey.generate()

    with pytest.raises(HubNotTrusted):
        follow(made)


def test_a_log_with_another_history_is_noticed() -> None:
    made = laptop([Someone("anna")])
    made.share_and_publish("anna", 2)
    made.hub.leaves[0] = merkle.leaf_hash(b"other")
    made.hub.leaves.append(merkle.leaf_hash(b"more"))

    with pytest.raises(LogDoesNotAddUp):
        follow(made)

    assert hub_status(made.vault).suspended == "log-does-not-add-up"


def test_new_rules_are_noticed_and_stop_publishing() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 2)
    made.approve_all()
    made.hub.policy = NEW_RULES

    assert follow(made).policy_changed

    assert hub_status(made.vault).suspended == "policy-changed"
    assert made.publish().sent == 0


def test_rules_that_were_put_back_stop_nothing() -> None:
    made = laptop()
    old, made.hub.policy = made.hub.policy, NEW_RULES
    follow(made)
    made.hub.policy = old

    follow(made)

    assert hub_status(made.vault).suspended == ""


def test_accepting_new_rules_binds_the_choices_anew_and_drafts_what_then_has_to_be_approved() -> None:
    made = laptop([Someone("anna")])
    made.share_and_publish("anna", 2)
    made.hub.policy = NEW_RULES
    follow(made)

    assert accept_new_rules(made)

    assert hub_status(made.vault).suspended == ""
    assert permissions.in_force(made.vault.db, "anna").policy == made.hub.policy_digest
    (row,) = made.rows("draft")
    document = publication.decode(made.body(row))
    assert (document.policy, document.not_after) == (made.hub.policy_digest, date(2027, 4, 30))
    made.approve_all()
    assert made.publish().accepted == 1


def test_rules_that_are_not_accepted_change_nothing() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 2)
    made.hub.policy = NEW_RULES
    before = dump(made.vault.db, "permission", "hub", "outbox")

    assert not accept_new_rules(made, answer=False)

    assert dump(made.vault.db, "permission", "hub", "outbox") == before


def test_what_ran_out_is_not_bound_to_new_rules() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 2, until=made.clock().date())
    made.clock.forward(days=1)
    made.hub.policy = NEW_RULES

    accept_new_rules(made)

    assert permissions.in_force(made.vault.db, "anna").policy != made.hub.policy_digest


def test_leaving_takes_everything_back_and_forgets_the_hub() -> None:
    made = laptop([Someone("anna"), Someone("bert", [Post(2)])])
    made.share("bert", 1)
    made.share_and_publish("anna", 2)
    made.share("anna", 4)

    assert go(made).accepted == 2

    assert (made.hub.held, made.hub.closed) == ({}, True)
    assert dump(made.vault.db, "hub", "registry_client", "checkpoint", "released") == []
    assert made.vault.db.execute("SELECT DISTINCT registry_id FROM organisation").fetchall() == [(None,)]
    assert made.rows("draft", "approved", "sending") == []
    assert [one.verified for one in receipts(made.vault)] == [True] * 4


def test_the_hub_is_not_forgotten_before_it_has_confirmed_everything() -> None:
    made = laptop([Someone("anna")])
    made.share_and_publish("anna", 2)
    made.hub.fault = lambda request: "before" if request.method == "PUT" else ""
    with pytest.raises(HubUnreachable):
        go(made)
    made.hub.fault = lambda request: ""
    made.hub.refuse = lambda request: "stale-seq" if request.method == "PUT" else ""
    with pytest.raises(HubRefused):
        go(made)
    assert not made.hub.closed
    made.hub.refuse = lambda request: ""

    go(made)

    assert made.hub.held == {}
    with pytest.raises(UsageRefused):
        hub_status(made.vault)


def test_another_hub_can_be_joined_after_leaving() -> None:
    made = laptop([Someone("anna")])
    made.share_and_publish("anna", 2)
    go(made)
    other = laptop([], joined=False)
    made.hub, made.clock = other.hub, other.clock

    join(made.vault, made.hub.invite, lambda terms: True, made.connect, made.clock, made.new_id)

    assert made.rows("draft", "approved") == []
    assert follow(made).clients == 3
