"""Kill the rotation of a data key before each of its steps on the disk in turn, and see what is left.

`python -m builders.rotation_sweep FOLDER` prints how many kills there were; it fails if anything was lost.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from builders.backups import add_people, people_in
from builders.crash_sweep import KILLED, die_at, ended
from builders.vault import NOW, PASSPHRASE, new_vault_and_code
from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.vault.opening import open_vault, open_with_recovery_code
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.vault.rotation import rotate_data_key

PEOPLE = 30
MOST = 1000


def make(folder: Path) -> None:
    """Make a vault, and leave its code beside it."""
    vault, code = new_vault_and_code(folder)
    with vault:
        add_people(vault, PEOPLE)
    folder.with_name("old").write_text(code)


def check(folder: Path, old: str, new: str) -> None:
    """Fail unless the vault opens, by one of the codes alone, with everybody in it and nothing beside it."""
    assert people_in(folder) == PEOPLE
    assert opens(folder, old) != opens(folder, new)
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        assert len(vault.derive("suppression")) == 32
    left = [path.name for path in folder.iterdir() if path.name.startswith("restor")]
    assert left == []


def opens(folder: Path, code: str) -> bool:
    try:
        open_with_recovery_code(folder, code, command="test").close()
    except WrongPassphrase:
        return False
    return True


def sweep(place: Path) -> int:
    """Return how many kills were survived."""
    make(place / "made")  # in this process, so that its children find everything loaded
    old, new = (place / "old").read_text(), new_recovery_code()
    for point in range(MOST):
        folder = place / "vault"
        shutil.copytree(place / "made", folder)

        def killed(folder: Path = folder, point: int = point) -> None:
            die_at(point)
            rotate_data_key(folder, PASSPHRASE, new, NOW, command="test")

        status = ended(killed)
        if status not in (0, KILLED) or ended(lambda folder=folder: check(folder, old, new)):
            raise SystemExit(f"lost when killed before step {point}")
        shutil.rmtree(folder)
        if status == 0:
            return point
    raise SystemExit("it never ends")


if __name__ == "__main__":
    print(sweep(Path(sys.argv[1])), "kills, 0 losses")
