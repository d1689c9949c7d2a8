"""A whole day in the window by keys and mouse: how long its thread ever worked at a stretch, flow by flow.

Target: no stretch over 50 ms in any flow. The processor time of the window's thread is measured, and how long
each flow took. The day is that of tests/ui/flows; the hub answers from within the process.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from builders import day, sample
from builders.driver import Driver
from builders.sharing import Time, straight_to
from builders.window import session_at
from weavit_desktop.demo.archives import pack_with_recent_dates
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.resources import resource
from weavit_desktop.views.app import load_everything
from weavit_desktop.views.theme.theme import Appearance, Theme

TARGET = 50.0  # ms


class Stretches:
    """The stretches of work between two looks at the events, in ms."""

    def __init__(self) -> None:
        self._last = time.thread_time()
        self.seen: list[float] = []
        self._heart = QTimer()
        self._heart.setInterval(0)
        self._heart.timeout.connect(self._beat)
        self._heart.start()

    def _beat(self) -> None:
        now = time.thread_time()
        self.seen.append(1000 * (now - self._last))
        self._last = now


def main(folder: Path) -> None:
    theme = Theme(QApplication(["weavit"]), Appearance.LIGHT, reduced_motion=True)
    clock = Time(sample.NOW)
    hub = sample.SampleHub(clock)
    application = sample.application(clock=clock, connect=straight_to(hub))
    archive = folder / "Complete_LinkedInDataExport.zip"
    pack_with_recent_dates(resource("sample/linkedin"), archive, sample.NOW)
    load_everything()
    flows: tuple[tuple[str, Callable[[Driver], None]], ...] = (
        ("create a vault", day.create_vault),
        ("import", lambda driver: day.bring_in(driver, [resource("sample/people.vcf"), archive])),
        ("find and read", lambda driver: day.find_and_read(driver, day.ANNA)),
        ("join a hub", lambda driver: day.join_hub(driver, hub.invite)),
        ("choose", choose),
        ("publish", day.publish),
        ("take back", day.take_back),
    )
    with session_at(folder / "vault", theme, application=application, runner=PoolRunner()) as session:
        driver = Driver(session)
        QApplication.processEvents()
        stretches = Stretches()
        for name, flow in flows:
            stretches.seen.clear()
            begin = time.perf_counter()
            flow(driver)
            tell(name, time.perf_counter() - begin, stretches.seen)


def choose(driver: Driver) -> None:
    day.find_and_read(driver, day.ANNA)
    day.choose_strength(driver)
    day.confirm_clients(driver)


def tell(name: str, seconds: float, stretches: list[float]) -> None:
    over = sum(one > TARGET for one in stretches)
    longest = max(stretches, default=0.0)
    print(f"  {name:16} {seconds:5.1f} s; longest {longest:5.1f} ms, {over} over {TARGET:g} ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(Path(place))
