"""In how many backups somebody who was deleted still is, and until when: said, since it is no secret."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from weavit_desktop.domain.counting import many
from weavit_desktop.domain.days import MONTHS
from weavit_desktop.services.backups import copy_folder
from weavit_desktop.vault import files, thinning
from weavit_desktop.vault.backup_file import Manifest
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class StillIn:
    """How many backups hold them, of which `for_good` are never thinned; `until` is the others' last day.

    `until` is None where there are no others. It holds if the vault is opened every week. `copied`: there
    may be copies of these backups in a folder that the vault remembers.
    """

    count: int
    for_good: int
    until: date | None
    copied: bool


def still_in(vault: Vault, since: datetime, at: datetime) -> StillIn:
    """Return where people still are whom the vault has held since an instant, and held no more at `at`."""
    made = thinning.backups_of(vault.id, vault.folder / files.BACKUPS).values()
    holding = _holding(made, since, at)
    pinned = sum(one.pinned for one in holding)
    return StillIn(
        len(holding),
        pinned,
        thinning.last_day(at) if len(holding) > pinned else None,
        copied=bool(holding) and copy_folder(vault) is not None,
    )


def sentence(found: StillIn) -> str:
    """Say it in one line, or nothing where they are in no backup."""
    if not found.count:
        return ""
    where = many(found.count, "backup")
    copies = " and its copies" if found.copied and found.count == 1 else " and copies" if found.copied else ""
    if found.until is None:
        return f"Also in {where}{copies}, kept for good: made before an update of Weavit."
    day = f"{found.until.day} {MONTHS[found.until.month - 1]} {found.until.year}"
    until = f"until {day} if Weavit is opened every week"
    if found.for_good:
        kept = f"{found.for_good:,} for good (made before an update of Weavit)"
        return f"Also in {where}{copies}: {kept}, the rest {until}."
    return f"Also in {where}{copies}, {until}."


def _holding(made: Collection[Manifest], since: datetime, at: datetime) -> list[Manifest]:
    """Return the backups from the first one on that was made since then; all, where a clock ran ahead."""
    if since > at:
        return list(made)
    later = [one.sequence for one in made if one.made_at >= since.replace(microsecond=0)]
    return [one for one in made if later and one.sequence >= min(later)]
