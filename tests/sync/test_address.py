"""The one address that the sync process may reach."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop import pipe
from weavit_desktop.sync.address import Address, read_address
from weavit_desktop.sync.failure import Failed

HUB = Address("https://hub.example", loopback=False)


@pytest.mark.parametrize(
    "url",
    ["https://hub.example", "https://hub.example:8443/weavit", "http://127.0.0.1:8420", "http://[::1]:8420",
     "http://localhost:8420"],
)  # fmt: skip
def test_a_hub_is_reached_by_https_or_on_this_machine(url: str) -> None:
    assert read_address(url).base == url


@pytest.mark.parametrize(
    "url",
    [
        "http://hub.example",
        "http://127.0.0.1.example",
        "http://127.0.0.1@hub.example",
        "ftp://hub.example",
        "file:///etc/passwd",
        "https://hub.example/",
        "https://hub.example/a/../b",
        "https://hub.example?x=1",
        "https://hub.example#x",
        "https://user:secret@hub.example",
        "https://Hub.example",
        "https://hub.example:x",
        "https://hub.example:443443",
        "https://[::1",
        "https://",
        "hub.example",
        "",
    ],
)
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(Failed) as failed:
        read_address(url)
    assert failed.value.code == pipe.OUTSIDE


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/hub"),
        ("PUT", "/v1/publications/0190c5f1-0000-7000-8000-000000000001"),
        ("GET", "/v1/ledger/consistency?from=1&to=2"),
        ("POST", "/v1/me/close"),
    ],
)
def test_the_calls_of_the_protocol_are_admitted(method: str, path: str) -> None:
    HUB.admit(method, HUB.base + path)


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("GET", "https://hub.example.evil.example/v1/hub"),
        ("GET", "https://other.example/v1/hub"),
        ("GET", "http://hub.example/v1/hub"),
        ("GET", "https://hub.example:444/v1/hub"),
        ("GET", "https://hub.example@evil.example/v1/hub"),
        ("GET", "https://hub.example/v2/hub"),
        ("GET", "https://hub.example/v1"),
        ("GET", "https://hub.example/v1/../admin"),
        ("GET", "https://hub.example/v1/%2e%2e/admin"),
        ("GET", "https://hub.example/v1/hub#x"),
        ("GET", "https://hub.example/v1/hub?x=a b"),
        ("GET", "https://hub.example/v1/hub\r\nhost: evil.example"),
        ("GET", "https://hub.example/v1//evil.example/hub"),
        ("DELETE", "https://hub.example/v1/hub"),
        ("CONNECT", "https://hub.example/v1/hub"),
        ("get", "https://hub.example/v1/hub"),
    ],
)
def test_a_request_to_anywhere_else_is_refused(method: str, url: str) -> None:
    with pytest.raises(Failed) as failed:
        HUB.admit(method, url)
    assert failed.value.code == pipe.OUTSIDE


@given(st.text(max_size=40))
def test_what_is_admitted_lies_under_the_base_address(rest: str) -> None:
    try:
        HUB.admit("GET", HUB.base + rest)
    except Failed:
        return
    assert rest.startswith("/v1/")
    assert not set(rest) & set("\\%.#@ \r\n")
