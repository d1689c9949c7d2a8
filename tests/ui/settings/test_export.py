"""The card that lets everything be taken along: what is written, and that nothing is replaced."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox

from builders.file_dialog import answer_dialog
from builders.later import Later
from builders.sample import Maya, maya_alone
from builders.settings_page import OpenSettings
from builders.sweeps import nameless, rich_labels
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.exporting import NOT_ENCRYPTED
from weavit_desktop.views.pages.settings.export import BUTTON, KINDS, WHAT
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.window_state import WindowState


class Opened(OpenSettings):
    """The settings as a test exports from them."""

    def export(self, place: int, path: Path) -> None:
        kind = self.named(WHAT)
        assert isinstance(kind, QComboBox)
        kind.setCurrentIndex(place)
        self.push(BUTTON)
        answer_dialog(self.window, path)


@pytest.fixture
def maya(tmp_path: Path) -> Iterator[Maya]:
    made = maya_alone(tmp_path / "vault")
    with made.vault:
        yield made


@pytest.fixture
def opened(maya: Maya, theme: Theme, state: WindowState) -> Iterator[Opened]:
    found = Opened(maya, theme, state)
    yield found
    found.close()


@pytest.mark.parametrize("place", range(len(KINDS)))
def test_each_kind_is_written_where_it_was_chosen(opened: Opened, tmp_path: Path, place: int) -> None:
    assert opened.sees(NOT_ENCRYPTED)
    opened.export(place, tmp_path / "out")
    assert (tmp_path / "out").stat().st_size > 0
    assert zipfile.is_zipfile(tmp_path / "out") == (KINDS[place][1] == "archive")
    assert opened.sees("people written")
    assert (nameless(opened.window), rich_labels(opened.window)) == ([], [])


def test_a_file_that_is_there_stays(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    opened.export(0, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"
    assert [type(one) for one in opened.trail.errors] == [UsageRefused]


def test_it_can_be_stopped_and_leaves_nothing(
    maya: Maya, theme: Theme, state: WindowState, tmp_path: Path
) -> None:
    later = Later()
    opened = Opened(maya, theme, state, later)
    later.work()
    opened.export(0, tmp_path / "out")
    assert not opened.named(BUTTON).isEnabled()
    opened.push("Cancel: Exporting")
    later.work()
    assert not (tmp_path / "out").exists()
    assert opened.named(BUTTON).isEnabled()
    opened.close()
