"""Request and answer signatures by RFC 9421, with the components that Weavit requires.

A device signs every request, reading ones too. The hub signs every answer, bound to the nonce of
the request, so that an answer cannot be forged, replayed or moved by whoever sits in between.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from weavit_core.errors import BadSignature

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

# weavit_core.message_signatures is imported where it is used: it brings 50 ms and 4 MB, and most sessions of
# the app sign and verify nothing.

LIFETIME = timedelta(minutes=5)
CLOCK_SKEW = timedelta(minutes=5)
REQUEST_TAG = "weavit-request"
ANSWER_TAG = "weavit-answer"
CONTENT_TYPE = "application/json"

NONCE = "weavit-nonce"
AUTHORSHIP = "weavit-jws"
DIGEST = "content-digest"

_REQUEST = ("@method", "@authority", "@path", "@query", "content-type", NONCE, DIGEST)
_ANSWER = ("@status", DIGEST, '"@method";req', '"@path";req', f'"{NONCE}";req')


class ClockSkew(BadSignature):
    """The signature is too old, or from the future: one of the two clocks is wrong."""

    code = "clock-skew"


@dataclass(frozen=True, slots=True)
class Request:
    """A complete HTTP request. `url` is absolute; header names are in lower case."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete HTTP answer. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Who signed a request that was verified, and its nonce, for the reader to refuse a second time."""

    key_id: str
    nonce: str


def make_request(method: str, url: str, body: bytes, nonce: str, authorship: str | None = None) -> Request:
    """Return a request with the headers that every request to a hub carries, not signed yet."""
    headers = {"content-type": CONTENT_TYPE, NONCE: nonce, DIGEST: content_digest(body)}
    if authorship is not None:
        headers[AUTHORSHIP] = authorship
    return Request(method, url, headers, body)


def sign_request(request: Request, key: Ed25519PrivateKey, key_id: str, now: datetime) -> Request:
    """Return the request with its signature, valid for five minutes."""
    message = _RequestMessage(request.method, request.url, dict(request.headers))
    covered = (*_REQUEST, AUTHORSHIP) if AUTHORSHIP in request.headers else _REQUEST
    from weavit_core.message_signatures import signer

    signer(key).sign(
        message,
        key_id=key_id,
        created=now,
        expires=now + LIFETIME,
        nonce=request.headers[NONCE],
        label="weavit",
        tag=REQUEST_TAG,
        covered_component_ids=covered,
        body=request.body,
        use_existing_digest=True,
    )
    return Request(request.method, request.url, _lower(message.headers), request.body)


def verify_request(
    request: Request, key_of: Callable[[str], Ed25519PublicKey | None], now: datetime
) -> SignedBy:
    """Return who signed the request. Raises BadSignature, or ClockSkew where only the time is wrong."""
    from weavit_core.message_signatures import verify

    headers = _lower(request.headers)
    required = (*_REQUEST, AUTHORSHIP) if AUTHORSHIP in headers else _REQUEST
    result = verify(
        _RequestMessage(request.method, request.url, headers),
        key_of,
        now,
        REQUEST_TAG,
        required,
        request.body,
    )
    nonce = headers[NONCE]
    if result.get("nonce") != nonce:
        raise BadSignature("the nonce does not fit")
    return SignedBy(str(result["keyid"]), nonce)


def sign_answer(
    answer: Answer, request: Request, key: Ed25519PrivateKey, key_id: str, now: datetime
) -> Answer:
    """Return the answer, signed over its status and body and the request's method, path and nonce."""
    headers = {**_lower(answer.headers), DIGEST: content_digest(answer.body)}
    message = _AnswerMessage(
        answer.status, headers, _RequestMessage(request.method, request.url, _lower(request.headers))
    )
    from weavit_core.message_signatures import signer

    signer(key).sign(
        message,
        key_id=key_id,
        created=now,
        expires=now + LIFETIME,
        label="weavit",
        tag=ANSWER_TAG,
        covered_component_ids=_ANSWER,
        body=answer.body,
        use_existing_digest=True,
    )
    return Answer(answer.status, _lower(message.headers), answer.body)


def verify_answer(answer: Answer, request: Request, key: Ed25519PublicKey, now: datetime) -> None:
    """Raise BadSignature unless this hub gave this answer to this request."""
    from weavit_core.message_signatures import verify

    message = _AnswerMessage(
        answer.status,
        _lower(answer.headers),
        _RequestMessage(request.method, request.url, _lower(request.headers)),
    )
    verify(message, lambda _: key, now, ANSWER_TAG, _ANSWER, answer.body)


def content_digest(body: bytes) -> str:
    """Return the Content-Digest field of RFC 9530."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


@dataclass(slots=True)
class _RequestMessage:
    method: str
    url: str
    headers: dict[str, str]


@dataclass(slots=True)
class _AnswerMessage:
    status_code: int
    headers: dict[str, str]
    request: _RequestMessage
    url: str = field(default="")


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
