"""Publications that run, as the bytes that were signed, and the tombstones of those that were taken back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import Connection, and_, delete, insert, or_, select, update

from weavit_core.fields import instant_text
from weavit_hub.store.tables import publications, reps, tombstones


@dataclass(frozen=True, slots=True)
class Held:
    """The version of a publication that the hub holds. `proof` is a JSON list."""

    pub_id: str
    rep_id: str
    client_id: str
    device_id: str
    seq: int
    digest: str
    body: bytes
    authorship: str
    not_after: str
    receipt: str
    proof: str


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What remains of a publication. Digest, receipt and proof are those of the rep's own retraction."""

    pub_id: str
    seq: int
    digest: str | None = None
    receipt: str | None = None
    proof: str | None = None


def find(db: Connection, pub_id: str) -> Held | None:
    """Return the running version."""
    row = db.execute(select(publications).where(publications.c.pub_id == pub_id)).one_or_none()
    return None if row is None else Held(*row)


def find_at_client(db: Connection, rep_id: str, client_id: str) -> Held | None:
    """Return the one publication that a rep may have at a Client."""
    at = and_(publications.c.rep_id == rep_id, publications.c.client_id == client_id)
    row = db.execute(select(publications).where(at)).one_or_none()
    return None if row is None else Held(*row)


def of_rep(db: Connection, rep_id: str) -> list[Held]:
    """Return what the hub holds of a rep, by pub_id."""
    own = select(publications).where(publications.c.rep_id == rep_id).order_by(publications.c.pub_id)
    return [Held(*row) for row in db.execute(own)]


def every(db: Connection) -> list[Held]:
    """Return all running publications, by pub_id."""
    return [Held(*row) for row in db.execute(select(publications).order_by(publications.c.pub_id))]


def under_policy(db: Connection, policy: str) -> list[Held]:
    """Return the publications of reps who accepted this policy, by pub_id."""
    accepted = (
        select(publications)
        .join(reps, reps.c.id == publications.c.rep_id)
        .where(reps.c.accepted_policy == policy)
        .order_by(publications.c.pub_id)
    )
    return [Held(*row) for row in db.execute(accepted)]


def expired(db: Connection, today: date, silent_since: datetime) -> list[Held]:
    """Return publications past their last day, or of reps who fell silent without letting theirs end."""
    silent = and_(reps.c.last_seen < instant_text(silent_since), reps.c.let_end.is_(False))
    over = (
        select(publications)
        .join(reps, reps.c.id == publications.c.rep_id)
        .where(or_(publications.c.not_after < today.isoformat(), silent))
        .order_by(publications.c.pub_id)
    )
    return [Held(*row) for row in db.execute(over)]


def put(db: Connection, held: Held) -> None:
    """Hold this version, in the place of the one before."""
    values = asdict(held)
    key = publications.c.pub_id == held.pub_id
    if db.execute(update(publications).where(key).values(values)).rowcount == 0:
        db.execute(insert(publications).values(values))


def bury(db: Connection, tombstone: Tombstone) -> None:
    """Delete what runs under a pub_id, and refuse it from now on."""
    db.execute(delete(publications).where(publications.c.pub_id == tombstone.pub_id))
    db.execute(insert(tombstones).values(asdict(tombstone)))


def find_tombstone(db: Connection, pub_id: str) -> Tombstone | None:
    """Return the tombstone of a pub_id."""
    row = db.execute(select(tombstones).where(tombstones.c.pub_id == pub_id)).one_or_none()
    return None if row is None else Tombstone(*row)
