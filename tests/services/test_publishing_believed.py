"""What the hub answers is believed when it is proved, and the log has to add up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders.laptop import ACME, BETA, PEOPLE, Laptop, is_put, laptop, ready
from builders.stand_in_hub import StandInHub
from weavit_core import canonical, keys, ledger, merkle
from weavit_core.http_signing import Answer, Request
from weavit_desktop.errors import HubNotTrusted
from weavit_desktop.services.checking import mirror, receipts
from weavit_desktop.services.hub import hub_status
from weavit_desktop.sharing.receipts import LogDoesNotAddUp


class Liar(StandInHub):
    """A hub that changes its answers before it signs them."""

    lie = staticmethod(lambda request, answer: answer)

    def _answer(self, request: Request) -> Answer:
        return self.lie(request, super()._answer(request))


def lying(lie) -> Laptop:
    made = ready(PEOPLE[:1])
    made.hub.__class__ = Liar
    made.hub.lie = lie
    return made


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"{}", b'{"receipt":1,"proof":[]}', b'{"receipt":"a.b.c","proof":["00"]}']
)
def test_an_answer_without_a_receipt_is_not_believed(body: bytes) -> None:
    made = lying(lambda request, answer: replace(answer, body=body) if is_put(request) else answer)

    report = made.publish()

    assert isinstance(report.trouble, HubNotTrusted)
    assert (report.accepted, report.waiting) == (0, 1)
    assert receipts(made.vault) == []


def test_the_receipt_of_another_document_is_not_believed() -> None:
    made = laptop(PEOPLE)
    made.share_and_publish("anna", 2)
    (earlier,) = (given for digest, given in made.hub.given.items() if digest == made.rows()[0].sha256)
    made.share("bert", 2)
    made.approve_all()
    made.hub.__class__ = Liar
    made.hub.lie = lambda request, answer: (
        replace(answer, body=canonical.encode(earlier)) if is_put(request) else answer
    )

    assert isinstance(made.publish().trouble, HubNotTrusted)
    assert len(receipts(made.vault)) == 1


def test_an_answer_that_the_hub_did_not_sign_is_not_believed() -> None:
    made = ready(PEOPLE[:1])
    honest = made.hub.send
    made.hub.send = lambda request: replace(honest(request), body=b"{}")

    report = made.publish()

    assert isinstance(report.trouble, HubNotTrusted)
    assert report.trouble.fact == "signature"  # not only that the answer makes no sense
    assert report.waiting == 1


def test_a_wrong_clock_is_named() -> None:
    made = ready(PEOPLE[:1])
    behind = made.clock.at
    made.hub.clock = lambda: behind
    made.clock.forward(minutes=11)

    assert "clock" in str(made.publish().trouble)


def forged(made: Laptop) -> None:
    """Change the hub's log behind everyone's back."""
    made.hub.leaves[0] = merkle.leaf_hash(b"other")


def test_a_log_that_does_not_add_up_stops_publishing_but_not_taking_back() -> None:
    made = ready()
    made.publish()
    forged(made)
    made.share("anna", 3)
    made.approve_all()

    report = made.publish()

    assert isinstance(report.trouble, LogDoesNotAddUp)
    assert hub_status(made.vault).suspended == "log-does-not-add-up"
    assert made.rows("sending") == []
    made.share("bert", 3)
    made.approve_all()
    assert made.publish().sent == 0
    made.revoke("bert")
    assert made.publish().accepted == 1
    assert made.held(BETA) is None


def test_a_log_that_became_shorter_does_not_add_up() -> None:
    made = ready()
    made.publish()
    del made.hub.leaves[1:]
    made.share("anna", 3)
    made.approve_all()

    assert isinstance(made.publish().trouble, LogDoesNotAddUp)


def test_every_new_checkpoint_is_held_against_the_one_before() -> None:
    made = ready()

    made.publish()

    (token, size) = made.vault.db.execute("SELECT token, size FROM checkpoint").fetchone()
    assert size == len(made.hub.leaves) == 3
    assert ledger.read_checkpoint(token, made.hub.key.public_key()).size == 3
    assert [one.url.partition("?")[2] for one in made.hub.seen if "consistency" in one.url] == [
        "from=1&to=2",
        "from=2&to=3",
    ]


def test_a_receipt_that_was_tampered_with_in_the_vault_no_longer_verifies() -> None:
    made = ready(PEOPLE[:1])
    made.publish()
    made.vault.db.execute("UPDATE receipt SET proof = '[]'")

    assert [one.verified for one in receipts(made.vault)] == [False]


def test_the_mirror_compares_what_the_hub_holds_with_what_was_sent() -> None:
    made = ready()
    made.publish()

    rows = mirror(made.vault, made.connect, made.clock)

    assert [(row.client_id, row.matches_sent) for row in rows] == [(ACME, True), (BETA, True)]


def test_the_mirror_shows_what_is_not_what_was_sent() -> None:
    made = ready(PEOPLE[:1])
    made.publish()
    older = made.hub.accepted[0]
    made.share("anna", 3)
    made.approve_all()
    made.publish()
    (pub_id,) = made.hub.held
    newer = made.hub.held[pub_id]

    for body in (older, newer.replace(b"finance", b"legal")):
        made.hub.held[pub_id] = body
        assert [row.matches_sent for row in mirror(made.vault, made.connect, made.clock)] == [False]


@pytest.mark.parametrize("rows", [None, [1], [{}], [{"body": keys.to_base64url(b"{}")}], "x"])
def test_a_mirror_that_makes_no_sense_is_not_believed(rows: object) -> None:
    made = lying(lambda request, answer: replace(answer, body=canonical.encode({"publications": rows})))

    with pytest.raises(HubNotTrusted):
        mirror(made.vault, made.connect, made.clock)
