"""What encryption costs: the vault of 100,000 generated people, beside the same vault without a key.

Both are made by the same code in the same run; the plain one only leaves the key away, and its file begins
with "SQLite format 3". Targets (vault.md): open <= 50 ms after key derivation; search of the top 20 at p99
<= 20 ms; encrypted / plain: insert <= 1.6, search <= 1.3; lock to lock screen <= 0.5 s; a backup of
56 MB <= 1 s.

Ratios are of processor time, which other work on the machine changes little; what has a target in seconds is
told in both. `python benchmarks/vault.py 20000` makes another number of people.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from unittest.mock import patch

from people import PEOPLE, TODAY, TOP, fill, typed
from sqlcipher3 import dbapi2

from weavit_desktop.services.people import list_people
from weavit_desktop.vault import backup, connection, files
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.creation import create_vault
from weavit_desktop.vault.keys import LANES, MEMORY_KIB, PASSES, Argon2Cost
from weavit_desktop.vault.opening import open_unlocked
from weavit_desktop.vault.repositories.people_pages import PeopleQuery
from weavit_desktop.vault.vault import Vault

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HERE = Path(__file__).parent
PASSPHRASE = "ledger amber tide chapel"
CHEAP = Argon2Cost(memory_kib=MEMORY_KIB[0], passes=PASSES[0], lanes=LANES[0])
PLAIN_HEAD = b"SQLite format 3\0"
ROWS = 50_000
BATCH = 1_000
ROUNDS = 7
SEARCHES = 300
MB = 1_000_000
BACKUP_PEOPLE = 9_200  # about 56 MB


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the clock on the wall, and of the processor."""

    wall: float
    busy: float


def measure(run: Callable[[], object]) -> Taken:
    wall, busy = time.perf_counter(), time.process_time()
    run()
    return Taken(time.perf_counter() - wall, time.process_time() - busy)


def tell(what: str, value: float, unit: str, target: float) -> None:
    """Print a figure, its target, and whether it held."""
    held = "held" if value <= target else "MISSED"
    print(f"{what:<44} {value:8.2f} {unit:<2}   target {target:6.2f}   {held}")


@contextmanager
def without_key() -> Iterator[None]:
    """Let databases be made and opened as always, but without a key."""

    def connected(database: Path, _key: bytes) -> Connection:
        db = dbapi2.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
        for setting in connection._SETTINGS:
            db.execute(f"PRAGMA {setting}")
        return db

    with patch.object(connection, "_connected", connected):
        yield


def make(folder: Path, count: int, *, plain: bool) -> Vault:
    """Make a vault and import everyone."""
    vault, _ = create_vault(
        folder / "vault", PASSPHRASE, home_zone="UTC", clock=lambda: datetime.now(UTC), cost=CHEAP
    )
    head = (folder / "vault" / files.DATABASE).read_bytes()[: len(PLAIN_HEAD)]
    assert (head == PLAIN_HEAD) is plain, "the plain vault must be plain, and the other not"
    fill(vault, folder, count, random.Random(4))
    return vault


def insert_rows(vault: Vault) -> None:
    """Insert into a table, an index and the search, a thousand rows in a transaction."""
    chance = random.Random(11)
    names = [(f"{chance.randrange(10**6)} Anna Zeller {at}", f"firm {at % 997} GmbH") for at in range(ROWS)]

    def begin(db: Connection) -> None:
        db.execute("DROP TABLE IF EXISTS measured")
        db.execute("DROP TABLE IF EXISTS measured_search")
        db.execute("CREATE TABLE measured (id INTEGER PRIMARY KEY, name TEXT, work TEXT)")
        db.execute("CREATE INDEX measured_by_name ON measured (name)")
        db.execute(
            """CREATE VIRTUAL TABLE measured_search USING fts5 (
              name, work, prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 2")"""
        )

    def insert(db: Connection, rows: Sequence[tuple[str, str]]) -> None:
        db.executemany("INSERT INTO measured (name, work) VALUES (?, ?)", rows)
        db.executemany("INSERT INTO measured_search (name, work) VALUES (?, ?)", rows)

    vault.write(begin)
    for at in range(0, ROWS, BATCH):
        batch = names[at : at + BATCH]
        vault.write(lambda db, rows=batch: insert(db, rows))


def compare_inserts(secret: Vault, plain: Vault) -> None:
    ratios = []
    for _ in range(3):
        one, other = measure(lambda: insert_rows(secret)), measure(lambda: insert_rows(plain))
        ratios.append(one.busy / other.busy)
    tell(f"insert {ROWS:,} rows, encrypted / plain", median(ratios), "x", 1.6)


def compare_searches(secret: Vault, plain: Vault) -> None:
    chance = random.Random(5)
    everyone = list_people(secret, PeopleQuery(TODAY), limit=5_000)
    texts = [typed(chance.choice(everyone).name, chance) for _ in range(SEARCHES)]
    taken: dict[str, list[Taken]] = {"secret": [], "plain": []}
    for text in texts:
        for name, vault in (("secret", secret), ("plain", plain)):
            query = PeopleQuery(TODAY, text)
            taken[name].append(measure(lambda: list_people(vault, query, limit=TOP)))  # noqa: B023  called at once
    wall, busy = (sorted(1000 * getattr(one, kind) for one in taken["secret"]) for kind in ("wall", "busy"))
    at = SEARCHES * 99 // 100
    print(f"search, top {TOP}: median {wall[SEARCHES // 2]:.2f} ms, p99 {wall[at]:.2f} ms by the clock")
    tell(f"search, top {TOP}, p99 of processor time", busy[at], "ms", 20)
    sums = {name: sum(one.busy for one in found) for name, found in taken.items()}
    tell("search, encrypted / plain", sums["secret"] / sums["plain"], "x", 1.3)


def time_backup(folder: Path) -> None:
    """Make a smaller vault, and back it up: copied, packed, brought to the disk, read back and checked."""
    with make(folder, BACKUP_PEOPLE, plain=False) as vault:
        size = (vault.folder / files.DATABASE).stat().st_size / MB
        found = [
            measure(lambda: backup.write_backup(backup.source_of(vault), Reason.ASKED, datetime.now(UTC)))
            for _ in range(ROUNDS)
        ]
    wall, busy = median(one.wall for one in found), median(one.busy for one in found)
    tell(f"backup of {size:.0f} MB, by the clock", wall, "s", 1)
    print(f"  of that, processor: {busy:.2f} s")


def time_opening(vault: Vault) -> None:
    """Close and open with the data key in hand: all that happens after the derivation."""
    folder, key = vault.folder, vault.data_key
    taken = []
    for _ in range(ROUNDS):
        vault.close()
        opened: list[Vault] = []
        taken.append(measure(lambda: opened.append(open_unlocked(folder, "bench", lambda _: key))))  # noqa: B023  called at once
        vault = opened[0]
    vault.close()
    tell("open, after key derivation", 1000 * median(one.wall for one in taken), "ms", 50)
    print(f"  of that, processor: {1000 * median(one.busy for one in taken):.2f} ms")


def time_locking(folder: Path) -> None:
    """From Ctrl+L to the first frame of the lock screen, in the real window, whose process is replaced."""
    found = [lock_once(folder) for _ in range(ROUNDS)]
    tell("lock to lock screen", median(one.wall for one in found), "s", 0.5)
    print(f"  of that, processor: {median(one.busy for one in found):.2f} s")


def lock_once(folder: Path) -> Taken:
    command = [sys.executable, str(HERE / "_locking.py"), str(folder), PASSPHRASE]
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    asked, used, shown, used_then = map(float, ran.stdout.split())
    return Taken(shown - asked, used_then - used)  # a process keeps its time, whatever program it becomes


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folders = {name: Path(place) / name for name in ("secret", "plain", "smaller")}
        for folder in folders.values():
            folder.mkdir()
        time_backup(folders["smaller"])
        with without_key():
            plain_vault: list[Vault] = []
            plain_import = measure(lambda: plain_vault.append(make(folders["plain"], count, plain=True)))
        secret_vault: list[Vault] = []
        secret_import = measure(lambda: secret_vault.append(make(folders["secret"], count, plain=False)))
        tell(f"import {count:,} cards, encrypted / plain", secret_import.busy / plain_import.busy, "x", 1.6)
        secret, plain = secret_vault[0], plain_vault[0]
        compare_searches(secret, plain)
        compare_inserts(secret, plain)
        plain.close()
        time_opening(secret)
        time_locking(secret.folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
