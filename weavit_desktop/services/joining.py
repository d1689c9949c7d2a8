"""Joining a hub by an invite. A call that was cut off is completed by the next one with the same invite."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from weavit_core import canonical, enrolment, invite, keys, retract_code
from weavit_core.enrolment import ENROLMENT_TYP, Enrolment
from weavit_core.errors import CoreError
from weavit_core.fields import instant_text
from weavit_core.invite import Invite
from weavit_core.ledger import Kind
from weavit_desktop.clock import Clock
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.drafting import NewId, redraft
from weavit_desktop.services.hub_policy import (
    Accept,
    HubNow,
    Terms,
    ask_hub,
    ask_policy,
    bind_choices,
    terms,
)
from weavit_desktop.services.registry import ask_registry
from weavit_desktop.sharing import receipts, requests
from weavit_desktop.sharing.device import Device
from weavit_desktop.sharing.receipts import Expected, Proven
from weavit_desktop.sharing.requests import Wire
from weavit_desktop.sharing.transport import Connect, HubAddress
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories.hub import JoinedHub, Joining, KeptCheckpoint
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Joined:
    """`retract_code` is shown once, to be printed: it takes everything back without this laptop."""

    hub_name: str
    rep_name: str
    role: str
    retract_code: str = field(repr=False)


def join(
    vault: Vault, line: str, accept: Accept, connect: Connect, clock: Clock, new_id: NewId
) -> Joined | None:
    """Join the hub of an invite once the person accepts its policy; None if they do not.

    Raises UsageRefused, HubRefused, HubUnreachable or HubNotTrusted; then nothing was joined.
    """
    ticket = _may_join(vault, line)
    with connect(_address(ticket)) as transport:
        wire = Wire(transport, ticket.url, ticket.hub_key)
        now = _ask_now(wire, ticket, clock)
        if not accept(terms(vault, wire, now)):
            return None
        return _join(vault, wire, ticket, now, clock, new_id)


def ask_terms(vault: Vault, line: str, connect: Connect, clock: Clock) -> Terms:
    """Return what the hub of an invite asks one to accept. Nothing of the vault is sent.

    Raises UsageRefused, HubRefused, HubUnreachable or HubNotTrusted.
    """
    ticket = _may_join(vault, line)
    with connect(_address(ticket)) as transport:
        wire = Wire(transport, ticket.url, ticket.hub_key)
        return terms(vault, wire, _ask_now(wire, ticket, clock))


def prepare(vault: Vault, line: str, accepted: str, new_id: NewId) -> str:
    """Return the retract-everything code with which `join_accepted` will join; nothing is sent.

    `accepted` is the digest of the policy; for the same invite and policy the code is always the same.
    Raises UsageRefused.
    """
    return retract_code.write(_start(vault, _may_join(vault, line), accepted, new_id).retract_secret)


def join_accepted(
    vault: Vault, line: str, accepted: str, connect: Connect, clock: Clock, new_id: NewId
) -> Joined:
    """Join the hub of an invite under the policy whose digest was accepted.

    Raises UsageRefused, HubRefused (also where the policy is another one by now), HubUnreachable or
    HubNotTrusted; then nothing was joined.
    """
    ticket = _may_join(vault, line)
    with connect(_address(ticket)) as transport:
        wire = Wire(transport, ticket.url, ticket.hub_key)
        now = _ask_now(wire, ticket, clock)
        if now.digest != accepted:
            raise requests.Refusal(hubs.POLICY_CHANGED)
        return _join(vault, wire, ticket, now, clock, new_id)


def _join(vault: Vault, wire: Wire, ticket: Invite, now: HubNow, clock: Clock, new_id: NewId) -> Joined:
    # Kept before it is sent: the hub enrols once, and this key alone can prove that it was us.
    started = _start(vault, ticket, now.digest, new_id)
    hub, proven = _enrol(wire, ticket, started, now, clock)
    clients = ask_registry(wire, _device(ticket, started), clock)
    vault.write(lambda db: _settle(db, hub, proven, clients, clock(), new_id))
    return Joined(hub.name, hub.rep_name, hub.role, retract_code.write(started.retract_secret))


def _may_join(vault: Vault, line: str) -> Invite:
    ticket = read_invite(line)
    if vault.read(hubs.joined) is not None:
        raise UsageRefused("This vault has joined a hub already. Leave it before joining another.")
    return ticket


def _address(ticket: Invite) -> HubAddress:
    return HubAddress(ticket.url, keys.public_text(ticket.hub_key))


def _ask_now(wire: Wire, ticket: Invite, clock: Clock) -> HubNow:
    name, digest = ask_hub(wire, ticket.hub_id, clock)
    return HubNow(name, digest, ask_policy(wire, digest, clock))


def read_invite(line: str) -> Invite:
    """Read an invite. Raises UsageRefused."""
    try:
        return invite.read(line.strip())
    except CoreError as error:
        raise UsageRefused(
            "This is not an invite. An invite is one line that begins with weavit1-; copy it whole.",
            fact=str(error),
        ) from error


def _start(vault: Vault, ticket: Invite, policy: str, new_id: NewId) -> Joining:
    started = vault.read(hubs.joining)
    if started is not None and (started.invite_id, started.policy) == (ticket.invite_id, policy):
        return started
    new = Joining(
        ticket.invite_id,
        policy,
        new_id(),
        Ed25519PrivateKey.generate().private_bytes_raw(),
        secrets.token_bytes(retract_code.SECRET_BYTES),
    )
    vault.write(lambda db: hubs.start_joining(db, new))
    return new


def _device(ticket: Invite, started: Joining) -> Device:
    key = Ed25519PrivateKey.from_private_bytes(started.device_key)
    return Device(ticket.url, ticket.hub_id, ticket.hub_key, started.device_id, key)


def _enrol(
    wire: Wire, ticket: Invite, started: Joining, now: HubNow, clock: Clock
) -> tuple[JoinedHub, Proven]:
    me = _device(ticket, started)
    body = enrolment.encode(
        Enrolment(
            hub_id=ticket.hub_id,
            invite_id=ticket.invite_id,
            invite_secret=ticket.secret,
            device_id=started.device_id,
            device_key=me.device_key.public_key(),
            policy=started.policy,
            retract_hash=retract_code.registered_hash(started.retract_secret),
        )
    )
    request = requests.signed(me, "POST", "/v1/enrolments", clock(), body, ENROLMENT_TYP)
    answer = requests.members(wire.ask(request, clock()))
    expected = Expected(
        ticket.hub_id, Kind.ENROLMENT, started.device_id, 0, canonical.sha256_hex(body), started.policy
    )
    proven = receipts.read(answer, wire.hub_key, expected)
    hub = JoinedHub(
        hub_id=ticket.hub_id,
        name=now.name,
        url=ticket.url,
        key=keys.public_text(ticket.hub_key),
        rep_id=requests.uuid_member(answer, "rep_id"),
        rep_name=requests.text_member(answer, "name"),
        role=requests.text_member(answer, "role"),
        device_id=started.device_id,
        device_key=started.device_key,
        policy=now.digest,
        policy_body=now.body,
        suspended="",
        joined_at=instant_text(clock()),
    )
    return hub, proven


def _settle(
    db: Connection,
    hub: JoinedHub,
    proven: Proven,
    clients: list[tuple[str, str]],
    now: datetime,
    new_id: NewId,
) -> None:
    hubs.join(db, hub)
    head = proven.checkpoint
    hubs.keep_checkpoint(
        db, KeptCheckpoint(proven.receipt.checkpoint, head.size, head.root.hex(), instant_text(now))
    )
    hubs.replace_registry(db, clients)
    bind_choices(db, hub.policy, now)
    redraft(db, now, new_id)
