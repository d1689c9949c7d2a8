"""All figures of importing in one run: 50,000 cards from a file into a vault, then the parts beside peers.

Targets: <= 20 s on two cores, <= 300 MB, a progress figure at least every 0.2 s. The parts are those of
vcard.py, mail.py, matching.py and titles.py. `python benchmarks/import.py 10000`: another number, without
the parts.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

from people import CHEAP, make_cards

from weavit_desktop.rules import load_rules
from weavit_desktop.services.duplicates import COMPARING
from weavit_desktop.services.importing import EMPTYING, import_files
from weavit_desktop.services.progress import Step
from weavit_desktop.vault.creation import create_vault

CARDS = 50_000
PARTS = ("vcard", "mail", "matching", "titles")
AFTER = (EMPTYING, COMPARING)  # what is done once everybody can be found
MEGABYTE = 1024  # in the KiB that Linux counts memory by
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def main(count: int, parts: tuple[str, ...] = ()) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.vcf"
        path.write_text("".join(make_cards(count, random.Random(7))), encoding="utf-8")
        take(path, Path(folder) / "vault", count)
    for part in parts:
        print(f"\n{part}", flush=True)
        subprocess.run([sys.executable, Path(__file__).with_name(f"{part}.py")], check=True)


def take(path: Path, folder: Path, count: int) -> None:
    """Import a file into a new vault and print what it took."""
    vault, _ = create_vault(
        folder, "correct horse battery", home_zone="Europe/Berlin", clock=lambda: NOW, cost=CHEAP
    )
    rules = load_rules(region="DE")
    told: list[tuple[float, str]] = []

    def tell(step: Step) -> None:
        told.append((time.perf_counter(), step.phase))

    with vault:
        begin, processor = time.perf_counter(), time.process_time()
        tell(Step("begin", 0, None))
        import_files(
            vault, rules, [path], clock=lambda: datetime.now(UTC), ids=lambda: str(uuid4()), progress=tell
        )
        taken, processor = time.perf_counter() - begin, time.process_time() - processor
    told.append((begin + taken, "end"))
    longest, phase = max((after[0] - before[0], after[1]) for before, after in pairwise(told))
    committed = next(at for at, phase in told if phase in AFTER) - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    print(f"{count:,} cards, searchable after {committed:.1f} s (target 20), all done after {taken:.1f} s")
    print(f"processor time {processor:.1f} s; memory at most {memory:.0f} MB (target 300)")
    print(f"longest without a figure {longest:.2f} s, before '{phase}' (target 0.2); {len(told):,} figures")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(int(sys.argv[1]))
    else:
        main(CARDS, PARTS)
