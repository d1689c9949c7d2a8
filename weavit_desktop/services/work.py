"""What services need besides the vault, put together by the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from weavit_core.fields import instant_text
from weavit_desktop.clock import Clock
from weavit_desktop.regions import region_of_zone
from weavit_desktop.rules import Rules
from weavit_desktop.services.person_facts import Computing
from weavit_desktop.services.progress import Progress, silent
from weavit_desktop.vault.repositories import identity
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Work:
    """`today` is the local day in the vault's home zone, `now` the instant as the vault writes it.

    `new_uid` makes opaque ids. `computing` computes people elsewhere, None: here.
    """

    rules: Rules
    today: date
    now: str
    new_uid: Callable[[], str]
    progress: Progress = silent
    computing: Computing | None = None

    @property
    def at(self) -> datetime:
        """Return the instant `now`, in UTC."""
        return datetime.fromisoformat(self.now)


def work_for(
    vault: Vault, rules: Rules, clock: Clock, new_uid: Callable[[], str], progress: Progress = silent
) -> Work:
    """Return what services need, as of now.

    Phone numbers written without a country are those of the vault's home zone, wherever the laptop is.
    """
    now = clock()
    zone = ZoneInfo(vault.read(identity.home_zone))
    at_home = replace(rules, region=region_of_zone(zone.key) or rules.region)
    return Work(at_home, now.astimezone(zone).date(), instant_text(now), new_uid, progress)
