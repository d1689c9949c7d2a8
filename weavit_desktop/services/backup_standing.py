"""How it stands with the backups of an open vault, in the holder's local days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from weavit_desktop.clock import Clock
from weavit_desktop.services import backups
from weavit_desktop.services.backups import Listed, State
from weavit_desktop.vault.repositories import identity
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Standing:
    """`kept` are the backups in the vault's folder, newest first; times are in the holder's zone.

    `copy_is_there` tells whether the folder for copies can be reached now; it is True without such a folder.
    """

    kept: tuple[Listed, ...]
    verified_at: datetime | None
    copy_folder: Path | None
    copy_is_there: bool
    zone: ZoneInfo
    today: date

    @property
    def bytes(self) -> int:
        """Return how much room all of them take."""
        return sum(one.bytes for one in self.kept)

    @property
    def newest(self) -> Listed | None:
        """Return the newest that says when it was made."""
        return next((one for one in self.kept if one.manifest and one.state is not State.DAMAGED), None)

    def made_at(self, one: Listed) -> datetime | None:
        """Return when a backup was made, None if it cannot tell."""
        return one.manifest.made_at.astimezone(self.zone) if one.manifest else None

    def days(self, count: int) -> list[tuple[date, bool]]:
        """Return the last so many days up to today, each with whether a backup of it is kept."""
        made = {at.date() for at in map(self.made_at, self.kept) if at}
        days = [self.today - timedelta(days=ago) for ago in reversed(range(count))]
        return [(day, day in made) for day in days]


def read_standing(vault: Vault, clock: Clock) -> Standing:
    """Return how it stands now. Backups are taken by their word: `backups.verified` reads them back."""
    zone = ZoneInfo(vault.read(identity.home_zone))
    verified = backups.last_verified(vault)
    folder = backups.copy_folder(vault)
    return Standing(
        kept=tuple(backups.listed(vault)),
        verified_at=verified.astimezone(zone) if verified else None,
        copy_folder=folder,
        copy_is_there=folder is None or folder.is_dir(),
        zone=zone,
        today=clock().astimezone(zone).date(),
    )
