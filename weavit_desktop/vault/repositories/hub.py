"""The joined hub: its key and ours, its registry, its last checkpoint and release."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, field

from weavit_desktop.vault.connection import Connection

POLICY_CHANGED = "policy-changed"
LOG_DOES_NOT_ADD_UP = "log-does-not-add-up"
RESTORED = "restored"
_GRAVITY = (POLICY_CHANGED, RESTORED, LOG_DOES_NOT_ADD_UP)


@dataclass(frozen=True, slots=True)
class JoinedHub:
    """`key` is the hub's public key as text, `device_key` our private one, `policy` the accepted digest.

    `suspended` says why publishing waits: "", POLICY_CHANGED, LOG_DOES_NOT_ADD_UP or RESTORED.
    """

    hub_id: str
    name: str
    url: str
    key: str
    rep_id: str
    rep_name: str
    role: str
    device_id: str
    device_key: bytes = field(repr=False)
    policy: str
    policy_body: bytes = field(repr=False)
    suspended: str
    joined_at: str


@dataclass(frozen=True, slots=True)
class Joining:
    """An enrolment on its way: what it takes to send it again as it was."""

    invite_id: str
    policy: str
    device_id: str
    device_key: bytes = field(repr=False)
    retract_secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptCheckpoint:
    """The log of the hub as it was last seen; `token` is the hub's word for it."""

    token: str
    size: int
    root: str
    seen_at: str


_HUB = """hub_id, name, url, key, rep_id, rep_name, role, device_id, device_key, policy, policy_body,
  suspended, joined_at"""
_JOINING = "invite_id, policy, device_id, device_key, retract_secret"


def joined(db: Connection) -> JoinedHub | None:
    """Return the hub that was joined, if any."""
    row = db.execute(f"SELECT {_HUB} FROM hub").fetchone()
    return None if row is None else JoinedHub(*row)


def join(db: Connection, hub: JoinedHub) -> None:
    """Keep the hub; the enrolment on its way has arrived."""
    db.execute(f"INSERT INTO hub (id, {_HUB}) VALUES (1{', ?' * 13})", astuple(hub))
    db.execute("DELETE FROM joining")


def forget(db: Connection) -> None:
    """Forget the hub and what came from it. Documents and receipts stay."""
    for table in ("hub", "registry_client", "released", "checkpoint"):
        db.execute(f"DELETE FROM {table}")
    # The registry's ids mean nothing at another hub.
    db.execute("UPDATE organisation SET registry_id = NULL WHERE registry_id IS NOT NULL")


def accept_policy(db: Connection, policy: str, body: bytes) -> None:
    """Keep the policy that was accepted, and stop waiting for it."""
    db.execute("UPDATE hub SET policy = ?, policy_body = ?", (policy, body))
    end_policy_pause(db)


def end_policy_pause(db: Connection) -> None:
    """Stop waiting for a policy: the accepted one is in force again."""
    db.execute("UPDATE hub SET suspended = '' WHERE suspended = ?", (POLICY_CHANGED,))


def end_restored_pause(db: Connection) -> None:
    """Stop waiting for what the hub holds: it was adopted."""
    db.execute("UPDATE hub SET suspended = '' WHERE suspended = ?", (RESTORED,))


def suspend(db: Connection, why: str) -> None:
    """Stop publishing. The graver reason stays: POLICY_CHANGED, then RESTORED, then LOG_DOES_NOT_ADD_UP."""
    graver = _GRAVITY[_GRAVITY.index(why) + 1 :]
    marks = ", ".join("?" * len(graver))
    db.execute(f"UPDATE hub SET suspended = ? WHERE suspended NOT IN ({marks})", (why, *graver))


def joining(db: Connection) -> Joining | None:
    """Return the enrolment on its way, if any."""
    row = db.execute(f"SELECT {_JOINING} FROM joining").fetchone()
    return None if row is None else Joining(*row)


def start_joining(db: Connection, new: Joining) -> None:
    """Keep an enrolment before it is sent."""
    db.execute(f"INSERT OR REPLACE INTO joining (id, {_JOINING}) VALUES (1{', ?' * 5})", astuple(new))


def replace_registry(db: Connection, clients: Iterable[tuple[str, str]]) -> None:
    """Replace the registry: (id, JSON) of each Client."""
    db.execute("DELETE FROM registry_client")
    db.executemany("INSERT INTO registry_client (id, body) VALUES (?, ?)", clients)


def last_checkpoint(db: Connection) -> KeptCheckpoint | None:
    """Return the largest log that the hub has shown."""
    row = db.execute(
        "SELECT token, size, root, seen_at FROM checkpoint ORDER BY size DESC LIMIT 1"
    ).fetchone()
    return None if row is None else KeptCheckpoint(*row)


def keep_checkpoint(db: Connection, checkpoint: KeptCheckpoint) -> None:
    """Keep the newest checkpoint in place of the one before."""
    db.execute("DELETE FROM checkpoint")
    db.execute("INSERT INTO checkpoint (token, size, root, seen_at) VALUES (?, ?, ?, ?)", astuple(checkpoint))


def released(db: Connection) -> bytes | None:
    """Return the bytes of the last release."""
    row = db.execute("SELECT body FROM released").fetchone()
    return None if row is None else bytes(row[0])


def keep_release(db: Connection, body: bytes, token: str, at: str) -> None:
    """Keep a release in place of the one before, with the hub's signature over it."""
    db.execute(
        "INSERT OR REPLACE INTO released (id, body, token, fetched_at) VALUES (1, ?, ?, ?)", (body, token, at)
    )
