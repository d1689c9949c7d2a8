"""A whole day in the window, a program of its own with a real hub: `python -m builders.traced_day FOLDER`."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from builders.day import live
from builders.driver import Driver
from builders.window import session_at
from weavit_desktop.composition import compose
from weavit_desktop.demo.archives import pack_with_recent_dates
from weavit_desktop.demo.hub_process import DemoHub
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.resources import resource
from weavit_desktop.views.app import load_everything
from weavit_desktop.views.theme.theme import Appearance, Theme


def main(folder: Path) -> None:
    theme = Theme(QApplication(["weavit"]), Appearance.LIGHT, reduced_motion=True)
    archive = folder / "Complete_LinkedInDataExport.zip"
    pack_with_recent_dates(resource("sample/linkedin"), archive, datetime.now(UTC))
    load_everything()
    hub = DemoHub(folder / "hub")
    hub.run("init", "--name", "Tarnholm")
    hub.run("clients", "import", str(resource("sample/clients.csv")))
    with hub, session_at(folder / "vault", theme, application=compose(), runner=PoolRunner()) as session:
        driver = Driver(session)
        live(driver, [resource("sample/people.vcf"), archive], hub.run("invite", "Maya Rinaldi"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
