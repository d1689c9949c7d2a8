"""Following the joined hub, and leaving it."""

from __future__ import annotations

from dataclasses import dataclass

from weavit_core import authorship, keys, release_document
from weavit_core.errors import CoreError
from weavit_core.fields import instant_text
from weavit_core.http_signing import AUTHORSHIP, Answer
from weavit_core.release import Release
from weavit_desktop.clock import Clock
from weavit_desktop.errors import HubRefused
from weavit_desktop.services import publishing, sharing
from weavit_desktop.services.adopting import Adopted, adopt, adopt_if_restored
from weavit_desktop.services.conversation import address_of, device_of, follow_log, require_joined, wire_to
from weavit_desktop.services.drafting import NewId
from weavit_desktop.services.hub_policy import ask_hub
from weavit_desktop.services.progress import Progress, silent
from weavit_desktop.services.publishing import PublishReport
from weavit_desktop.services.registry import ask_registry
from weavit_desktop.sharing import requests
from weavit_desktop.sharing.device import Device
from weavit_desktop.sharing.outbox import State
from weavit_desktop.sharing.requests import Refusal, Wire
from weavit_desktop.sharing.transport import Connect
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories import outbox, permissions
from weavit_desktop.vault.repositories.hub import JoinedHub
from weavit_desktop.vault.vault import Vault

_STILL_THERE = (
    "Not everything could be taken back yet, so the hub is not forgotten. Try again; what is left stands "
    "in the outbox."
)


# Why publishing waits, as `Status.suspended` says it.
POLICY_CHANGED, RESTORED = hubs.POLICY_CHANGED, hubs.RESTORED
LOG_DOES_NOT_ADD_UP = hubs.LOG_DOES_NOT_ADD_UP


@dataclass(frozen=True, slots=True)
class Status:
    """The joined hub as this vault remembers it, without asking it.

    `suspended` says why publishing waits, "" if it does not; `held` counts the documents that the hub
    holds, `waiting` those that are drafted, approved or on their way; `epoch` is the last release's.
    """

    name: str
    url: str
    hub_id: str
    fingerprint: str
    rep_id: str
    rep_name: str
    role: str
    policy: str
    suspended: str
    people_shared: int
    held: int
    waiting: int
    epoch: int | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """How many Clients the registry has, the release's epoch if there is one, whether the rules changed.

    `adopted` is what a restored vault found at the hub, None for any other.
    """

    clients: int
    epoch: int | None
    policy_changed: bool
    adopted: Adopted | None = None


def is_joined(vault: Vault) -> bool:
    """Return whether this vault has joined a hub."""
    return vault.read(hubs.joined) is not None


def hub_status(vault: Vault) -> Status:
    """Return what is known of the joined hub. Raises UsageRefused where none was joined."""
    require_joined(vault)
    return vault.read(_status)


def fetch(vault: Vault, connect: Connect, clock: Clock, new_id: NewId) -> Fetched:
    """Fetch the registry and the release, check the policy and the log, adopt after a restore what is there.

    A changed policy stops publishing until it is accepted; so does a log that does not add up, for good.
    Raises UsageRefused, HubRefused, HubUnreachable or HubNotTrusted.
    """
    hub = require_joined(vault)
    with connect(address_of(hub)) as transport:
        wire, me = wire_to(hub, transport), device_of(hub)
        _, policy = ask_hub(wire, hub.hub_id, clock)
        changed = policy != hub.policy
        vault.write(_policy_changed if changed else hubs.end_policy_pause)
        head = requests.members(
            wire.ask(requests.signed(me, "GET", "/v1/ledger/checkpoint", clock()), clock())
        )
        if hub.suspended != hubs.LOG_DOES_NOT_ADD_UP:
            follow_log(vault, wire, me, head.get("checkpoint"), clock)
        adopted = adopt(vault, wire, me, clock, new_id)
        clients = ask_registry(wire, me, clock)
        vault.write(lambda db: hubs.replace_registry(db, clients))
        release = _fetch_release(vault, wire, me, clock)
    return Fetched(len(clients), None if release is None else release.epoch, changed, adopted)


def leave(
    vault: Vault, connect: Connect, clock: Clock, new_id: NewId, progress: Progress = silent
) -> PublishReport:
    """Take everything back, close the account, and forget the hub: only once the hub has confirmed it all.

    Raises UsageRefused, HubRefused, HubUnreachable or HubNotTrusted; then the hub is still joined, and
    what waits is taken back by the next try.
    """
    hub = require_joined(vault)
    adopt_if_restored(vault, connect, clock, new_id)  # a backup knows nothing of what came after it
    sharing.revoke_everything(vault, clock, new_id)
    report = publishing.send_taken_back(vault, connect, clock, new_id, progress)
    if vault.read(_still_held):
        raise report.trouble or HubRefused(_STILL_THERE)
    with connect(address_of(hub)) as transport:
        request = requests.signed(device_of(hub), "POST", "/v1/me/close", clock(), b"{}")
        wire_to(hub, transport).ask(request, clock())
    vault.write(_forget)
    return report


def _fetch_release(vault: Vault, wire: Wire, me: Device, clock: Clock) -> Release | None:
    """Return the hub's last release, verified and kept; None before the first."""
    try:
        answer = wire.ask(requests.signed(me, "GET", "/v1/releases/current", clock()), clock())
    except Refusal as refusal:
        if refusal.problem == "not-found":
            return None
        raise
    release = _read_release(answer, wire, me)
    body, token = answer.body, answer.headers[AUTHORSHIP]
    kept = vault.read(hubs.released)
    if kept is not None and release_document.decode(kept).epoch > release.epoch:
        raise requests.nonsense("an older release than before")
    vault.write(lambda db: hubs.keep_release(db, body, token, instant_text(clock())))
    return release


def _read_release(answer: Answer, wire: Wire, me: Device) -> Release:
    try:
        token = answer.headers.get(AUTHORSHIP, "")
        authorship.verify_detached(answer.body, token, wire.hub_key, release_document.TYP)
        release = release_document.decode(answer.body)
    except CoreError as error:
        raise requests.nonsense("release") from error
    if release.hub_id != me.hub_id:
        raise requests.nonsense("another hub's release")
    return release


def _policy_changed(db: Connection) -> None:
    hubs.suspend(db, hubs.POLICY_CHANGED)


def _still_held(db: Connection) -> bool:
    there = (State.ACKED, State.SENDING)
    return any(
        document.state in there
        for period in outbox.running_periods(db).values()
        for document in outbox.of_period(db, period.pub_id)
    )


def _forget(db: Connection) -> None:
    outbox.end_every_period(db)
    hubs.forget(db)


def _status(db: Connection) -> Status:
    hub = _joined(db)
    release = hubs.released(db)
    documents = [
        document
        for period in outbox.running_periods(db).values()
        for document in outbox.of_period(db, period.pub_id)
    ]
    unsent = (State.DRAFT, State.APPROVED, State.SENDING)
    return Status(
        name=hub.name,
        url=hub.url,
        hub_id=hub.hub_id,
        fingerprint=keys.fingerprint(keys.public_key(hub.key)),
        rep_id=hub.rep_id,
        rep_name=hub.rep_name,
        role=hub.role,
        policy=hub.policy,
        suspended=hub.suspended,
        people_shared=len(permissions.all_giving(db)),
        held=len({document.pub_id for document in documents if document.state == State.ACKED}),
        waiting=sum(document.state in unsent for document in documents),
        epoch=None if release is None else release_document.decode(release).epoch,
    )


def _joined(db: Connection) -> JoinedHub:
    hub = hubs.joined(db)
    if hub is None:
        raise RuntimeError("the hub was forgotten meanwhile")
    return hub
