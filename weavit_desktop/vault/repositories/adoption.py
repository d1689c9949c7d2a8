"""What a restored vault remembers of its documents gives way to what the hub holds."""

from __future__ import annotations

from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import outbox
from weavit_desktop.vault.repositories.outbox import KeptReceipt, NewDocument

_EVERYTHING = "everything_taken_back"


def note_everything_taken_back(db: Connection) -> None:
    """Remember that the person took everything back: of documents too that only the hub knows of."""
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, 'yes')", (_EVERYTHING,))


def take_note(db: Connection) -> bool:
    """Return whether the person took everything back, and forget it."""
    return bool(db.execute("DELETE FROM meta WHERE key = ?", (_EVERYTHING,)).rowcount)


def withdraw_unsent(db: Connection) -> None:
    """Let nothing go that was approved, or on its way, when the backup was made."""
    db.execute("DELETE FROM outbox WHERE state = 'draft'")
    db.execute("UPDATE outbox SET state = 'superseded' WHERE state IN ('approved', 'sending', 'rejected')")


def run_period(db: Connection, pub_id: str, client_id: str, *, taken_back: bool) -> None:
    """Let a sharing period run, whether it was known or not. The Client has no other running one."""
    db.execute(
        """INSERT INTO sharing_period (pub_id, client_id, taken_back) VALUES (?, ?, ?)
        ON CONFLICT (pub_id) DO UPDATE SET taken_back = excluded.taken_back, ended = 0""",
        (pub_id, client_id, int(taken_back)),
    )


def hold(db: Connection, held: NewDocument, receipt: KeptReceipt) -> None:
    """Keep a document as the newest one that the hub confirmed; nothing that came later counts any more."""
    known = db.execute(
        "SELECT id FROM outbox WHERE pub_id = ? AND sha256 = ? ORDER BY id LIMIT 1",
        (held.pub_id, held.sha256),
    ).fetchone()
    if known is None:
        outbox.add_draft(db, held)
        outbox.approve(db, held.uid, held.sha256, receipt.accepted_at)
        known = db.execute("SELECT id FROM outbox WHERE uid = ?", (held.uid,)).fetchone()
    db.execute(
        "UPDATE outbox SET state = 'superseded' WHERE pub_id = ? AND id > ? AND state = 'acked'",
        (held.pub_id, *known),
    )
    db.execute("UPDATE outbox SET state = 'acked', problem = '' WHERE id = ?", known)
    (uid,) = db.execute("SELECT uid FROM outbox WHERE id = ?", known).fetchone()
    db.execute("DELETE FROM receipt WHERE outbox_id = ?", known)
    outbox.add_receipt(db, uid, receipt)
