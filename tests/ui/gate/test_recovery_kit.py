"""The recovery kit of a new vault: shown, typed back, put on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from builders.creating import asked, choose, code_on_screen, prove, waits_for
from builders.driver import Driver
from builders.file_dialog import answer_dialog
from builders.pdf import texts

Key = Qt.Key
Stand = Callable[..., Driver]
BACK = Qt.KeyboardModifier.ShiftModifier


def save_as(driver: Driver, path: Path) -> None:
    """Press the button that saves the kit, and answer."""
    driver.click("Save the recovery kit as PDF…")
    answer_dialog(driver.window, path)


class TestRecoveryKit:
    @pytest.fixture
    def kit(self, gate: Driver) -> Driver:
        choose(gate)
        return gate

    def test_it_shows_eight_groups_of_four_and_asks_for_two(self, kit: Driver) -> None:
        paper = code_on_screen(kit)
        assert list(paper) == list("12345678")
        assert all(len(group) == 4 for group in paper.values())
        assert len(asked(kit)) == 2

    def test_a_wrong_group_is_refused_in_words(self, kit: Driver) -> None:
        first = asked(kit)[0]
        wrong = "".join("0" if letter != "0" else "1" for letter in code_on_screen(kit)[first])
        kit.write(wrong)
        assert kit.sees(f"Compare it with group {first} on the paper.")
        assert waits_for(kit, f"Group {first} is not right")

    def test_a_missing_group_is_named(self, kit: Driver) -> None:
        first = asked(kit)[0]
        kit.write(code_on_screen(kit)[first][:3])
        assert waits_for(kit, f"Group {first} is missing")
        assert not kit.sees("Compare it")

    def test_small_letters_and_look_alikes_are_understood(
        self, stand_at: Stand, place: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = "weavit_desktop.views.pages.create_vault.page"
        monkeypatch.setattr(f"{page}.new_recovery_code", lambda: "-".join(["011B"] * 8))
        driver = stand_at(place)
        choose(driver)
        driver.write("oilb")
        assert not driver.sees("Compare it")
        assert driver.sees(f"Group {asked(driver)[1]} is missing")

    def test_that_it_is_on_paper_must_be_said(self, kit: Driver) -> None:
        prove(kit)
        kit.press(Key.Key_Space)
        assert waits_for(kit, "Is it on paper?")

    def test_every_vault_has_a_code_of_its_own(self, stand_at: Stand, tmp_path: Path) -> None:
        codes = []
        for name in "ab":
            driver = stand_at(tmp_path / name)
            choose(driver)
            codes.append(code_on_screen(driver))
        assert codes[0] != codes[1]


class TestPrintedKit:
    @pytest.fixture
    def kit(self, gate: Driver) -> Driver:
        choose(gate)
        return gate

    def test_the_page_is_saved_with_the_code_that_is_shown(self, kit: Driver, tmp_path: Path) -> None:
        save_as(kit, tmp_path / "kit.pdf")
        said = texts((tmp_path / "kit.pdf").read_bytes())
        assert all(group in said for group in code_on_screen(kit).values())

    def test_what_to_do_with_the_file_is_said(self, kit: Driver, tmp_path: Path) -> None:
        save_as(kit, tmp_path / "kit.pdf")
        assert kit.sees("Print it now, then delete the file and empty the bin")

    def test_a_place_that_is_synchronised_is_refused_in_words(self, kit: Driver, tmp_path: Path) -> None:
        (tmp_path / "Dropbox").mkdir()
        save_as(kit, tmp_path / "Dropbox" / "kit.pdf")
        assert kit.sees("Dropbox copies what lies in this folder to other computers")
        assert list((tmp_path / "Dropbox").iterdir()) == []
        save_as(kit, tmp_path / "kit.pdf")
        assert not kit.sees("Dropbox")

    def test_saving_it_is_no_proof_that_it_is_on_paper(self, kit: Driver, tmp_path: Path) -> None:
        save_as(kit, tmp_path / "kit.pdf")
        assert kit.sees(f"Group {asked(kit)[0]} is missing")

    def test_leaving_the_dialog_writes_nothing(self, kit: Driver, tmp_path: Path) -> None:
        before = sorted(tmp_path.iterdir())
        kit.click("Save the recovery kit as PDF…")
        (dialog,) = kit.window.findChildren(QFileDialog)
        dialog.reject()
        QApplication.processEvents()
        assert sorted(tmp_path.iterdir()) == before
        assert kit.sees("Print it or write it down")
