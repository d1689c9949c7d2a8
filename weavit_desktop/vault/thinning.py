"""Which backups may go: all of 2 days stay, then one a day, a week and a month (vault.md, backup)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from weavit_desktop.domain import month
from weavit_desktop.errors import WeavitError
from weavit_desktop.vault import backup_file, files
from weavit_desktop.vault.backup import list_backups
from weavit_desktop.vault.backup_file import Manifest
from weavit_desktop.vault.faults import disk_faults
from weavit_desktop.vault.keys import DataKey

ALL_OF_DAYS = 2
DAYS, WEEKS, MONTHS = 12, 10, 9
LEAST = 3
_FIRST_IN_A_MONTH = 8

_Period = Callable[[datetime], tuple[int, ...]]


def _day(at: datetime) -> tuple[int, ...]:
    return (at.toordinal(),)


def _week(at: datetime) -> tuple[int, ...]:
    return at.isocalendar()[:2]


def _month(at: datetime) -> tuple[int, ...]:
    return (at.year, at.month)


_ONE_OF_EACH: tuple[tuple[_Period, int], ...] = ((_day, DAYS), (_week, WEEKS), (_month, MONTHS))


def to_keep(made: Sequence[Manifest]) -> set[int]:
    """Return the sequence numbers of the backups that stay. Thinning what stays takes away no more.

    "Newer" is a higher number: clocks jump, and periods are counted among those that hold a backup, so
    that neither a clock that ran ahead nor a year without the laptop takes backups away.
    """
    newest_first = sorted((one for one in made if not one.pinned), key=lambda one: -one.sequence)
    kept = {one.sequence for one in made if one.pinned}
    kept.update(one.sequence for one in newest_first[:LEAST])
    days: list[tuple[int, ...]] = []
    for one in newest_first:
        if _day(one.made_at) not in days:
            days.append(_day(one.made_at))
        if _day(one.made_at) in days[:ALL_OF_DAYS]:
            kept.add(one.sequence)
    for period, most in _ONE_OF_EACH:
        kept.update(_newest_of_each(newest_first, period, most))
    return kept


def last_day(at: datetime) -> date:
    """Return the day after which none of the backups made up to `at` is left, but for pinned ones.

    True if the vault is opened at least once a week from then on: periods are counted among those that
    hold a backup. Each of the nine months that follow holds one then, the ninth within its first eight
    days (a week, and a day for the clocks of different places); by then twelve days and ten weeks do, too.
    """
    return date.fromisoformat(f"{month.later(f'{at:%Y-%m}', MONTHS)}-{_FIRST_IN_A_MONTH:02}")


def thin(place: Path, vault_id: str, data_key: DataKey) -> list[Path]:
    """Remove the backups of one vault that may go; return which.

    Those of other vaults, and whatever cannot be read, stay and do not count. Nothing goes unless three
    of those that stay are whole just now. Raises NoRoom.
    """
    with disk_faults():
        made = backups_of(vault_id, place)
        kept = to_keep(list(made.values()))
        going = [path for path, manifest in made.items() if manifest.sequence not in kept]
        staying = [path for path in made if path not in going]
        if not going or not _enough_are_whole(staying, data_key):
            return []
        for path in going:
            path.unlink()
        files.sync_folder(place)
        return going


def backups_of(vault_id: str, place: Path) -> dict[Path, Manifest]:
    """Return the backups of one vault in a folder, the newest first, as they describe themselves."""
    return {path: manifest for path in list_backups(place) if (manifest := _manifest(path, vault_id))}


def _newest_of_each(newest_first: Sequence[Manifest], period: _Period, most: int) -> list[int]:
    newest: dict[tuple[int, ...], int] = {}
    for one in newest_first:
        newest.setdefault(period(one.made_at), one.sequence)
    return list(newest.values())[:most]


def _manifest(path: Path, vault_id: str) -> Manifest | None:
    try:
        manifest = backup_file.read_manifest(path)
    except WeavitError:
        return None
    return manifest if manifest.vault_id == vault_id else None


def _enough_are_whole(staying: Sequence[Path], data_key: DataKey) -> bool:
    whole = 0
    for path in staying:
        whole += is_whole(path, data_key)
        if whole == LEAST:
            return True
    return False


def is_whole(path: Path, data_key: DataKey) -> bool:
    """Tell whether a backup has every byte that was verified when it was made."""
    try:
        backup_file.authenticate(backup_file.read_container(path, backup_file.pass_over), data_key)
    except WeavitError:
        return False
    return True
