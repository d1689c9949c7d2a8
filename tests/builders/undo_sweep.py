"""Kill the undoing of an import before each of many of its statements, and see what is left.

`python -m builders.undo_sweep FOLDER KILLS` prints how many kills there were; it fails if a vault was left
that is neither the one before nor the one after. A kill is os._exit in a forked process.
"""

from __future__ import annotations

import os
import shutil
import sys
from itertools import count
from pathlib import Path
from typing import Any

from builders.crash_sweep import KILLED, ended
from builders.desk import NOW, Desk, open_desk, shipped_rules, someone
from builders.happened import add_note
from builders.told import told
from builders.vault import PASSPHRASE
from weavit_desktop.vault.health import check_vault
from weavit_desktop.vault.opening import open_vault

ANNA = someone("Anna Berg", email="anna@orrin.example", org="Orrin", uid="1")
NEWER = someone("Anna Berg", email="anna@acme.example", org="Acme", uid="1")
BO, CLEO = someone("Bo Lind", email="bo@acme.example"), someone("Cleo Ray", email="cleo@acme.example")


def make(folder: Path) -> None:
    """Make a vault with two imports: of the first, one is told of again, one is newer, one has a note."""
    with open_desk(folder) as desk:
        desk.take(desk.file("a.vcf", ANNA, BO, CLEO, b"stray text\r\n"))
        desk.on("2026-11-22").take(desk.file("b.vcf", NEWER, BO))
        add_note(desk.vault, desk.uid("Cleo Ray"), "2026-11-22", "Met")


def opened(folder: Path) -> Desk:
    vault = open_vault(folder / "vault", PASSPHRASE, command="test", clock=lambda: NOW)
    return Desk(vault, folder, shipped_rules(), numbers=count(1000))


def undo(folder: Path, point: int | None) -> int:
    """Undo the first import, and die before statement number `point`. Returns how many there were."""
    desk = opened(folder)
    done = 0

    def die_at(_statement: str) -> None:
        nonlocal done
        if done == point:
            os._exit(KILLED)
        done += 1

    with desk.vault:
        (uid,) = desk.rows("SELECT uid FROM import WHERE id = 1")[0]
        desk.vault.maintain(lambda db: db.set_trace_callback(die_at))
        desk.undo(uid)
        desk.vault.maintain(lambda db: db.set_trace_callback(None))
    return done


def state(folder: Path) -> dict[str, Any]:
    """Return what a vault says, which must be whole."""
    desk = opened(folder)
    with desk.vault:
        assert check_vault(desk.vault, deep=True).problems == ()
        return told(desk)


def sweep(place: Path, kills: int) -> int:
    """Kill at so many moments, evenly spread, the last one after everything."""
    (place / "made").mkdir(parents=True)
    make(place / "made")
    before = state(place / "made")
    shutil.copytree(place / "made", place / "done")
    total = undo(place / "done", None)
    after = state(place / "done")
    assert before != after
    seen = []
    for number in range(kills):
        folder = place / "work"
        shutil.copytree(place / "made", folder)
        point = number * (total - 1) // (kills - 1)

        def killed(folder: Path = folder, point: int = point) -> None:
            undo(folder, point)

        status = ended(killed)
        left = state(folder)
        if status != KILLED or left not in (before, after):
            raise SystemExit(f"neither before nor after when killed before statement {point}: {status}")
        seen.append(left == after)
        shutil.rmtree(folder)
    if seen != sorted(seen):
        raise SystemExit("after, and then before again")
    return kills


if __name__ == "__main__":
    print(sweep(Path(sys.argv[1]), int(sys.argv[2])), "kills, each before or after")
