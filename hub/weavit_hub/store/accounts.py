"""Invites, reps, devices, what devices declared, and the nonces they used."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from weavit_core.fields import instant_text
from weavit_hub.store.tables import declarations, devices, invites, nonces, reps


@dataclass(frozen=True, slots=True)
class Invite:
    """An invite that was not used yet. `secret_hash` is Argon2id."""

    id: str
    name: str
    role: str
    team: str | None
    secret_hash: str
    expires_at: str


@dataclass(frozen=True, slots=True)
class Rep:
    """A holder of a vault, enrolled here. `let_end` says that the rep closed the account themselves."""

    id: str
    name: str
    role: str
    team: str | None
    accepted_policy: str
    retract_hash: str
    enrolled_at: str
    last_seen: str
    closed_at: str | None = None
    let_end: bool = False


@dataclass(frozen=True, slots=True)
class Device:
    """A device key in base64url, and whose it is."""

    id: str
    rep_id: str
    key: str
    enrolled_at: str
    revoked_at: str | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """An enrolment or an acceptance as it was signed, with the hub's receipt. `proof` is a JSON list."""

    digest: str
    device_id: str
    kind: str
    body: bytes
    authorship: str
    receipt: str
    proof: str
    accepted_at: str


def add_invite(db: Connection, invite: Invite) -> None:
    """Keep an invite, in the place of an earlier one for the same name."""
    db.execute(delete(invites).where(invites.c.name == invite.name))
    db.execute(insert(invites).values(asdict(invite)))


def find_invite(db: Connection, invite_id: str) -> Invite | None:
    """Return an unused invite, expired or not."""
    row = db.execute(select(invites).where(invites.c.id == invite_id)).one_or_none()
    return None if row is None else Invite(*row)


def use_invite(db: Connection, invite_id: str) -> bool:
    """Use up an invite. Returns whether it was still there."""
    return db.execute(delete(invites).where(invites.c.id == invite_id)).rowcount == 1


def add_rep(db: Connection, rep: Rep) -> None:
    """Enrol a rep."""
    db.execute(insert(reps).values(asdict(rep)))


def find_rep(db: Connection, rep_id: str) -> Rep:
    """Return a rep that must exist."""
    return _rep(db.execute(select(reps).where(reps.c.id == rep_id)).one())


def open_rep_named(db: Connection, name: str) -> Rep | None:
    """Return the rep of this name whose account is open."""
    row = db.execute(select(reps).where(reps.c.name == name, reps.c.closed_at.is_(None))).one_or_none()
    return None if row is None else _rep(row)


def rep_of_retract_hash(db: Connection, retract_hash: str) -> Rep | None:
    """Return the rep who registered the hash of a retract code."""
    row = db.execute(select(reps).where(reps.c.retract_hash == retract_hash)).one_or_none()
    return None if row is None else _rep(row)


def list_reps(db: Connection) -> list[Rep]:
    """Return all reps, closed ones too, by name."""
    return [_rep(row) for row in db.execute(select(reps).order_by(reps.c.name, reps.c.id))]


def accept_policy(db: Connection, rep_id: str, policy: str) -> None:
    """Note which policy a rep accepted last."""
    db.execute(update(reps).where(reps.c.id == rep_id).values(accepted_policy=policy))


def close_rep(db: Connection, rep_id: str, now: datetime, *, let_end: bool) -> None:
    """Close an account."""
    closing = {"closed_at": instant_text(now), "let_end": let_end}
    db.execute(update(reps).where(reps.c.id == rep_id).values(closing))


def touch_rep(db: Connection, rep_id: str, now: datetime) -> None:
    """Note a sign of life."""
    db.execute(update(reps).where(reps.c.id == rep_id).values(last_seen=instant_text(now)))


def count_active_reps(db: Connection, silent_since: datetime) -> int:
    """Count reps with an open account and a device in force, seen since then."""
    alive = (
        select(func.count(func.distinct(reps.c.id)))
        .select_from(reps.join(devices))
        .where(
            reps.c.closed_at.is_(None),
            devices.c.revoked_at.is_(None),
            reps.c.last_seen >= instant_text(silent_since),
        )
    )
    return db.execute(alive).scalar_one()


def add_device(db: Connection, device: Device) -> None:
    """Enrol a device."""
    db.execute(insert(devices).values(asdict(device)))


def find_device(db: Connection, device_id: str) -> Device | None:
    """Return a device, revoked or not."""
    row = db.execute(select(devices).where(devices.c.id == device_id)).one_or_none()
    return None if row is None else Device(*row)


def list_devices(db: Connection) -> list[Device]:
    """Return all devices, oldest first."""
    return [Device(*row) for row in db.execute(select(devices).order_by(devices.c.enrolled_at, devices.c.id))]


def revoke_device(db: Connection, device_id: str, now: datetime) -> None:
    """Refuse a device from now on."""
    db.execute(update(devices).where(devices.c.id == device_id).values(revoked_at=instant_text(now)))


def add_declaration(db: Connection, declaration: Declaration) -> None:
    """Keep what a device declared."""
    db.execute(insert(declarations).values(asdict(declaration)))


def find_declaration(db: Connection, digest: str) -> Declaration | None:
    """Return a declaration by the digest of its body."""
    row = db.execute(select(declarations).where(declarations.c.digest == digest)).one_or_none()
    return None if row is None else Declaration(*row)


def take_nonce(db: Connection, device_id: str, nonce: str, now: datetime, forget_at: datetime) -> bool:
    """Take a nonce, and forget those of the past. Returns False if it was taken before."""
    db.execute(delete(nonces).where(nonces.c.forget_at < instant_text(now)))
    taken = select(nonces.c.nonce).where(nonces.c.device_id == device_id, nonces.c.nonce == nonce)
    if db.execute(taken).one_or_none() is not None:
        return False
    values = {"device_id": device_id, "nonce": nonce, "forget_at": instant_text(forget_at)}
    db.execute(insert(nonces).values(values))
    return True


def _rep(row: Row[tuple[object, ...]]) -> Rep:
    return Rep(**row._mapping)
