"""The short version of `nox -s faults`: each operation and each file, at a few places."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from faults.operations import operations

NAMES = [operation.name for operation in operations()]
pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None,
    reason="strace is not installed: no system call of an operation can be killed or made to fail here",
)


def short(*names: str) -> Counter[str]:
    """Try parts in a process without threads, which can fork. Return how often what was tried."""
    paths = [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    ran = subprocess.run(
        [sys.executable, "-m", "faults", "--short", *names],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout, ran.stderr
    tallies: list[dict[str, Any]] = json.loads(ran.stdout)
    assert [loss for tally in tallies for loss in tally["losses"]] == []
    return sum((Counter(tally["tried"]) for tally in tallies), Counter())


@pytest.mark.parametrize("name", NAMES, ids=[name.replace(" ", "-") for name in NAMES])
def test_killed_or_refused_anywhere_it_is_done_or_not_done(name: str) -> None:
    tried = short(f"kill: {name}", f"refuse: {name}")
    assert tried["kills"] >= 6
    assert tried["errors"] >= 8


def test_killed_at_any_moment_nothing_that_was_told_is_lost() -> None:
    assert short("kill at any moment")["units"] > 0


def test_a_flipped_bit_or_a_missing_end_is_told_apart_or_harmless() -> None:
    tried = short("damage")
    assert tried["flips"] >= 50
    assert tried["cuts"] >= 15


def test_whatever_is_told_would_survive_a_power_cut() -> None:
    assert short("power cut")["syncs"] >= 100
