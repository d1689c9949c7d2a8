"""One theme for every test of the window, offscreen and without movement. A Qt warning fails the test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from weavit_desktop.views.theme.theme import Appearance, Theme

HERE = Path(__file__).parent
# Said by the offscreen platform, which has no window manager to tell.
NOT_OURS = r"This plugin does not support (propagateSizeHints\(\)|raise\(\)|grabbing the keyboard)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Qt warnings fail the tests of this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(NOT_OURS))


@pytest.fixture(scope="session")
def app_theme(qapp: QApplication) -> Theme:
    """Return the one theme of the process: Qt knows only one application."""
    return Theme(qapp, Appearance.LIGHT, reduced_motion=True)


@pytest.fixture
def theme(app_theme: Theme) -> Iterator[Theme]:
    """Return the theme as every test expects it, and put it back afterwards."""
    yield app_theme
    app_theme.set_reduced_motion(reduced=True)
    if app_theme.appearance is not Appearance.LIGHT:
        app_theme.set_appearance(Appearance.LIGHT)
    if app_theme.text_scale != 1.0:
        app_theme.set_text_scale(1.0)
