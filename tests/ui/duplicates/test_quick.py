"""Thousands of questions: the window stays at its events, and never waits for the vault."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from builders.duplicates_page import Open
from builders.watchdog import watching
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.services.duplicates import Duplicate
from weavit_desktop.vault.vault import Vault

QUESTIONS = 5_000


def test_five_thousand_questions_are_gone_through_without_a_stall(
    vault: Vault, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = PoolRunner()
    opened = open_page(vault, runner=runner)
    page = opened.page

    def settle() -> None:
        while page._shown is None:
            QApplication.processEvents()

    settle()
    real = list(page.queue.pending)
    many = [real[0]] + [
        Duplicate(real[0].one, real[0].other, f"A {at}", f"B {at}", False, 90, "Likely", "Same name", "Why.")
        for at in range(QUESTIONS)
    ]
    with watching(monkeypatch) as watch:
        page._found(many)
        settle()
        for _ in range(5):
            opened.press(Qt.Key.Key_S)
            settle()
            opened.press(Qt.Key.Key_Down)
            settle()
        opened.press(Qt.Key.Key_End)
        settle()
    runner.wait()
    QApplication.processEvents()
    assert watch.stalls == []
    assert watch.waits == []
    assert page.table.currentIndex().row() == QUESTIONS
