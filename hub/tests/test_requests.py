"""Who is asking: signatures, clocks, nonces, devices and accounts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.hub import Laptop, Site, problem
from weavit_core import http_signing, publication
from weavit_core.http_signing import AUTHORSHIP, Request
from weavit_hub.services import closing
from weavit_hub.store.tables import nonces


def test_a_signed_request_is_answered(laptop: Laptop) -> None:
    assert laptop.get("/v1/registry").status == 200


def test_the_same_request_again_is_refused(site: Site, laptop: Laptop) -> None:
    request = laptop.sign("GET", "/v1/registry")
    assert site.send(request).status == 200
    assert problem(site.send(request)) == "replayed"


def test_a_request_that_was_refused_has_used_its_nonce(site: Site, laptop: Laptop, acme: str) -> None:
    request = laptop.put_request(laptop.draft(acme, policy="ab" * 32))
    assert problem(site.send(request)) == "policy-changed"
    assert problem(site.send(request)) == "replayed"


def test_nonces_are_kept_as_long_as_a_signature_can_live_and_no_longer(site: Site, laptop: Laptop) -> None:
    early = laptop.sign("GET", "/v1/registry")
    site.send(early)
    site.clock.advance(minutes=9, seconds=59)
    assert problem(site.send(early)) == "replayed"
    site.clock.advance(hours=1)
    laptop.get("/v1/registry")
    with site.hub.engine.begin() as db:
        assert len(db.execute(nonces.select()).all()) == 1


@pytest.mark.parametrize("minutes", [-6, 11])
def test_a_clock_too_far_off_is_told_so(site: Site, laptop: Laptop, minutes: int) -> None:
    request = laptop.sign("GET", "/v1/registry")
    site.clock.advance(minutes=minutes)
    assert problem(site.send(request)) == "clock-skew"


def test_an_unknown_device_is_refused(site: Site, laptop: Laptop) -> None:
    stranger = Laptop(site, "Nobody")
    assert problem(stranger.get("/v1/registry")) == "signature"


def test_another_devices_key_is_refused(site: Site, laptop: Laptop) -> None:
    thief = Laptop(site, "Thief", device_id=laptop.device_id)
    assert problem(thief.get("/v1/registry")) == "signature"


def test_a_revoked_device_is_refused(site: Site, laptop: Laptop) -> None:
    site.write(lambda db: closing.revoke_device(db, site.hub.seal, laptop.device_id, site.clock.now))
    assert problem(laptop.get("/v1/registry")) == "signature"


def test_a_nonce_of_another_form_is_refused(site: Site, laptop: Laptop) -> None:
    plain = http_signing.make_request("GET", "http://hub.test/v1/registry", b"", "z" * 32)
    request = http_signing.sign_request(plain, laptop.key, laptop.device_id, site.clock.now)
    reply = site.http.get("/v1/registry", headers=dict(request.headers))
    assert reply.json()["type"].endswith("signature")


@given(at=st.integers(0, 10**6), bit=st.integers(0, 7))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_flipped_bit_in_a_body_is_refused(site: Site, laptop: Laptop, acme: str, at: int, bit: int) -> None:
    request = laptop.put_request(laptop.draft(acme))
    at %= len(request.body)
    flipped = request.body[:at] + bytes([request.body[at] ^ 1 << bit]) + request.body[at + 1 :]
    assert problem(site.send(replace(request, body=flipped))) == "signature"
    assert laptop.get("/v1/me/publications").body == b'{"publications":[]}'


@given(
    st.sampled_from(["signature", "signature-input", AUTHORSHIP]), st.integers(0, 10**6), st.integers(0, 6)
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_flipped_bit_in_a_signature_is_refused(
    site: Site, laptop: Laptop, acme: str, name: str, at: int, bit: int
) -> None:
    request = laptop.put_request(laptop.draft(acme))
    value = request.headers[name]
    first = 0 if name == AUTHORSHIP else value.index("=") + 1  # the label is not signed, and says nothing
    at = first + at % (len(value) - first)
    flipped = value[:at] + chr(ord(value[at]) ^ 1 << bit) + value[at + 1 :]
    if not flipped.isprintable():
        return  # no server lets such a header in
    answer = site.send(replace(request, headers={**request.headers, name: flipped}))
    assert answer.status == 401
    assert laptop.get("/v1/me/publications").body == b'{"publications":[]}'


def test_an_authorship_signature_of_another_device_is_refused(site: Site, laptop: Laptop, acme: str) -> None:
    body = publication.encode(document := laptop.draft(acme))
    forger = Laptop(site, "Forger")
    jws = forger.put_request(document, body).headers[AUTHORSHIP]
    plain = http_signing.make_request(
        "PUT", f"http://hub.test/v1/publications/{document.pub_id}", body, "1" * 32, jws
    )
    request: Request = http_signing.sign_request(plain, laptop.key, laptop.device_id, site.clock.now)
    assert problem(site.send(request)) == "signature"


def test_a_closed_account_reads_its_own_and_the_log_and_nothing_else(laptop: Laptop, acme: str) -> None:
    document = laptop.publish(acme)
    assert laptop.close().status == 200
    assert laptop.get("/v1/me/publications").status == 200
    assert laptop.get(f"/v1/publications/{document.pub_id}").status == 200
    assert laptop.get("/v1/ledger/checkpoint").status == 200
    assert problem(laptop.get("/v1/registry")) == "forbidden"
    assert problem(laptop.get("/v1/releases/current")) == "forbidden"
    assert problem(laptop.accept_policy()) == "forbidden"


def test_closing_again_is_no_error(laptop: Laptop) -> None:
    assert laptop.close().body == b"{}"
    assert laptop.close().body == b"{}"
