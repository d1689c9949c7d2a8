"""Old backups that open with the passphrase and the recovery code of now, not with those of then."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from weavit_desktop.domain.counting import many
from weavit_desktop.errors import BackupDamaged, MadeByNewerVersion, NoRoom
from weavit_desktop.services.backups import copy_folder
from weavit_desktop.services.progress import Progress, Step, silent
from weavit_desktop.vault import backup, files
from weavit_desktop.vault.rewrapping import rewrap_backup
from weavit_desktop.vault.thinning import backups_of
from weavit_desktop.vault.vault import Vault

_UNFINISHED = ".unfinished"


class Outcome(StrEnum):
    """What became of one backup. Only the first two open as the vault does now."""

    REWRAPPED = "rewrapped"
    ALREADY = "already"
    UNTOUCHED = "untouched"  # damaged, of another data key, or of a newer version
    NO_ROOM = "no-room"


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """What became of each backup, and of each copy of one. `problem`: why the copies could not be reached."""

    outcomes: tuple[tuple[Path, Outcome], ...]
    problem: str = ""

    def count(self, outcome: Outcome) -> int:
        """Return how many came to this."""
        return sum(one is outcome for _, one in self.outcomes)

    @property
    def complete(self) -> bool:
        """Say whether everything that is known of opens as the vault does now."""
        return not self.problem and all(
            outcome in (Outcome.REWRAPPED, Outcome.ALREADY) for _, outcome in self.outcomes
        )


def rewrap_backups(vault: Vault, progress: Progress = silent) -> Rewrapped:
    """Put the vault's header of now into its backups, and into the copies in the folder that it remembers.

    Called after another passphrase or recovery code was set; as often as one likes. A backup that fails its
    check is left as it was. One made before the data key was changed stays as it is: it has another key.
    """
    own = vault.folder / files.BACKUPS
    elsewhere = copy_folder(vault)
    problem = ""
    if elsewhere is not None and not elsewhere.is_dir():
        problem = "The folder for copies is not there: the copies in it open as they did. Connect its disk."
        elsewhere = None
    places = [own] if elsewhere is None else [own, elsewhere]
    paths = [path for place in places for path in backups_of(vault.id, place)]
    outcomes = []
    for done, path in enumerate(paths):
        progress(Step("rewrapping", done, len(paths)))
        outcomes.append((path, _rewrapped(vault, path)))
    return Rewrapped(tuple(outcomes), problem)


def sentences(done: Rewrapped) -> list[str]:
    """Say in plain words what became of them."""
    good = done.count(Outcome.REWRAPPED) + done.count(Outcome.ALREADY)
    every = many(len(done.outcomes), "backup or copy", "backups and copies")
    said = [f"Opened as the vault is now, and only so: {good:,} of {every}."]
    if untouched := done.count(Outcome.UNTOUCHED):
        left = many(
            untouched,
            "of them was left as it was, and opens as it did: it is damaged, or was made",
            "of them were left as they were, and open as they did: they are damaged, or were made",
        )
        said.append(
            f"{left} before the vault was encrypted anew. Delete what somebody else may know how to open."
        )
    if no_room := done.count(Outcome.NO_ROOM):
        stay = many(no_room, "of them opens as it did", "of them open as they did")
        said.append(f"{stay}: the disk has no room or is read-only.")
    return [*said, done.problem] if done.problem else said


def _rewrapped(vault: Vault, path: Path) -> Outcome:
    own = vault.folder / files.BACKUPS
    try:
        with backup.working_folder(own) as working:
            here = path.parent == own
            # Beside the backup, as only there it is one step to its place. Ours is cleared after a crash.
            unfinished = working / path.name if here else path.with_name(f".{path.name}{_UNFINISHED}")
            changed = rewrap_backup(vault, path, unfinished, working)
    except NoRoom:
        return Outcome.NO_ROOM
    except (BackupDamaged, MadeByNewerVersion):
        return Outcome.UNTOUCHED
    return Outcome.REWRAPPED if changed else Outcome.ALREADY
