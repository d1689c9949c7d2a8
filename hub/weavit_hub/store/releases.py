"""Computed releases, and who fetched them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from weavit_core.fields import instant_text
from weavit_hub.store.tables import releases, views


@dataclass(frozen=True, slots=True)
class StoredRelease:
    """A release as the bytes that the hub signed."""

    epoch: int
    computed_on: str
    body: bytes
    digest: str
    authorship: str


def latest(db: Connection) -> StoredRelease | None:
    """Return the release of the last epoch."""
    row = db.execute(select(releases).order_by(releases.c.epoch.desc()).limit(1)).one_or_none()
    return None if row is None else StoredRelease(*row)


def add(db: Connection, release: StoredRelease) -> None:
    """Keep a release."""
    db.execute(insert(releases).values(asdict(release)))


def note_view(db: Connection, epoch: int, rep_id: str, now: datetime) -> bool:
    """Note that a rep fetched a release. Returns False if that was noted before."""
    seen = select(views.c.at).where(views.c.epoch == epoch, views.c.rep_id == rep_id)
    if db.execute(seen).one_or_none() is not None:
        return False
    db.execute(insert(views).values(epoch=epoch, rep_id=rep_id, at=instant_text(now)))
    return True
