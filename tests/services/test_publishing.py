"""Sending what was approved: receipts, refusals, broken lines, crashes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders.laptop import ACME, BETA, Laptop, laptop
from builders.sharing import Post, Someone
from builders.stand_in_hub import RULES, StandInHub
from weavit_core import canonical, keys, ledger, merkle, policy, publication
from weavit_core.http_signing import Answer, Request
from weavit_desktop.errors import HubNotTrusted, HubRefused, HubUnreachable, UsageRefused, VaultDamaged
from weavit_desktop.services.approving import approve
from weavit_desktop.services.checking import mirror, receipts
from weavit_desktop.services.hub import hub_status
from weavit_desktop.services.publishing import RefusedDocument
from weavit_desktop.sharing.receipts import LogDoesNotAddUp

PEOPLE = [Someone("anna"), Someone("bert", [Post(2, "vp", "it")])]


def is_put(request: Request) -> bool:
    return request.method == "PUT"


def failing(kind: str, when=is_put):
    return lambda request: kind if when(request) else ""


def ready(people=PEOPLE) -> Laptop:
    """Return a laptop with an approved document for each person's Client."""
    made = laptop(people)
    for someone in people:
        made.share(someone.uid, 2)
    made.approve_all()
    return made


def test_every_approved_document_goes_and_comes_back_with_a_receipt() -> None:
    made = ready()

    report = made.publish()

    assert (report.sent, report.accepted, report.refused, report.waiting, report.trouble) == (
        2,
        2,
        (),
        0,
        None,
    )
    assert [(one.pub_id, one.seq, one.sha256, one.verified) for one in receipts(made.vault)] == [
        (row.pub_id, 1, row.sha256, True) for row in made.rows("acked")
    ]


def test_where_nothing_is_approved_the_hub_is_not_even_called() -> None:
    made = laptop(PEOPLE)
    made.share("anna", 2)
    before = made.hub.reached

    assert made.publish().sent == 0

    assert made.hub.reached == before


def test_without_a_hub_there_is_nothing_to_publish_to() -> None:
    with pytest.raises(UsageRefused):
        laptop(joined=False).publish()


def test_retractions_go_first() -> None:
    made = ready()
    made.publish()
    made.share("anna", 1)
    made.approve_all()
    made.revoke("bert")

    made.publish()

    assert [publication.decode(body).content is None for body in made.hub.accepted[2:]] == [True, False]


def test_taking_back_sends_only_what_takes_back() -> None:
    made = ready()
    made.publish()
    made.share("anna", 3)
    made.approve_all()
    made.revoke("bert")

    assert made.send_taken_back().sent == 1

    assert [row.state for row in made.rows("approved")] == ["approved"]


@pytest.mark.parametrize("fault", ["before", "after"])
def test_a_line_that_breaks_loses_nothing_and_sends_nothing_twice(fault: str) -> None:
    made = ready()
    made.hub.fault = failing(fault)
    report = made.publish()
    assert isinstance(report.trouble, HubUnreachable)
    assert (report.sent, report.accepted, report.waiting) == (1, 0, 2)

    made.hub.fault = failing("")
    again = made.publish()

    assert (again.accepted, again.waiting, again.trouble) == (2, 0, None)
    assert len(made.hub.accepted) == 2
    assert [one.verified for one in receipts(made.vault)] == [True, True]


def test_a_hub_that_cannot_be_reached_leaves_every_document_approved() -> None:
    made = ready()

    def unreachable(address):
        raise HubUnreachable("The hub cannot be reached.")

    made.hub.open = unreachable
    report = made.publish()

    assert (report.sent, report.waiting) == (0, 2)
    assert isinstance(report.trouble, HubUnreachable)
    assert [row.state for row in made.rows()] == ["approved", "approved"]


def test_what_may_have_arrived_is_sent_again_as_the_same_bytes() -> None:
    made = ready(PEOPLE[:1])
    made.hub.fault = failing("before")
    made.publish()
    made.clock.forward(days=20)  # a new month: a new draft would have other bytes
    made.hub.fault = failing("")

    made.publish()

    assert [canonical.sha256_hex(body) for body in made.hub.accepted] == [made.rows("acked")[0].sha256]


def test_what_was_taken_back_and_had_not_arrived_never_leaves() -> None:
    made = ready(PEOPLE[:1])
    made.hub.fault = failing("before")
    made.publish()
    made.hub.fault = failing("")
    made.revoke("anna")

    report = made.publish()

    assert (report.waiting, report.trouble) == (0, None)
    assert made.hub.accepted == []


def test_what_was_taken_back_and_had_arrived_is_retracted() -> None:
    made = ready(PEOPLE[:1])
    made.hub.fault = failing("after")
    made.publish()
    made.hub.fault = failing("")
    made.revoke("anna")

    made.publish()

    assert [publication.decode(body).seq for body in made.hub.accepted] == [1, 2]
    assert made.hub.held == {}
    assert [row.state for row in made.rows()] == ["acked", "acked"]


def test_what_was_lowered_after_a_break_is_lowered_from_what_the_hub_really_holds() -> None:
    made = laptop(
        [Someone("anna"), Someone("bert", [Post(1, "vp", "it")]), Someone("carl", [Post(1, "staff", "hr")])]
    )
    made.share("anna", 2)
    made.share_and_publish("bert", 2)
    made.share("carl", 2)
    made.approve_all()
    made.hub.fault = failing("before")
    made.publish()
    made.hub.fault = failing("")

    made.revoke("anna")
    made.publish()

    assert [cell.level for cell in made.held().cells] == ["vp"]
    assert [publication.decode(body).seq for body in made.hub.accepted] == [1, 2]


def test_a_receipt_lost_with_the_answer_is_fetched_by_sending_again() -> None:
    made = ready(PEOPLE[:1])
    made.hub.fault = failing("after")
    made.publish()
    made.hub.fault = failing("")

    made.publish()

    assert len(made.hub.accepted) == 1
    assert len(receipts(made.vault)) == 1


@pytest.mark.parametrize(
    "problem", ["schema", "unsupported-version", "too-large", "forbidden", "not-found", "stale-seq"]
)
def test_a_document_that_the_hub_refuses_is_kept_and_the_others_go(problem: str) -> None:
    made = ready()
    first = made.rows("approved")[0]
    made.hub.refuse = lambda request: problem if first.pub_id in request.url else ""

    report = made.publish()

    assert report.refused == (RefusedDocument(first.pub_id, problem),)
    assert (report.accepted, report.waiting) == (1, 0)
    assert [(row.id, row.problem) for row in made.rows("rejected")] == [(first.id, problem)]
    assert made.publish().sent == 0


def test_a_refused_document_can_be_approved_again() -> None:
    made = ready(PEOPLE[:1])
    made.hub.refuse = lambda request: "schema" if is_put(request) else ""
    made.publish()
    made.hub.refuse = lambda request: ""
    (row,) = made.rows()

    approve(made.vault, row.id, row.sha256, made.clock, made.new_id)

    assert made.publish().accepted == 1


@pytest.mark.parametrize("problem", ["rate", "clock-skew", "signature", "replayed"])
def test_a_refusal_of_the_moment_leaves_everything_waiting(problem: str) -> None:
    made = ready()
    made.hub.refuse = lambda request: problem if is_put(request) else ""

    report = made.publish()

    assert isinstance(report.trouble, HubRefused)
    assert (len(report.refused), report.waiting) == (1, 2)
    assert [row.state for row in made.rows()] == ["approved", "approved"]


@pytest.mark.parametrize("problem", ["internal", "made-up"])
def test_a_hub_that_failed_may_have_taken_the_document_all_the_same(problem: str) -> None:
    made = ready()
    made.hub.refuse = lambda request: problem if is_put(request) else ""

    report = made.publish()

    assert (len(report.refused), report.waiting) == (1, 2)
    assert [row.state for row in made.rows()] == ["sending", "approved"]


def test_a_refusal_of_the_moment_does_not_tell_whether_an_earlier_try_arrived() -> None:
    made = ready(PEOPLE[:1])
    made.hub.fault = failing("after")
    made.publish()
    made.hub.fault = failing("")
    made.hub.refuse = lambda request: "rate" if is_put(request) else ""
    made.publish()
    made.hub.refuse = lambda request: ""

    made.revoke("anna")
    made.publish()

    assert made.hub.held == {}


def test_what_was_taken_back_and_shared_again_does_not_leave_before_it_was_taken_back() -> None:
    made = ready(PEOPLE[:1])
    made.hub.fault = failing("before")
    made.publish()
    made.hub.fault = failing("")
    made.revoke("anna")
    made.share("anna", 2)

    made.publish()

    assert made.hub.accepted == []
    assert [row.state for row in made.rows("draft", "approved")] == ["draft"]


def test_new_rules_stop_publishing_and_nothing_is_lost() -> None:
    made = ready()
    made.hub.policy = policy.encode(replace(RULES, company="New"))

    report = made.publish()

    assert {one.problem for one in report.refused} == {"policy-changed"}
    assert isinstance(report.trouble, HubRefused)
    assert report.waiting == 2
    assert hub_status(made.vault).suspended == "policy-changed"
    assert made.publish().sent == 0


def test_under_new_rules_taking_back_takes_the_whole_document() -> None:
    made = laptop([Someone("anna"), Someone("bert", [Post(1, "vp", "it")])])
    made.share("anna", 2)
    made.share_and_publish("bert", 2)
    made.hub.policy = policy.encode(replace(RULES, company="New"))

    made.revoke("anna")
    made.publish()

    assert made.hub.held == {}
    assert [row.seq for row in made.rows("draft")] == [1]  # bert, under a new name


def test_where_the_hub_refuses_less_it_is_told_to_forget_all() -> None:
    made = laptop([Someone("anna"), Someone("bert", [Post(1, "vp", "it")])])
    made.share("anna", 2)
    made.share_and_publish("bert", 2)
    made.hub.closed = True

    made.revoke("anna")
    report = made.publish()

    assert [one.problem for one in report.refused] == ["forbidden"]
    assert made.hub.held == {}


def test_a_document_that_the_printed_code_took_back_ends_and_is_drafted_under_a_new_name() -> None:
    made = ready(PEOPLE[:1])
    made.publish()
    made.hub.retract_by_code()
    made.share("anna", 3)
    made.approve_all()

    report = made.publish()

    assert [one.problem for one in report.refused] == ["gone"]
    assert made.hub.held == {}
    assert [(row.state, row.seq) for row in made.rows("draft", "approved")] == [("draft", 1)]


def test_taking_back_what_the_printed_code_took_back_is_done() -> None:
    made = ready(PEOPLE[:1])
    made.publish()
    made.hub.retract_by_code()
    made.revoke("anna")

    report = made.publish()

    assert (report.refused, report.waiting, report.trouble) == ((), 0, None)


def test_bytes_that_are_not_the_approved_ones_do_not_leave() -> None:
    made = ready(PEOPLE[:1])
    (row,) = made.rows()
    changed = made.body(row).replace(b'"k":3', b'"k":5')  # which would still be allowed
    made.vault.db.execute("UPDATE outbox SET body = ?", (changed,))

    with pytest.raises(VaultDamaged):
        made.publish()

    assert made.hub.accepted == []


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
