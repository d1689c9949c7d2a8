"""Requests and answers: whatever is changed on the way is refused (property 9)."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.documents import KEY, NOW, OTHER_KEY
from weavit_core import http_signing
from weavit_core.errors import BadSignature
from weavit_core.http_signing import (
    AUTHORSHIP,
    DIGEST,
    NONCE,
    Answer,
    ClockSkew,
    Request,
    make_request,
    sign_answer,
    sign_request,
    verify_answer,
    verify_request,
)

PUBLIC = KEY.public_key()
PLAIN = make_request("PUT", "http://hub.test/v1/x?a=1", b'{"a":1}', "0" * 32, "header..signature")
REQUEST = sign_request(PLAIN, KEY, "device", NOW)
ANSWER = sign_answer(Answer(200, {"content-type": "application/json"}, b'{"b":2}'), REQUEST, KEY, "hub", NOW)


def verify(request: Request, seconds: float = 0) -> http_signing.SignedBy:
    return verify_request(request, lambda _: PUBLIC, NOW + timedelta(seconds=seconds))


def test_a_signed_request_verifies() -> None:
    assert verify(REQUEST) == http_signing.SignedBy("device", "0" * 32)


def test_a_request_without_a_body_is_signed_too() -> None:
    reading = make_request("GET", "http://hub.test/v1/x", b"", "1" * 32)
    assert verify(sign_request(reading, KEY, "device", NOW)).nonce == "1" * 32


@pytest.mark.parametrize(
    "changed",
    [
        replace(REQUEST, method="POST"),
        replace(REQUEST, url="http://other.test/v1/x?a=1"),
        replace(REQUEST, url="http://hub.test/v1/y?a=1"),
        replace(REQUEST, url="http://hub.test/v1/x?a=2"),
        replace(REQUEST, url="http://hub.test/v1/x"),
        replace(REQUEST, body=b'{"a":2}'),
        replace(REQUEST, body=b""),
        replace(REQUEST, headers={**REQUEST.headers, AUTHORSHIP: "header..other"}),
        replace(REQUEST, headers={**REQUEST.headers, NONCE: "1" * 32}),
        replace(REQUEST, headers={**REQUEST.headers, DIGEST: http_signing.content_digest(b"{}")}),
        replace(REQUEST, headers={**REQUEST.headers, "content-type": "text/plain"}),
    ],
)
def test_a_changed_request_is_refused(changed: Request) -> None:
    with pytest.raises(BadSignature):
        verify(changed)


@pytest.mark.parametrize("name", [AUTHORSHIP, NONCE, DIGEST, "content-type", "signature", "signature-input"])
def test_a_request_that_lost_a_header_is_refused(name: str) -> None:
    left = {key: value for key, value in REQUEST.headers.items() if key != name}
    with pytest.raises(BadSignature):
        verify(replace(REQUEST, headers=left))


def test_a_header_that_was_not_signed_cannot_be_slipped_in() -> None:
    unsigned = sign_request(make_request("PUT", PLAIN.url, PLAIN.body, "0" * 32), KEY, "device", NOW)
    with pytest.raises(BadSignature):
        verify(replace(unsigned, headers={**unsigned.headers, AUTHORSHIP: "header..signature"}))


@given(st.integers(0, len(PLAIN.body) - 1), st.integers(0, 7))
def test_a_flipped_bit_in_the_body_is_refused(at: int, bit: int) -> None:
    body = PLAIN.body[:at] + bytes([PLAIN.body[at] ^ 1 << bit]) + PLAIN.body[at + 1 :]
    with pytest.raises(BadSignature):
        verify(replace(REQUEST, body=body))


@given(st.sampled_from(["signature", "signature-input"]), st.integers(0, 400), st.integers(0, 6))
def test_a_flipped_bit_in_the_signature_is_refused(name: str, at: int, bit: int) -> None:
    value = REQUEST.headers[name]
    at %= len(value)
    flipped = value[:at] + chr(ord(value[at]) ^ 1 << bit) + value[at + 1 :]
    if flipped.partition("=")[2] == value.partition("=")[2]:
        return  # the label is not signed, and says nothing
    if name == "signature" and signature_bytes(flipped) == signature_bytes(value):
        return  # a bit of base64 that no byte is made of
    with pytest.raises(BadSignature):
        verify(replace(REQUEST, headers={**REQUEST.headers, name: flipped}))


def signature_bytes(header: str) -> bytes | None:
    """Return the bytes between the colons; None where it is no base64."""
    try:
        return b64decode(header.partition("=:")[2].removesuffix(":"), validate=True)
    except ValueError:
        return None


def test_another_key_is_refused() -> None:
    with pytest.raises(BadSignature):
        verify_request(REQUEST, lambda _: OTHER_KEY.public_key(), NOW)


def test_an_unknown_device_is_refused() -> None:
    with pytest.raises(BadSignature):
        verify_request(REQUEST, lambda _: None, NOW)


@pytest.mark.parametrize("seconds", [-301, 601, 86400])
def test_clocks_more_than_five_minutes_off_are_told_apart(seconds: float) -> None:
    with pytest.raises(ClockSkew):
        verify(REQUEST, seconds)


@pytest.mark.parametrize("seconds", [-300, 0, 600])
def test_clocks_within_five_minutes_are_borne(seconds: float) -> None:
    verify(REQUEST, seconds)


def test_an_answer_verifies() -> None:
    verify_answer(ANSWER, REQUEST, PUBLIC, NOW)


@pytest.mark.parametrize(
    ("answer", "request_"),
    [
        (replace(ANSWER, status=201), REQUEST),
        (replace(ANSWER, body=b'{"b":3}'), REQUEST),
        (replace(ANSWER, body=b""), REQUEST),
        (replace(ANSWER, headers={}), REQUEST),
        (ANSWER, replace(REQUEST, method="GET")),
        (ANSWER, replace(REQUEST, url="http://hub.test/v1/y?a=1")),
        (ANSWER, replace(REQUEST, headers={**REQUEST.headers, NONCE: "1" * 32})),
    ],
)
def test_an_answer_that_was_changed_or_moved_is_refused(answer: Answer, request_: Request) -> None:
    with pytest.raises(BadSignature):
        verify_answer(answer, request_, PUBLIC, NOW)


def test_an_answer_of_another_key_is_refused() -> None:
    with pytest.raises(BadSignature):
        verify_answer(ANSWER, REQUEST, OTHER_KEY.public_key(), NOW)


def test_a_request_cannot_be_presented_as_an_answer() -> None:
    with pytest.raises(BadSignature):
        verify_answer(Answer(200, REQUEST.headers, REQUEST.body), REQUEST, PUBLIC, NOW)
