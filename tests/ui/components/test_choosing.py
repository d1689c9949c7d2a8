"""The ladder, the threshold and segmented controls by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.views.components.ladder import Ladder, LadderState, Step
from weavit_desktop.views.components.segmented import SegmentedControl, Threshold
from weavit_desktop.views.theme.theme import Theme

Show = Callable[[QWidget], QWidget]
ONLY_YOU, COUNTED, ROLE, STRENGTH, RHYTHM = SharingLevel


def focus_in(widget: QWidget) -> QWidget:
    """Press Tab until the focus is inside `widget`; return who has it."""
    for _ in range(6):
        QTest.keyClick(widget.window(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is not None and widget.isAncestorOf(now):
            return now
    raise AssertionError("Tab never came here")


def press(key: Qt.Key) -> None:
    now = QApplication.focusWidget()
    assert now is not None
    QTest.keyClick(now, key)


def test_the_arrow_keys_go_up_and_down_the_ladder(theme: Theme, show: Show) -> None:
    ladder = Ladder(theme, LadderState(ONLY_YOU, COUNTED))
    show(ladder)
    told: list[SharingLevel] = []
    ladder.chosen.connect(told.append)
    focus_in(ladder)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    assert told == [ROLE, STRENGTH, ROLE]
    assert ladder.state() == LadderState(ONLY_YOU, ROLE)


@pytest.mark.parametrize("level", SharingLevel)
def test_a_number_goes_straight_to_its_step(theme: Theme, show: Show, level: SharingLevel) -> None:
    ladder = Ladder(theme, LadderState(COUNTED, ROLE if level is not ROLE else COUNTED))
    show(ladder)
    focus_in(ladder)
    press(Qt.Key(Qt.Key.Key_0 + int(level)))
    assert ladder.state().chosen is level


def test_a_step_is_chosen_with_the_mouse_anywhere_on_its_row(theme: Theme, show: Show) -> None:
    ladder = Ladder(theme, LadderState(ONLY_YOU, ONLY_YOU))
    show(ladder)
    row = ladder.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[3]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().topRight())
    assert ladder.state().chosen is STRENGTH


def test_a_locked_ladder_stays_at_only_you(theme: Theme, show: Show) -> None:
    ladder = Ladder(theme, LadderState(ONLY_YOU, ONLY_YOU, locked=True))
    show(ladder)
    focus_in(ladder)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_4)
    assert ladder.state().chosen is ONLY_YOU
    assert "Locked" in ladder.accessibleName()


def test_the_ladder_says_what_is_chosen_and_whether_it_waits(theme: Theme) -> None:
    ladder = Ladder(theme, LadderState(COUNTED, STRENGTH))
    assert ladder.accessibleName() == "Sharing level, 3 of 4, Strength. Waits"
    ladder.set_state(LadderState(STRENGTH, STRENGTH))
    assert ladder.accessibleName() == "Sharing level, 3 of 4, Strength"


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (LadderState(ONLY_YOU, ONLY_YOU), [Step.OPEN] * 5),
        (
            LadderState(COUNTED, STRENGTH),
            [Step.OPEN, Step.SENT, Step.WAITING, Step.WAITING, Step.OPEN],
        ),
        (LadderState(STRENGTH, COUNTED), [Step.OPEN, Step.SENT, Step.LEAVING, Step.LEAVING, Step.OPEN]),
        (LadderState(ROLE, ONLY_YOU), [Step.OPEN, Step.LEAVING, Step.LEAVING, Step.OPEN, Step.OPEN]),
    ],
)
def test_a_step_is_solid_dashed_or_struck(state: LadderState, steps: list[Step]) -> None:
    assert [state.step(level) for level in SharingLevel] == steps


def test_the_ladder_says_what_a_step_means_for_this_person(theme: Theme) -> None:
    ladder = Ladder(theme, LadderState(ONLY_YOU, ROLE))
    ladder.set_meanings({ROLE: "Director, Finance"})
    names = [row.accessibleName() for row in ladder.findChildren(QWidget)]
    assert "2, Role. Director, Finance, waits to be published" in names


def test_left_and_right_choose_the_threshold(theme: Theme, show: Show) -> None:
    threshold = Threshold(theme)
    show(threshold)
    told: list[int] = []
    threshold.threshold_chosen.connect(told.append)
    focus_in(threshold)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    assert told == [5, 3, 1]
    assert threshold.accessibleName() == "Show only when at least 1 colleagues share here too"


def test_left_and_right_choose_a_segment(theme: Theme, show: Show) -> None:
    views = SegmentedControl(theme, ("All", "Mail", "Notes"), "Show")
    show(views)
    told: list[int] = []
    views.chosen.connect(told.append)
    focus_in(views)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert told == [1, 2]
    assert views.accessible_value() == "Notes"


def test_setting_a_choice_tells_nobody(theme: Theme) -> None:
    views = SegmentedControl(theme, ("All", "Mail"), "Show")
    told: list[int] = []
    views.chosen.connect(told.append)
    views.set_at(1)
    assert views.at() == 1
    assert told == []
