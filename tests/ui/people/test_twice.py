"""The people page says how many are probably here twice, and the number is right or not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builders.desk import someone
from builders.driver import CONTROL, Driver
from builders.twins import maya_twice
from builders.window import window_on
from weavit_desktop.models import duplicate_count
from weavit_desktop.models.changes import Topic
from weavit_desktop.views.components.link import Link
from weavit_desktop.views.pages.people import page
from weavit_desktop.views.pages.people.bars import LOOK
from weavit_desktop.views.theme.theme import Theme

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicate_count, "PAUSE", 0)


def people_say(driver: Driver, number: int) -> None:
    driver.press(Key.Key_1, CONTROL)
    driver.expect(f"{number} probably twice in your vault.")


def review(driver: Driver) -> None:
    driver.click("Review. ")
    driver.expect("Same person?")


def test_the_count_follows_every_answer_and_what_takes_it_back(tmp_path: Path, theme: Theme) -> None:
    with window_on(maya_twice(tmp_path / "vault"), theme) as session:
        driver = Driver(session)
        people_say(driver, 5)
        for key in (Key.Key_M, Key.Key_N):
            review(driver)
            driver.press(key)
            driver.expect("1 of 5 done")
            people_say(driver, 4)
            review(driver)
            driver.press(Key.Key_Z, CONTROL)
            driver.expect("0 of 5 done")
            people_say(driver, 5)


def test_the_count_follows_imports_and_deletions(tmp_path: Path, theme: Theme) -> None:
    two = tmp_path / "two.vcf"
    two.write_bytes(
        someone("Ada Quist", email="a@mail.example", org="Delta Bank", uid="1")
        + someone("Ada Quist", email="b@mail.example", org="Delta Bank", uid="2")
    )
    with window_on(maya_twice(tmp_path / "vault"), theme) as session:
        driver = Driver(session)
        people_say(driver, 5)
        driver.drop(two)
        driver.named("Import 2 people")
        driver.press(Key.Key_Return)
        driver.expect("Imported")
        people_say(driver, 6)
        driver.press(Key.Key_3, CONTROL)
        driver.press(Key.Key_Escape)
        driver.named("Earlier imports").setFocus(Qt.FocusReason.TabFocusReason)
        driver.press(Key.Key_Return)
        driver.click("Undo this import…")
        driver.click("Undo this import")
        driver.expect("The import is undone")
        people_say(driver, 5)
        driver.press(Key.Key_F, CONTROL)
        driver.write("rosa steinmetz")
        driver.press(Key.Key_Down)
        driver.press(Key.Key_Delete)
        driver.click("Delete \u2068Rosa Steinmetz", last=True)
        driver.expect("4 probably twice in your vault.")


def test_the_keyboard_leads_to_the_review(people: Any, qtbot: QtBot) -> None:
    status = people.page.status
    status.set_twice(3)
    words = "3 probably twice in your vault."
    assert status.twice() == (words, f"Review. {words}")
    (link,) = status.findChildren(Link)
    link.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(link, Key.Key_Return)
    assert people.trail.went == [("go", "duplicates")]


def test_where_nobody_is_twice_nothing_leads_there(people: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: people.page.status.twice() == ("Nobody is twice in your vault.", ""))


@pytest.mark.parametrize("topic", [Topic.PEOPLE, Topic.CLIENTS, Topic.DUPLICATES])
def test_no_number_is_said_from_a_change_on_until_it_is_counted_anew(
    people: Any, qtbot: QtBot, topic: Topic
) -> None:
    qtbot.waitUntil(lambda: people.page.status.twice()[0] != "")
    people.desk.changes.tell(topic)
    assert people.page.status.twice() == ("", LOOK)


def test_a_letter_that_is_typed_stops_the_count_before_it_searches(
    people: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(people.page.twice, "stop", lambda: told.append("stop"))
    monkeypatch.setattr(people.page.search, "ask", lambda _query: told.append("search"))
    people.page.tools.field.set_text("op")
    qtbot.waitUntil(lambda: told == ["stop", "search"])


def test_a_page_that_is_not_seen_counts_nothing(people: Any, qtbot: QtBot) -> None:
    people.desk.changes.tell(Topic.PEOPLE)
    people.page.hide()
    qtbot.wait(5)
    assert people.page.twice.count is None


def test_more_people_than_a_window_can_compare_are_not_counted(
    people: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "MOST_COUNTED", 4)
    people.desk.changes.tell(Topic.PEOPLE)
    qtbot.wait(5)
    assert people.page.status.twice() == ("", LOOK)
