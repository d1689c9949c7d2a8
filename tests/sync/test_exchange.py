"""One request, one attempt, one bounded answer."""

from __future__ import annotations

import asyncio
import os

import pytest

from builders.loopback import answers, drips, floods, free_port, listening, says
from weavit_desktop import pipe
from weavit_desktop.sync.address import read_address
from weavit_desktop.sync.exchange import Patience, Question, Reply, exchange, open_transport
from weavit_desktop.sync.failure import Failed

ENOUGH = Patience()
LITTLE = Patience(whole=0.3)


def ask(
    url: str, patience: Patience = ENOUGH, question: Question | None = None, proxy: str | None = None
) -> Reply:
    async def one() -> Reply:
        async with open_transport(read_address(url), proxy, None) as transport:
            return await exchange(transport, question or Question("GET", f"{url}/v1/hub", {}), patience)

    return asyncio.run(one())


def test_the_answer_comes_back_as_it_was() -> None:
    with listening(answers("201 Created", b"\x00body", "X-One: a", "X-One: b")) as server:
        reply = ask(server.url)

    assert (reply.status, reply.body) == (201, b"\x00body")
    assert reply.headers["x-one"] == "a, b"


def test_the_request_leaves_with_what_it_was_given_and_what_http_needs() -> None:
    headers = {"weavit-nonce": "n", "content-type": "application/json"}
    with listening(answers("200 OK", b"")) as server:
        ask(server.url, question=Question("PUT", f"{server.url}/v1/publications/x?y=1", headers, b"{}"))

    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    first, *rest = head.decode().split("\r\n")
    assert first == "PUT /v1/publications/x?y=1 HTTP/1.1"
    assert {line.lower() for line in rest} == {
        f"host: 127.0.0.1:{server.port}",
        "weavit-nonce: n",
        "content-type: application/json",
        "content-length: 2",
    }
    assert body == b"{}"


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with listening(answers("200 OK", b"elsewhere")) as other:
        with listening(answers("302 Found", b"", f"location: {other.url}/v1/hub")) as server:
            assert ask(server.url).status == 302
        assert other.requests == []


def test_cookies_are_not_kept() -> None:
    with listening(answers("200 OK", b"", "set-cookie: a=b; Path=/")) as server:

        async def twice() -> None:
            async with open_transport(read_address(server.url), None, None) as transport:
                for _ in range(2):
                    await exchange(transport, Question("GET", f"{server.url}/v1/hub", {}), ENOUGH)

        asyncio.run(twice())

        assert len(server.requests) == 2
        assert b"cookie" not in server.requests[1].lower()


def test_the_environment_sets_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(answers("500 Proxy", b"")) as proxy, listening(answers("200 OK", b"direct")) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)

        assert ask(server.url).body == b"direct"
        assert proxy.requests == []


def test_what_goes_to_this_machine_goes_through_no_proxy() -> None:
    with listening(answers("500 Proxy", b"")) as proxy, listening(answers("200 OK", b"direct")) as server:
        assert ask(server.url, proxy=proxy.url).body == b"direct"
        assert proxy.requests == []


def test_https_goes_through_the_proxy_that_was_chosen() -> None:
    with listening(answers("403 Forbidden", b"")) as proxy:
        with pytest.raises(Failed):
            ask("https://hub.example", proxy=proxy.url)

        assert proxy.requests[0].startswith(b"CONNECT hub.example:443 ")


def test_nobody_listening_is_unreachable() -> None:
    assert failure(f"http://127.0.0.1:{free_port()}") == pipe.UNREACHABLE


@pytest.mark.parametrize(
    "raw", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nshort"]
)
def test_what_is_no_answer_is_nonsense(raw: bytes) -> None:
    with listening(says(raw)) as server:
        assert failure(server.url) == pipe.NONSENSE


def test_an_answer_that_is_too_large_is_cut_off() -> None:
    with listening(floods) as server:
        assert failure(server.url) == pipe.TOO_LARGE


def test_a_slow_drip_does_not_renew_the_time_out() -> None:
    with listening(drips) as server:
        assert failure(server.url, LITTLE) == pipe.TIMED_OUT


def test_a_server_that_is_no_https_server_is_unreachable() -> None:
    with listening(answers("200 OK", b"")) as server:
        assert failure(server.url.replace("http:", "https:")) == pipe.UNREACHABLE


@pytest.mark.parametrize(
    "authority", ["no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]
)
def test_an_authority_that_is_no_certificate_is_refused(authority: str) -> None:
    with pytest.raises(Failed) as failed:
        open_transport(read_address("https://hub.example"), None, authority)
    assert failed.value.code == pipe.OUTSIDE


def failure(url: str, patience: Patience = ENOUGH) -> str:
    with pytest.raises(Failed) as failed:
        ask(url, patience)
    return failed.value.code


def test_certificates_named_in_the_environment_are_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", os.devnull)

    # With the variable obeyed, an empty file of authorities would be an error here.
    open_transport(read_address("https://hub.example"), None, None)
