"""Taking everything back, or one document: last on its panel, asked with the passphrase, never by Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from builders import sample
from builders.vault import PASSPHRASE
from weavit_core import policy, publication
from weavit_core.policy import Policy
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.services.sharing_page import read_sharing
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.field import PassphraseEdit

RETRACT = "Retract everything…"


def type_passphrase(opened, passphrase: str) -> PassphraseEdit:
    edit = opened.dialog().findChild(PassphraseEdit)
    edit.clear()
    QTest.keyClicks(edit, passphrase)
    return edit


def retractions(opened) -> list[bytes]:
    return [body for body in opened.maya.hub.accepted if publication.decode(body).content is None]


def test_it_stands_last_outlined_and_without_the_focus(published) -> None:
    buttons = [one for one in published.page.waiting.findChildren(Button) if one.isVisible()]
    button = published.button(RETRACT)

    assert max(buttons, key=lambda one: one.mapTo(published.window, one.rect().topLeft()).y()) is button
    assert QApplication.focusWidget() is not button
    assert "All 4 people at 3 Clients. Asks for your passphrase." in published.said()


def test_enter_on_it_does_nothing(published) -> None:
    button = published.button(RETRACT)
    button.setFocus()

    published.key(Qt.Key.Key_Return, button)

    assert published.dialogs() == 0


def test_the_passphrase_takes_everything_back_at_the_hub(published) -> None:
    published.press(RETRACT)
    type_passphrase(published, PASSPHRASE)
    published.press("Retract everything")

    assert published.maya.hub.held == {}
    assert len(retractions(published)) == 3
    said = published.said()
    assert "Taken back" in said
    assert "3 documents deleted there, each with a signed receipt. It cannot unread what was read." in said
    assert published.page.views.accessible_value() == "Waiting, 0"
    state = read_sharing(published.maya.vault, published.maya.clock)
    assert (state.seen, state.held, state.chosen) == ((), 0, 0)
    assert RETRACT not in said


def test_another_passphrase_takes_nothing_back(published) -> None:
    held = dict(published.maya.hub.held)
    published.press(RETRACT)
    edit = type_passphrase(published, "not this one")
    published.press("Retract everything")

    assert "That passphrase does not fit. Nothing was taken back." in published.said()
    assert published.maya.hub.held == held
    assert published.page.seen._model.rowCount() == 4
    assert QApplication.focusWidget() is edit


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_in_the_passphrase_destroys_nothing(published, key: Qt.Key) -> None:
    held = dict(published.maya.hub.held)
    published.press(RETRACT)
    edit = type_passphrase(published, PASSPHRASE)

    published.key(key, edit)

    assert published.maya.hub.held == held
    assert published.dialogs() == 1


def test_esc_keeps_everything(published) -> None:
    held = dict(published.maya.hub.held)
    published.press(RETRACT)
    type_passphrase(published, PASSPHRASE)

    published.key(Qt.Key.Key_Escape)

    assert published.dialogs() == 0
    assert published.maya.hub.held == held


def test_without_a_passphrase_there_is_nothing_to_press(published) -> None:
    published.press(RETRACT)

    assert not published.button("Retract everything").isEnabled()


def test_offline_it_is_taken_back_here_and_told_to_the_hub_later(published) -> None:
    published.fault("before")
    published.press(RETRACT)
    type_passphrase(published, PASSPHRASE)
    published.press("Retract everything")

    assert "The hub does not know it yet" in published.said()
    assert "On this laptop it is taken back. 3 documents still to send." in published.said()
    assert len(published.maya.hub.held) == 3
    published.maya.hub.fault = lambda request: ""
    published.press("Try again")
    assert published.maya.hub.held == {}


def test_under_new_rules_taking_back_still_works(published) -> None:
    published.maya.hub.policy = policy.encode(Policy("Tarnholm", ("Other words.",)))
    published.press(RETRACT)
    type_passphrase(published, PASSPHRASE)
    published.press("Retract everything")

    assert published.maya.hub.held == {}


def test_while_rules_wait_to_be_accepted_what_takes_back_goes_alone(published) -> None:
    published.maya.hub.policy = policy.encode(Policy("Tarnholm", ("Other words.",)))
    published.press("Publish 2 documents")
    assert "1 of 2 documents arrived" in published.said()
    assert not published.button("Publish 1 document").isEnabled()
    published.maya.clock.forward(minutes=1)
    sample.choose(published.maya, ((sample.CHOICES[2][0], SharingLevel.ONLY_YOU, 3),))
    published.refresh()
    before = len(published.maya.hub.accepted)

    published.press("Take back 1 document")

    (sent,) = published.maya.hub.accepted[before:]
    assert publication.decode(sent).content is None
