"""Whatever goes wrong is said in a plain sentence, nothing is half joined, and one can try again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from builders.later import Later
from builders.sample import application
from builders.sharing import straight_to
from weavit_core.policy import Policy
from weavit_core.policy import encode as encode_policy
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.hub_joining import Step
from weavit_desktop.services.joining import join

Key = Qt.Key


def tell_problems(opened) -> str:
    (problem,) = opened.problems()
    return problem


@pytest.mark.parametrize("text", ["hello", "weavit1-", "weavit1-AAAA", "<b>weavit1-x</b>"])
def test_a_bad_invite_is_refused_beside_its_field(opened, text: str) -> None:
    opened.paste(text)

    opened.press(Key.Key_Return)

    assert (opened.step, opened.hub.reached) == (Step.INVITE, 0)
    assert any(said.startswith("This is not an invite.") for said in opened.say())
    assert QApplication.focusWidget() is opened.page.cards.invite.edit


def test_without_an_invite_nobody_goes_on(opened) -> None:
    opened.press(Key.Key_Return)

    assert opened.step is Step.INVITE
    assert "The invite is missing" in opened.say()


def test_the_complaint_goes_as_one_types(opened) -> None:
    opened.paste("hello")
    opened.press(Key.Key_Return)

    opened.type("x")

    assert not any(said.startswith("This is not an invite.") for said in opened.say())


@pytest.mark.parametrize("path", ["/v1/hub", "/v1/policies"])
def test_an_unreachable_hub_is_told_and_asked_again(opened, path: str) -> None:
    opened.go_to(Step.KEY)
    opened.hub.fault = lambda request: "before" if path in request.url else ""
    opened.press(Key.Key_Space, Key.Key_Return)
    assert tell_problems(opened) == "The hub did not answer. The hub cannot be reached."
    assert opened.step is Step.KEY

    opened.hub.fault = lambda request: ""
    opened.press(Key.Key_Return)

    assert (opened.step, opened.problems()) == (Step.RULES, [])


@pytest.mark.parametrize("fault", ["before", "after"])
def test_joining_that_was_cut_off_is_completed_by_the_next_try(opened, fault: str) -> None:
    opened.go_to(Step.WAY_OUT)
    code = opened.page.flow.code
    opened.type_code()
    opened.hub.fault = lambda request: fault if request.url.endswith("/v1/enrolments") else ""
    opened.press(Key.Key_Return)
    assert "The hub did not answer" in tell_problems(opened)
    assert (opened.joined, opened.page.flow.code) == ("", code)

    opened.hub.fault = lambda request: ""
    opened.press(Key.Key_Return)

    assert opened.joined == "Tarnholm"


@pytest.mark.parametrize("lie", [{"key": "A" * 43}, {"hub_id": "00000000-0000-0000-0000-000000000099"}])
def test_another_hub_than_the_invite_names_is_not_believed(opened, lie: dict[str, object]) -> None:
    opened.go_to(Step.KEY)
    opened.hub.says = lie

    opened.press(Key.Key_Space, Key.Key_Return)

    assert opened.step is Step.KEY
    assert tell_problems(opened).startswith("This is not your hub.")


def test_a_used_or_expired_invite_is_told_and_nothing_is_joined(opened) -> None:
    opened.go_to(Step.WAY_OUT)
    opened.hub.refuse = lambda request: "invite" if request.url.endswith("/v1/enrolments") else ""
    opened.type_code()

    opened.press(Key.Key_Return)

    assert tell_problems(opened).endswith("it was used, or is too old. Ask for a new one.")
    assert (opened.joined, opened.step) == ("", Step.WAY_OUT)


def test_rules_that_changed_meanwhile_are_read_anew(opened) -> None:
    opened.go_to(Step.WAY_OUT)
    opened.type_code()
    opened.hub.policy = encode_policy(Policy("Tarnholm", ("Everything is another way now.",)))
    opened.press(Key.Key_Return)
    assert opened.step is Step.KEY
    assert "new rules" in tell_problems(opened)
    assert opened.joined == ""

    opened.press(Key.Key_Return)

    assert "Everything is another way now" in opened.say()
    assert not opened.page.cards.rules.check.isChecked()


def test_who_joined_a_hub_already_is_told_where_to_leave_it(opened, open_page, vault, hub) -> None:
    program = application(clock=hub.clock, connect=straight_to(hub))
    join(vault, hub.invite, lambda _terms: True, program.connect, program.clock, program.new_id)

    again = open_page()

    assert "You have joined the \u2068Tarnholm\u2069 hub" in again.say()
    again.page.setFocus()
    settings = next(
        one for one in again.page.findChildren(type(again.page.next)) if one.text() == "Open Settings"
    )
    again.click(settings)
    assert again.trail.went == [("go", "settings")]


def test_a_hub_that_was_joined_elsewhere_meanwhile_is_said_when_asking(opened, vault, hub) -> None:
    opened.go_to(Step.KEY)
    program = application(clock=hub.clock, connect=straight_to(hub))
    join(vault, hub.invite, lambda _terms: True, program.connect, program.clock, program.new_id)

    opened.press(Key.Key_Space, Key.Key_Return)

    assert "joined a hub already" in tell_problems(opened)


def test_a_bug_is_told_without_anybodys_data(opened, monkeypatch: pytest.MonkeyPatch) -> None:
    opened.go_to(Step.KEY)
    monkeypatch.setattr(type(opened.hub), "send", lambda self, request: {}["Anna Kowalczyk"])

    opened.press(Key.Key_Space, Key.Key_Return)

    assert tell_problems(opened).startswith("Weavit itself failed.")
    assert "Anna" not in tell_problems(opened)


def go_to_joining(open_page) -> tuple[object, Later]:
    later = Later()
    opened = open_page(runner=later)
    later.work()
    opened.paste(opened.hub.invite)
    opened.press(Key.Key_Return)
    opened.press(Key.Key_Space, Key.Key_Return)
    later.work()
    opened.press(Key.Key_Tab, Key.Key_Space, Key.Key_Return)
    later.work()
    opened.type_code()
    opened.press(Key.Key_Return)
    return opened, later


def test_while_the_hub_is_asked_nothing_else_is_taken(open_page) -> None:
    opened, later = go_to_joining(open_page)

    assert "Joining" in opened.say()
    opened.press(Key.Key_Return, Key.Key_Escape)
    opened.click(opened.page.next)
    assert len(later.waiting) == 1
    later.work()

    assert opened.joined == "Tarnholm"


def test_the_keyboard_comes_back_to_where_it_was(open_page) -> None:
    opened, later = go_to_joining(open_page)
    opened.hub.fault = lambda request: "before"

    later.work()

    assert QApplication.focusWidget() is opened.page.cards.code.edits[7]


def test_steps_that_were_left_meanwhile_join_all_the_same_and_say_so(open_page) -> None:
    opened, later = go_to_joining(open_page)
    opened.window.hide()

    later.work()

    assert opened.joined == "Tarnholm"
    assert opened.trail.toasts == ["You joined the \u2068Tarnholm\u2069 hub. Nothing is shared."]


def test_steps_that_are_gone_meanwhile_disturb_nobody(open_page) -> None:
    opened, later = go_to_joining(open_page)
    told: list[frozenset[Topic]] = []
    opened.desk.changes.happened.connect(told.append)
    opened.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    later.work()

    assert opened.joined == "Tarnholm"
    assert told == [frozenset({Topic.HUB, Topic.CLIENTS, Topic.SHARING})]
