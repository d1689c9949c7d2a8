"""The first schema. Constraints are named by the convention of `tables.metadata`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.String(36)
_DIGEST = sa.String(64)
_INSTANT = sa.String(20)
_DAY = sa.String(10)


def upgrade() -> None:
    """Create every table."""
    _create_accounts()
    _create_declarations()
    _create_registry()
    _create_documents()
    _create_ledger()
    _create_releases()


def _create_accounts() -> None:
    op.create_table(
        "policies",
        sa.Column("digest", _DIGEST, primary_key=True),
        sa.Column("ordinal", sa.Integer, nullable=False, unique=True),
        sa.Column("since", _INSTANT, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "invites",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("team", sa.Text),
        sa.Column("secret_hash", sa.Text, nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
    )
    op.create_table(
        "reps",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("team", sa.Text),
        sa.Column("accepted_policy", _DIGEST, sa.ForeignKey("policies.digest"), nullable=False),
        sa.Column("retract_hash", _DIGEST, nullable=False, unique=True),
        sa.Column("enrolled_at", _INSTANT, nullable=False),
        sa.Column("last_seen", _INSTANT, nullable=False),
        sa.Column("closed_at", _INSTANT),
        sa.Column("let_end", sa.Boolean, nullable=False),
    )


def _create_declarations() -> None:
    op.create_table(
        "devices",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("rep_id", _ID, sa.ForeignKey("reps.id"), nullable=False, index=True),
        sa.Column("key", sa.String(43), nullable=False),
        sa.Column("enrolled_at", _INSTANT, nullable=False),
        sa.Column("revoked_at", _INSTANT),
    )
    op.create_table(
        "declarations",
        sa.Column("digest", _DIGEST, primary_key=True),
        sa.Column("device_id", _ID, sa.ForeignKey("devices.id"), nullable=False, index=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("authorship", sa.Text, nullable=False),
        sa.Column("receipt", sa.Text, nullable=False),
        sa.Column("proof", sa.Text, nullable=False),
        sa.Column("accepted_at", _INSTANT, nullable=False),
    )
    op.create_table(
        "nonces",
        sa.Column("device_id", _ID, primary_key=True),
        sa.Column("nonce", sa.String(32), primary_key=True),
        sa.Column("forget_at", _INSTANT, nullable=False, index=True),
    )


def _create_registry() -> None:
    op.create_table(
        "clients",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("aliases", sa.Text, nullable=False),
        sa.Column("domains", sa.Text, nullable=False),
        sa.Column("lei", sa.String(20)),
        sa.Column("country", sa.String(2)),
        sa.Column("parent", _ID, sa.ForeignKey("clients.id")),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("merged_into", _ID, sa.ForeignKey("clients.id")),
        sa.Column("version", sa.Integer, nullable=False),
    )


def _create_documents() -> None:
    op.create_table(
        "publications",
        sa.Column("pub_id", _ID, primary_key=True),
        sa.Column("rep_id", _ID, sa.ForeignKey("reps.id"), nullable=False),
        sa.Column("client_id", _ID, sa.ForeignKey("clients.id"), nullable=False),
        sa.Column("device_id", _ID, sa.ForeignKey("devices.id"), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("digest", _DIGEST, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("authorship", sa.Text, nullable=False),
        sa.Column("not_after", _DAY, nullable=False),
        sa.Column("receipt", sa.Text, nullable=False),
        sa.Column("proof", sa.Text, nullable=False),
        sa.UniqueConstraint("rep_id", "client_id"),
    )
    op.create_table(
        "tombstones",
        sa.Column("pub_id", _ID, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("digest", _DIGEST),
        sa.Column("receipt", sa.Text),
        sa.Column("proof", sa.Text),
    )


def _create_ledger() -> None:
    op.create_table(
        "ledger_entries",
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("subject", _ID, index=True),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("record", sa.LargeBinary),
    )
    op.create_table(
        "ledger_nodes",
        sa.Column("level", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("checkpoint", sa.Text, nullable=False),
    )


def _create_releases() -> None:
    op.create_table(
        "releases",
        sa.Column("epoch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("computed_on", _DAY, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("digest", _DIGEST, nullable=False),
        sa.Column("authorship", sa.Text, nullable=False),
    )
    op.create_table(
        "views",
        sa.Column(
            "epoch", sa.Integer, sa.ForeignKey("releases.epoch"), primary_key=True, autoincrement=False
        ),
        sa.Column("rep_id", _ID, sa.ForeignKey("reps.id"), primary_key=True),
        sa.Column("at", _INSTANT, nullable=False),
    )
