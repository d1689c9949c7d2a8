"""The retract-everything code: printed at enrolment, it works without the laptop and can only delete.

The laptop draws the secret and registers its hash; the hub learns the secret when it is used.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from weavit_core import canonical, fields
from weavit_core.errors import MalformedDocument

TYPE = "weavit.retract"
SECRET_BYTES = 20
_GROUP = 4
_MOST_BYTES = 1024
_KEYS = frozenset({"type", "v", "code"})
_FORGIVEN = str.maketrans("01", "OI")  # neither digit is in the alphabet, so the reading is safe


def write(secret: bytes) -> str:
    """Return 160 random bits as eight groups of four letters and digits (RFC 4648 base32)."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("a retract code has 160 bits")
    letters = base64.b32encode(secret).decode()
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def read(code: str) -> bytes:
    """Read a typed code; case, spaces and dashes do not matter. Raises MalformedDocument."""
    letters = "".join(c for c in code.upper() if c.isalnum()).translate(_FORGIVEN)
    try:
        secret = base64.b32decode(letters)
    except (binascii.Error, ValueError) as error:
        raise MalformedDocument("not a retract code") from error
    if len(secret) != SECRET_BYTES:
        raise MalformedDocument("not a retract code")
    return secret


def registered_hash(secret: bytes) -> str:
    """Return what the hub keeps: 160 random bits need no slow hash."""
    return hashlib.sha256(b"weavit/v1/retract" + secret).hexdigest()


def encode_request(code: str) -> bytes:
    """Return the body of `POST /v1/retract`."""
    return canonical.encode({"type": TYPE, "v": 1, "code": code})


def decode_request(body: bytes) -> str:
    """Read the body of `POST /v1/retract` and return the code. Raises MalformedDocument."""
    document = fields.closed(canonical.decode(body, at_most=_MOST_BYTES), _KEYS)
    fields.constant(document["type"], TYPE)
    fields.constant(document["v"], 1)
    return fields.text(document["code"], at_most=200)
