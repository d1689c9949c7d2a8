"""One document of each kind, valid as it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from weavit_core.ledger import Entry, Kind
from weavit_core.publication import Cell, Content, Publication
from weavit_core.taxonomy import Activity, Band, Function, Level

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
IDS = tuple(f"00000000-0000-4000-8000-{n:012x}" for n in range(1, 7))
DIGEST = "ab" * 32

PUBLICATION = Publication(
    hub_id=IDS[0],
    pub_id=IDS[1],
    rep_id=IDS[2],
    device_id=IDS[3],
    client_id=IDS[4],
    seq=2,
    prev=DIGEST,
    policy=DIGEST,
    as_of="2026-02",
    not_after=date(2026, 12, 31),
    content=Content(
        1,
        (
            Cell(Level.DIRECTOR, Function.IT, 1, Band.STRONG, (Activity.SOME,) * 12),
            Cell(Level.VP, Function.LEGAL, 3, Band.NONE),
        ),
    ),
)

ENTRY = Entry(Kind.PUBLICATION, IDS[1], 2, DIGEST, DIGEST, NOW)
