"""The mirror: what the hub gives back, held against what was sent, and what the last release shows there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from builders.laptop import ACME, BETA, Laptop, laptop
from builders.sharing import Post, Someone
from builders.stand_in_hub import HUB_ID, RULES, StandInHub
from weavit_core import authorship, canonical, policy, publication, release_document
from weavit_core.http_signing import AUTHORSHIP, Answer, Request
from weavit_core.release import Count, Release, Row, Shown, Tables
from weavit_core.taxonomy import Band, Function, Level
from weavit_desktop.errors import HubUnreachable
from weavit_desktop.services.mirror_page import Mirror, read_mirror, take_back_document
from weavit_desktop.services.publishing import send_taken_back

PEOPLE = [
    Someone("anna"),
    Someone("carla", [Post(1, "vp", "it")]),
    Someone("bert", [Post(2, "vp", "it")]),
]
CELL = Row(ACME, Level.DIRECTOR, Function.FINANCE, Shown(Count.SOME, Count.SOME, Band.STRONG, ()))


class Releasing(StandInHub):
    """A hub that has computed a release."""

    def _answer(self, request: Request) -> Answer:
        if not request.url.endswith("/v1/releases/current"):
            return super()._answer(request)
        whole = Row(ACME, None, None, CELL.shown)
        level = Row(ACME, Level.DIRECTOR, None, CELL.shown)
        tables = Tables((whole,), (level,), (CELL,))
        body = release_document.encode(Release(HUB_ID, 1, date(2026, 11, 20), "a" * 64, tables))
        signer = Ed25519PrivateKey.from_private_bytes(b"h" * 32)
        return Answer(200, {AUTHORSHIP: authorship.sign_detached(body, signer, release_document.TYP)}, body)


def published() -> Laptop:
    made = laptop(PEOPLE)
    for one in PEOPLE:
        made.share(one.uid, 2)
    made.approve_all()
    assert made.publish().trouble is None
    made.clock.forward(minutes=1)
    return made


def mirror_of(made: Laptop) -> Mirror:
    return read_mirror(made.vault, made.connect, made.clock, made.new_id)


def test_every_document_comes_back_as_the_bytes_that_were_sent() -> None:
    made = published()

    mirror = mirror_of(made)

    assert [one.client_id for one in mirror.documents] == [ACME, BETA]
    assert sorted(one.body for one in mirror.documents) == sorted(made.hub.accepted)
    assert all(one.agrees and one.sent == one.body for one in mirror.documents)
    assert (mirror.agreeing, mirror.expected, mirror.missing) == (2, 2, ())
    assert mirror.read_at == made.clock()
    assert not mirror.policy_changed


def test_a_document_is_told_in_words_from_its_bytes() -> None:
    made = published()

    acme, _ = mirror_of(made).documents

    document = publication.decode(acme.body)
    assert document.content is not None
    assert (acme.cells, acme.presence_k) == (document.content.cells, document.content.presence_k)
    assert (acme.seq, acme.rep_id, acme.not_after) == (1, document.rep_id, document.not_after)
    assert acme.hex_dump.startswith("000000  7b 22")
    assert acme.sha256 == canonical.sha256_hex(acme.body)
    assert acme.behind == 2


def test_each_has_its_receipt_with_its_line_in_the_log() -> None:
    made = published()

    acme, beta = mirror_of(made).documents

    assert acme.receipt is not None
    assert beta.receipt is not None
    assert sorted((acme.receipt.number, beta.receipt.number)) == [1, 2]
    assert acme.receipt.log_line == acme.receipt.number  # the log's line 0 is the enrolment


def test_a_byte_that_differs_is_seen_and_what_was_sent_is_there_beside_it() -> None:
    made = published()
    ((pub_id, body),) = [one for one in made.hub.held.items() if publication.decode(one[1]).client_id == ACME]
    other = publication.decode(body)
    made.hub.held[pub_id] = publication.encode(replace(other, not_after=date(2027, 1, 1)))

    mirror = mirror_of(made)

    acme, beta = mirror.documents
    assert (acme.agrees, beta.agrees) == (False, True)
    assert acme.sent == body != acme.body
    assert (mirror.agreeing, mirror.expected) == (1, 2)


def test_a_document_that_is_not_there_is_missed() -> None:
    made = published()
    made.hub.held = {
        pub_id: body for pub_id, body in made.hub.held.items() if publication.decode(body).client_id != BETA
    }

    mirror = mirror_of(made)

    assert mirror.missing == ("Client c2",)
    assert (mirror.agreeing, mirror.expected) == (1, 2)


def test_a_document_that_was_never_sent_agrees_with_nothing() -> None:
    made = published()
    body = next(iter(made.hub.held.values()))
    stranger = "00000000-0000-0000-0000-0000000000ff"
    made.hub.held[stranger] = publication.encode(replace(publication.decode(body), pub_id=stranger))

    found = [one for one in mirror_of(made).documents if one.sent is None]

    assert [one.agrees for one in found] == [False]


def test_what_is_on_its_way_and_arrived_counts_as_what_was_sent() -> None:
    made = laptop(PEOPLE)
    made.share("anna", 2)
    made.approve_all()
    made.hub.fault = lambda request: "after" if request.method == "PUT" else ""
    made.publish()
    made.hub.fault = lambda request: ""

    (acme,) = mirror_of(made).documents

    assert acme.agrees
    assert acme.sent == acme.body
    assert acme.receipt is None


def test_a_new_version_that_waits_is_marked() -> None:
    made = published()
    made.share("anna", 3)

    acme, beta = mirror_of(made).documents

    assert (acme.waits, beta.waits) == (True, False)


def test_what_the_last_release_shows_stands_at_its_client() -> None:
    made = published()
    made.hub.__class__ = Releasing

    mirror = mirror_of(made)

    acme, beta = mirror.documents
    assert mirror.released_on == date(2026, 11, 20)
    assert acme.seen == (CELL,)
    assert beta.seen == ()


def test_before_the_first_release_there_is_no_day() -> None:
    assert mirror_of(published()).released_on is None


def test_new_rules_are_noticed_by_reading_back() -> None:
    made = published()
    made.hub.policy = policy.encode(replace(RULES, company="New"))

    assert mirror_of(made).policy_changed


def test_a_hub_that_does_not_answer_is_told() -> None:
    made = published()
    made.hub.fault = lambda request: "before"

    with pytest.raises(HubUnreachable):
        mirror_of(made)


def test_taking_a_document_back_takes_back_who_works_there_and_nobody_else() -> None:
    made = published()

    revoked = take_back_document(made.vault, ACME, made.clock, made.new_id)
    report = send_taken_back(made.vault, made.connect, made.clock, made.new_id)

    assert (revoked.people, revoked.clients, report.accepted) == (2, 1, 1)
    assert made.held(ACME) is None
    assert made.held(BETA) is not None


def test_a_document_of_a_client_where_nobody_is_known_any_more_can_still_be_taken_back() -> None:
    made = published()
    made.vault.db.execute("UPDATE organisation SET registry_id = NULL WHERE uid = 'org-2'")

    take_back_document(made.vault, BETA, made.clock, made.new_id)
    report = send_taken_back(made.vault, made.connect, made.clock, made.new_id)

    assert report.accepted == 1
    assert made.held(BETA) is None
    assert made.held(ACME) is not None
