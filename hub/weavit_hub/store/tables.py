"""The tables. Instants are text, YYYY-MM-DDTHH:MM:SSZ, which sorts by time in every database."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = String(36)
Digest = String(64)
Instant = String(20)
Day = String(10)

policies = Table(
    "policies",
    metadata,
    Column("digest", Digest, primary_key=True),
    Column("ordinal", Integer, nullable=False, unique=True),  # the greatest one is in force
    Column("since", Instant, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

invites = Table(
    "invites",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("team", Text),
    Column("secret_hash", Text, nullable=False),  # Argon2id, as a PHC string
    Column("expires_at", Instant, nullable=False),
)

reps = Table(
    "reps",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("team", Text),
    Column("accepted_policy", Digest, ForeignKey("policies.digest"), nullable=False),
    Column("retract_hash", Digest, nullable=False, unique=True),
    Column("enrolled_at", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("let_end", Boolean, nullable=False),  # closed by the rep: what is kept ends at its not_after
)

devices = Table(
    "devices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("rep_id", Id, ForeignKey("reps.id"), nullable=False, index=True),
    Column("key", String(43), nullable=False),
    Column("enrolled_at", Instant, nullable=False),
    Column("revoked_at", Instant),
)

declarations = Table(
    "declarations",
    metadata,
    Column("digest", Digest, primary_key=True),
    Column("device_id", Id, ForeignKey("devices.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),  # enrolment or acceptance
    Column("body", LargeBinary, nullable=False),
    Column("authorship", Text, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("proof", Text, nullable=False),
    Column("accepted_at", Instant, nullable=False),
)

nonces = Table(
    "nonces",
    metadata,
    Column("device_id", Id, primary_key=True),
    Column("nonce", String(32), primary_key=True),
    Column("forget_at", Instant, nullable=False, index=True),
)

clients = Table(
    "clients",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("aliases", Text, nullable=False),  # JSON lists
    Column("domains", Text, nullable=False),
    Column("lei", String(20)),
    Column("country", String(2)),
    Column("parent", Id, ForeignKey("clients.id")),
    Column("status", String(10), nullable=False),  # active, merged, retired
    Column("merged_into", Id, ForeignKey("clients.id")),
    Column("version", Integer, nullable=False),  # of the registry when this row last changed
)

publications = Table(
    "publications",
    metadata,
    Column("pub_id", Id, primary_key=True),
    Column("rep_id", Id, ForeignKey("reps.id"), nullable=False),
    Column("client_id", Id, ForeignKey("clients.id"), nullable=False),
    Column("device_id", Id, ForeignKey("devices.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("digest", Digest, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("authorship", Text, nullable=False),
    Column("not_after", Day, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("proof", Text, nullable=False),
    UniqueConstraint("rep_id", "client_id"),
)

# Names nobody: pub_id is random. Digest and receipt are those of the rep's own retraction.
tombstones = Table(
    "tombstones",
    metadata,
    Column("pub_id", Id, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("digest", Digest),
    Column("receipt", Text),
    Column("proof", Text),
)

# A record is erased by emptying its row; its leaf in ledger_nodes keeps every proof valid.
ledger_entries = Table(
    "ledger_entries",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("subject", Id, index=True),
    Column("salt", LargeBinary),
    Column("record", LargeBinary),
)

# The complete subtrees: level 0 holds the leaves, node (level, n) covers 2^level of them.
ledger_nodes = Table(
    "ledger_nodes",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
)

ledger_head = Table(
    "ledger_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1
    Column("size", BigInteger, nullable=False),
    Column("checkpoint", Text, nullable=False),
)

releases = Table(
    "releases",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("computed_on", Day, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("digest", Digest, nullable=False),
    Column("authorship", Text, nullable=False),
)

views = Table(
    "views",
    metadata,
    Column("epoch", Integer, ForeignKey("releases.epoch"), primary_key=True, autoincrement=False),
    Column("rep_id", Id, ForeignKey("reps.id"), primary_key=True),
    Column("at", Instant, nullable=False),
)
