"""Exports of a vault of 50,000 generated people: seconds and peak memory of each format, each in a fresh
process, and the archive taken back into an empty vault.

`python benchmarks/export.py 5000` makes another number of people.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from people import CHEAP, fill

from weavit_desktop.rules import load_rules
from weavit_desktop.services.exporting import export
from weavit_desktop.services.importing import import_files
from weavit_desktop.services.restoring import with_passphrase
from weavit_desktop.vault.creation import create_vault
from weavit_desktop.vault.opening import open_unlocked
from weavit_desktop.vault.vault import Vault

PEOPLE = 50_000
PASSPHRASE = "ledger amber tide chapel"
FORMATS = (("vcard", "3.0"), ("vcard", "4.0"), ("json", None), ("csv", None), ("archive", None))


def now() -> datetime:
    return datetime.now(UTC)


def new_vault(folder: Path) -> Vault:
    vault, _ = create_vault(folder, PASSPHRASE, home_zone="UTC", clock=now, cost=CHEAP)
    return vault


def moment() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def tell(what: str, begin: tuple[float, float], size: int) -> None:
    """Print seconds, those of the processor, the size of the file, and the most memory this process had."""
    wall, busy = (now - then for now, then in zip(moment(), begin, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = f"{wall:6.1f} s ({busy:5.1f} s of processor time)   {size / 1e6:6.1f} MB written"
    print(f"{what:<20} {figures}   {peak:5.0f} MB of memory", flush=True)


def write_out(folder: Path, name: str, format_: str, version: str | None) -> None:
    rules = load_rules()
    with open_unlocked(folder / "vault", "export", with_passphrase(PASSPHRASE), now) as vault:
        begin = moment()
        report = export(vault, rules, folder / name, format=format_, version=version, clock=now)
        tell(f"{format_} {version or ''}", begin, report.bytes)


def take_back(folder: Path, name: str) -> None:
    rules = load_rules()
    with new_vault(folder / "empty") as vault:
        begin = moment()
        import_files(vault, rules, [folder / name], clock=now, ids=lambda: uuid4().hex)
        tell("archive, taken back", begin, 0)


def make(folder: Path, count: int) -> None:
    with new_vault(folder / "vault") as vault:
        fill(vault, folder, count, random.Random(4))


def apart(function: object, *arguments: object) -> None:
    """Run a function in a process of its own."""
    process = multiprocessing.get_context("spawn").Process(target=function, args=arguments)  # type: ignore[arg-type]
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        apart(make, folder, count)  # or its memory would be counted as that of its children
        for number, (format_, version) in enumerate(FORMATS):
            apart(write_out, folder, f"{number}.out", format_, version)
        apart(take_back, folder, f"{len(FORMATS) - 1}.out")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
