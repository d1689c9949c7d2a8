"""One document, one sequence of bytes: RFC 8785 canonical JSON and its digest."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import rfc8785

from weavit_core.errors import MalformedDocument


def encode(document: dict[str, Any]) -> bytes:
    """Return the canonical bytes of a document."""
    return rfc8785.dumps(document)


def decode(body: bytes, *, at_most: int) -> dict[str, Any]:
    """Parse canonical bytes. Raises MalformedDocument unless `encode` would give back the same bytes.

    Refusing every other spelling (spaces, repeated keys, 1.0 for 1) leaves no room in which two
    readers could see two documents in one signed body.
    """
    if len(body) > at_most:
        raise MalformedDocument(f"longer than {at_most} bytes")
    try:
        document = json.loads(body)
        same = isinstance(document, dict) and encode(document) == body
    except (ValueError, RecursionError) as error:  # rfc8785's errors are ValueErrors too
        raise MalformedDocument("not canonical JSON") from error
    if not same:
        raise MalformedDocument("not canonical JSON")
    return document  # type: ignore[no-any-return]


def sha256_hex(body: bytes) -> str:
    """Return the SHA-256 digest in lower-case hexadecimal, 64 characters."""
    return hashlib.sha256(body).hexdigest()
