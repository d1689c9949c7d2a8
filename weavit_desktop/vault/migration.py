"""Numbered steps that bring a database to the present schema, one transaction each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from weavit_desktop.errors import MadeByNewerVersion
from weavit_desktop.vault.connection import Connection

_FILE_NAME = re.compile(r"(\d{4})_\w+\.sql")


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: its number is the `user_version` it leads to."""

    number: int
    sql: str


def shipped_steps() -> tuple[Step, ...]:
    """Return the steps of this version, from the files NNNN_name.sql, in order."""
    folder = resources.files("weavit_desktop.vault.migrations")
    found = [(match, file) for file in folder.iterdir() if (match := _FILE_NAME.fullmatch(file.name))]
    steps = tuple(
        sorted(
            (Step(int(match[1]), file.read_text(encoding="utf-8")) for match, file in found),
            key=lambda step: step.number,
        )
    )
    if [step.number for step in steps] != list(range(1, len(steps) + 1)):
        raise RuntimeError("migrations are numbered from 1 without a gap")
    return steps


def migrate(db: Connection, steps: Sequence[Step]) -> None:
    """Run the steps that the database has not seen. A step that fails leaves no trace.

    Raises MadeByNewerVersion for a database that has seen more steps than there are.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > len(steps):
        raise MadeByNewerVersion(
            "This vault was used with a newer version of Weavit. Install the newest version and try again.",
            fact=f"user_version {version}, known {len(steps)}",
        )
    for step in steps[version:]:
        _run(db, step)


def _run(db: Connection, step: Step) -> None:
    try:
        # One script, since executescript would commit a transaction begun before it.
        db.executescript(f"BEGIN IMMEDIATE;\n{step.sql}\n;PRAGMA user_version = {step.number};\nCOMMIT;")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
