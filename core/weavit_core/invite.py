"""An invite: one line of text that an administrator hands to one colleague.

It names the hub, pins its key, and carries a one-time secret. It holds no name.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from weavit_core import canonical, fields, keys
from weavit_core.errors import MalformedDocument

PREFIX = "weavit1-"
_KEYS = frozenset({"url", "hub_id", "key", "id", "secret"})


@dataclass(frozen=True, slots=True)
class Invite:
    """`url` is the hub's base address without a trailing slash; `secret` is 32 random bytes in base64url."""

    url: str
    hub_id: str
    hub_key: Ed25519PublicKey
    invite_id: str
    secret: str


def write(invite: Invite) -> str:
    """Return the line of text."""
    body = canonical.encode(
        {
            "url": invite.url,
            "hub_id": invite.hub_id,
            "key": keys.public_text(invite.hub_key),
            "id": invite.invite_id,
            "secret": invite.secret,
        }
    )
    return PREFIX + keys.to_base64url(body)


def read(line: str) -> Invite:
    """Read the line of text. Raises MalformedDocument."""
    if not line.startswith(PREFIX):
        raise MalformedDocument("not an invite")
    document = fields.closed(
        canonical.decode(keys.from_base64url(line.removeprefix(PREFIX)), at_most=2048), _KEYS
    )
    return Invite(
        url=fields.text(document["url"], at_most=500),
        hub_id=fields.uuid_text(document["hub_id"]),
        hub_key=keys.public_key(fields.text(document["key"], at_most=43)),
        invite_id=fields.uuid_text(document["id"]),
        secret=fields.text(document["secret"], at_most=64),
    )
