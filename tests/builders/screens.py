"""A picture of every screen on the sample vault: `python -m builders.screens FOLDER [NAME ...]`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from builders.sample import Maya, maya_alone, maya_joined, maya_published
from builders.window import window_on
from weavit_desktop.views.session import WindowSession
from weavit_desktop.views.theme.theme import Appearance, Theme
from weavit_desktop.views.window_state import SMALLEST, USUAL

Vaults = Callable[[Path], Maya]
Steps = Callable[[WindowSession, Maya], object]


@dataclass(frozen=True, slots=True)
class Screen:
    """`make` gives the vault; `steps` go from the open window to what is to be seen."""

    name: str
    make: Vaults
    steps: Steps
    size: QSize = USUAL


def go(section: str) -> Steps:
    """Return the steps to a section."""
    return lambda session, _maya: session.workspace and session.workspace.go(section)


def press(
    session: WindowSession, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(QApplication.focusWidget() or session.window, key, modifier)


SCREENS = (
    Screen("people", maya_published, go("people")),
    Screen("people-narrow", maya_published, go("people"), SMALLEST),
    Screen("import", maya_alone, go("import")),
    Screen("settings", maya_joined, go("settings")),
)


def draw(folder: Path, names: list[str]) -> None:
    """Draw the named screens, or all, light and dark."""
    app = QApplication(["weavit"])
    theme = Theme(app, Appearance.LIGHT, reduced_motion=True)
    folder.mkdir(parents=True, exist_ok=True)
    for screen in SCREENS:
        if names and screen.name not in names:
            continue
        with tempfile.TemporaryDirectory() as temporary:
            maya = screen.make(Path(temporary) / "vault")
            with window_on(maya, theme) as session:
                session.window.resize(screen.size)
                QApplication.processEvents()
                screen.steps(session, maya)
                for look in (Appearance.LIGHT, Appearance.DARK):
                    theme.set_appearance(look)
                    for _ in range(5):
                        QApplication.processEvents()
                    session.window.grab().save(str(folder / f"{screen.name}-{look}.png"))
                theme.set_appearance(Appearance.LIGHT)
        print(screen.name)


if __name__ == "__main__":
    draw(Path(sys.argv[1]), sys.argv[2:])
