"""Everyone is listed before it applies; Ctrl Enter applies; undo puts back; Esc keeps."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from builders.sharing import Someone
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.share_bulk import Column, Counts
from weavit_desktop.services.approving import list_outbox, show_bytes
from weavit_desktop.views.components.document_view import DocumentView
from weavit_desktop.views.pages.share_bulk.bytes_dialog import BytesDialog
from weavit_desktop.views.pages.share_bulk.page import in_months

Key = Qt.Key
NAMES = ["Anna Kowalczyk", "Bert Operman", "Carla Diaz", "Dora Marsh", "Emil Noor"]


def test_everyone_is_listed_and_no_step_is_proposed(opened) -> None:
    assert [name for name, *_ in opened.rows()] == NAMES
    assert opened.card.choice() is None
    assert "Nobody changes yet" in opened.say()
    assert not opened.card.apply.isEnabled()
    opened.apply()
    assert opened.is_open
    assert opened.chosen() == {}


def test_a_step_shows_what_becomes_of_each(open_card) -> None:
    opened = open_card(before={"bert": (2, 3), "carla": (4, 1)})

    opened.press(Key.Key_2)

    assert opened.words() == {
        "Anna": "Director, Finance",
        "Bert": "stays, already Role",
        "Carla": "stays, already higher",
        "Dora": "level unknown: counted only",
        "Emil": "asked not to be processed",
    }
    assert opened.model.counts() == Counts(2, 2, 0, 1)
    assert {"2 will change", "2 stay as they are   1 locked", "Nobody is lowered by this"} <= set(
        opened.say()
    )


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Key.Key_1, "counted at the Client"),
        (Key.Key_2, "Director, Finance"),
        (Key.Key_3, "Director, Finance, the band"),
        (Key.Key_4, "Director, Finance, band and months"),
    ],
)
def test_every_step_says_what_it_would_show(opened, step: Qt.Key, words: str) -> None:
    opened.press(step)

    assert opened.words()["Anna"] == words


def test_what_the_company_sees_and_what_waits_are_told_apart(open_card) -> None:
    opened = open_card(before={"bert": (3, 3)})

    opened.press(Key.Key_2)

    changes = {name.split()[0]: change for name, change, _ in opened.rows()}
    assert changes["Anna"] == "Only you becomes Role"
    assert changes["Bert"] == "Only you, Strength waits"


def test_arrows_go_through_the_steps(opened) -> None:
    opened.press(Key.Key_Right, Key.Key_Right, Key.Key_Right)
    assert opened.card.picker.level() == 2
    opened.press(Key.Key_Left)
    assert opened.card.picker.level() == 1


def test_ctrl_enter_applies_to_everyone_who_would_change(opened) -> None:
    told: list[frozenset[Topic]] = []
    opened.desk.changes.happened.connect(told.append)
    opened.press(Key.Key_2)

    opened.apply()

    assert opened.chosen() == dict.fromkeys(("anna", "bert", "carla", "dora"), (2, 3, None))
    assert not opened.is_open
    assert told == [frozenset({Topic.SHARING})]
    assert opened.trail.toasts == ["4 people: Role. Waits in Sharing."]
    assert opened.hub.accepted == []


@pytest.mark.parametrize("place", ["table", "keep_button", "see", "threshold", "until"])
def test_ctrl_enter_applies_wherever_the_keyboard_is(opened, place: str) -> None:
    opened.press(Key.Key_1)
    opened.card.setFocus()
    QApplication.processEvents()
    widget = getattr(opened.card, place)
    (widget.findChildren(type(widget._segments[0]))[1] if place == "threshold" else widget).setFocus()

    opened.apply()

    assert len(opened.chosen()) == 4


def test_the_button_applies_by_mouse(opened) -> None:
    opened.press(Key.Key_1)

    opened.click(opened.card.apply)

    assert len(opened.chosen()) == 4


def test_undo_restores_every_previous_choice(open_card) -> None:
    before = {"bert": (1, 5), "carla": (2, 1)}
    opened = open_card(before=before)
    choices = opened.chosen()
    opened.press(Key.Key_4)
    opened.apply()
    assert len(opened.chosen()) == 4
    told: list[frozenset[Topic]] = []
    opened.desk.changes.happened.connect(told.append)

    opened.trail.undo()

    assert opened.chosen() == choices
    assert told == [frozenset({Topic.SHARING})]


def test_undoing_a_taking_back_restores_it_too(open_card) -> None:
    opened = open_card(before={"bert": (1, 5), "carla": (2, 1)})
    choices = opened.chosen()
    opened.press(Key.Key_0)
    opened.apply()
    assert opened.chosen() == {}

    opened.trail.undo()

    assert opened.chosen() == choices


def test_only_you_takes_back_and_says_so(open_card) -> None:
    opened = open_card(before={"bert": (1, 5), "carla": (2, 1)})

    opened.press(Key.Key_0)

    assert opened.words()["Bert"] == "taken back"
    assert opened.words()["Anna"] == "stays, already Only you"
    assert opened.card.apply.label() == "Take these 2 back"
    assert "What was read cannot be unread" in opened.say()
    assert not opened.card.threshold.isEnabled()
    opened.apply()
    assert opened.trail.toasts == [
        "2 people: taken back here. Publishing tells the hub, and it deletes them."
    ]


@pytest.mark.parametrize("key", [Key.Key_Escape])
def test_esc_keeps_everything(opened, key: Qt.Key) -> None:
    opened.press(Key.Key_3, key)

    assert not opened.is_open
    assert (opened.chosen(), opened.trail.toasts) == ({}, [])


@pytest.mark.parametrize("place", ["picker", "table", "until"])
def test_enter_alone_applies_nothing(opened, place: str) -> None:
    opened.press(Key.Key_2)
    if place != "picker":
        getattr(opened.card, place).setFocus()

    opened.press(Key.Key_Return)

    assert opened.chosen() == {}


@pytest.mark.parametrize("name", ["Keep as it is", "Close, keep as it is"])
def test_two_buttons_keep_everything(opened, name: str) -> None:
    opened.press(Key.Key_2)

    buttons = opened.card.findChildren(type(opened.card.apply))
    opened.click(next(one for one in buttons if one.accessibleName() == name))

    assert not opened.is_open
    assert opened.chosen() == {}


def test_space_leaves_someone_out_and_takes_them_in_again(opened) -> None:
    opened.press(Key.Key_2)
    opened.card.table.setFocus()
    opened.press(Key.Key_Down, Key.Key_Space)

    assert opened.words()["Bert"] == "left out by you"
    assert opened.model.counts() == Counts(3, 0, 1, 1)
    assert opened.card.apply.label() == "Let these 3 wait in Sharing"
    opened.press(Key.Key_Space)
    assert opened.model.counts() == Counts(4, 0, 0, 1)


def test_a_click_on_a_name_leaves_someone_out(opened) -> None:
    opened.press(Key.Key_2)

    opened.click_row(2)
    opened.click_row(0, Column.WORDS)
    opened.apply()

    assert opened.chosen().keys() == {"anna", "bert", "dora"}


def test_who_asked_not_to_be_processed_cannot_be_taken_in(opened) -> None:
    opened.press(Key.Key_2)

    opened.click_row(4)
    opened.apply()

    assert "emil" not in opened.chosen()


def test_who_was_left_out_stays_out_at_another_step(opened) -> None:
    opened.press(Key.Key_2)
    opened.click_row(1)

    opened.press(Key.Key_3)
    opened.apply()

    assert opened.chosen().keys() == {"anna", "carla", "dora"}


def test_with_everyone_left_out_there_is_nothing_to_do(opened) -> None:
    opened.press(Key.Key_2)
    for row in range(4):
        opened.click_row(row)

    assert not opened.card.apply.isEnabled()
    opened.apply()
    assert opened.is_open


def test_the_threshold_and_the_last_day_apply_to_all(opened) -> None:
    opened.press(Key.Key_2, Key.Key_Tab)
    opened.press(Key.Key_Right)
    opened.card.until.setFocus()
    opened.press(Key.Key_Down, Key.Key_Down)

    opened.apply()

    assert set(opened.chosen().values()) == {(2, 5, date(2027, 5, 20))}


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 20), 3, date(2027, 2, 20)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 11, 20), 12, date(2027, 11, 20)),
        (date(2026, 12, 31), 12, date(2027, 12, 28)),
    ],
)
def test_a_last_day_lies_whole_months_ahead(day: date, months: int, then: date) -> None:
    assert in_months(day, months) == then


def test_the_whole_effect_is_told_before_it_applies(opened) -> None:
    opened.press(Key.Key_2)

    (said,) = (text for text in opened.say() if "whole effect" in text)
    assert said.startswith("People you add later start as Only you. The whole effect: 2 documents, ")
    assert list_outbox(opened.desk.vault) == []


def test_the_effect_follows_who_is_left_out(opened) -> None:
    opened.press(Key.Key_2)

    opened.click_row(2)

    assert any("one document, for \u2068Client c1\u2069, version 1, " in text for text in opened.say())


def test_the_bytes_that_are_shown_are_those_that_wait(opened) -> None:
    opened.press(Key.Key_3)
    opened.click(opened.card.see)
    dialog = opened.window.findChild(BytesDialog)
    view = dialog.findChild(DocumentView)
    shown = {view._bytes}
    dialog._show(1)
    shown.add(view._bytes)
    opened.press(Key.Key_Escape)
    assert opened.is_open

    opened.apply()

    vault = opened.desk.vault
    assert {show_bytes(vault, row.id) for row in list_outbox(vault)} == shown


def test_rhythm_says_from_how_many_it_is_shown(opened) -> None:
    opened.press(Key.Key_4)

    assert any("only from 5 colleagues" in text for text in opened.say())


def test_without_a_hub_it_says_that_nothing_leaves(open_card) -> None:
    opened = open_card(joined=False)
    opened.press(Key.Key_2)

    assert opened.words()["Anna"] == "Director, Finance"
    assert any("No hub is joined" in text for text in opened.say())
    assert not opened.card.see.isEnabled()
    opened.apply()
    assert opened.trail.toasts == ["4 people: Role. Nothing leaves before you join a hub."]


def test_who_is_at_no_confirmed_client_is_told_to_stay_here(open_card) -> None:
    opened = open_card([Someone("anna", posts=())])

    opened.press(Key.Key_2)

    assert list(opened.words().values()) == ["at no confirmed Client: stays here"]
    assert any("No document changes by this." in text for text in opened.say())


def test_one_person_is_called_by_name(open_card) -> None:
    opened = open_card(uids=["bert"])
    opened.press(Key.Key_2)

    assert "\u2068Bert Operman\u2069" in opened.say()
    assert opened.card.apply.label() == "Let this person wait in Sharing"
    opened.apply()
    assert opened.trail.toasts == ["\u2068Bert Operman\u2069: Role. Waits in Sharing."]


def test_for_people_who_are_gone_nothing_is_asked(open_card) -> None:
    assert not open_card(uids=["nobody"]).is_open


def test_a_refusal_is_told_and_the_card_stays(opened) -> None:
    opened.press(Key.Key_2)
    opened.desk.vault.write(lambda db: db.execute("UPDATE person SET objected = 1 WHERE uid = 'anna'"))

    opened.apply()

    assert [type(error).__name__ for error in opened.trail.errors] == ["UsageRefused"]
    assert opened.is_open
    assert opened.chosen() == {}
    assert opened.card.apply.isEnabled()
