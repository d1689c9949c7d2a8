"""Putting publications: raw bytes, an unbroken chain, one per rep and Client, under the policy in force."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from builders.contents import contents
from builders.hub import Laptop, Site, members, problem, role, running_company, successor
from weavit_core import authorship, canonical, keys, ledger, publication
from weavit_core.canonical import sha256_hex
from weavit_core.http_signing import Answer
from weavit_core.ledger import Kind
from weavit_core.publication import Content, Publication
from weavit_core.taxonomy import Function
from weavit_hub.services import registry

A_FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def receipt_of(site: Site, answer: Answer) -> ledger.Receipt:
    whole = members(answer)
    proof = [bytes.fromhex(node) for node in whole["proof"]]
    return ledger.verify_receipt(whole["receipt"], proof, site.hub.seal.key.public_key())[0]


def mirror(laptop: Laptop) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = members(laptop.get("/v1/me/publications"))["publications"]
    return found


# Raw bytes and receipts (property 24)


@given(content=contents())
@A_FEW
def test_what_was_sent_is_what_is_stored_receipted_and_given_back(
    site: Site, laptop: Laptop, content: Content
) -> None:
    document = laptop.draft(site.add_client(f"Client {uuid4()}"), content)
    sent = publication.encode(document)
    taken = laptop.put(document)
    receipt = receipt_of(site, taken)
    assert receipt.entry.digest == sha256_hex(sent)
    assert (receipt.entry.kind, receipt.entry.subject, receipt.entry.seq) == (
        Kind.PUBLICATION,
        document.pub_id,
        1,
    )
    assert laptop.get(f"/v1/publications/{document.pub_id}").body == sent
    (held,) = [row for row in mirror(laptop) if row["pub_id"] == document.pub_id]
    assert keys.from_base64url(held["body"]) == sent
    assert (held["client_id"], held["seq"], held["sha256"]) == (document.client_id, 1, sha256_hex(sent))
    assert {name: held[name] for name in ("receipt", "proof")} == members(taken)
    authorship.verify_detached(sent, held["jws"], laptop.key.public_key(), publication.TYP)
    assert sent in site.stored_bytes()


def test_another_spelling_of_the_same_document_is_refused(site: Site, laptop: Laptop, acme: str) -> None:
    document = laptop.draft(acme)
    spaced = publication.encode(document).replace(b",", b", ", 1)
    assert problem(site.send(laptop.put_request(document, spaced))) == "schema"


def test_a_publication_of_a_later_version_is_told_apart(site: Site, laptop: Laptop, acme: str) -> None:
    document = laptop.draft(acme)
    whole = canonical.decode(publication.encode(document), at_most=publication.MOST_BYTES)
    later = canonical.encode({**whole, "v": 2})
    answer = site.send(laptop.put_request(document, later))
    assert (answer.status, problem(answer)) == (415, "unsupported-version")


# Idempotent (4), replays (5)


def test_the_same_bytes_again_give_the_same_receipt(laptop: Laptop, acme: str) -> None:
    document = laptop.draft(acme)
    first, again = laptop.put(document), laptop.put(document)
    assert (first.status, again.status) == (201, 200)
    assert first.body == again.body


def test_the_same_retraction_again_gives_the_same_receipt(site: Site, laptop: Laptop, acme: str) -> None:
    document = laptop.publish(acme)
    first, again = laptop.retract(document), laptop.retract(document)
    assert (first.status, again.status) == (201, 200)
    assert first.body == again.body
    assert receipt_of(site, first).entry.kind is Kind.RETRACTION


class Replays(RuleBasedStateMachine):
    """A rep publishes, replaces and takes back; every body that was ever sent comes again at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.running = running_company(1)
        self.site, (self.laptop,) = self.running.__enter__()
        self.clients = [self.site.add_client(name) for name in ("ACME", "Bank")]
        self.current: dict[str, Publication] = {}
        self.sent: list[Publication] = []

    @rule(at=st.integers(0, 1), content=contents())
    def publish(self, at: int, content: Content) -> None:
        client_id = self.clients[at]
        before = self.current.get(client_id)
        fresh = self.laptop.draft(client_id, content)
        document = fresh if before is None else successor(before, content=content)
        assert self.laptop.put(document).status == 201
        self.current[client_id] = document
        self.sent.append(document)

    @rule(at=st.integers(0, 1))
    def retract(self, at: int) -> None:
        if document := self.current.pop(self.clients[at], None):
            assert self.laptop.retract(document).status == 201
            self.sent.append(successor(document, content=None))

    @rule(days=st.integers(1, 3))
    def wait(self, days: int) -> None:
        self.site.clock.advance(days=days)

    @rule()
    def replay(self) -> None:
        before = mirror(self.laptop)
        for document in self.sent:
            answer = self.laptop.put(document)
            last = document in self.current.values() or document.content is None
            assert answer.status == 200 if last else answer.status in (410, 412)
        assert mirror(self.laptop) == before

    @invariant()
    def the_hub_holds_the_last_versions(self) -> None:
        held = {row["client_id"]: row["sha256"] for row in mirror(self.laptop)}
        assert held == {
            client_id: sha256_hex(publication.encode(document))
            for client_id, document in self.current.items()
        }

    def teardown(self) -> None:
        try:
            self.replay()
        finally:
            self.running.__exit__(None, None, None)


Replays.TestCase.settings = settings(max_examples=15, stateful_step_count=10)
test_a_replay_of_any_earlier_body_changes_nothing = Replays.TestCase


# The chain


@pytest.mark.parametrize("change", [{"seq": 3}, {"prev": "ab" * 32}, {"seq": 5, "prev": "ab" * 32}])
def test_a_version_that_does_not_follow_is_refused(laptop: Laptop, acme: str, change: dict[str, Any]) -> None:
    second = replace(successor(laptop.publish(acme), content=role(3)), **change)
    answer = laptop.put(second)
    assert (answer.status, problem(answer)) == (412, "stale-seq")


def test_a_second_version_of_what_the_hub_never_had_is_refused(laptop: Laptop, acme: str) -> None:
    assert problem(laptop.put(successor(laptop.draft(acme)))) == "stale-seq"


@pytest.mark.parametrize("condition", [{}, {"if-match": "*"}, {"if-none-match": "*"}, {"if-match": '"x"'}])
def test_a_version_needs_the_precondition_that_fits_it(
    site: Site, laptop: Laptop, acme: str, condition: dict[str, str]
) -> None:
    second = successor(laptop.publish(acme), content=role(3))
    path = f"/v1/publications/{second.pub_id}"
    request = laptop.sign("PUT", path, publication.encode(second), publication.TYP, condition)
    assert problem(site.send(request)) == "stale-seq"


def test_a_first_version_needs_the_precondition_that_nothing_is_there(
    site: Site, laptop: Laptop, acme: str
) -> None:
    first = laptop.draft(acme)
    path = f"/v1/publications/{first.pub_id}"
    assert (
        problem(site.send(laptop.sign("PUT", path, publication.encode(first), publication.TYP)))
        == "stale-seq"
    )


def test_of_two_parallel_first_versions_exactly_one_wins(site: Site, laptop: Laptop, acme: str) -> None:
    requests = [laptop.put_request(laptop.draft(acme)) for _ in range(6)]
    statuses = sent_together(site, requests)
    assert sorted(statuses) == [201, 412, 412, 412, 412, 412]
    assert len(mirror(laptop)) == 1


def test_of_two_parallel_successors_exactly_one_wins(site: Site, laptop: Laptop, acme: str) -> None:
    first = laptop.publish(acme)
    versions = [successor(first, content=role(1, func=func)) for func in list(Function)[:4]]
    statuses = sent_together(site, [laptop.put_request(version) for version in versions])
    assert sorted(statuses) == [201, 412, 412, 412]


def sent_together(site: Site, requests: list[Any]) -> list[int]:
    start = Barrier(len(requests))

    def send(request: Any) -> int:
        start.wait()
        return site.send(request).status

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(send, requests))


# What a document is bound to


def test_another_reps_document_is_refused(site: Site, laptop: Laptop, acme: str) -> None:
    other = site.enrol("Bert")
    document = laptop.publish(acme)
    assert problem(other.put(document)) == "forbidden"
    assert problem(other.put(replace(document, device_id=other.device_id))) == "forbidden"
    assert problem(other.get(f"/v1/publications/{document.pub_id}")) == "forbidden"
    claimed = replace(document, rep_id=other.rep_id, device_id=other.device_id)
    assert problem(other.put(successor(claimed))) == "forbidden"
    assert mirror(other) == []


def test_a_body_for_another_address_is_refused(site: Site, laptop: Laptop, acme: str) -> None:
    document = laptop.draft(acme)
    for other in (replace(document, hub_id=str(uuid4())), replace(document, pub_id=str(uuid4()))):
        assert problem(site.send(laptop.put_request(document, publication.encode(other)))) == "schema"


def test_a_pub_id_stays_with_its_client(site: Site, laptop: Laptop, acme: str) -> None:
    second = successor(laptop.publish(acme), client_id=site.add_client("Bank"))
    assert problem(laptop.put(second)) == "schema"


def test_a_rep_has_one_running_document_at_a_client(laptop: Laptop, acme: str) -> None:
    first = laptop.publish(acme)
    assert problem(laptop.put(laptop.draft(acme))) == "stale-seq"
    laptop.retract(first)
    assert laptop.put(laptop.draft(acme)).status == 201


def test_an_unknown_or_merged_client_is_refused(site: Site, laptop: Laptop, acme: str) -> None:
    assert problem(laptop.put(laptop.draft(str(uuid4())))) == "not-found"
    bank = site.add_client("Bank")
    site.write(lambda db: registry.merge(db, site.hub.seal, acme, bank, site.clock.now))
    assert problem(laptop.put(laptop.draft(acme))) == "not-found"


def test_a_document_that_is_not_there_is_not_found(laptop: Laptop) -> None:
    assert problem(laptop.get(f"/v1/publications/{uuid4()}")) == "not-found"
    assert problem(laptop.get("/v1/publications/x")) == "schema"


# The policy (property 16) and time


def test_a_new_policy_suspends_publishing_until_it_is_accepted(site: Site, laptop: Laptop, acme: str) -> None:
    first = laptop.publish(acme)
    site.set_policy(least_k=3)
    second = successor(first, content=role(3))
    assert problem(laptop.put(second)) == "policy-changed"
    rebound = replace(second, policy=site.policy())
    assert problem(laptop.put(rebound)) == "policy-changed"
    assert laptop.accept_policy().status == 200
    assert problem(laptop.put(second)) == "policy-changed"
    assert laptop.put(rebound).status == 201


def test_a_retraction_is_exempt_from_the_policy_and_from_time(site: Site, laptop: Laptop, acme: str) -> None:
    first = laptop.publish(acme)
    site.set_policy(least_k=3)
    site.clock.advance(days=30)
    assert laptop.put(successor(first, content=None, not_after=date(2020, 1, 1))).status == 201


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        ({"not_after": date(2026, 3, 9)}, False),
        ({"not_after": date(2026, 3, 10)}, True),
        ({"not_after": date(2027, 3, 10)}, True),
        ({"not_after": date(2027, 3, 11)}, False),
        ({"as_of": "2026-03"}, False),
        ({"as_of": "2026-02"}, True),
        ({"as_of": "2025-03"}, True),
        ({"as_of": "2025-02"}, False),
    ],
)
def test_dates_lie_within_what_the_policy_allows(
    laptop: Laptop, acme: str, change: dict[str, Any], taken: bool
) -> None:
    answer = laptop.put(laptop.draft(acme, **change))
    assert (answer.status, problem(answer)) == ((201, "") if taken else (422, "schema"))


def test_a_shorter_policy_shortens_what_is_taken(site: Site) -> None:
    site.set_policy(most_months=3)
    laptop, acme = site.enrol("Anna"), site.add_client()
    assert problem(laptop.put(laptop.draft(acme, not_after=date(2026, 6, 11)))) == "schema"
    assert laptop.put(laptop.draft(acme, not_after=date(2026, 6, 10))).status == 201


def test_a_laptop_whose_clock_is_a_little_ahead_may_name_the_month_that_ends(
    laptop: Laptop, acme: str
) -> None:
    laptop.site.clock.now = laptop.site.clock.now.replace(month=3, day=31, hour=23, minute=56)
    assert laptop.put(laptop.draft(acme, as_of="2026-03")).status == 201
