"""What keeps documents from leaving: rules that are not accepted yet, and Clients that are not confirmed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from builders import sample
from builders.sample import Maya
from weavit_core import policy
from weavit_core.policy import Policy
from weavit_desktop.errors import HubUnreachable
from weavit_desktop.services import joining
from weavit_desktop.services.sharing_page import read_sharing
from weavit_desktop.views.components.list_table import ListTable

NEW_RULES = policy.encode(Policy("Tarnholm", (*sample.RULES, "One rule more. It is new.")))


def state(opened):
    return read_sharing(opened.maya.vault, opened.maya.clock)


def under_new_rules(opened) -> None:
    """Publish once, so that the hub tells of its new rules."""
    opened.maya.hub.policy = NEW_RULES
    opened.press("Publish 3 documents")


def test_new_rules_stop_publishing_and_nothing_is_lost(waiting) -> None:
    under_new_rules(waiting)

    said = waiting.said()
    assert "The hub has new rules" in said
    assert "Publishing waits until you have read and accepted them. Taking back still works." in said
    assert not waiting.button("Publish 3 documents").isEnabled()
    assert waiting.maya.hub.accepted == []
    waiting.key(Qt.Key.Key_Return, waiting.rows()[0], ctrl=True)
    assert waiting.maya.hub.accepted == []


def test_the_rules_are_read_accepted_and_then_publishing_goes_on(waiting) -> None:
    under_new_rules(waiting)

    waiting.press("Read the new rules…")
    said = waiting.said(waiting.dialog())
    assert "New rules of \u2068Tarnholm\u2069" in said
    assert "One rule more" in said
    assert "Accepting shares nothing." in said
    waiting.press("Accept these rules")

    assert waiting.dialogs() == 0
    assert "The hub has new rules" not in waiting.said()
    assert waiting.maya.hub.accepted == []
    waiting.press("Publish 3 documents")
    assert len(waiting.maya.hub.accepted) == 3


def test_not_now_leaves_them_unaccepted(waiting) -> None:
    under_new_rules(waiting)
    waiting.press("Read the new rules…")

    waiting.key(Qt.Key.Key_Escape)

    assert waiting.dialogs() == 0
    assert state(waiting).suspended == "policy-changed"


def test_rules_that_changed_while_they_were_read_are_not_accepted(waiting) -> None:
    under_new_rules(waiting)
    waiting.press("Read the new rules…")
    waiting.maya.hub.policy = policy.encode(Policy("Tarnholm", ("Quite other rules.",)))

    waiting.press("Accept these rules")

    assert state(waiting).suspended == "policy-changed"
    assert waiting.trail.toasts == ["The rules changed again."]


def test_without_an_answer_nothing_is_accepted(waiting) -> None:
    under_new_rules(waiting)
    waiting.press("Read the new rules…")
    waiting.fault("before", method="POST")

    waiting.press("Accept these rules")

    assert [type(error).__mro__[1] for error in waiting.trail.errors] == [HubUnreachable]
    assert state(waiting).suspended == "policy-changed"


def unconfirmed(folder: Path) -> Maya:
    """Maya joined, and confirmed no Client yet; four people are chosen."""
    maya = sample.maya_alone(folder)
    way = maya.application.connect, maya.clock, maya.application.new_id
    joining.join(maya.vault, maya.hub.invite, lambda terms: True, *way)
    sample.choose(maya, sample.CHOICES)
    return maya


def test_people_at_no_confirmed_client_are_said_and_confirmed_from_here(open_page) -> None:
    opened = open_page(unconfirmed)
    assert "4 people at no confirmed Client" in opened.said()
    assert state(opened).documents == []

    opened.press("Confirm Clients…")
    table = opened.dialog().findChild(ListTable)
    model = table.model()
    rows = {model.index(row, 0).data(): row for row in range(model.rowCount())}
    assert model.is_ticked(rows["Veldmark Foods"])
    assert not model.is_ticked(rows["Pellworm Re"])  # it only has the same name
    number = len(model.ticked())
    opened.press(f"Confirm {number} Clients")

    assert "4 people changed, 3 documents to send" in opened.said()
    assert opened.maya.hub.accepted == []


def test_space_unticks_a_client_and_it_stays_unconfirmed(open_page) -> None:
    opened = open_page(unconfirmed)
    opened.press("Confirm Clients…")
    table = opened.dialog().findChild(ListTable)
    model = table.model()
    row = next(one for one in range(model.rowCount()) if model.index(one, 0).data() == "Veldmark Foods")
    number = len(model.ticked())
    table.setCurrentIndex(model.index(row, 0))

    opened.key(Qt.Key.Key_Space, table)
    opened.press(f"Confirm {number - 1} Clients")

    assert "Veldmark Foods" not in opened.said()
    assert "2 people at no confirmed Client" in opened.said()


def test_esc_confirms_no_client(open_page) -> None:
    opened = open_page(unconfirmed)
    opened.press("Confirm Clients…")

    opened.key(Qt.Key.Key_Escape)

    assert opened.dialogs() == 0
    assert state(opened).unplaced == 4


def test_where_the_registry_has_nothing_alike_that_is_said(open_page) -> None:
    opened = open_page(unconfirmed)
    opened.maya.vault.write(lambda db: db.execute("DELETE FROM registry_client"))

    opened.press("Confirm Clients…")

    assert "None of the organisations in your vault is like a Client" in opened.said()
    opened.press("Close")
    assert opened.dialogs() == 0
