"""The one place where the program is put together: clock, ids, rules, the way to the hub."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import uuid4

from platformdirs import user_data_path
from tzlocal import get_localzone_name

from weavit_desktop.clock import Clock, system_clock
from weavit_desktop.rules import Rules, load_rules
from weavit_desktop.sharing.transport import Connect, SyncProcess


@dataclass(frozen=True, slots=True)
class Application:
    """What every face of the program needs besides a vault. `rules` loads them when they are first asked for."""

    clock: Clock
    new_id: Callable[[], str]
    rules: Callable[[], Rules]
    connect: Connect
    home_zone: Callable[[], str]
    default_vault: Path


def compose() -> Application:
    """Return the program as it runs on this machine."""
    return Application(
        clock=system_clock,
        new_id=lambda: str(uuid4()),
        rules=cache(load_rules),
        connect=SyncProcess,
        home_zone=get_localzone_name,
        default_vault=user_data_path("Weavit", appauthor=False, roaming=False) / "vaults" / "default",
    )
