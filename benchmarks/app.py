"""The window over 100,000 people: first frame, from unlock to the list, typing, scrolling, memory.

Targets: first frame <= 400 ms warm, unlock to People <= 500 ms after key derivation, key press to repaint p95
<= 100 ms, scrolling p99 <= 16 ms a frame, no stall over 50 ms, RSS <= 150 MiB. The peer of the first frame is
an empty PySide6 window in the same run. `python benchmarks/app.py FOLDER` keeps the vault there for the next
run; making it takes some minutes.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from weavit_desktop.composition import compose
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.app import load_everything
from weavit_desktop.views.pages.people.page import PeoplePage
from weavit_desktop.views.session import WindowSession
from weavit_desktop.views.theme.theme import Appearance, Theme
from weavit_desktop.views.window_state import USUAL, WindowState

HERE = Path(__file__).parent
PASSPHRASE = "ledger amber tide chapel"
WORDS = 40  # typed letter by letter
FRAMES = 600
STARTS = 7
TICK = 5  # ms
MIB = 1 << 20
WAIT = 20.0  # s


def main(folder: Path) -> None:
    if not (folder / "vault").exists():
        # In a process of its own: what making it needs would be counted as the window's memory.
        subprocess.run([sys.executable, str(HERE / "_app_vault.py"), str(folder), PASSPHRASE], check=True)
    measure_first_frame(folder / "vault")
    app = QApplication([])
    theme = Theme(app, Appearance.LIGHT, reduced_motion=True)
    state = WindowState(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
    runner = PoolRunner()
    session = WindowSession(compose(), folder / "vault", theme, state, runner, load_everything)
    session.start()
    session.window.resize(USUAL)
    runner.wait()
    with open_vault(folder / "vault", PASSPHRASE, command="bench") as vault:
        measure(app, session, vault)
        runner.wait()


def measure_first_frame(vault: Path) -> None:
    """Start fresh processes, ours and the peer's in turns; both tell when their first frame was painted."""
    ours, peer = [], []
    for _ in range(STARTS + 1):
        ours.append(first_frame("weavit", str(vault)))
        peer.append(first_frame("empty"))
    ours, peer = ours[1:], peer[1:]  # the first start of each warms the disk up
    tell("first frame of the lock screen", ours, target=400)
    middle = sorted(peer)[STARTS // 2]
    ratio = sorted(ours)[STARTS // 2] / middle
    print(f"  an empty PySide6 window: {1000 * middle:.0f} ms; ratio {ratio:.2f}")


def first_frame(*arguments: str) -> float:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(HERE / "_first_frame.py"), *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.split()[0]) - began


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


def measure(app: QApplication, session: WindowSession, vault: Vault) -> None:
    begin = time.perf_counter()
    assert session.gate is not None
    session.gate.opened.emit(vault, False)
    opened = time.perf_counter() - begin
    until(app, lambda: session.window.findChild(PeoplePage) is not None)
    page = session.window.findChild(PeoplePage)
    watch = Watch(page)
    until(app, lambda: watch.shown_text is not None and page.model.person_at(0) is not None)
    until(app, lambda: watch.painted > begin)
    tell("from the open vault to the list", [watch.painted - begin], target=500)
    tell("of it, the longest at a stretch", [max(watch.longest, opened)], target=50)
    ready = time.perf_counter()
    until(app, lambda: bool(page.status.words()))
    print(f"  everything prepared and counted {1000 * (time.perf_counter() - ready):.0f} ms later")
    watch.reset()
    tell("key press to repaint", type_words(app, page, watch), target=100)
    tell("longest stall while typing", [watch.longest], target=50)
    page.tools.field.set_text("")
    settle(app, page, watch, "")
    tell("a frame of scrolling", scroll(app, page), target=16)
    print(f"  resident set {memory():.0f} MiB, at most {peak():.0f} MiB; target 150, as ps counts")
    page.search.stop()


def type_words(app: QApplication, page: PeoplePage, watch: Watch) -> list[float]:
    """Type names letter by letter; return how long it took each time until the answer was painted."""
    chance = random.Random(7)
    taken = []
    edit = page.tools.field.edit
    for _ in range(WORDS):
        row = chance.randrange(page.search.total or 1)
        found = page.model.person_at(min(row, page.model.rowCount() - 1))
        word = chance.choice((found.name if found else "Anna Marova").split())[:8]
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


def memory() -> float:
    """Return what the process holds now, in MiB; 0 where the system does not tell in this way."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * resource.getpagesize() / MIB if status.exists() else 0.0


def peak() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MIB


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as place:
            main(Path(place))
