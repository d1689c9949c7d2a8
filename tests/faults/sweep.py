"""Every place at which an operation can be killed or refused by the disk, and what is found afterwards."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, TypeVar

from faults.injection import KILLED, Ended, Point, count_calls, fail_at, in_child, kill_at
from faults.judge import Found, look
from faults.operations import Operation
from weavit_desktop.errors import NoRoom, VaultDamaged

T = TypeVar("T")

_ERRORS = ("ENOSPC", "EIO")
_READ, _WRITE = "pread64", "pwrite64"


@dataclass(slots=True)
class Tally:
    """What was tried, and what was lost by it: sentences that name the place."""

    tried: Counter[str] = field(default_factory=Counter)
    losses: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Most:
    """How many places of an operation are tried, evenly spread; None for all.

    SQLite writes and reads very often.
    """

    others: int | None = None
    writes: int | None = None
    reads: int | None = 0


@dataclass(frozen=True, slots=True)
class Sweep:
    """One operation, made ready. `before` and `after` are what is found around it when nothing goes wrong."""

    operation: Operation
    made: Path
    scratch: Path
    before: str
    after: str


def sweep_kills(operation: Operation, place: Path, tally: Tally, most: Most) -> None:
    """Kill an operation before each of its calls, or before some."""
    sweep = _prepared(operation, place)
    for point in _chosen(_points(sweep), most):
        with _copied(sweep) as copy:
            ended = in_child(partial(operation.run, copy), kill_at(point))
            tally.tried["kills"] += ended.code == KILLED
            tally.losses += _judged(sweep, copy, point, f"killed at {_name(point)}", ended)


def sweep_errors(operation: Operation, place: Path, tally: Tally, most: Most) -> None:
    """Let each call, or some, fail, alone and with all that follow: on a full or failing disk."""
    sweep = _prepared(operation, place)
    for point in _chosen(_points(sweep), most):
        for error, onward in product(_ERRORS if point.call != _READ else _ERRORS[1:], (False, True)):
            run = operation.run if onward else partial(_twice, operation)
            with _copied(sweep) as copy:
                ended = in_child(partial(run, copy), fail_at(point, error, onward=onward))
                tally.tried["errors"] += 1
                where = f"{error}{' from' if onward else ' at'} {_name(point)}"
                tally.losses += _judged(sweep, copy, point, where, ended)


def _prepared(operation: Operation, place: Path) -> Sweep:
    """Make the operation's folder, and learn what it does when nothing goes wrong."""
    place.mkdir()
    made, scratch = place / "made", place / "scratch"
    operation.make(made)
    sweep = Sweep(operation, made, scratch, "", "")
    with _copied(sweep) as copy:
        before = _looked(copy)
        operation.run(copy)  # in this process, so that its children find everything imported
        after = _looked(copy)
    for found in (before, after):
        if found.complaints:
            raise SystemExit(f"{operation.name}, unharmed: {found.complaints}")
    return replace(sweep, before=before.state, after=after.state)


def _chosen(points: Sequence[Point], most: Most) -> Sequence[Point]:
    reads = [point for point in points if point.call == _READ]
    writes = [point for point in points if point.call == _WRITE]
    others = [point for point in points if point.call not in (_READ, _WRITE)]
    return [*some(others, most.others), *some(writes, most.writes), *some(reads, most.reads)]


def _twice(operation: Operation, copy: Path) -> None:
    """Try again in the same process, once the disk is mended."""
    try:
        operation.run(copy)
    except (NoRoom, VaultDamaged):
        operation.run(copy)


def _judged(sweep: Sweep, copy: Path, point: Point, where: str, ended: Ended) -> list[str]:
    """Return what is wrong with what was left, and with doing it all again."""
    least = sweep.operation.least_backups
    wrong = []
    # A page that the disk cannot read is damage to SQLite, as key files are to us that cannot be opened.
    told = {NoRoom.exit_code, *([VaultDamaged.exit_code] if point.call in (_READ, "openat") else [])}
    if ended.code not in {0, KILLED, *told}:
        wrong.append(f"it ended with {ended.code}: {ended.said}")
    allowed = {sweep.after} if ended.code == 0 else {sweep.before, sweep.after}
    first = in_child(lambda: asdict(look(copy)))
    wrong += _complaints(first, allowed, least)
    if not first.code:
        again = in_child(lambda: _done_again(sweep.operation, copy))
        wrong += [f"done again: {one}" for one in _complaints(again, {sweep.after}, least)]
    return [f"{where}: {one}" for one in wrong]


def _done_again(operation: Operation, copy: Path) -> dict[str, Any]:
    operation.run(copy)
    return asdict(look(copy, done_again=True))


def _complaints(looked: Ended, allowed: set[str], least_backups: int) -> list[str]:
    if looked.code:
        return [f"opening it: {looked.said}"]
    found = looked.said
    wrong = list(found["complaints"])
    if found["state"] not in allowed:
        wrong.append(f"neither before nor after: {found['state']}, not {sorted(allowed)}")
    if found["backups"] < least_backups:
        wrong.append(f"{found['backups']} backups")
    return wrong


def _points(sweep: Sweep) -> list[Point]:
    with _copied(sweep) as copy:
        return count_calls(lambda: sweep.operation.run(copy), sweep.made.with_name("log"))


def some(points: Sequence[T], most: int | None) -> Sequence[T]:
    """Return `most` of them, evenly spread from the first to the last; all of them for None."""
    if most is None or len(points) <= most:
        return points
    last = len(points) - 1
    return [points[round(n * last / max(1, most - 1))] for n in range(most)]


def _name(point: Point) -> str:
    return f"{point.call} {point.number}"


def _looked(copy: Path) -> Found:
    ended = in_child(lambda: asdict(look(copy)))
    if ended.code:
        raise SystemExit(f"cannot look at it: {ended.said}")
    said: dict[str, Any] = ended.said
    return Found(said["state"], tuple(said["complaints"]), said["backups"])


@contextmanager
def _copied(sweep: Sweep) -> Iterator[Path]:
    shutil.rmtree(sweep.scratch, ignore_errors=True)
    shutil.copytree(sweep.made, sweep.scratch)
    yield sweep.scratch
    shutil.rmtree(sweep.scratch)
