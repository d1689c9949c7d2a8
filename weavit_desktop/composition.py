"""The one place where the program is put together: clock, ids, rules, the way to the hub."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from platformdirs import user_config_path, user_data_path, user_log_path
from tzlocal import get_localzone_name

from weavit_desktop.clock import Clock, system_clock

if TYPE_CHECKING:
    from weavit_desktop.rules import Rules
    from weavit_desktop.sharing.transport import Connect, HubAddress, Transport
    from weavit_desktop.vault.device_secret import Keychain, KeychainOf


@dataclass(frozen=True, slots=True)
class Application:
    """What every face of the program needs besides a vault. `rules` loads them when first asked.

    `inboxes` is the folder in which windows are asked for things (platform/inbox.py).
    """

    clock: Clock
    new_id: Callable[[], str]
    rules: Callable[[], Rules]
    connect: Connect
    home_zone: Callable[[], str]
    default_vault: Path
    inboxes: Path
    keychain: KeychainOf


def compose() -> Application:
    """Return the program as it runs on this machine."""
    data = user_data_path("Weavit", appauthor=False, roaming=False)
    return Application(
        clock=system_clock,
        new_id=lambda: str(uuid4()),
        rules=cache(_load_rules),
        connect=_sync_process,
        home_zone=get_localzone_name,
        default_vault=data / "vaults" / "default",
        inboxes=data / "windows",
        keychain=_system_keychain,
    )


def rules_folder() -> Path:
    """Return where the person may put rules of their own (docs/rules.md)."""
    return user_config_path("Weavit", appauthor=False, roaming=True) / "rules"


def log_folder() -> Path:
    """Return where this program may write about itself: of one user of one machine."""
    return user_log_path("Weavit", appauthor=False)


def chosen_folder(option: Path | None, default: Path) -> Path:
    """Return the vault's folder: the option, else WEAVIT_VAULT, else the user's data folder."""
    if option is not None:
        return option
    named = os.environ.get("WEAVIT_VAULT")
    return Path(named) if named else default


# Rules and signatures take half a second to import, which `weavit --help` and the unlock screen do without.
def _load_rules() -> Rules:
    from weavit_desktop.regions import region_of_locale
    from weavit_desktop.rules import load_rules

    return load_rules(region=region_of_locale(), own=rules_folder())


def _sync_process(address: HubAddress) -> AbstractContextManager[Transport]:
    from weavit_desktop.sharing.transport import SyncProcess

    return SyncProcess(address)


def _system_keychain(vault_id: str) -> Keychain:
    from weavit_desktop.platform.keychain import SystemKeychain

    return SystemKeychain(vault_id)
