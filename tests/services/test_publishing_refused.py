"""What the hub refuses, for good or for the moment, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders.laptop import PEOPLE, failing, is_put, laptop, ready
from builders.sharing import Post, Someone
from builders.stand_in_hub import RULES
from weavit_core import policy
from weavit_desktop.errors import HubRefused
from weavit_desktop.services.approving import approve
from weavit_desktop.services.hub import hub_status
from weavit_desktop.services.publishing import RefusedDocument


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
