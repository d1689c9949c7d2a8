"""Is the vault sound? The checks of vault.md, in their order."""

from __future__ import annotations

from dataclasses import dataclass

from weavit_desktop.errors import HeaderDamaged, VaultDamaged
from weavit_desktop.vault import blobs, files
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.faults import DAMAGED
from weavit_desktop.vault.header import verify
from weavit_desktop.vault.header_file import read_whole
from weavit_desktop.vault.vault import Vault

_MOST_FINDINGS = 20  # of each check; one is enough to act
_PRAGMAS = {"checkpoint": "wal_checkpoint(TRUNCATE)"}


@dataclass(frozen=True, slots=True)
class HealthReport:
    """What was checked, and what was found: table names and page numbers, never a value. Sound if nothing."""

    checks: tuple[str, ...]
    problems: tuple[str, ...]


def check_vault(vault: Vault, *, deep: bool) -> HealthReport:
    """Check an open vault; `deep` reads and authenticates every page of it, and every blob.

    The cipher's check alone would call a file cut at the end of a page clean, and SQLite's alone
    reads no page that is free: hence both, and the page count. A vault whose database is found damaged
    stops. Raises NoRoom.
    """
    checks = (
        ("checkpoint", "cipher_integrity_check", "integrity_check") if deep else ("checkpoint", "quick_check")
    )
    problems: list[str] = []
    for check in checks:
        problems += _findings(vault, check)
    problems += _size_findings(vault)
    if problems:
        vault.stop(VaultDamaged(DAMAGED, fact=problems[0]))
    problems += _header_findings(vault)
    if deep and not vault.damaged:
        problems += [f"blobs: {name} is missing or damaged" for name in blobs.damaged(vault)[:_MOST_FINDINGS]]
    names = ("header", "page_count", "blobs") if deep else ("header", "page_count")
    return HealthReport((*checks, *names), tuple(problems))


def _findings(vault: Vault, check: str) -> list[str]:
    try:
        rows = vault.examine(lambda db: db.execute(f"PRAGMA {_PRAGMAS.get(check, check)}").fetchall())
    except VaultDamaged as error:
        return [f"{check}: {error.fact}"]
    if check == "checkpoint":  # its row is numbers
        return []
    lines = [line for (finding,) in rows for line in finding.splitlines() if line != "ok"]
    return [f"{check}: {line}" for line in lines[:_MOST_FINDINGS]]


def _header_findings(vault: Vault) -> list[str]:
    findings = []
    for name in (files.HEADER, files.HEADER_COPY):
        try:
            verify(read_whole(vault.folder / name), vault.data_key)
        except HeaderDamaged as error:
            findings.append(f"{name}: {error.fact}")
    return findings


def _size_findings(vault: Vault) -> list[str]:
    try:
        expected = vault.examine(_database_bytes)
    except VaultDamaged as error:
        return [f"page_count: {error.fact}"]
    found = (vault.folder / files.DATABASE).stat().st_size
    return [] if found == expected else [f"page_count: the file has {found} bytes, not {expected}"]


def _database_bytes(db: Connection) -> int:
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    (size,) = db.execute("PRAGMA page_size").fetchone()
    return int(pages) * int(size)
