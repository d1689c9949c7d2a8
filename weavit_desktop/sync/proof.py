"""Is it the hub? One question with a fresh nonce, whose answer the pinned key must have signed (RFC 9421).

Written a second time, apart from weavit_core, because this process loads nothing of ours but the pipe;
a test holds the two to the same verdict.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
)
from http_message_signatures.algorithms import ED25519
from http_message_signatures.exceptions import HTTPMessageSignaturesException

from weavit_desktop import pipe
from weavit_desktop.sync.address import Address
from weavit_desktop.sync.exchange import Patience, Question, Reply, exchange
from weavit_desktop.sync.failure import Failed

_NONCE = "weavit-nonce"
_TAG = "weavit-answer"
_COVERED = ("@status", "content-digest", '"@method";req', '"@path";req', f'"{_NONCE}";req')


async def prove(
    transport: httpx2.AsyncBaseTransport, address: Address, key: Ed25519PublicKey, patience: Patience
) -> None:
    """Ask `GET /v1/hub`. Raises Failed unless the pinned key signed the answer to this very question."""
    question = new_question(address)
    reply = await exchange(transport, question, patience)
    if "signature" not in reply.headers:
        raise Failed(pipe.NONSENSE)  # a captive portal, a web server, an error page of a proxy
    if not is_signed(reply, question, key):
        raise Failed(pipe.NOT_THE_HUB)


def new_question(address: Address) -> Question:
    """Return the request that anyone may make, with a nonce that was never used."""
    digest = base64.b64encode(hashlib.sha256(b"").digest()).decode()
    headers = {
        "content-type": "application/json",
        _NONCE: secrets.token_hex(16),
        "content-digest": f"sha-256=:{digest}:",
    }
    return Question("GET", f"{address.base}/v1/hub", headers)


def is_signed(reply: Reply, question: Question, key: Ed25519PublicKey) -> bool:
    """Return whether the key signed this answer to this question."""
    request = _Message(question.headers, method=question.method, url=question.url)
    answer = _Answer(reply.headers, reply.status, request)
    verifier = _Verifier(signature_algorithm=ED25519, key_resolver=_OneKey(key))
    try:
        # Trap: without `body` the library does not hold the body against its digest.
        verifier.verify(answer, expect_tag=_TAG, require_components=_COVERED, body=reply.body)
    except (HTTPMessageSignaturesException, ValueError, KeyError, TypeError):
        return False
    return True


@dataclass(slots=True)
class _Message:
    headers: Mapping[str, str]
    method: str
    url: str


@dataclass(slots=True)
class _Answer:
    headers: Mapping[str, str]
    status_code: int
    request: _Message
    url: str = field(default="")


class _OneKey(HTTPSignatureKeyResolver):
    def __init__(self, key: Ed25519PublicKey) -> None:
        self._key = key

    def resolve_public_key(self, key_id: str) -> Any:  # noqa: ARG002  the library's interface
        return self._key


class _Verifier(HTTPMessageVerifier):
    def validate_created_and_expires(self, sig_input: Any, max_age: Any = None) -> None:
        """Do not judge time: the nonce is fresh. The app judges it, and can tell whose clock is wrong."""
