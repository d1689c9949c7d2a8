"""The people page over 100,000 people: opening it, typing into its search, scrolling, memory.

Targets: unlock to People <= 500 ms after key derivation, key press to repaint p95 <= 100 ms, scrolling p99
<= 16 ms a frame, no stall over 50 ms, RSS <= 150 MB. `python benchmarks/app_people.py FOLDER` keeps the vault
there for the next run; making it takes some minutes.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from people import CHEAP, PEOPLE, TODAY, fill, typed
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.composition import compose
from weavit_desktop.domain.intensity import DayBucket, sums_of
from weavit_desktop.domain.interaction import Channel, Direction
from weavit_desktop.domain.permission import Permission
from weavit_desktop.models.changes import Changes
from weavit_desktop.models.pace import favour_window
from weavit_desktop.models.tasks import PoolRunner, Tasks
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.creation import create_vault
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.repositories import people, permissions, scores
from weavit_desktop.vault.repositories.scores import Scored
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.people.page import PeoplePage
from weavit_desktop.views.theme.theme import Appearance, Theme

PASSPHRASE = "ledger amber tide chapel"
WORDS = 40  # typed letter by letter
FRAMES = 600
CLIENTS = 41
CHOSEN = 3_000
SIZE = (1228, 900)  # a window of 1440 without its sidebar
TICK = 5  # ms
WAIT = 20.0  # s


def main(folder: Path) -> None:
    if not (folder / "vault").exists():
        make_vault(folder)
    favour_window()
    app = QApplication([])
    theme = Theme(app, Appearance.LIGHT, reduced_motion=True)
    with open_vault(folder / "vault", PASSPHRASE, command="bench") as vault:
        measure(app, theme, vault)


def make_vault(folder: Path) -> None:
    """Import everyone, then give most a history, some a choice, and make the largest firms Clients."""
    chance = random.Random(4)
    vault, _ = create_vault(
        folder / "vault", PASSPHRASE, home_zone="UTC", clock=lambda: datetime.now(UTC), cost=CHEAP
    )
    with vault:
        fill(vault, folder, PEOPLE, chance)
        vault.write(lambda db: enrich(db, chance))


def enrich(db: Connection, chance: random.Random) -> None:
    everyone = people.all_ids(db)
    scores.save(db, [history(one, chance) for one in everyone if chance.random() < 0.6])
    db.execute(
        """UPDATE organisation SET client = 1 WHERE id IN (
          SELECT organisation_id FROM position GROUP BY 1 ORDER BY count(*) DESC LIMIT ?)""",
        (CLIENTS,),
    )
    some = db.execute("SELECT uid FROM person ORDER BY id LIMIT ?", (CHOSEN,)).fetchall()
    at = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)
    permissions.append(
        db,
        (Permission(uid, SharingLevel(chance.randint(1, 4)), 3, "", TODAY, None, at) for (uid,) in some),
    )


def history(person_id: int, chance: random.Random) -> Scored:
    """Return two-way mail on a few days of the last two years."""
    first = chance.randrange(700)
    days = [TODAY - timedelta(days=first + 9 * at) for at in range(chance.randrange(1, 8))]
    buckets = tuple(
        DayBucket(day, Channel.MAIL, way, 1.0)
        for day in days
        for way in (Direction.OUTGOING, Direction.INCOMING)
    )
    return Scored(person_id, buckets, sums_of(buckets, TODAY), len(buckets), max(days).isoformat())


class Nowhere:
    """A Navigation for one page."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_: None

    def tell_error(self, error: Exception) -> None:
        raise error


class Watch(QObject):
    """Sees every repaint of the table, and how long the window's thread was ever away."""

    def __init__(self, page: PeoplePage) -> None:
        super().__init__(page)
        self.shown_text: str | None = None
        self.painted = 0.0
        self.longest = 0.0
        self._last = time.perf_counter()
        self._page = page
        page.search.shown.connect(self._shown)
        page.table.viewport().installEventFilter(self)
        page.no_match.installEventFilter(self)
        timer = QTimer(self)
        timer.timeout.connect(self._tick)
        timer.start(TICK)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt names it
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, self._note)
        return False

    def reset(self) -> None:
        self.longest, self._last = 0.0, time.perf_counter()

    def _note(self) -> None:
        self.painted = time.perf_counter()

    def _shown(self, _again: bool) -> None:
        self.shown_text = self._page.search.query.text

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last - TICK / 1000)
        self._last = now


def measure(app: QApplication, theme: Theme, vault: Vault) -> None:
    begin = time.perf_counter()
    program = compose()
    runner = PoolRunner()
    desk = Desk(program, vault, theme, Tasks(runner), Changes(), Nowhere())  # type: ignore[arg-type]
    page = PeoplePage(desk)
    watch = Watch(page)
    page.resize(*SIZE)
    page.show()
    page.refresh()
    until(app, lambda: watch.shown_text is not None and page.model.person_at(0) is not None)
    until(app, lambda: watch.painted > begin)
    tell("from the open vault to the list", [watch.painted - begin], target=500)
    ready = time.perf_counter()
    until(app, lambda: bool(page.status.words()))
    print(f"  everything prepared and counted {1000 * (time.perf_counter() - ready):.0f} ms later")
    watch.reset()
    tell("key press to repaint", type_words(app, page, watch), target=100)
    tell("longest stall while typing", [watch.longest], target=50)
    page.tools.field.set_text("")
    settle(app, page, watch, "")
    tell("a frame of scrolling", scroll(app, page), target=16)
    print(f"  resident set {memory_mb():.0f} MB, at most {peak_mb():.0f} MB; target 150 MB")
    page.search.stop()
    runner.wait()


def type_words(app: QApplication, page: PeoplePage, watch: Watch) -> list[float]:
    """Type names letter by letter; return how long it took each time until the answer was painted."""
    chance = random.Random(7)
    taken = []
    edit = page.tools.field.edit
    for _ in range(WORDS):
        row = chance.randrange(page.search.total or 1)
        found = page.model.person_at(min(row, page.model.rowCount() - 1))
        word = typed(found.name if found else "Anna Marova", chance)[:8]
        page.tools.field.set_text("")
        settle(app, page, watch, "")
        for letter in word:
            rest(app, 0.12)  # as fast as somebody types
            before = time.perf_counter()
            edit.insert(letter)  # as an input method does: not every letter is a key
            settle(app, page, watch, edit.text())
            until(app, lambda since=before: watch.painted > since)
            taken.append(watch.painted - before)
    return taken


def scroll(app: QApplication, page: PeoplePage) -> list[float]:
    """Scroll by steps of the wheel and by large jumps; return how long the window was busy each time."""
    bar = page.table.verticalScrollBar()
    chance = random.Random(3)
    taken = []
    for number in range(FRAMES):
        jump = chance.randrange(bar.maximum()) if number % 40 == 0 else bar.value() + 108
        before = time.perf_counter()
        bar.setValue(min(jump, bar.maximum()))
        app.processEvents()
        taken.append(time.perf_counter() - before)
    return taken


def settle(app: QApplication, page: PeoplePage, watch: Watch, text: str) -> None:
    until(app, lambda: watch.shown_text == text and page.search.query.text == text)


def until(app: QApplication, reached: Callable[[], bool]) -> None:
    end = time.perf_counter() + WAIT
    while not reached():
        if time.perf_counter() > end:
            raise TimeoutError("the page did not answer")
        app.processEvents()
        time.sleep(0.0005)


def rest(app: QApplication, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.001)


def tell(what: str, seconds: Sequence[float], *, target: float) -> None:
    taken = sorted(1000 * one for one in seconds)

    def at(share: float) -> float:
        return taken[min(int(len(taken) * share), len(taken) - 1)]

    spread = f"p50 {at(0.5):6.1f}  p95 {at(0.95):6.1f}  p99 {at(0.99):6.1f}  " if len(taken) > 1 else ""
    print(f"  {what:<34}{spread}most {taken[-1]:6.1f} ms; target {target:g} ms")


def memory_mb() -> float:
    """Return what the process holds now; 0 where the system does not tell in this way."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * resource.getpagesize() / 1e6 if status.exists() else 0.0


def peak_mb() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as place:
            main(Path(place))
