"""Errors that a peer or a file can cause. Each has a stable code."""

from __future__ import annotations


class CoreError(Exception):
    """A document, signature or proof that must not be accepted."""

    code = "core"


class MalformedDocument(CoreError):
    """Bytes that are no document of the closed schema."""

    code = "schema"


class BadSignature(CoreError):
    """A signature that is missing, expired, made by another key, or over other bytes."""

    code = "signature"


class BadProof(CoreError):
    """A Merkle proof that does not lead to the signed root."""

    code = "proof"
