"""Kill an operation before each of its steps on the disk in turn, and see what is left.

`python -m builders.crash_sweep backup|restore|thinning|rewrapping FOLDER` prints how many kills there
were; it fails if anything was lost. A kill is os._exit in a forked process: no `finally` runs.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from builders.backups import add_people, back_up, people_in, restore
from builders.vault import NOW, PASSPHRASE, new_vault
from weavit_desktop.services.rewrapping import rewrap_backups
from weavit_desktop.vault import backup
from weavit_desktop.vault.backup_file import SUFFIX
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.vault.thinning import is_whole, thin
from weavit_desktop.vault.ways_in import replace_recovery_code

OLD, NEW = 30, 40
KILLED = 9
STEPS = ((os, "fsync"), (Path, "replace"), (Path, "unlink"), (Path, "mkdir"), (Path, "rmdir"), (os, "rmdir"))


def make(folder: Path) -> None:
    """Make a vault of NEW people, with four backups of three days that hold OLD."""
    with new_vault(folder) as vault:
        add_people(vault, OLD)
        for day in (0, 0, 1, 2):
            back_up(vault, NOW + timedelta(days=day))
        add_people(vault, NEW - OLD)


def backup_once(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        back_up(vault, NOW + timedelta(days=3))


def restore_once(folder: Path) -> None:
    restore(backup.list_backups(folder / "backups")[0], folder, str(NEW - OLD))


def thin_once(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        thin(folder / "backups", vault.id, vault.data_key)


def rewrap_once(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        replace_recovery_code(vault, new_recovery_code())
        rewrap_backups(vault)


def check(folder: Path, operation: str) -> None:
    """Fail unless there is a whole vault, every backup in its place is whole, and no person is lost."""
    people = people_in(folder)
    assert people in ((OLD, NEW) if operation == "restore" else (NEW,)), people
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        kept = backup.list_backups(folder / "backups")
        assert all(is_whole(path, vault.data_key) for path in kept)
        assert len(kept) >= (3 if operation == "thinning" else 4)
    if people == OLD:
        (quarantine,) = (folder / "quarantine").iterdir()
        shutil.copytree(quarantine, folder.with_name("again"))
        assert people_in(folder.with_name("again")) == NEW
        shutil.rmtree(folder.with_name("again"))
    left = [path.name for path in (*folder.iterdir(), *(folder / "backups").iterdir())]
    assert not [name for name in left if name.startswith((".making-", "restor"))], left
    assert all(path.suffix == SUFFIX for path in (folder / "backups").iterdir())


def die_at(point: int) -> None:
    """Let this process end before its next step number `point` on the disk."""
    done = 0

    def counting(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:
            nonlocal done
            if done == point:
                os._exit(KILLED)
            done += 1
            return real(*arguments, **options)

        return step

    for owner, name in STEPS:
        setattr(owner, name, counting(getattr(owner, name)))


def ended(call: Callable[[], object]) -> int:
    """Run a call in a process of its own, and return how that ended."""
    child = os.fork()
    if not child:
        try:
            call()
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", flush=True)
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


OPERATIONS = {
    "backup": backup_once,
    "restore": restore_once,
    "thinning": thin_once,
    "rewrapping": rewrap_once,
}


def sweep(operation: str, place: Path) -> int:
    """Return how many kills were survived."""
    run = OPERATIONS[operation]
    make(place / "made")  # in this process, so that its children find everything loaded
    for point in range(1000):
        folder = place / "vault"
        shutil.copytree(place / "made", folder)

        def killed(folder: Path = folder, point: int = point) -> None:
            die_at(point)
            run(folder)

        status = ended(killed)
        if status not in (0, KILLED) or ended(lambda folder=folder: check(folder, operation)):
            raise SystemExit(f"lost when killed before step {point} of {operation}")
        shutil.rmtree(folder)
        if status == 0:
            return point
    raise SystemExit("it never ends")


if __name__ == "__main__":
    print(sweep(sys.argv[1], Path(sys.argv[2])), "kills, 0 losses")
