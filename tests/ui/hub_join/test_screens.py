"""Every step to a screen reader, in a small window, and with words that were not meant well."""

from __future__ import annotations

import gc
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from weavit_core.policy import Policy
from weavit_core.policy import encode as encode_policy
from weavit_desktop.models.hub_joining import Step
from weavit_desktop.views.pages.hub_join.page import HubJoinPage
from weavit_desktop.views.pages.hub_join.rules_card import numbers_of, points_of
from weavit_desktop.views.theme.accessibility import Spoken

RICH = '<b>Anna</b> <img src="//attacker.example/x.png"> &amp;'
HOSTILE = (RICH, "\u202eTarnholm\u202c", "Wolfeschlegelsteinhausen" * 8, "Z" + "\u0351\u0343\u030a" * 40)


@pytest.mark.parametrize("step", Step)
def test_everything_that_takes_the_keyboard_or_speaks_has_a_name(opened, step: Step) -> None:
    opened.go_to(step)

    nameless = [type(one).__name__ for one in opened.page.findChildren(QWidget) if silent(one)]

    assert nameless == []


def silent(widget: QWidget) -> bool:
    takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    if not widget.isVisible() or not widget.isEnabled() or not (takes_keys or isinstance(widget, Spoken)):
        return False
    return not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_a_reader_hears_the_groups_letter_by_letter(opened) -> None:
    opened.go_to(Step.WAY_OUT)

    first = opened.page.flow.code.split("-")[0]
    names = [one.accessibleName() for one in opened.page.cards.code.findChildren(QLabel)]
    assert f"Group 1: {' '.join(first)}" in names


def test_a_reader_hears_all_the_rules(opened) -> None:
    opened.go_to(Step.RULES)

    said = opened.page.cards.rules.rules.accessibleDescription()
    assert "What was seen stays seen" in said
    assert "after 35 days without this laptop" in said


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hub_of_hostile_words_is_shown_as_it_is(opened, words: str) -> None:
    opened.hub.says = {"name": words}
    opened.hub.policy = encode_policy(Policy(words, (words, f"{words}. {words}")))

    opened.go_to(Step.WAY_OUT)
    opened.window.grab()

    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in opened.page.findChildren(QLabel))
    assert f"Join the \u2068{words}\u2069 hub" in opened.say()
    assert opened.page.cards.code.isVisible()


@pytest.mark.parametrize(
    ("step", "cards"),
    [(Step.INVITE, ["invite"]), (Step.KEY, ["key"]), (Step.RULES, ["rules"]), (Step.WAY_OUT, ["code"])],
)
def test_a_small_window_shows_the_card_in_hand(open_page, step: Step, cards: list[str]) -> None:
    opened = open_page(width=1100, height=700)

    opened.go_to(step)

    shown = [
        name for name in ("invite", "rules", "key", "code") if getattr(opened.page.cards, name).isVisible()
    ]
    assert shown == cards
    assert opened.page.minimumSizeHint().width() <= 1100


def test_a_large_window_keeps_what_was_answered_in_sight(opened) -> None:
    opened.go_to(Step.WAY_OUT)

    cards = opened.page.cards
    assert all(one.isVisible() for one in (cards.rules, cards.key, cards.code))
    assert "You compared it" in opened.say()


def test_page_down_scrolls_what_does_not_fit(open_page) -> None:
    opened = open_page(height=520)
    opened.go_to(Step.WAY_OUT)
    bar = opened.page.cards._right.verticalScrollBar()
    bar.setValue(0)

    opened.press(Qt.Key.Key_PageDown)

    assert bar.value() > 0


@pytest.mark.parametrize("step", Step)
def test_no_step_stays_behind_when_the_page_goes(opened, step: Step) -> None:
    opened.go_to(step)

    opened.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()

    assert [one for one in QApplication.allWidgets() if isinstance(one, HubJoinPage)] == []


@pytest.mark.parametrize(
    ("paragraph", "heading", "words"),
    [
        ("Take back at any time. Deleted at once.", "Take back at any time", "Deleted at once."),
        ("What is logged: that you joined.", "What is logged:", "that you joined."),
        ("One sentence alone.", "One sentence alone", ""),
        ("x" * 91 + ". More.", "", "x" * 91 + ". More."),
    ],
)
def test_the_first_sentence_of_a_rule_is_its_heading(paragraph: str, heading: str, words: str) -> None:
    (point,) = points_of([paragraph])

    assert (point.heading, point.words) == (heading, words)


def test_the_numbers_of_a_policy_are_said_whatever_its_words_say() -> None:
    policy = Policy("Tarnholm", ("x",), epoch_days=1, most_months=1, least_k=3, silence_days=90)

    said = numbers_of(policy).words

    assert "New tables every day, none below 5 active colleagues." in said
    assert "at least 3 colleagues" in said
    assert "after 1 month at most, and after 90 days" in said
    assert "every 7 days" in numbers_of(replace(policy, epoch_days=7)).words
