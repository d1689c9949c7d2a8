"""Nothing leaves the hub without its signature. `Site.send` verifies it for every answer here."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from builders.hub import URL, Laptop, Site, members, nonce, problem
from weavit_core import http_signing
from weavit_core.errors import BadSignature
from weavit_core.http_signing import DIGEST, NONCE, Request, make_request
from weavit_hub.api.answers import MOST_BYTES
from weavit_hub.store import policies


def test_anyone_may_ask_who_the_hub_is(site: Site) -> None:
    answer = site.ask("GET", "/v1/hub")
    assert answer.status == 200
    assert members(answer) == {
        "type": "weavit.hub",
        "v": 1,
        "hub_id": site.hub.seal.hub_id,
        "name": "Contoso",
        "key": members(answer)["key"],
        "policy": site.policy(),
        "versions": [1],
    }


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/", 404, "not-found"),
        ("GET", "/v1/hub/", 404, "not-found"),
        ("GET", "/v1/%2e%2e/x%20y", 404, "not-found"),
        ("DELETE", "/v1/hub", 405, "method"),
        ("OPTIONS", "/v1/hub", 405, "method"),
        ("GET", "/v1/policies/abc", 404, "not-found"),
        ("POST", "/v1/retract", 422, "schema"),
        ("GET", "/v1/registry", 401, "signature"),
        ("GET", "/v1/releases/current", 401, "signature"),
        ("PUT", "/v1/publications/x", 401, "signature"),
        ("GET", "/v1/ledger/consistency?from=x", 401, "signature"),
    ],
)
def test_refusals_are_signed_problems(site: Site, method: str, path: str, status: int, code: str) -> None:
    answer = site.ask(method, path)
    assert (answer.status, problem(answer)) == (status, code)
    assert members(answer).keys() == {"type", "title", "status", "detail"}


def test_a_parameter_of_another_form_is_a_signed_refusal(laptop: Laptop) -> None:
    for query in ("", "?from=x&to=1", "?from=-1&to=1", "?from=1"):
        assert problem(laptop.get(f"/v1/ledger/consistency{query}")) == "schema"


def test_a_body_that_is_too_large_is_refused(site: Site) -> None:
    answer = site.ask("POST", "/v1/retract", b"x" * (MOST_BYTES + 1))
    assert (answer.status, problem(answer)) == (413, "too-large")


def test_a_failure_of_the_hub_is_signed_and_tells_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Any) -> None:
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr(policies, "in_force", fail)
    answer = site.ask("GET", "/v1/hub")
    assert (answer.status, problem(answer)) == (500, "internal")
    assert b"secret" not in answer.body
    assert "a secret of the machine" in caplog.text


def test_a_request_without_a_nonce_or_a_fitting_digest_is_refused(site: Site) -> None:
    plain = make_request("GET", f"{URL}/v1/hub", b"", nonce())
    for headers in ({NONCE: "x"}, {DIGEST: "sha-256=:AAAA:"}, {NONCE: "0" * 31 + "é"}):
        whole = {**plain.headers, **headers}
        raw = {name.encode(): value.encode("latin-1") for name, value in whole.items()}
        reply = site.http.get("/v1/hub", headers=raw)  # its answer is bound to no nonce, so not verified
        assert reply.status_code == 422
        assert "signature" in reply.headers


@pytest.mark.parametrize("path", ["/%zz", "/a b", "/\x7f", "//", "/v1/hub/é"])
@pytest.mark.parametrize("method", ["GET", "get", "WEAVE"])
def test_a_request_that_no_client_would_write_still_gets_a_signed_answer(
    site: Site, path: str, method: str
) -> None:
    answer = raw_answer(site, method, path.encode())
    assert answer["status"] in (404, 405)
    assert b"signature" in dict(answer["headers"])


def raw_answer(site: Site, method: str, path: bytes) -> dict[str, Any]:
    """Call the app as a server would that does not judge what it reads."""
    scope = {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": path.decode("latin-1"),
        "raw_path": path,
        "query_string": b"",
        "headers": [(b"host", b"hub.test"), (b"weavit-nonce", b"\xff")],
        "client": ("127.0.0.1", 1),
        "server": ("hub.test", 80),
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    async def call() -> None:
        await site.http.app(scope, receive, send)

    asyncio.run(call())
    return sent[0]


def test_an_answer_to_one_request_does_not_verify_for_another(site: Site) -> None:
    asked: Request = make_request("GET", f"{URL}/v1/hub", b"", nonce())
    other = make_request("GET", f"{URL}/v1/hub", b"", nonce())
    reply = site.http.get("/v1/hub", headers=dict(asked.headers))
    answer = http_signing.Answer(reply.status_code, dict(reply.headers), reply.content)
    key = site.hub.seal.key.public_key()
    http_signing.verify_answer(answer, asked, key, site.clock.now)
    with pytest.raises(BadSignature):
        http_signing.verify_answer(answer, other, key, site.clock.now)
