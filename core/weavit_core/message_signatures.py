"""HTTP message signatures (RFC 9421) by http_message_signatures. For weavit_core.http_signing alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
)
from http_message_signatures.algorithms import ED25519
from http_message_signatures.exceptions import HTTPMessageSignaturesException

from weavit_core.errors import BadSignature
from weavit_core.http_signing import CLOCK_SKEW, LIFETIME, ClockSkew


class _Keys(HTTPSignatureKeyResolver):
    def __init__(
        self, key_of: Callable[[str], Ed25519PublicKey | None], private: Ed25519PrivateKey | None = None
    ) -> None:
        self._key_of = key_of
        self._private = private

    def resolve_public_key(self, key_id: str) -> Any:
        return self._key_of(key_id)

    def resolve_private_key(self, key_id: str) -> Any:  # noqa: ARG002  the library's interface
        return self._private


class _Verifier(HTTPMessageVerifier):
    """Judges time by the `now` it is given, and requires both ends of the lifetime."""

    now: datetime

    def validate_created_and_expires(self, sig_input: Any, max_age: Any = None) -> None:  # noqa: ARG002
        created, expires = (sig_input.params.get(name) for name in ("created", "expires"))
        if type(created) is not int or type(expires) is not int:
            raise InvalidSignature("created and expires are required")
        if expires - created > LIFETIME.total_seconds():
            raise InvalidSignature("the signature would live too long")
        at, skew = self.now.timestamp(), CLOCK_SKEW.total_seconds()
        if not created - skew <= at <= expires + skew:
            raise InvalidSignature(ClockSkew("the two clocks differ by more than five minutes"))


def signer(key: Ed25519PrivateKey) -> HTTPMessageSigner:
    """Return what signs by a key."""
    return HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=_Keys(lambda _: None, key))


def verify(
    message: Any,
    key_of: Callable[[str], Ed25519PublicKey | None],
    now: datetime,
    tag: str,
    required: tuple[str, ...],
    body: bytes,
) -> Mapping[str, Any]:
    """Return the parameters of a signature that fits. Raises BadSignature or ClockSkew."""
    verifier = _Verifier(signature_algorithm=ED25519, key_resolver=_Keys(key_of))
    verifier.now = now
    try:
        # Trap: without `body` the library checks the digest's signature, but not the body against the digest.
        results = verifier.verify(message, expect_tag=tag, require_components=required, body=body)
    except (HTTPMessageSignaturesException, ValueError, KeyError, TypeError) as error:
        cause = error.args[0] if error.args else None
        raise (
            cause if isinstance(cause, ClockSkew) else BadSignature("the signature does not fit")
        ) from error
    return results[0].parameters
