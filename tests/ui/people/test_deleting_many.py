"""Deleting many people from the list: how far it is, and Esc to keep them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from builders.later import Later
from builders.people import Listed, add_listed
from builders.sweeps import nameless, rich_labels, shown_words
from weavit_desktop.services.deleting import DELETING, MANY
from weavit_desktop.services.progress import Step
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.pages.people.actions import CANCELLED
from weavit_desktop.views.pages.people.deleting_dialog import DeletingDialog

Key = Qt.Key
Opens = Callable[..., Any]


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, held)
    QApplication.processEvents()


def dialog_of(people: Any) -> Dialog | None:
    found = [one for one in people.window.findChildren(Dialog) if one.isVisible()]
    return found[0] if found else None


def go_ahead(people: Any) -> None:
    """Press what deletes."""
    dialog = dialog_of(people)
    assert dialog is not None
    (button,) = (one for one in dialog.findChildren(Button) if one.label().startswith("Delete"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
def asked(vault: Vault, open_page: Opens, later: Later) -> Any:
    """Return the page as it asks for the number of all who are selected."""
    vault.write(lambda db: add_listed(db, [Listed(f"Person {at:02}") for at in range(MANY)]))
    people = open_page(vault, runner=later)
    later.work()
    people.page.table.setFocus()
    press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Key.Key_Delete)
    go_ahead(people)
    later.work()
    return people


def confirm(people: Any) -> None:
    QTest.keyClicks(QApplication.focusWidget(), str(MANY + 5))
    go_ahead(people)


def test_a_refusal_shows_no_progress(asked: Any) -> None:
    assert not isinstance(dialog_of(asked), DeletingDialog)


def test_it_shows_how_far_it_is_and_closes(asked: Any, later: Later, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    show_step = DeletingDialog.show_step

    def show(dialog: DeletingDialog, step: Step) -> None:
        show_step(dialog, step)
        seen.append(" ".join(shown_words(dialog)))
        assert nameless(asked.window) == []
        assert rich_labels(asked.window) == []

    monkeypatch.setattr(DeletingDialog, "show_step", show)
    confirm(asked)
    later.work()
    assert f"Deleting {MANY + 5} people" in seen[0]
    assert "100%" in seen[-1]
    assert dialog_of(asked) is None
    assert asked.trail.toasts[-1].startswith(f"{MANY + 5} people deleted.")
    assert asked.names() == []


def test_escape_stops_it_and_all_stay(asked: Any, later: Later) -> None:
    confirm(asked)
    watched = asked.window.findChildren(DeletingDialog)[-1]  # the refused one goes with the next event
    watched.show_step(Step(DELETING, 300, 1000))
    press(Key.Key_Escape)
    assert dialog_of(asked) is watched  # until it has stopped
    assert any(one.label() == "Cancelling" for one in watched.findChildren(Button))
    later.work()
    assert dialog_of(asked) is None
    assert asked.trail.toasts == [CANCELLED]
    assert len(asked.names()) == MANY + 5
    assert len(asked.page.model.selected) == MANY + 5


def test_a_dialog_that_is_closed_is_gone(asked: Any, later: Later) -> None:
    confirm(asked)
    later.work()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert asked.window.findChildren(DeletingDialog) == []
