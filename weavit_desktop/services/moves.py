"""Job changes that an import tells of, and whom to speak to at both firms."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from weavit_desktop.matching.renaming import Employer, is_renaming
from weavit_desktop.services.posts import Swap
from weavit_desktop.services.work import Work
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import moves
from weavit_desktop.vault.repositories.moves import MoveRow, NewMove


def note_moves(db: Connection, swaps: Iterable[Swap], import_uid: str, work: Work) -> None:
    """Note who has moved, of those whose cards of this import name another employer than before."""
    found = list(swaps)
    ids = {one.before.post.organisation_id for one in found} | {one.after.organisation_id for one in found}
    keys = moves.organisation_keys(db, ids)
    moved = [
        NewMove(one.person_id, one.before.post.organisation_id, one.after.organisation_id)
        for one in found
        if not is_renaming(
            Employer(keys[one.before.post.organisation_id], frozenset(json.loads(one.before.post.domains))),
            Employer(keys[one.after.organisation_id], frozenset(json.loads(one.after.domains))),
        )
    ]
    moves.add(db, moved, import_uid, work.now, work.today.isoformat())


def follow_ups(before: str, after: str) -> tuple[str, str]:
    """Return what to do at the firm that was left and at the new one."""
    return f"Ask who follows at {before}", f"Say hello at {after}"


def as_json(move: MoveRow) -> dict[str, Any]:
    """Return one of the `moves` of `weavit person --json`."""
    return {
        "day": move.day,
        "from": {"id": move.before_uid, "name": move.before},
        "to": {"id": move.after_uid, "name": move.after},
        "follow_ups": list(follow_ups(move.before, move.after)),
    }
