"""Bits that flip and files that are cut, in everything that a vault is made of.

Each is told, and told as what it is, or it changes nothing that a person would see. Of a write-ahead log
that is cut, what was written before the cut remains.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path

from builders.backups import add_people, back_up, flip, remove_people
from builders.vault import NOW, PASSPHRASE, new_vault
from faults.injection import in_child
from faults.judge import look
from faults.operations import COMMAND
from faults.sweep import Tally, some
from weavit_desktop.errors import (
    BackupDamaged,
    BlobDamaged,
    HeaderDamaged,
    MadeByNewerVersion,
    VaultDamaged,
    WrongPassphrase,
)
from weavit_desktop.vault import blobs
from weavit_desktop.vault.backup import list_backups, verify_backup
from weavit_desktop.vault.backup_file import read_manifest
from weavit_desktop.vault.blobs import NewBlob
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.health import check_vault
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.write_ahead_log import read_log

PAGE = 4096
_RESERVE = 80  # of each page: IV of 16 bytes, HMAC-SHA512 of 64
_REGIONS = (0, 8, 100, PAGE // 2, PAGE - _RESERVE, PAGE - _RESERVE + 16, PAGE - 1)
_WAL_HEADER, _FRAME_HEADER = 32, 24
_FRAME = _FRAME_HEADER + PAGE
_TRAILER = 64  # of a backup: hash and MAC
_WRITES = 4

Harm = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Trial:
    """One damage. `what` is counted, `where` is told, `harm` does it to a vault's folder."""

    what: str
    where: str
    harm: Harm


@dataclass(frozen=True, slots=True)
class Subject:
    """A vault to be damaged: closed properly, or killed at work. `states`: after each of its last writes."""

    made: Path
    scratch: Path
    states: tuple[str, ...]


def damage_everything(place: Path, tally: Tally, most: int | None) -> None:
    """Damage every part of a vault in every way, or in `most` ways each, evenly spread."""
    closed, killed = _closed(place / "closed"), _killed_at_work(place / "killed")
    earlier, last = _wal_flips(killed.made)
    parts: tuple[tuple[Subject, list[Trial], Callable[[Path], str]], ...] = (
        (closed, _header_trials(closed.made), _of_header),
        (closed, _one_header_trials(closed.made), partial(_of_one_header, closed.states)),
        (closed, _database_trials(closed.made), _of_database),
        (closed, _backup_trials(closed.made), _of_backup),
        (closed, _blob_trials(closed.made), _of_blob),
        (killed, earlier, partial(_of_log, ())),
        (killed, last, partial(_of_log, killed.states[-2:])),
        (killed, _wal_cuts(killed.made), partial(_of_log, killed.states)),
    )
    for subject, trials, verdict in parts:
        for trial in some(trials, most):
            with _copied(subject) as folder:
                trial.harm(folder)
                ended = in_child(partial(verdict, folder))
            tally.tried[trial.what] += 1
            if ended.code or ended.said:
                tally.losses.append(f"{trial.where}: {ended.said}")


# Verdicts: '' where all is well -------------------------------------------------------------------


def _of_header(folder: Path) -> str:
    """Both files of the header are damaged."""
    try:
        open_vault(folder, PASSPHRASE, command=COMMAND).close()
    except HeaderDamaged:
        return ""
    return "opened with a damaged header"


def _of_one_header(states: tuple[str, ...], folder: Path) -> str:
    """The other file is whole: nobody notices anything, and afterwards both are."""
    found = look(folder.parent)
    return "" if found.state in states and not found.complaints else f"found {found}"


def _of_database(folder: Path) -> str:
    try:
        found = look(folder.parent)
    except HeaderDamaged as error:
        return f"taken for a damaged header: {error}"
    except VaultDamaged:
        return _told_apart(folder)
    return "" if found.complaints else "neither opening nor the deep check saw it"


def _told_apart(folder: Path) -> str:
    try:
        open_vault(folder, PASSPHRASE + "x", command=COMMAND).close()
    except WrongPassphrase:
        return ""
    return "a wrong passphrase is not told apart"


def _of_log(allowed: tuple[str, ...], folder: Path) -> str:
    try:
        found = look(folder.parent)
    except HeaderDamaged as error:
        return f"taken for a damaged header: {error}"
    except VaultDamaged:
        return ""
    return "" if found.complaints or found.state in allowed else f"lost without a word: {found.state}"


def _of_backup(folder: Path) -> str:
    with open_vault(folder, PASSPHRASE, command=COMMAND) as vault:
        try:
            verify_backup(list_backups(folder / "backups")[0], vault.data_key, folder / "backups")
        except (BackupDamaged, MadeByNewerVersion):
            return ""
    return "it was verified"


def _of_blob(folder: Path) -> str:
    """One file of a person is damaged: everything else is there, and the check names it."""
    with open_vault(folder, PASSPHRASE, command=COMMAND) as vault:
        problems = check_vault(vault, deep=True).problems
        if len(problems) != 1 or not problems[0].startswith("blobs: "):
            return f"the deep check says {problems}"
        try:
            blobs.load(vault, 1)
        except BlobDamaged:
            return ""
    return "it was handed out"


# What is damaged ----------------------------------------------------------------------------------


def _header_trials(made: Path) -> list[Trial]:
    size = (made / "vault.key").stat().st_size
    flips = [
        Trial("flips", f"bit {bit} of byte {at} of both headers", partial(_spoil_both, _bit(at, bit)))
        for at in range(size)
        for bit in range(8)
    ]
    return flips + [
        Trial("cuts", f"both headers of {at} bytes", partial(_spoil_both, _cut(at))) for at in range(size)
    ]


def _one_header_trials(made: Path) -> list[Trial]:
    size = (made / "vault.key").stat().st_size
    return [
        Trial("flips", f"byte {at} of {name}", partial(_spoil, name, _bit(at, at % 8)))
        for name in ("vault.key", "vault.key.bak")
        for at in range(size)
    ]


def _database_trials(made: Path) -> list[Trial]:
    size = (made / "vault.db").stat().st_size
    flips = [
        Trial("flips", f"byte {at} of page {page}", partial(_spoil, "vault.db", _bit(page * PAGE + at, 3)))
        for page in range(size // PAGE)
        for at in _REGIONS
    ]
    cuts = {0, 1, 15, 16, 17, size - 1, *_around(range(PAGE, size, PAGE))}
    return flips + [
        Trial("cuts", f"database of {at} bytes", partial(_spoil, "vault.db", _cut(at))) for at in sorted(cuts)
    ]


def _backup_trials(made: Path) -> list[Trial]:
    path = list_backups(made / "backups")[0]
    name, size = f"backups/{path.name}", path.stat().st_size
    start = size - sum(part.bytes for part in read_manifest(path).parts) - _TRAILER
    sections = [start, *accumulate((part.bytes for part in read_manifest(path).parts), initial=start)]
    places = {*range(start), *range(start, size, 611), *range(size - _TRAILER, size)}
    flips = [
        Trial("flips", f"byte {at} of a backup", partial(_spoil, name, _bit(at, at % 8)))
        for at in sorted(places)
    ]
    cuts = {0, 1, 8, 12, size - 1, *_around(sections)} - {size, size + 1}
    return flips + [
        Trial("cuts", f"backup of {at} bytes", partial(_spoil, name, _cut(at))) for at in sorted(cuts)
    ]


def _blob_trials(made: Path) -> list[Trial]:
    (path,) = (made / "blobs").glob("??/*")
    name, size = path.relative_to(made).as_posix(), path.stat().st_size
    flips = [
        Trial("flips", f"byte {at} of a blob", partial(_spoil, name, _bit(at, at % 8))) for at in range(size)
    ]
    return flips + [
        Trial("cuts", f"blob of {at} bytes", partial(_spoil, name, _cut(at))) for at in range(size)
    ]


def _wal_flips(made: Path) -> tuple[list[Trial], list[Trial]]:
    """In what is told to be damage, and in the last transaction: that may have been torn by a power cut."""
    size = (made / "vault.db-wal").stat().st_size
    ends = [frame for frame, one in enumerate(read_log(made / "vault.db-wal").frames) if one.ends]
    at_frames = [_WAL_HEADER + frame * _FRAME for frame in range((size - _WAL_HEADER) // _FRAME)]
    within = (*range(_FRAME_HEADER), _FRAME_HEADER, _FRAME_HEADER + 2000, _FRAME - 1)
    earlier, last = at_frames[: ends[-2] + 1], at_frames[ends[-2] + 1 :]
    places = [*range(_WAL_HEADER), *(start + at for start in earlier for at in within)]
    return _log_flips(places), _log_flips([start + at for start in last for at in within])


def _log_flips(places: Iterable[int]) -> list[Trial]:
    return [
        Trial("flips", f"byte {at} of the log", partial(_spoil, "vault.db-wal", _bit(at, 5))) for at in places
    ]


def _wal_cuts(made: Path) -> list[Trial]:
    size = (made / "vault.db-wal").stat().st_size
    frames = [_WAL_HEADER + frame * _FRAME for frame in range((size - _WAL_HEADER) // _FRAME)]
    heads = [start + _FRAME_HEADER for start in frames]
    cuts = sorted({0, *_around([1, *frames, *heads]), size - 1})
    return [Trial("cuts", f"log of {at} bytes", partial(_spoil, "vault.db-wal", _cut(at))) for at in cuts]


def _around(places: Iterable[int]) -> Iterator[int]:
    return (place + by for place in places for by in (-1, 0, 1))


def _bit(at: int, bit: int) -> Harm:
    return partial(flip, at=at, bit=1 << bit)


def _cut(size: int) -> Harm:
    return lambda path: os.truncate(path, size)


def _spoil(name: str, harm: Harm, folder: Path) -> None:
    harm(folder / name)


def _spoil_both(harm: Harm, folder: Path) -> None:
    shutil.rmtree(folder / "backups")  # its header would do
    for name in ("vault.key", "vault.key.bak"):
        harm(folder / name)


# What it is done to -------------------------------------------------------------------------------


def _closed(place: Path) -> Subject:
    """A vault with full, half-empty, overflow and free pages, and a backup."""
    made = place / "made" / "vault"
    made.parent.mkdir(parents=True)
    with new_vault(made) as vault:
        add_people(vault, 400)
        vault.write(partial(_write_words, number=0))
        remove_people(vault, 380)
        letter = NewBlob("file", "text/plain", b"Dear Maya, " * 20)
        vault.write(partial(blobs.keep, place=blobs.place_of(vault), wanted=[letter]))
        back_up(vault, NOW)
    return Subject(made, place / "scratch", (_state(made),))


def _killed_at_work(place: Path) -> Subject:
    """A vault whose last writes are in its write-ahead log alone."""
    made = place / "0" / "vault"
    made.parent.mkdir(parents=True)
    new_vault(made).close()
    states = [_state(made)]
    for writes in range(1, _WRITES + 1):
        made = shutil.copytree(place / "0" / "vault", place / f"{writes}" / "vault")
        in_child(partial(_write_and_die, made, writes))
        states.append(_state(made))
    return Subject(made, place / "scratch", tuple(states))


def _write_and_die(folder: Path, writes: int) -> None:
    vault = open_vault(folder, PASSPHRASE, command=COMMAND)
    for number in range(writes):
        vault.write(partial(_write_words, number=number))
    os._exit(1)


def _write_words(db: Connection, number: int) -> None:
    row = (f"template {number}", f"words {number} " * 1500)
    db.execute("INSERT INTO template (name, decision_level, body) VALUES (?, '', ?)", row)


def _state(made: Path) -> str:
    """Return what is in a vault, by a look at a copy."""
    with _copied(Subject(made, made.parents[1] / "looked", ())) as folder:
        ended = in_child(lambda: look(folder.parent).state)
    return str(ended.said)


@contextmanager
def _copied(subject: Subject) -> Iterator[Path]:
    folder = subject.scratch / "vault"
    shutil.copytree(subject.made, folder)
    yield folder
    shutil.rmtree(subject.scratch)
