"""What a person finds who opens the vault after something went wrong with it."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from builders.vault import PASSPHRASE
from faults.operations import CODE, NEW_CODE, NEW_PASSPHRASE, open_either
from weavit_desktop.errors import WeavitError, WrongPassphrase
from weavit_desktop.vault import backup_file, slots
from weavit_desktop.vault.backup import list_backups
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.header_file import read_header
from weavit_desktop.vault.health import check_vault
from weavit_desktop.vault.opening import is_vault
from weavit_desktop.vault.repositories import blobs

_OURS = {"vault.key", "vault.key.bak", "vault.db", "vault.lock", "backups", "quarantine", "blobs", "ballast"}
# The record of imports, of who told the same again, and what backups leave in meta differ from run to run.
_PASSED_OVER = (
    "import", "import_source", "card_also_from", "interaction_also_from", "meta", "problem", "sqlite_sequence"
)  # fmt: skip
_WAYS_IN = ("passphrase", "new passphrase", "code", "new code")
NO_VAULT = "no vault"


@dataclass(frozen=True, slots=True)
class Found:
    """`state`: what is in the vault and what opens it, as one word. `complaints`: what should not be."""

    state: str
    complaints: tuple[str, ...]
    backups: int = 0


def look(place: Path, *, done_again: bool = False) -> Found:
    """Open the vault of a folder as a person would, and look at all of it.

    What an interruption left outside the vault's folder goes when the same is done again.
    """
    folder = place / "vault"
    if not is_vault(folder):
        return Found(NO_VAULT, ())
    with open_either(folder) as vault:
        rows = vault.read(_rows)
        complaints = list(check_vault(vault, deep=True).problems)
        wanted = vault.read(blobs.names)
        if done_again:
            complaints += [f"rows in {name}" for name in vault.read(_staged)]
    kept = list_backups(folder / "backups")
    complaints += [f"not whole: {path.name}" for path in kept if not _is_whole(path)]
    complaints += [f"left: {name}" for name in _left_inside(folder)]
    if done_again:
        complaints += [f"left: {name}" for name in _left_outside(place)]
        # What a refused write left goes with the next backup, at the latest.
        complaints += [
            f"left: {one.name}" for one in (folder / "blobs").glob("??/*") if one.name not in wanted
        ]
    return Found("; ".join((rows, *_ways_in(folder))), tuple(complaints), len(kept))


def _rows(db: Connection) -> str:
    digest = hashlib.sha256()
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
    for name in names:
        if name not in _PASSED_OVER and not name.startswith(("staged_", "person_search_")):
            digest.update(name.encode())
            # The key of a blob is random; the deep check reads what it opens.
            columns = "id, name, media_type, size, thumbnail" if name == "blob" else "*"
            for row in db.execute(f'SELECT {columns} FROM "{name}" ORDER BY 1'):
                digest.update(repr(row).encode())
    (people,) = db.execute("SELECT count(*) FROM person").fetchone()
    return f"{people} people {digest.hexdigest()[:8]}"


def _is_whole(backup: Path) -> bool:
    # By its hash alone: after a rotation, those of before are of another key.
    try:
        backup_file.read_container(backup, backup_file.pass_over)
    except WeavitError:
        return False
    return True


def _staged(db: Connection) -> list[str]:
    """Name the tables of the staging that are not empty."""
    names = db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'staged%'"
    ).fetchall()
    return [name for (name,) in names if db.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()]


def _ways_in(folder: Path) -> list[str]:
    header = read_header(folder)
    opening = []
    for name, secret in zip(_WAYS_IN, (PASSPHRASE, NEW_PASSPHRASE, CODE, NEW_CODE), strict=True):
        unlock = slots.unlock_with_recovery_code if "code" in name else slots.unlock_with_passphrase
        with suppress(WrongPassphrase):
            unlock(header, secret)
            opening.append(name)
    return opening


def _left_inside(folder: Path) -> list[str]:
    """Name what opening should have cleared."""
    inside = [path.name for path in folder.iterdir() if path.name not in _OURS]
    for kept in (folder / "backups", folder / "quarantine"):
        if kept.exists():
            inside += [path.name for path in kept.iterdir() if path.name.startswith(".")]
    return inside


def _left_outside(place: Path) -> list[str]:
    copies = place / "copies"
    beside = [*place.iterdir(), *(copies.iterdir() if copies.exists() else ())]
    return [path.name for path in beside if path.name.startswith(".")]
