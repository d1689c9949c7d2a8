"""Kills at any moment: a process works on a vault, says what is done once it is, and is killed.

What it said is there afterwards; what it did not say may be.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import time
from functools import partial
from itertools import count
from pathlib import Path
from uuid import uuid4

from builders.desk import shipped_rules, someone
from builders.vault import PASSPHRASE, fixed_clock, new_vault
from faults.injection import KILLED, in_child
from faults.operations import COMMAND, NEW_PASSPHRASE, open_either
from faults.sweep import Tally
from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.services.backups import back_up
from weavit_desktop.services.importing import import_files
from weavit_desktop.vault.backup import list_backups
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.creation import change_passphrase
from weavit_desktop.vault.health import check_vault
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.thinning import is_whole
from weavit_desktop.vault.vault import Vault

_LONGEST = 0.25  # s until a kill: some twenty units
_FILES, _CARDS = 5, 7
_ROUND = 12  # units
_BACKUP, _PASSPHRASE, _IMPORT = 4, 8, 11  # of each round


def kill_at_any_moment(place: Path, tally: Tally, kills: int, seed: int = 1) -> None:
    """Kill a process at work on one vault, again and again."""
    chance = random.Random(seed)
    folder = place / "vault"
    place.mkdir()
    new_vault(folder).close()
    _write_cards(place)
    shipped_rules()  # loaded once, for all children
    done: list[str] = []
    for _ in range(kills):
        told, by_itself = _killed_at_work(place, len(done), chance.uniform(0, _LONGEST))
        done += told
        tally.tried["kills"] += 1
        tally.tried["units"] = len(done)
        ended = in_child(partial(_missing, folder, done))
        wrong = [f"opening it: {ended.said}"] if ended.code else ended.said
        wrong += ["the work ended by itself"] if by_itself else []
        tally.losses += [f"kill {tally.tried['kills']} at any moment: {one}" for one in wrong]
        if wrong:
            return


def _killed_at_work(place: Path, first: int, seconds: float) -> tuple[list[str], bool]:
    """Return the units that a process said were done before it was killed, and whether it had failed."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if not child:
        ours.close()
        try:
            _work(place, first, theirs)
        finally:
            os._exit(1)
    theirs.close()
    with ours:
        ours.recv(1)  # it has begun
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        said = b"".join(iter(lambda: ours.recv(1 << 16), b""))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return said.decode().splitlines(), status != KILLED


def _work(place: Path, first: int, parent: socket.socket) -> None:
    """Be the child: one unit after the other, and each told only when it is done."""
    parent.sendall(b"\n")
    with open_either(place / "vault") as vault:
        for number in count(first):
            parent.sendall(f"{_unit(place, vault, number)}\n".encode())


def _unit(place: Path, vault: Vault, number: int) -> str:
    """Do one of four things. Return what must be there from now on."""
    part = number % _ROUND
    if part == _BACKUP:
        back_up(vault, Reason.ASKED, fixed_clock())
        return f"backup {number}"
    if part == _PASSPHRASE:
        passphrase = (PASSPHRASE, NEW_PASSPHRASE)[number // _ROUND % 2]
        change_passphrase(vault, passphrase)
        return f"passphrase {passphrase}"
    if part == _IMPORT:
        file = number // _ROUND % _FILES
        path = place / "cards" / f"{file}.vcf"
        import_files(vault, shipped_rules(), [path], clock=fixed_clock(), ids=lambda: str(uuid4()))
        return f"people {file}"
    sql = "INSERT OR REPLACE INTO template (name, decision_level, body) VALUES (?, '', ?)"
    row = (f"unit {number}", "words " * (number * 37 % 900))
    vault.write(lambda db: db.execute(sql, row))
    return row[0]


def _write_cards(place: Path) -> None:
    """Write the files that are imported: each has people of its own."""
    (place / "cards").mkdir()
    for number in range(_FILES):
        cards = (someone(_name(number, n), email=f"{number}-{n}@tarnholm.example") for n in range(_CARDS))
        (place / "cards" / f"{number}.vcf").write_bytes(b"".join(cards))


def _name(file: int, card: int) -> str:
    return f"Person {'ABCDE'[file]}{card}"


def _missing(folder: Path, done: list[str]) -> list[str]:
    """Return what was told and is not there, and whatever else is wrong."""
    with open_either(folder) as vault:
        problems = list(check_vault(vault, deep=True).problems)
        units = vault.read(lambda db: {name for (name,) in db.execute("SELECT name FROM template")})
        names = vault.read(lambda db: {name for (name,) in db.execute("SELECT name FROM person")})
        kept = list_backups(folder / "backups")
        problems += [f"{path.name} is not whole" for path in kept if not is_whole(path, vault.data_key)]
    for file in range(_FILES):
        found = len({_name(file, card) for card in range(_CARDS)} & names)
        if found not in ((_CARDS,) if f"people {file}" in done else (0, _CARDS)):
            problems.append(f"{found} people of file {file}")
    if len(kept) < sum(one.startswith("backup") for one in done):
        problems.append(f"only {len(kept)} backups")
    problems += _closed_out(folder, done)
    return problems + sorted({one for one in done if one.startswith("unit")} - units)


def _closed_out(folder: Path, done: list[str]) -> list[str]:
    """The passphrase that was told last opens, or the one that was being put in force."""
    told = [one for one in done if one.startswith("passphrase")]
    if not told or len(done) % _ROUND == _PASSPHRASE:
        return []
    try:
        open_vault(folder, told[-1].partition(" ")[2], command=COMMAND).close()
    except WrongPassphrase:
        return ["the new passphrase does not open it"]
    return []
