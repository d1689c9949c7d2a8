"""Compact JWS with Ed25519 (RFC 7515, RFC 9864), by joserfc. For weavit_core.authorship alone."""

from __future__ import annotations

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry

from weavit_core.errors import BadSignature

ALGORITHM = "Ed25519"


class _Registry(JWSRegistry):
    max_payload_length = (
        16 * 1024 * 1024
    )  # trap: the library refuses more than 128,000 characters; a release has more


_REGISTRY = _Registry(algorithms=[ALGORITHM])


def sign(body: bytes, key: Ed25519PrivateKey, typ: str) -> str:
    """Return a compact JWS that carries the body."""
    return jws.serialize_compact({"alg": ALGORITHM, "typ": typ}, body, _private_jwk(key), registry=_REGISTRY)


def verify(token: str, key: Ed25519PublicKey, typ: str) -> bytes:
    """Return the body of a compact JWS. Raises BadSignature."""
    try:
        seen = jws.deserialize_compact(token, _public_jwk(key), registry=_REGISTRY)
    except (JoseError, ValueError) as error:
        raise BadSignature("the signature does not fit") from error
    if seen.headers() != {"alg": ALGORITHM, "typ": typ}:
        raise BadSignature("the signature was made for another purpose")
    return seen.payload


def _private_jwk(key: Ed25519PrivateKey) -> OKPKey:
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return OKPKey.import_key(pem)


def _public_jwk(key: Ed25519PublicKey) -> OKPKey:
    return OKPKey.import_key(
        key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
