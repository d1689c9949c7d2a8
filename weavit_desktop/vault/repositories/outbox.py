"""Documents on their way to the hub: sharing periods, versions, receipts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from weavit_desktop.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class Period:
    """The time from the first document for a Client until all is taken back, under one random name."""

    pub_id: str
    client_id: str
    taken_back: bool


@dataclass(frozen=True, slots=True)
class NewDocument:
    uid: str
    pub_id: str
    seq: int
    body: bytes = field(repr=False)
    sha256: str
    retraction: bool
    created_at: str


@dataclass(frozen=True, slots=True)
class Document:
    """One version. `state` and `problem` are the words of the outbox; `taken_back` is the period's."""

    uid: str
    pub_id: str
    client_id: str
    taken_back: bool
    seq: int
    body: bytes = field(repr=False)
    sha256: str
    retraction: bool
    state: str
    approved_sha256: str | None
    problem: str


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """What the hub gave for a document: `token` and `proof` as they came, `jws` our own signature."""

    token: str
    proof: str
    hub_key: str
    jws: str
    accepted_at: str


_COLUMNS = """outbox.uid, outbox.pub_id, sharing_period.client_id, sharing_period.taken_back,
  outbox.seq, outbox.body, outbox.sha256, outbox.retraction, outbox.state, outbox.approved_sha256,
  outbox.problem"""
_SELECT = f"SELECT {_COLUMNS} FROM outbox JOIN sharing_period ON sharing_period.pub_id = outbox.pub_id"


def running_periods(db: Connection) -> dict[str, Period]:
    """Return the sharing periods that have not ended, by Client."""
    rows = db.execute("SELECT pub_id, client_id, taken_back FROM sharing_period WHERE ended = 0")
    return {client_id: Period(pub_id, client_id, bool(taken_back)) for pub_id, client_id, taken_back in rows}


def start_period(db: Connection, pub_id: str, client_id: str) -> None:
    """Begin a sharing period. The Client has no other running one."""
    db.execute("INSERT INTO sharing_period (pub_id, client_id) VALUES (?, ?)", (pub_id, client_id))


def end_period(db: Connection, pub_id: str) -> None:
    """End a sharing period: whatever was not sent of it goes no more."""
    db.execute("UPDATE sharing_period SET ended = 1, taken_back = 0 WHERE pub_id = ?", (pub_id,))
    db.execute("DELETE FROM outbox WHERE pub_id = ? AND state = 'draft'", (pub_id,))
    db.execute(
        "UPDATE outbox SET state = 'superseded' WHERE pub_id = ? AND state IN ('approved', 'rejected')",
        (pub_id,),
    )


def end_every_period(db: Connection) -> None:
    """End all sharing periods, when nothing of them is at the hub any more."""
    for (pub_id,) in db.execute("SELECT pub_id FROM sharing_period WHERE ended = 0").fetchall():
        end_period(db, pub_id)


def set_taken_back(db: Connection, pub_id: str, *, taken_back: bool) -> None:
    """Say whether the hub may still hold what the person took back."""
    db.execute("UPDATE sharing_period SET taken_back = ? WHERE pub_id = ?", (int(taken_back), pub_id))


def mark_taken_back(db: Connection, clients: Iterable[str]) -> None:
    """Say of the running periods of these Clients that the person took something back."""
    db.executemany(
        "UPDATE sharing_period SET taken_back = 1 WHERE client_id = ? AND ended = 0",
        ((client_id,) for client_id in clients),
    )


def add_draft(db: Connection, new: NewDocument) -> None:
    """Add a version that waits for approval."""
    db.execute(
        """INSERT INTO outbox (uid, pub_id, seq, body, sha256, retraction, state, created_at)
        VALUES (?, ?, ?, ?, ?, ?, 'draft', ?)""",
        (new.uid, new.pub_id, new.seq, new.body, new.sha256, int(new.retraction), new.created_at),
    )


def delete(db: Connection, uid: str) -> None:
    """Delete a draft that nobody approved."""
    db.execute("DELETE FROM outbox WHERE uid = ? AND state = 'draft'", (uid,))


def approve(db: Connection, uid: str, sha256: str, at: str) -> None:
    """Record that these bytes were approved."""
    db.execute(
        """UPDATE outbox SET state = 'approved', approved_sha256 = ?, approved_at = ?, problem = ''
        WHERE uid = ?""",
        (sha256, at, uid),
    )


def set_state(db: Connection, uid: str, state: str, problem: str = "") -> None:
    """Move a version on, with what the hub had against it."""
    db.execute("UPDATE outbox SET state = ?, problem = ? WHERE uid = ?", (state, problem, uid))


def find(db: Connection, uid: str) -> Document | None:
    """Return one version."""
    row = db.execute(f"{_SELECT} WHERE outbox.uid = ?", (uid,)).fetchone()
    return None if row is None else _document(row)


def everything(db: Connection) -> list[Document]:
    """Return every version, the oldest first."""
    return [_document(row) for row in db.execute(f"{_SELECT} ORDER BY outbox.id")]


def of_period(db: Connection, pub_id: str) -> list[Document]:
    """Return the versions of one sharing period, the oldest first."""
    return [
        _document(row)
        for row in db.execute(f"{_SELECT} WHERE outbox.pub_id = ? ORDER BY outbox.id", (pub_id,))
    ]


def to_send(db: Connection) -> list[Document]:
    """Return what was approved or is on its way.

    What is on its way comes first, as the next version follows it; then retractions; then the oldest.
    """
    rows = db.execute(
        f"""{_SELECT} WHERE outbox.state IN ('approved', 'sending')
        ORDER BY outbox.state = 'sending' DESC, outbox.retraction DESC, outbox.id"""
    )
    return [_document(row) for row in rows]


def add_receipt(db: Connection, uid: str, receipt: KeptReceipt) -> None:
    """Keep the receipt of a document."""
    db.execute(
        """INSERT INTO receipt (outbox_id, token, proof, hub_key, jws, accepted_at)
        SELECT id, ?, ?, ?, ?, ? FROM outbox WHERE uid = ?""",
        (receipt.token, receipt.proof, receipt.hub_key, receipt.jws, receipt.accepted_at, uid),
    )


def receipts(db: Connection) -> list[tuple[Document, KeptReceipt]]:
    """Return every receipt with its document, the oldest first."""
    rows = db.execute(
        f"""SELECT {_COLUMNS}, receipt.token, receipt.proof, receipt.hub_key, receipt.jws, receipt.accepted_at
        FROM receipt JOIN outbox ON outbox.id = receipt.outbox_id
        JOIN sharing_period ON sharing_period.pub_id = outbox.pub_id ORDER BY receipt.outbox_id"""
    )
    return [(_document(row[:11]), KeptReceipt(*row[11:])) for row in rows]


def standing(db: Connection) -> list[tuple[Document, str]]:
    """Return of each running period the newest version that the hub confirmed and all that are not settled.

    Each with the instant at which it was written, as `datetime.isoformat` gives it; the oldest first.
    """
    rows = db.execute(
        f"""SELECT {_COLUMNS}, outbox.created_at FROM outbox
        JOIN sharing_period ON sharing_period.pub_id = outbox.pub_id
        WHERE sharing_period.ended = 0 AND (outbox.state IN ('draft', 'approved', 'sending', 'rejected')
          OR outbox.id = (SELECT max(acked.id) FROM outbox AS acked
            WHERE acked.pub_id = outbox.pub_id AND acked.state = 'acked'))
        ORDER BY outbox.id"""
    )
    return [(_document(row[:11]), str(row[11])) for row in rows]


def last_accepted(db: Connection) -> str | None:
    """Return when the hub last confirmed a document, as an instant in UTC."""
    (at,) = db.execute("SELECT max(accepted_at) FROM receipt").fetchone()
    return None if at is None else str(at)


def _document(row: tuple[Any, ...]) -> Document:
    uid, pub_id, client_id, taken_back, seq, body, sha256, retraction, *rest = row
    return Document(
        uid, pub_id, client_id, bool(taken_back), seq, bytes(body), sha256, bool(retraction), *rest
    )
