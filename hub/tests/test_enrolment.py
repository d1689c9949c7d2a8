"""Enrolment: one invite, one device, one accepted policy."""

from __future__ import annotations

from dataclasses import replace

from builders.hub import URL, Laptop, Site, members, nonce, problem
from weavit_core import authorship, canonical, enrolment, http_signing, ledger
from weavit_core.canonical import sha256_hex
from weavit_core.ledger import Kind
from weavit_hub.services import closing


def test_an_invite_enrols_a_colleague_with_a_receipt(site: Site) -> None:
    laptop = Laptop(site, "Anna")
    invite_id, secret = site.invite("Anna")
    body = laptop.enrolment(invite_id, secret)
    answer = site.send(laptop.sign("POST", "/v1/enrolments", body, enrolment.ENROLMENT_TYP))
    assert answer.status == 201
    whole = members(answer)
    assert (whole["name"], whole["role"]) == ("Anna", "rep")
    proof = [bytes.fromhex(node) for node in whole["proof"]]
    receipt, _ = ledger.verify_receipt(whole["receipt"], proof, site.hub.seal.key.public_key())
    entry = receipt.entry
    assert (entry.kind, entry.subject, entry.seq) == (Kind.ENROLMENT, laptop.device_id, 0)
    assert (entry.digest, entry.policy) == (sha256_hex(body), site.policy())


def test_the_same_enrolment_again_gives_the_same_receipt(site: Site) -> None:
    laptop = Laptop(site, "Anna")
    invite = site.invite("Anna")
    first, again = laptop.enrol(*invite), laptop.enrol(*invite)
    assert (first.status, again.status) == (201, 200)
    assert first.body == again.body


def test_an_invite_works_once(site: Site) -> None:
    invite = site.invite("Anna")
    assert Laptop(site, "Anna").enrol(*invite).status == 201
    assert problem(Laptop(site, "Thief").enrol(*invite)) == "invite"


def test_an_invite_expires_after_five_days(site: Site) -> None:
    early, late = site.invite("Anna"), site.invite("Bert")
    site.clock.advance(days=5)
    assert Laptop(site, "Anna").enrol(*early).status == 201
    site.clock.advance(seconds=1)
    assert problem(Laptop(site, "Bert").enrol(*late)) == "invite"


def test_a_wrong_secret_is_refused(site: Site) -> None:
    invite_id, secret = site.invite("Anna")
    assert problem(Laptop(site, "Thief").enrol(invite_id, secret[:-1] + "_")) == "invite"
    assert Laptop(site, "Anna").enrol(invite_id, secret).status == 201


def test_a_new_invite_replaces_an_unused_one(site: Site) -> None:
    lost, sent_again = site.invite("Anna"), site.invite("Anna")
    assert problem(Laptop(site, "Anna").enrol(*lost)) == "invite"
    assert Laptop(site, "Anna").enrol(*sent_again).status == 201


def test_too_many_wrong_secrets_must_wait(site: Site) -> None:
    invite_id, secret = site.invite("Anna")
    for _ in range(10):
        assert problem(Laptop(site, "Thief").enrol(invite_id, "wrong")) == "invite"
    refused = Laptop(site, "Anna").enrol(invite_id, secret)
    assert (refused.status, problem(refused)) == (429, "rate")
    site.clock.advance(seconds=int(refused.headers["retry-after"]) + 1)
    assert Laptop(site, "Anna").enrol(invite_id, secret).status == 201


def test_the_device_must_hold_the_key_that_it_enrols(site: Site) -> None:
    laptop, other = Laptop(site, "Anna"), Laptop(site, "Other")
    body = laptop.enrolment(*site.invite("Anna"))
    jws = authorship.sign_detached(body, laptop.key, enrolment.ENROLMENT_TYP)
    plain = http_signing.make_request("POST", f"{URL}/v1/enrolments", body, nonce(), jws)
    for key, device_id in ((other.key, laptop.device_id), (laptop.key, other.device_id)):
        assert (
            problem(site.send(http_signing.sign_request(plain, key, device_id, site.clock.now)))
            == "signature"
        )
    forged = replace(other, device_id=laptop.device_id).sign(
        "POST", "/v1/enrolments", body, enrolment.ENROLMENT_TYP
    )
    assert problem(site.send(forged)) == "signature"


def test_an_enrolment_in_another_hub_is_refused(site: Site) -> None:
    laptop = Laptop(site, "Anna")
    document = canonical.decode(laptop.enrolment(*site.invite("Anna")), at_most=4096)
    body = canonical.encode({**document, "hub_id": laptop.device_id})
    request = laptop.sign("POST", "/v1/enrolments", body, enrolment.ENROLMENT_TYP)
    assert problem(site.send(request)) == "schema"


def test_an_enrolment_under_an_older_policy_is_refused_and_leaves_the_invite(site: Site) -> None:
    laptop, invite = Laptop(site, "Anna"), site.invite("Anna")
    body = laptop.enrolment(*invite)
    site.set_policy(least_k=3)
    request = laptop.sign("POST", "/v1/enrolments", body, enrolment.ENROLMENT_TYP)
    assert problem(site.send(request)) == "policy-changed"
    assert laptop.enrol(*invite).status == 201


def test_a_device_enrols_once(site: Site, laptop: Laptop) -> None:
    again = Laptop(site, "Bert", key=laptop.key, device_id=laptop.device_id)
    assert problem(again.enrol(*site.invite("Bert"))) == "schema"


def test_a_closed_name_may_be_invited_again(site: Site, laptop: Laptop) -> None:
    site.write(lambda db: closing.close_named(db, site.hub.seal, laptop.name, site.clock.now))
    assert site.enrol(laptop.name).rep_id != laptop.rep_id


def test_the_policy_is_given_as_its_bytes(site: Site) -> None:
    digest = site.policy()
    assert sha256_hex(site.ask("GET", f"/v1/policies/{digest}").body) == digest


def test_accepting_the_policy_gives_a_receipt_and_again_the_same(site: Site, laptop: Laptop) -> None:
    site.set_policy(least_k=3)
    first, again = laptop.accept_policy(), laptop.accept_policy()
    assert first.status == 200
    assert first.body == again.body
    whole = members(first)
    proof = [bytes.fromhex(node) for node in whole["proof"]]
    receipt, _ = ledger.verify_receipt(whole["receipt"], proof, site.hub.seal.key.public_key())
    assert (receipt.entry.kind, receipt.entry.subject) == (Kind.POLICY, laptop.device_id)


def test_only_the_policy_in_force_can_be_accepted(site: Site, laptop: Laptop) -> None:
    old = enrolment.encode_acceptance(
        enrolment.Acceptance(site.hub.seal.hub_id, laptop.device_id, site.policy())
    )
    site.set_policy(least_k=3)
    request = laptop.sign("POST", "/v1/me/policy", old, enrolment.ACCEPTANCE_TYP)
    assert problem(site.send(request)) == "policy-changed"


def test_another_devices_acceptance_is_refused(site: Site, laptop: Laptop) -> None:
    other = site.enrol("Bert")
    body = enrolment.encode_acceptance(
        enrolment.Acceptance(site.hub.seal.hub_id, other.device_id, site.policy())
    )
    assert (
        problem(site.send(laptop.sign("POST", "/v1/me/policy", body, enrolment.ACCEPTANCE_TYP)))
        == "forbidden"
    )


def test_no_invite_secret_is_stored(site: Site) -> None:
    _, secret = site.invite("Anna")
    assert secret.encode() not in site.stored_bytes()
