"""Make the vault of 100,000 people that the window is measured on: `_app_vault.py FOLDER PASSPHRASE`."""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from people import CHEAP, PEOPLE, TODAY, fill

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.domain.intensity import DayBucket, sums_of
from weavit_desktop.domain.interaction import Channel, Direction
from weavit_desktop.domain.permission import Permission
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.creation import create_vault
from weavit_desktop.vault.repositories import people, permissions, scores
from weavit_desktop.vault.repositories.scores import Scored

CLIENTS = 41
CHOSEN = 3_000


def make_vault(folder: Path, passphrase: str) -> None:
    """Import everyone, then give most a history, some a choice, and make the largest firms Clients."""
    chance = random.Random(4)
    vault, _ = create_vault(
        folder / "vault", passphrase, home_zone="UTC", clock=lambda: datetime.now(UTC), cost=CHEAP
    )
    with vault:
        fill(vault, folder, PEOPLE, chance)
        vault.write(lambda db: enrich(db, chance))


def enrich(db: Connection, chance: random.Random) -> None:
    everyone = people.all_ids(db)
    scores.save(db, [history(one, chance) for one in everyone if chance.random() < 0.6])
    db.execute(
        """UPDATE organisation SET client = 1 WHERE id IN (
          SELECT organisation_id FROM position GROUP BY 1 ORDER BY count(*) DESC LIMIT ?)""",
        (CLIENTS,),
    )
    some = db.execute("SELECT uid FROM person ORDER BY id LIMIT ?", (CHOSEN,)).fetchall()
    at = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)
    permissions.append(
        db,
        (Permission(uid, SharingLevel(chance.randint(1, 4)), 3, "", TODAY, None, at) for (uid,) in some),
    )


def history(person_id: int, chance: random.Random) -> Scored:
    """Return two-way mail on a few days of the last two years."""
    first = chance.randrange(700)
    days = [TODAY - timedelta(days=first + 9 * at) for at in range(chance.randrange(1, 8))]
    buckets = tuple(
        DayBucket(day, Channel.MAIL, way, 1.0)
        for day in days
        for way in (Direction.OUTGOING, Direction.INCOMING)
    )
    return Scored(person_id, buckets, sums_of(buckets, TODAY), len(buckets), max(days).isoformat())


if __name__ == "__main__":
    make_vault(Path(sys.argv[1]), sys.argv[2])
