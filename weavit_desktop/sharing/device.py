"""The keys of this laptop at one hub: who signs, and who must have answered."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from weavit_core import keys


@dataclass(frozen=True, slots=True)
class Device:
    """This laptop as one hub knows it. `url` is the hub's base address."""

    url: str
    hub_id: str
    hub_key: Ed25519PublicKey
    device_id: str
    device_key: Ed25519PrivateKey = field(repr=False)


def device(url: str, hub_id: str, hub_key: str, device_id: str, device_key: bytes) -> Device:
    """Return a device from what the vault keeps: `hub_key` in base64url, `device_key` 32 raw bytes."""
    return Device(
        url, hub_id, keys.public_key(hub_key), device_id, Ed25519PrivateKey.from_private_bytes(device_key)
    )
