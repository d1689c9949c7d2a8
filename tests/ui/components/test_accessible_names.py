"""A screen reader finds a name and a fitting role on everything in the gallery."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible

from builders.gallery.arrangement import Piece
from builders.gallery.sheet import PIECES, make_piece
from builders.sweeps import nameless
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.views.components.intensity import IntensityBar
from weavit_desktop.views.components.ladder import Ladder, LadderState
from weavit_desktop.views.components.share_chip import ShareState, share_words
from weavit_desktop.views.components.strip_chart import StripChart
from weavit_desktop.views.theme.theme import Theme

NAME = QAccessible.Text.Name
VALUE = QAccessible.Text.Value


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.name)
def test_everything_that_takes_the_keyboard_or_speaks_has_a_name(theme: Theme, piece: Piece) -> None:
    box = make_piece(theme, piece)
    assert nameless(box) == []


def test_a_painted_widget_tells_its_role_and_its_value(theme: Theme) -> None:
    bar = IntensityBar(theme, 64, 100, "64 of 100, Strong")
    interface = QAccessible.queryAccessibleInterface(bar)
    assert interface.role() is QAccessible.Role.ProgressBar
    assert interface.text(NAME) == "64 of 100, Strong"
    assert interface.text(VALUE) == "64%"


def test_the_ladder_is_a_group_of_five_radio_buttons(theme: Theme) -> None:
    ladder = Ladder(theme, LadderState(SharingLevel.ONLY_YOU, SharingLevel.ROLE))
    interface = QAccessible.queryAccessibleInterface(ladder)
    assert interface.role() is QAccessible.Role.Grouping
    roles = [interface.child(at).role() for at in range(interface.childCount())]
    assert roles == [QAccessible.Role.RadioButton] * 5


def test_the_chart_is_a_chart(theme: Theme) -> None:
    chart = StripChart(theme, [])
    assert QAccessible.queryAccessibleInterface(chart).role() is QAccessible.Role.Chart


def test_an_interface_dies_with_its_widget(theme: Theme) -> None:
    # Qt deletes what the factory made; a Python half that lived on would crash the next reader.
    for number in range(200):
        bar = IntensityBar(theme, number, 200, str(number))
        assert QAccessible.queryAccessibleInterface(bar).text(NAME) == str(number)
        del bar


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ShareState(SharingLevel.ONLY_YOU), "Only you."),
        (
            ShareState(SharingLevel.COUNTED, SharingLevel.STRENGTH),
            "Company sees: Counted. Waiting: Strength.",
        ),
        (
            ShareState(SharingLevel.RHYTHM, card=True),
            "Company sees: Rhythm. A card went to colleagues.",
        ),
    ],
)
def test_a_share_state_is_said_as_the_design_says_it(state: ShareState, words: str) -> None:
    assert share_words(state) == words
