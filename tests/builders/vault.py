"""Vaults for tests: made in a moment, by Argon2id at the least cost that the bounds allow."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from weavit_desktop.clock import Clock
from weavit_desktop.vault.creation import create_vault
from weavit_desktop.vault.keys import LANES, MEMORY_KIB, PASSES, Argon2Cost
from weavit_desktop.vault.vault import Vault

PASSPHRASE = "ledger amber tide chapel"
CHEAP = Argon2Cost(memory_kib=MEMORY_KIB[0], passes=PASSES[0], lanes=LANES[0])
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def fixed_clock(at: datetime = NOW) -> Clock:
    """Return a clock that stands still."""
    return lambda: at


def new_vault(folder: Path, *, home_zone: str = "Europe/Zurich", clock: Clock | None = None) -> Vault:
    """Create a vault that PASSPHRASE opens. The caller closes it."""
    return new_vault_and_code(folder, home_zone=home_zone, clock=clock)[0]


def new_vault_and_code(
    folder: Path, *, home_zone: str = "Europe/Zurich", clock: Clock | None = None
) -> tuple[Vault, str]:
    """Create a vault and return its recovery code too."""
    return create_vault(folder, PASSPHRASE, home_zone=home_zone, clock=clock or fixed_clock(), cost=CHEAP)
