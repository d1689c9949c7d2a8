"""The header of a vault, as bytes: which slots unwrap its data key (vault.md, Keys).

magic, length of the document (4 bytes, big-endian), the document in canonical JSON, SHA-256 of all
before it. The hash tells damage from a wrong passphrase; the MAC, made with the data key, tells a
header that somebody changed and hashed anew.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from weavit_core import canonical, fields
from weavit_core.errors import MalformedDocument
from weavit_core.keys import from_base64url, to_base64url
from weavit_desktop.errors import HeaderDamaged, MadeByNewerVersion
from weavit_desktop.vault.keys import NONCE_BYTES, SALT_BYTES, WRAP_BYTES, Argon2Cost, DataKey

MAGIC = b"WEAVITKY"
READER_VERSION = 1
MOST_BYTES = 64 * 1024
MOST_SLOTS = 32

PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind of slot
RECOVERY = "recovery"
DEVICE = "device"
ARGON2ID = "argon2id"
HKDF_SHA256 = "hkdf-sha256"

_LENGTH_BYTES = 4
_HASH_BYTES = 32
_MAC_BYTES = 32
_MOST_GENERATION = 2**53 - 1  # what canonical JSON can write
_MEMBERS = frozenset({"v", "min_reader_version", "vault_id", "generation", "slots", "mac"})
_SLOT_MEMBERS = frozenset({"kind", "id", "kdf", "params", "salt", "nonce", "wrap"})
_KDF_OF_KIND = {PASSPHRASE: ARGON2ID, RECOVERY: HKDF_SHA256, DEVICE: HKDF_SHA256}


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: a secret of some kind and the data key wrapped under it. A kind we do not know is kept."""

    kind: str
    id: str
    kdf: str
    params: Mapping[str, int]
    salt: bytes
    nonce: bytes
    wrap: bytes = field(default=b"", repr=False)

    def cost(self) -> Argon2Cost:
        """Return the cost of an Argon2id slot. Raises MalformedDocument for any that is out of bounds."""
        params = fields.closed(self.params, frozenset({"m", "t", "p"}))
        try:
            return Argon2Cost(memory_kib=params["m"], passes=params["t"], lanes=params["p"])
        except ValueError as error:
            raise MalformedDocument("outside the bounds of Argon2id's parameters") from error

    def bound_to(self, vault_id: str) -> bytes:
        """Return what the wrap authenticates: the vault and every other member of the slot."""
        document = _slot_document(self)
        del document["wrap"]
        return canonical.encode({"vault_id": vault_id, "slot": document})


@dataclass(frozen=True, slots=True)
class Header:
    """A header of this version. `later` holds members that a later, compatible version added."""

    vault_id: str
    generation: int
    slots: tuple[Slot, ...]
    mac: bytes = b""
    v: int = READER_VERSION
    min_reader_version: int = READER_VERSION
    later: Mapping[str, Any] = field(default_factory=dict)


def encode(header: Header) -> bytes:
    """Return the bytes of the header file."""
    body = canonical.encode({**_unsealed(header), "mac": to_base64url(header.mac)})
    framed = MAGIC + len(body).to_bytes(_LENGTH_BYTES) + body
    return framed + hashlib.sha256(framed).digest()


def decode(data: bytes) -> Header:
    """Read a header file. Raises HeaderDamaged or MadeByNewerVersion, whatever the bytes are."""
    try:
        return _header(canonical.decode(_body(data), at_most=MOST_BYTES))
    except MalformedDocument as error:
        raise HeaderDamaged("The vault's key file is damaged.", fact=str(error)) from error


def sealed(header: Header, data_key: DataKey) -> Header:
    """Return the header with its MAC."""
    return replace(header, mac=_mac(header, data_key))


def verify(header: Header, data_key: DataKey) -> None:
    """Raise HeaderDamaged if the header is not as it was sealed."""
    if not hmac.compare_digest(header.mac, _mac(header, data_key)):
        raise HeaderDamaged("The vault's key file was changed by something other than Weavit.", fact="mac")


def _mac(header: Header, data_key: DataKey) -> bytes:
    return hmac.digest(data_key.derive("header-mac"), canonical.encode(_unsealed(header)), "sha256")


def _body(data: bytes) -> bytes:
    start = len(MAGIC) + _LENGTH_BYTES
    framed, digest = data[:-_HASH_BYTES], data[-_HASH_BYTES:]
    if len(framed) < start or not framed.startswith(MAGIC):
        raise MalformedDocument("not a header")
    if hashlib.sha256(framed).digest() != digest:
        raise MalformedDocument("the hash differs")
    if int.from_bytes(framed[len(MAGIC) : start]) != len(framed) - start:
        raise MalformedDocument("the length differs")
    return framed[start:]


def _header(document: dict[str, Any]) -> Header:
    version = fields.integer(document.get("v"), 1, _MOST_GENERATION)
    least_reader = fields.integer(document.get("min_reader_version"), 1, _MOST_GENERATION)
    if least_reader > READER_VERSION:
        raise MadeByNewerVersion(
            "This vault was made by a newer version of Weavit. Install the newest version and try again.",
            fact=f"min_reader_version {least_reader}",
        )
    if not document.keys() >= _MEMBERS or (version == READER_VERSION and document.keys() != _MEMBERS):
        raise MalformedDocument("members missing or unknown")
    slots = document["slots"]
    if not isinstance(slots, list) or not 1 <= len(slots) <= MOST_SLOTS:
        raise MalformedDocument("a header has slots")
    return Header(
        vault_id=fields.uuid_text(document["vault_id"]),
        generation=fields.integer(document["generation"], 1, _MOST_GENERATION),
        slots=tuple(_slot(slot) for slot in slots),
        mac=_bytes(document["mac"], _MAC_BYTES),
        v=version,
        min_reader_version=least_reader,
        later={name: value for name, value in document.items() if name not in _MEMBERS},
    )


def _slot(value: Any) -> Slot:
    document = fields.closed(value, _SLOT_MEMBERS)
    if not isinstance(document["params"], dict):
        raise MalformedDocument("params is an object")
    slot = Slot(
        kind=fields.text(document["kind"], at_most=32),
        id=fields.uuid_text(document["id"]),
        kdf=fields.text(document["kdf"], at_most=32),
        params={
            name: fields.integer(number, 0, _MOST_GENERATION) for name, number in document["params"].items()
        },
        salt=_bytes(document["salt"], SALT_BYTES),
        nonce=_bytes(document["nonce"], NONCE_BYTES),
        wrap=_bytes(document["wrap"], WRAP_BYTES),
    )
    if slot.kdf != _KDF_OF_KIND.get(slot.kind, slot.kdf):
        raise MalformedDocument("this kind of slot has another key derivation")
    if slot.kdf == ARGON2ID:
        slot.cost()
    return slot


def _bytes(value: Any, length: int) -> bytes:
    data = from_base64url(fields.text(value, at_most=2 * length))
    if len(data) != length:
        raise MalformedDocument(f"expected {length} bytes")
    return data


def _unsealed(header: Header) -> dict[str, Any]:
    return {
        **header.later,
        "v": header.v,
        "min_reader_version": header.min_reader_version,
        "vault_id": header.vault_id,
        "generation": header.generation,
        "slots": [_slot_document(slot) for slot in header.slots],
    }


def _slot_document(slot: Slot) -> dict[str, Any]:
    return {
        "kind": slot.kind,
        "id": slot.id,
        "kdf": slot.kdf,
        "params": dict(slot.params),
        "salt": to_base64url(slot.salt),
        "nonce": to_base64url(slot.nonce),
        "wrap": to_base64url(slot.wrap),
    }
