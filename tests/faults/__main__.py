"""Kill, refuse, flip and cut, everywhere or (`--short`) at some places, and print what was lost: nothing.

`python -m faults` tries everything on all processors; `python -m faults NAME` one part, in this process.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from faults.damage import damage_everything
from faults.moments import kill_at_any_moment
from faults.operations import operations
from faults.order import check_order
from faults.sweep import Most, Tally, sweep_errors, sweep_kills
from weavit_desktop.vault import ballast

_COLUMNS = ("kills", "errors", "syncs", "flips", "cuts")
_KILLS, _SHORT_KILLS = Most(), Most(others=6, writes=3)
_ERRORS, _SHORT_ERRORS = Most(writes=60, reads=20), Most(others=2, writes=1, reads=1)
_SHORT_DAMAGES = 12  # of each part of a vault
_MOMENTS, _SHORT_MOMENTS = 300, 10

Part = Callable[[Path, Tally], None]


def parts(*, short: bool) -> dict[str, Part]:
    """Return everything there is to try, by name."""
    found: dict[str, Part] = {}
    for operation in operations():
        kills, errors = (_SHORT_KILLS, _SHORT_ERRORS) if short else (_KILLS, _ERRORS)
        if operation.name == "change passphrase":
            kills = _KILLS  # few places, and each of them could lock a person out
        found[f"kill: {operation.name}"] = partial(sweep_kills, operation, most=kills)
        found[f"refuse: {operation.name}"] = partial(sweep_errors, operation, most=errors)
    found["kill at any moment"] = partial(kill_at_any_moment, kills=_SHORT_MOMENTS if short else _MOMENTS)
    found["power cut"] = check_order
    found["damage"] = partial(damage_everything, most=_SHORT_DAMAGES if short else None)
    return found


def main(arguments: Sequence[str]) -> int:
    """Return 0 if nothing was lost."""
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--short", action="store_true")
    chosen = parser.parse_args(arguments)
    if shutil.which("strace") is None:
        parser.error("strace is not installed: no system call can be made to fail")
    if chosen.names:
        tallies = [_tried(name, short=chosen.short) for name in chosen.names]
        print(json.dumps(tallies))
        return int(any(one["losses"] for one in tallies))
    return _all(short=chosen.short)


def _tried(name: str, *, short: bool) -> dict[str, Any]:
    tally = Tally()
    small = mock.patch.object(ballast, "BYTES", 64 * 1024)  # it is copied thousands of times
    with small, tempfile.TemporaryDirectory(prefix="weavit-faults-") as place:
        parts(short=short)[name](Path(place) / "place", tally)
    return {"name": name, "tried": tally.tried, "losses": tally.losses}


def _all(*, short: bool) -> int:
    names = list(parts(short=short))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        total: Counter[str] = Counter()
        losses = 0
        print(f"{'':34}" + "".join(f"{column:>9}" for column in (*_COLUMNS, "losses")))
        for name, tally in zip(names, pool.map(partial(_apart, short=short), names), strict=True):
            print(_row(name, tally["tried"], len(tally["losses"])), flush=True)
            for loss in tally["losses"]:
                print(f"  {loss}", flush=True)
            total.update(tally["tried"])
            losses += len(tally["losses"])
    print(_row("all", total, losses))
    return int(losses > 0)


def _apart(name: str, *, short: bool) -> dict[str, Any]:
    """Try one part in a process of its own, which forks: this one has threads."""
    command = [sys.executable, "-m", "faults", name, *(["--short"] if short else [])]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if not ran.stdout:
        return {"tried": {}, "losses": [f"it could not be tried: {ran.stderr}"]}
    found: dict[str, Any] = json.loads(ran.stdout)[0]
    return found


def _row(name: str, tried: Mapping[str, int], losses: int) -> str:
    return f"{name:34}" + "".join(f"{tried.get(column, 0):>9}" for column in _COLUMNS) + f"{losses:>9}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
