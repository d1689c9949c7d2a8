"""The way through the steps: by the keyboard alone, back and out at every one, nothing sent unasked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from builders.sharing import Someone, add_people, choose
from weavit_core import keys, retract_code
from weavit_core.enrolment import decode
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.hub_joining import Step

Key = Qt.Key
ASKING = (Step.KEY, Step.RULES, Step.WAY_OUT)


def test_the_keyboard_alone_joins_and_shares_nothing(opened) -> None:
    told: list[frozenset[Topic]] = []
    opened.desk.changes.happened.connect(told.append)

    opened.paste(opened.hub.invite)
    opened.press(Key.Key_Return)
    opened.press(Key.Key_Space, Key.Key_Return)
    opened.press(Key.Key_Tab, Key.Key_Space, Key.Key_Return)
    opened.type_code()
    opened.press(Key.Key_Return)

    assert opened.joined == "Tarnholm"
    assert opened.hub.accepted == []
    assert "You joined the \u2068Tarnholm\u2069 hub" in opened.say()
    assert "Still nothing is shared" in opened.say()
    assert told == [frozenset({Topic.HUB, Topic.CLIENTS, Topic.SHARING})]
    opened.press(Key.Key_Return)
    assert opened.trail.went == [("go", "people")]


def test_the_mouse_alone_joins(opened) -> None:
    opened.page.cards.invite.set_text(opened.hub.invite)
    opened.click(opened.page.next)
    opened.click(opened.page.cards.key.check)
    opened.click(opened.page.next)
    opened.click(opened.page.cards.rules.check)
    opened.click(opened.page.next)
    groups = opened.page.flow.code.split("-")
    for number, edit in opened.page.cards.code.edits.items():
        edit.setText(groups[number - 1])
    opened.click(opened.page.next)

    assert opened.joined == "Tarnholm"


def test_reading_the_invite_sends_nothing(opened) -> None:
    opened.go_to(Step.KEY)

    assert opened.hub.reached == 0
    fingerprint = keys.fingerprint(opened.hub.key.public_key()).upper()
    assert set(fingerprint.split()) <= set(opened.say())


def test_the_hub_is_not_asked_before_its_key_was_compared(opened) -> None:
    opened.go_to(Step.KEY)

    opened.press(Key.Key_Return)
    opened.click(opened.page.next)

    assert (opened.step, opened.hub.reached) == (Step.KEY, 0)
    assert "The key is not compared" in opened.say()


def test_asking_for_the_rules_names_nobody(opened) -> None:
    opened.go_to(Step.RULES)

    assert opened.hub.paths() == ["GET /v1/hub", f"GET /v1/policies/{opened.hub.policy_digest}"]
    assert all(not request.body for request in opened.hub.seen)
    assert "Join the \u2068Tarnholm\u2069 hub" in opened.say()
    assert "The hub stores one document per Client from you" in opened.say()


def test_nobody_goes_on_without_accepting(opened) -> None:
    opened.go_to(Step.RULES)

    opened.press(Key.Key_Return)
    opened.click(opened.page.next)

    assert opened.step is Step.RULES
    assert "The rules are not accepted" in opened.say()


def test_accepting_sends_nothing_yet(opened) -> None:
    opened.go_to(Step.RULES)
    asked = opened.hub.paths()

    opened.press(Key.Key_Tab, Key.Key_Space, Key.Key_Return)

    assert opened.step is Step.WAY_OUT
    assert opened.hub.paths() == asked


def test_the_code_must_be_typed_back_before_the_laptop_joins(opened) -> None:
    opened.go_to(Step.WAY_OUT)

    opened.press(Key.Key_Return)
    assert "Group 2 is missing" in opened.say()
    opened.type("0000")
    assert "Compare it with group 2 above." in opened.say()
    opened.press(Key.Key_Return)

    assert opened.joined == ""


def test_the_shown_code_is_the_one_that_was_registered(opened) -> None:
    opened.go_to(Step.WAY_OUT)
    code = opened.page.flow.code
    assert set(code.split("-")) <= set(opened.say())

    opened.type_code()
    opened.press(Key.Key_Return)

    (enrolment,) = (one for one in opened.hub.seen if one.url.endswith("/v1/enrolments"))
    assert decode(enrolment.body).retract_hash == retract_code.registered_hash(retract_code.read(code))


def test_the_code_is_gone_once_the_hub_is_joined(opened) -> None:
    opened.go_to(Step.WAY_OUT)
    code = opened.page.flow.code
    opened.type_code()
    opened.press(Key.Key_Return)

    left = {label.text() for label in opened.page.findChildren(QLabel)}
    assert not left & set(code.split("-"))
    assert opened.page.flow.code == ""


def test_the_code_stays_the_same_when_one_goes_back_and_on(opened) -> None:
    opened.go_to(Step.WAY_OUT)
    code = opened.page.flow.code

    opened.press(Key.Key_Escape)
    assert opened.step is Step.RULES
    opened.press(Key.Key_Return)

    assert (opened.step, opened.page.flow.code) == (Step.WAY_OUT, code)


def test_esc_goes_back_step_by_step_and_out(opened) -> None:
    opened.go_to(Step.WAY_OUT)
    seen = []
    for _ in range(3):
        opened.press(Key.Key_Escape)
        seen.append(opened.step)
    opened.press(Key.Key_Escape)

    assert seen == [Step.RULES, Step.KEY, Step.INVITE]
    assert opened.trail.went == [("back", None)]
    assert opened.joined == ""


def test_what_was_accepted_is_given_up_on_the_way_back(opened) -> None:
    opened.go_to(Step.WAY_OUT)
    for _ in range(3):
        opened.press(Key.Key_Escape)

    opened.press(Key.Key_Return)

    assert opened.step is Step.KEY
    assert not opened.page.cards.key.check.isChecked()
    assert opened.page.flow.terms is None
    assert not opened.page.next.isEnabled()


@pytest.mark.parametrize("step", [Step.INVITE, *ASKING])
def test_not_now_leads_out_from_every_step(opened, step: Step) -> None:
    opened.go_to(step)

    opened.click(next(one for one in buttons(opened) if one.text() == "Not now"))

    assert opened.trail.went == [("back", None)]
    assert opened.joined == ""


@pytest.mark.parametrize("step", ASKING)
def test_the_back_button_goes_one_step_back(opened, step: Step) -> None:
    opened.go_to(step)

    opened.click(next(one for one in buttons(opened) if one.text() == "Back"))

    assert opened.step is Step(step - 1)


@pytest.mark.parametrize("step", [Step.INVITE, *ASKING])
def test_tab_reaches_every_control_of_a_step(opened, step: Step) -> None:
    opened.go_to(step)
    reached = set()
    for _ in range(15):
        opened.press(Key.Key_Tab)
        reached.add(QApplication.focusWidget())

    stops = {one for one in controls(opened) if one.isVisible() and one.isEnabled()}
    assert stops <= reached


def test_choices_made_before_are_counted(opened, vault) -> None:
    vault.write(lambda db: add_people(db, [Someone("anna", posts=()), Someone("bert", posts=())]))
    for uid in ("anna", "bert"):
        choose(vault, uid, 2, opened.hub.clock, opened.desk.application.new_id, until=date(2027, 1, 1))

    opened.go_to(Step.DONE)

    assert "What you chose for 2 people waits in Sharing" in opened.say()


# Dropping and opening files


def drop(opened, data: QMimeData) -> bool:
    """Drop something on the page; return whether the page took it."""
    middle = QPoint(600, 300)
    copy, left, no = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(middle, copy, data, left, no)
    enter.setAccepted(False)
    QApplication.sendEvent(opened.page, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(opened.page, QDropEvent(QPointF(middle), copy, data, left, no))
    return True


def a_file(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def test_a_dropped_letter_holds_the_invite(opened, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text(f"Dear Maya,\n\n{opened.hub.invite}\n", encoding="utf-8")

    assert drop(opened, a_file(letter))

    assert (opened.step, opened.hub.reached) == (Step.KEY, 0)


def test_a_dropped_text_holds_the_invite(opened) -> None:
    data = QMimeData()
    data.setText(f"Your invite: {opened.hub.invite}")

    assert drop(opened, data)

    assert opened.step is Step.KEY


def test_a_dropped_file_without_an_invite_is_refused_in_words(opened, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(bytes(range(256)))

    drop(opened, a_file(photo))

    assert opened.step is Step.INVITE
    assert any(text.startswith("This is not an invite.") for text in opened.say())


def test_files_belong_to_the_window_once_the_invite_is_read(opened, tmp_path: Path) -> None:
    opened.go_to(Step.KEY)

    assert not drop(opened, a_file(tmp_path / "people.vcf"))


def test_a_field_takes_no_file_as_its_text(opened) -> None:
    assert not opened.page.cards.invite.edit.acceptDrops()


def buttons(opened):
    from weavit_desktop.views.components.button import Button

    return [one for one in opened.page.findChildren(Button) if one.isVisible()]


def controls(opened):
    cards = opened.page.cards
    return [
        *buttons(opened),
        cards.invite.edit,
        cards.key.check,
        cards.rules.check,
        *cards.code.edits.values(),
    ]
