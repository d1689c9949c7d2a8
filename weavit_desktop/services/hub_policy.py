"""The hub's policy: fetched, shown in plain words, accepted, and what acceptance binds to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from weavit_core import canonical, enrolment, keys
from weavit_core import policy as policies
from weavit_core.enrolment import ACCEPTANCE_TYP, Acceptance
from weavit_core.errors import MalformedDocument
from weavit_core.fields import digest as read_digest
from weavit_core.ledger import Kind
from weavit_core.policy import Policy
from weavit_desktop.clock import Clock
from weavit_desktop.services.conversation import address_of, device_of, follow_log, require_joined, wire_to
from weavit_desktop.services.drafting import NewId, redraft
from weavit_desktop.sharing import receipts, requests
from weavit_desktop.sharing.receipts import Expected
from weavit_desktop.sharing.requests import Wire
from weavit_desktop.sharing.transport import Connect
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories import permissions
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class HubNow:
    """What a hub says of itself: its name, and the digest and bytes of the policy in force."""

    name: str
    digest: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Terms:
    """What a person reads before accepting.

    `choices` counts the people for whom something is chosen already: accepting binds these choices to
    the policy. Nothing of them leaves before its bytes are approved.
    """

    hub_name: str
    url: str
    fingerprint: str
    policy: Policy
    digest: str
    choices: int


Accept = Callable[[Terms], bool]


def ask_hub(wire: Wire, hub_id: str, clock: Clock) -> tuple[str, str]:
    """Return the hub's name and the digest of its policy.

    Raises HubNotTrusted if it is another hub, and what asking raises.
    """
    answer = requests.members(wire.ask(requests.unsigned(wire.url, "/v1/hub"), clock()))
    name, digest = answer.get("name"), answer.get("policy")
    if answer.get("hub_id") != hub_id or answer.get("key") != keys.public_text(wire.hub_key):
        raise requests.nonsense("another hub")
    try:
        if not isinstance(name, str):
            raise requests.nonsense("no name")
        return name, read_digest(digest)
    except MalformedDocument as error:
        raise requests.nonsense("no policy") from error


def ask_policy(wire: Wire, digest: str, clock: Clock) -> bytes:
    """Return the bytes of a policy, whose digest they have. Raises HubNotTrusted and what asking raises."""
    body = wire.ask(requests.unsigned(wire.url, f"/v1/policies/{digest}"), clock()).body
    try:
        policies.decode(body)
    except MalformedDocument as error:
        raise requests.nonsense("policy") from error
    if canonical.sha256_hex(body) != digest:
        raise requests.nonsense("another policy")
    return body


def terms(vault: Vault, wire: Wire, now: HubNow) -> Terms:
    """Return what the person reads before accepting."""
    choices = len(vault.read(permissions.all_giving))
    fingerprint = keys.fingerprint(wire.hub_key)
    return Terms(now.name, wire.url, fingerprint, policies.decode(now.body), now.digest, choices)


def bind_choices(db: Connection, policy: str, now: datetime) -> None:
    """Bind every choice that still holds to the policy that was just accepted, by new rows of the ledger."""
    today = now.date()
    permissions.append(
        db,
        (
            replace(choice, policy=policy, from_day=today, decided_at=now)
            for choice in permissions.all_giving(db).values()
            if choice.policy != policy and (choice.until is None or choice.until >= today)
        ),
    )


def accept_policy(vault: Vault, accept: Accept, connect: Connect, clock: Clock, new_id: NewId) -> bool:
    """Fetch the policy in force and accept it, if the person does. False if they do not, or had already.

    Raises UsageRefused, HubRefused, HubUnreachable or HubNotTrusted; then nothing was accepted.
    """
    hub = require_joined(vault)
    with connect(address_of(hub)) as transport:
        wire, me = wire_to(hub, transport), device_of(hub)
        name, digest = ask_hub(wire, hub.hub_id, clock)
        if digest == hub.policy:
            vault.write(hubs.end_policy_pause)
            return False
        new = HubNow(name, digest, ask_policy(wire, digest, clock))
        if not accept(terms(vault, wire, new)):
            return False
        body = enrolment.encode_acceptance(Acceptance(hub.hub_id, hub.device_id, digest))
        request = requests.signed(me, "POST", "/v1/me/policy", clock(), body, ACCEPTANCE_TYP)
        answer = requests.members(wire.ask(request, clock()))
        expected = Expected(hub.hub_id, Kind.POLICY, hub.device_id, 0, canonical.sha256_hex(body), digest)
        proven = receipts.read(answer, wire.hub_key, expected)
        if hub.suspended != hubs.LOG_DOES_NOT_ADD_UP:
            follow_log(vault, wire, me, proven.receipt.checkpoint, clock)
    vault.write(lambda db: _take_over(db, new, clock(), new_id))
    return True


def ask_new_terms(vault: Vault, connect: Connect, clock: Clock) -> Terms | None:
    """Return the policy in force, to be read; None where it is the accepted one.

    Raises UsageRefused, HubRefused, HubUnreachable or HubNotTrusted.
    """
    shown: list[Terms] = []

    def keep(new: Terms) -> bool:
        shown.append(new)
        return False

    # Nothing is accepted here, so no id is ever asked for.
    accept_policy(vault, keep, connect, clock, lambda: "")
    return shown[0] if shown else None


def _take_over(db: Connection, new: HubNow, now: datetime, new_id: NewId) -> None:
    hubs.accept_policy(db, new.digest, new.body)
    bind_choices(db, new.digest, now)
    redraft(db, now, new_id)
