"""What a device declares to a hub: that it joins, and that its rep accepts a policy."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from weavit_core import canonical, fields, keys

ENROLMENT_TYPE = "weavit.enrolment"
ENROLMENT_TYP = "weavit-enrolment"
ACCEPTANCE_TYPE = "weavit.acceptance"
ACCEPTANCE_TYP = "weavit-acceptance"
_MOST_BYTES = 4096
_ENROLMENT_KEYS = frozenset(
    {
        "type",
        "v",
        "hub_id",
        "invite_id",
        "invite_secret",
        "device_id",
        "device_key",
        "policy",
        "retract_hash",
    }
)
_ACCEPTANCE_KEYS = frozenset({"type", "v", "hub_id", "device_id", "policy"})


@dataclass(frozen=True, slots=True)
class Enrolment:
    """`policy` is the digest of the accepted policy; `retract_hash` is `retract_code.registered_hash`."""

    hub_id: str
    invite_id: str
    invite_secret: str
    device_id: str
    device_key: Ed25519PublicKey
    policy: str
    retract_hash: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The rep of this device accepts the policy with this digest."""

    hub_id: str
    device_id: str
    policy: str


def encode(enrolment: Enrolment) -> bytes:
    """Return the canonical bytes."""
    return canonical.encode(
        {
            "type": ENROLMENT_TYPE,
            "v": 1,
            "hub_id": enrolment.hub_id,
            "invite_id": enrolment.invite_id,
            "invite_secret": enrolment.invite_secret,
            "device_id": enrolment.device_id,
            "device_key": keys.public_text(enrolment.device_key),
            "policy": enrolment.policy,
            "retract_hash": enrolment.retract_hash,
        }
    )


def decode(body: bytes) -> Enrolment:
    """Read an enrolment strictly. Raises MalformedDocument."""
    document = fields.closed(canonical.decode(body, at_most=_MOST_BYTES), _ENROLMENT_KEYS)
    fields.constant(document["type"], ENROLMENT_TYPE)
    fields.constant(document["v"], 1)
    return Enrolment(
        hub_id=fields.uuid_text(document["hub_id"]),
        invite_id=fields.uuid_text(document["invite_id"]),
        invite_secret=fields.text(document["invite_secret"], at_most=64),
        device_id=fields.uuid_text(document["device_id"]),
        device_key=keys.public_key(fields.text(document["device_key"], at_most=43)),
        policy=fields.digest(document["policy"]),
        retract_hash=fields.digest(document["retract_hash"]),
    )


def encode_acceptance(acceptance: Acceptance) -> bytes:
    """Return the canonical bytes."""
    return canonical.encode(
        {
            "type": ACCEPTANCE_TYPE,
            "v": 1,
            "hub_id": acceptance.hub_id,
            "device_id": acceptance.device_id,
            "policy": acceptance.policy,
        }
    )


def decode_acceptance(body: bytes) -> Acceptance:
    """Read an acceptance strictly. Raises MalformedDocument."""
    document = fields.closed(canonical.decode(body, at_most=_MOST_BYTES), _ACCEPTANCE_KEYS)
    fields.constant(document["type"], ACCEPTANCE_TYPE)
    fields.constant(document["v"], 1)
    return Acceptance(
        hub_id=fields.uuid_text(document["hub_id"]),
        device_id=fields.uuid_text(document["device_id"]),
        policy=fields.digest(document["policy"]),
    )
