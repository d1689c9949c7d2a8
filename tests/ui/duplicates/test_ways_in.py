"""The ways to the review: the palette, the people, what an import brought. And out of it again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from builders.desk import someone
from builders.driver import CONTROL, Driver
from builders.sample import maya_new
from builders.twins import maya_twice
from builders.window import window_on
from weavit_desktop.views.theme.theme import Theme

Key = Qt.Key


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vault"


def test_the_palette_leads_there_and_the_crumb_back(folder: Path, theme: Theme) -> None:
    with window_on(maya_twice(folder), theme) as session:
        driver = Driver(session)
        driver.press(Key.Key_K, CONTROL)
        driver.write("review dup")
        driver.press(Key.Key_Return)
        driver.expect("Same person?")
        assert driver.words_at_focus() == "Probably twice"
        driver.click("Back to Import")
        driver.expect("Drop files or folders here")


def test_the_people_lead_there_and_back_again(folder: Path, theme: Theme) -> None:
    with window_on(maya_twice(folder), theme) as session:
        driver = Driver(session)
        driver.press(Key.Key_1, CONTROL)
        driver.click("Review")  # who is here twice; by the time, of how many
        driver.press(Key.Key_M)
        driver.expect("1 of 5 done")
        driver.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        driver.expect("117 people")


def test_an_import_leads_to_whom_it_brought_twice(folder: Path, theme: Theme) -> None:
    path = folder.parent / "two.vcf"
    path.write_bytes(
        someone("Rosa Steinmetz", email="a@mail.example", org="Gamma Bank", uid="1")
        + someone("Rosa Steinmetz", email="b@mail.example", org="Gamma Bank", uid="2")
    )
    with window_on(maya_new(folder), theme) as session:
        driver = Driver(session)
        driver.drop(path)
        driver.named("Import 2 people")
        driver.press(Key.Key_Return)
        driver.click("Review 1 duplicate")
        driver.expect("Same person?")
        driver.press(Key.Key_M)
        driver.expect("Nobody is here twice")
        driver.press(Key.Key_Return)
        driver.expect("1 person")


def test_keys_of_the_review_do_nothing_under_a_dialog(folder: Path, theme: Theme) -> None:
    with window_on(maya_twice(folder), theme) as session:
        driver = Driver(session)
        driver.press(Key.Key_K, CONTROL)
        driver.write("review dup")
        driver.press(Key.Key_Return)
        driver.expect("Same person?")
        driver.write("?")
        driver.expect("Not the same person")
        driver.press(Key.Key_M)
        driver.press(Key.Key_N)
        driver.press(Key.Key_Escape)
        driver.expect("0 of 5 done")
