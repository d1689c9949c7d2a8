"""What every talk with the joined hub needs: who we are there, the wire, and the check of its log."""

from __future__ import annotations

from weavit_core import keys, ledger
from weavit_core.errors import CoreError
from weavit_core.fields import instant_text
from weavit_core.ledger import Checkpoint
from weavit_desktop.clock import Clock
from weavit_desktop.errors import UsageRefused
from weavit_desktop.sharing import receipts, requests
from weavit_desktop.sharing.device import Device, device
from weavit_desktop.sharing.receipts import LogDoesNotAddUp
from weavit_desktop.sharing.requests import Wire
from weavit_desktop.sharing.transport import HubAddress, Transport
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories.hub import JoinedHub, KeptCheckpoint
from weavit_desktop.vault.vault import Vault


def require_joined(vault: Vault) -> JoinedHub:
    """Return the joined hub. Raises UsageRefused."""
    hub = vault.read(hubs.joined)
    if hub is None:
        raise UsageRefused("This vault has joined no hub. Ask your company for an invite, then join.")
    return hub


def address_of(hub: JoinedHub) -> HubAddress:
    """Return where the hub is, and its key."""
    return HubAddress(hub.url, hub.key)


def device_of(hub: JoinedHub) -> Device:
    """Return this laptop as the hub knows it."""
    return device(hub.url, hub.hub_id, hub.key, hub.device_id, hub.device_key)


def wire_to(hub: JoinedHub, transport: Transport) -> Wire:
    """Return a conversation with the hub."""
    return Wire(transport, hub.url, keys.public_key(hub.key))


def follow_log(vault: Vault, wire: Wire, me: Device, token: object, clock: Clock) -> None:
    """Demand proof that a checkpoint belongs to the log seen so far, and keep the larger of the two.

    Raises LogDoesNotAddUp, after having stopped publishing, HubNotTrusted for what is no checkpoint of
    this hub, and what asking raises.
    """
    new = _read_checkpoint(token, wire, me.hub_id)
    kept = vault.read(hubs.last_checkpoint)
    seen = None if kept is None else ledger.read_checkpoint(kept.token, wire.hub_key)

    def proof_between(smaller: int, larger: int) -> list[bytes]:
        path = f"/v1/ledger/consistency?from={smaller}&to={larger}"
        answer = wire.ask(requests.signed(me, "GET", path, clock()), clock())
        return receipts.hashes(requests.members(answer).get("proof"))

    try:
        receipts.check_history(seen, new, proof_between)
    except LogDoesNotAddUp:
        vault.write(lambda db: hubs.suspend(db, hubs.LOG_DOES_NOT_ADD_UP))
        raise
    if seen is None or new.size > seen.size:
        newest = KeptCheckpoint(str(token), new.size, new.root.hex(), instant_text(clock()))
        vault.write(lambda db: hubs.keep_checkpoint(db, newest))


def _read_checkpoint(token: object, wire: Wire, hub_id: str) -> Checkpoint:
    """Verify a checkpoint of this hub. Raises HubNotTrusted."""
    try:
        if not isinstance(token, str):
            raise requests.nonsense("no checkpoint")
        checkpoint = ledger.read_checkpoint(token, wire.hub_key)
    except CoreError as error:
        raise requests.nonsense(error.code) from error
    if checkpoint.hub_id != hub_id:
        raise requests.nonsense("another hub's checkpoint")
    return checkpoint
