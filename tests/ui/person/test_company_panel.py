"""What the company sees of one person: the ladder, the document's bytes, and taking a choice back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from builders import sample
from builders.later import Later
from builders.person_page import ANNA, INGRID, JUDITH, YILDIZ, Open, Opened
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.errors import UsageRefused
from weavit_desktop.models.changes import Topic
from weavit_desktop.services import approving, joining
from weavit_desktop.services.people import edit_person
from weavit_desktop.sharing.outbox import State
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.document_view import DocumentView
from weavit_desktop.views.components.frames import DashedFrame
from weavit_desktop.views.components.ladder import LadderState

ONLY_YOU, COUNTED, ROLE, STRENGTH, RHYTHM = SharingLevel
STEPS = (Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)


@pytest.fixture
def joined(open_page: Open, folder: Path) -> Opened:
    return open_page(sample.maya_joined(folder))


def ladder(opened: Opened) -> LadderState:
    return opened.page.panel.ladder.state()


def states(opened: Opened) -> list[str]:
    return [row.state for row in approving.list_outbox(opened.maya.vault)]


def press(part: QWidget, name: str) -> None:
    """Press the button that is called so."""
    (button,) = (
        one for one in part.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_s_goes_to_the_ladder_and_a_number_chooses(joined: Opened) -> None:
    joined.press(Qt.Key.Key_S)
    assert joined.focus_name().startswith("0, Only you.")
    joined.press(Qt.Key.Key_3)
    assert ladder(joined) == LadderState(ONLY_YOU, STRENGTH)
    assert joined.read(ANNA).company.chosen is STRENGTH
    assert joined.trail.toasts == ["\u2068Anna\u2069: Strength, from 3 colleagues. Waits in Sharing."]


@pytest.mark.parametrize("level", list(SharingLevel))
def test_every_step_has_its_number(open_page: Open, folder: Path, level: SharingLevel) -> None:
    opened = open_page(sample.maya_joined(folder))
    opened.press(Qt.Key.Key_S, STEPS[1 if level is ONLY_YOU else 0], STEPS[level])
    assert opened.read(ANNA).company.chosen is level


def test_a_number_chooses_nothing_where_the_ladder_is_not(joined: Opened) -> None:
    joined.page.setFocus()
    joined.press(*STEPS)
    joined.page.timeline.table.setFocus()
    joined.press(*STEPS)
    assert joined.read(ANNA).company.chosen is ONLY_YOU


def test_arrows_choose_step_by_step(joined: Opened) -> None:
    joined.press(Qt.Key.Key_S, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert joined.read(ANNA).company.chosen is ROLE


def test_a_choice_is_a_draft_and_nothing_leaves(joined: Opened) -> None:
    reached = joined.maya.hub.reached
    joined.press(Qt.Key.Key_S, Qt.Key.Key_3)
    assert states(joined) == [State.DRAFT]
    assert joined.maya.hub.reached == reached
    assert joined.maya.hub.held == {}


def test_a_choice_is_undone(joined: Opened) -> None:
    joined.press(Qt.Key.Key_S, Qt.Key.Key_3)
    assert joined.trail.undo is not None
    joined.trail.undo()
    assert ladder(joined) == LadderState(ONLY_YOU, ONLY_YOU)
    assert State.DRAFT not in states(joined)


def test_taking_back_that_is_undone_does_not_leave(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_published(folder), INGRID)
    opened.press(Qt.Key.Key_S, Qt.Key.Key_0)
    assert ladder(opened) == LadderState(RHYTHM, ONLY_YOU)
    assert opened.trail.undo is not None
    opened.trail.undo()
    assert ladder(opened) == LadderState(RHYTHM, RHYTHM)
    (held,) = (one for one in opened.read(INGRID).company.documents)
    assert not held.waits


def test_the_threshold_changes_the_choice_only_once_there_is_one(joined: Opened) -> None:
    five = next(one for one in joined.page.panel.findChildren(QAbstractButton) if one.accessibleName() == "5")
    QTest.mouseClick(five, Qt.MouseButton.LeftButton)
    assert joined.trail.toasts == []
    joined.press(Qt.Key.Key_S, Qt.Key.Key_2)
    company = joined.read(ANNA).company
    assert (company.chosen, company.k) == (ROLE, 5)
    one = next(one for one in joined.page.panel.findChildren(QAbstractButton) if one.accessibleName() == "1")
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    assert joined.read(ANNA).company.k == 1
    assert joined.trail.toasts[-1].endswith("Role, even for you alone. Waits in Sharing.")


def test_keys_that_are_faster_than_the_vault_choose_the_last(open_page: Open, folder: Path) -> None:
    later = Later()
    opened = open_page(sample.maya_joined(folder), runner=later)
    later.work()
    opened.press(Qt.Key.Key_S, *STEPS[1:])
    later.work()
    assert opened.read(ANNA).company.chosen is RHYTHM
    assert len(opened.trail.toasts) == 1
    assert opened.trail.undo is not None
    opened.trail.undo()
    later.work()
    assert opened.read(ANNA).company.chosen is ONLY_YOU


def test_what_is_refused_stands_as_it_was(joined: Opened) -> None:
    uid = joined.maya.uid(ANNA)
    joined.maya.vault.write(lambda db: db.execute("UPDATE person SET objected = 1 WHERE uid = ?", (uid,)))
    joined.press(Qt.Key.Key_S, Qt.Key.Key_3)
    assert [type(error) for error in joined.trail.errors] == [UsageRefused]
    assert ladder(joined) == LadderState(ONLY_YOU, ONLY_YOU)


def test_who_objected_cannot_be_chosen(joined: Opened) -> None:
    uid = joined.maya.uid(ANNA)
    joined.maya.vault.write(lambda db: db.execute("UPDATE person SET objected = 1 WHERE uid = ?", (uid,)))
    joined.desk.changes.tell(Topic.PEOPLE)
    assert ladder(joined).locked
    joined.press(Qt.Key.Key_S, Qt.Key.Key_3)
    assert joined.trail.errors == []
    said = "This person asked not to be processed. Nothing about them is shared, with anyone."
    assert said in joined.words(joined.page.panel)


# The document


def documents(opened: Opened) -> list[DocumentView]:
    return opened.page.panel.findChildren(DocumentView)


def test_the_bytes_shown_are_those_that_would_leave_and_are_counted(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_waiting(folder))
    (document,) = opened.read(ANNA).company.documents
    (row,) = (
        one
        for one in approving.list_outbox(opened.maya.vault)
        if approving.show_bytes(opened.maya.vault, one.id) == document.body
    )
    leaves = approving.show_bytes(opened.maya.vault, row.id)
    (view,) = documents(opened)
    assert view.toPlainText().encode() == leaves
    assert f"version 1, {len(leaves):,} bytes" in opened.words(opened.page.panel)
    assert view.accessibleName().replace("\u2068", "").replace("\u2069", "") == (
        f"Document for Veldmark Foods, version 1, {len(leaves):,} bytes"
    )


def test_what_is_published_is_what_was_shown(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_waiting(folder))
    (view,) = documents(opened)
    shown = view.toPlainText().encode()
    opened.maya.laptop.approve_and_publish()
    assert shown in opened.maya.hub.held.values()


def test_the_line_of_the_person_is_marked(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_waiting(folder))
    (view,) = documents(opened)
    selections = view.extraSelections()
    assert [one.cursor.selectedText() for one in selections] == [
        '{"activity":[],"band":4,"func":"finance","k":3,"level":"director"}'
    ]
    assert "Anna adds the marked line. 1 other line waits too." in opened.words(opened.page.panel)


def test_who_changes_nothing_is_said_to(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_waiting(folder), YILDIZ)
    words = " ".join(opened.words(opened.page.panel))
    assert "Yıldız changes nothing in the document" in words


def test_what_is_taken_back_is_struck(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_published(folder), JUDITH)
    assert ladder(opened) == LadderState(ROLE, ONLY_YOU)
    words = opened.words(opened.page.panel)
    assert "The company sees: Role." in words
    assert "Taking back waits in Sharing." in words
    assert "Judith leaves the 2 struck lines." in words


def test_the_panel_is_neutral_until_something_is_published(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_waiting(folder))
    assert opened.page.panel.property("frame") == "panel"
    opened.maya.laptop.approve_and_publish()
    opened.desk.changes.tell(Topic.SHARING)
    assert opened.page.panel.property("frame") == "published"
    assert opened.chips() == ["Company sees: Strength"]


def test_review_leads_to_sharing(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_waiting(folder))
    press(opened.page.panel, "Review all that waits in Sharing")
    assert opened.trail.went == [("go", "sharing")]


def test_what_was_confirmed_needs_no_review(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_published(folder), INGRID)
    names = [one.accessibleName() for one in opened.page.panel.findChildren(Button) if one.isVisible()]
    assert "Review all that waits in Sharing" not in names
    assert opened.page.panel.findChild(DashedFrame) is not None


# Without a hub, without a Client


def test_without_a_hub_the_panel_says_so_and_leads_to_one(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_alone(folder))
    words = opened.words(opened.page.panel)
    assert "Nothing can leave this computer." in words
    assert "No hub is joined. What you choose here stays on this computer." in words
    assert documents(opened) == []
    press(opened.page.panel, "Join a hub…")
    assert opened.trail.went == [("join_hub", None)]


def test_without_a_hub_a_choice_is_kept_for_later(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_alone(folder))
    opened.press(Qt.Key.Key_S, Qt.Key.Key_1)
    assert opened.read(ANNA).company.chosen is COUNTED
    assert opened.trail.toasts[-1].endswith("Nothing leaves before you join a hub.")


def test_an_employer_is_confirmed_as_the_client_that_it_may_be(open_page: Open, folder: Path) -> None:
    maya = sample.maya_alone(folder)
    program = maya.application
    terms = (lambda terms: True, program.connect, program.clock, program.new_id)
    joining.join(maya.vault, maya.hub.invite, *terms)
    opened = open_page(maya)
    assert "nothing about Anna can reach its document" in " ".join(opened.words(opened.page.panel))
    press(opened.page.panel, "It is \u2068Veldmark Foods\u2069")
    assert opened.trail.toasts == ["Confirmed: \u2068Veldmark Foods\u2069."]
    assert opened.read(ANNA).company.employers[0].registry_id is not None
    assert "nothing about Anna can reach its document" not in " ".join(opened.words(opened.page.panel))


def test_without_an_employer_no_document_could_change(joined: Opened) -> None:
    edit_person(joined.maya.vault, joined.maya.laptop.work, joined.maya.uid(ANNA), {"organization": "Home"})
    joined.desk.changes.tell(Topic.PEOPLE)
    assert "is not confirmed as a Client" in " ".join(joined.words(joined.page.panel))


def test_rhythm_says_from_when_on_it_is_shown(joined: Opened) -> None:
    joined.press(Qt.Key.Key_S, Qt.Key.Key_4)
    said = "Rhythm reaches a release only from 5 colleagues, whatever stands above."
    assert said in joined.words(joined.page.panel)
