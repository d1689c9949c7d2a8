"""The model: as Qt wants it, and never more of it in memory than is looked at."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from weavit_core.taxonomy import Band, Level, SharingLevel
from weavit_desktop.models.people_list import BLOCK, KEPT_BLOCKS, Column, PeopleModel
from weavit_desktop.services.people_lists import ListedPerson
from weavit_desktop.services.share_states import Share

TODAY = date(2026, 11, 20)
Role = Qt.ItemDataRole


def person(number: int) -> ListedPerson:
    return ListedPerson(
        id=number,
        uid=f"uid-{number}",
        name=f"Person {number}",
        given="Person",
        family=str(number),
        title="CFO",
        organization="Veldmark",
        level=Level.C_LEVEL,
        score=64,
        band=Band.STRONG,
        last=TODAY,
        share=Share(SharingLevel.ONLY_YOU),
    )


def rows(ids: Iterable[int]) -> list[ListedPerson]:
    return [person(number) for number in ids]


@pytest.fixture
def model(qtbot: QtBot) -> PeopleModel:
    return PeopleModel(TODAY)


@pytest.fixture
def strict(model: PeopleModel) -> PeopleModel:
    """Return a model that aborts where it breaks Qt's rules. Every change looks at every cell."""
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def show(
    model: PeopleModel, count: int, *, known: int | None = None, read: int = 100, text: str = ""
) -> None:
    """Show people 1 to `count`; ids came of the first `known`, rows of the first `read`."""
    ids = array("q", range(1, (count if known is None else known) + 1))
    model.show(count, ids, rows(ids[:read]), TODAY, text)


def asked(model: PeopleModel, qtbot: QtBot, *places: int) -> set[int]:
    """Look at rows; return which blocks the model asked for."""
    with qtbot.waitSignal(model.rows_wanted) as signal:
        for place in places:
            model.person_at(place)
    assert signal.args is not None
    return set(signal.args[0])


def test_it_holds_to_qts_rules_whatever_is_shown(strict: PeopleModel) -> None:
    for count in (0, 1, 250, 3, 0):
        show(strict, count)
        strict.set_selected(range(min(count, 2)), selected=True)
        if count:
            strict.put_block(0, rows(strict.ids_of_block(0)))
    show(strict, 250, known=100)
    strict.complete(array("q", range(1, 251)))
    assert strict.columnCount() == len(Column)


def test_rows_are_asked_for_once_for_all_that_is_looked_at(model: PeopleModel, qtbot: QtBot) -> None:
    show(model, 1_000)
    assert asked(model, qtbot, 50, BLOCK + 1, BLOCK + 2, 4 * BLOCK) == {1, 4}


def test_the_rest_of_a_first_block_is_asked_for(model: PeopleModel, qtbot: QtBot) -> None:
    show(model, 1_000, read=100)
    assert asked(model, qtbot, 99, 100) == {0}
    model.put_block(0, rows(range(1, BLOCK + 1)))
    found = model.person_at(100)
    assert found is not None
    assert found.id == 101


def test_rows_whose_people_nobody_knows_yet_are_not_asked_for(model: PeopleModel, qtbot: QtBot) -> None:
    show(model, 1_000, known=100)
    with qtbot.assertNotEmitted(model.rows_wanted, wait=20):
        assert model.person_at(500) is None
    assert not model.is_complete
    model.complete(array("q", range(1, 1_001)))
    assert asked(model, qtbot, 500) == {2}


def test_whoever_is_gone_leaves_an_empty_row_and_nobody_in_another_place(
    model: PeopleModel, qtbot: QtBot
) -> None:
    show(model, 3, read=0)
    assert asked(model, qtbot, 0) == {0}
    model.put_block(0, rows([1, 3]))
    assert model.person_at(1) is None
    third = model.person_at(2)
    assert third is not None
    assert third.id == 3
    with qtbot.assertNotEmitted(model.rows_wanted, wait=20):
        model.person_at(1)


def test_what_was_looked_at_long_ago_is_let_go(model: PeopleModel, qtbot: QtBot) -> None:
    show(model, 100_000)
    for block in range(KEPT_BLOCKS + 5):
        model.put_block(block, rows(model.ids_of_block(block)))
    assert asked(model, qtbot, 0) == {0}


def test_a_reader_hears_the_whole_row_in_its_first_cell(model: PeopleModel) -> None:
    show(model, 1_000, known=100)
    first = model.index(0, Column.NAME)
    assert first.data(Role.AccessibleTextRole).startswith(
        "Person 1, CFO, Veldmark, C-level, 64 of 100, Strong"
    )
    assert model.index(0, Column.TITLE).data(Role.AccessibleTextRole) == "CFO"
    assert model.index(500, Column.NAME).data(Role.AccessibleTextRole) == "Loading"


def test_a_reader_may_tick_a_row(model: PeopleModel) -> None:
    show(model, 3)
    name = model.index(1, Column.NAME)
    assert name.data(Role.CheckStateRole) == Qt.CheckState.Unchecked
    assert model.setData(name, Qt.CheckState.Checked.value, Role.CheckStateRole)
    assert name.data(Role.CheckStateRole) == Qt.CheckState.Checked
    assert model.selected == {2}
    assert not model.setData(model.index(1, Column.TITLE), 2, Role.CheckStateRole)


def test_selected_people_stay_selected_on_another_list(model: PeopleModel) -> None:
    show(model, 3)
    model.set_selected([0, 2], selected=True)
    model.show(1, array("q", [3]), rows([3]), TODAY)
    assert model.is_selected(0)
    assert model.count_selected_here() == 1
    model.select_all(selected=False)
    assert model.selected == {1}
    model.forget([1])
    assert model.selected == set()


def test_everyone_on_a_list_of_100_000_can_be_selected(model: PeopleModel, qtbot: QtBot) -> None:
    show(model, 100_000)
    with qtbot.waitSignal(model.selection_changed):
        model.select_all(selected=True)
    assert len(model.selected) == 100_000


def test_everyone_includes_whoever_is_not_known_yet(model: PeopleModel) -> None:
    show(model, 1_000, known=100)
    model.select_all(selected=True)
    model.complete(array("q", range(1, 1_001)))
    assert len(model.selected) == 1_000


def test_whoever_lets_go_meanwhile_selects_nobody_later(model: PeopleModel) -> None:
    show(model, 1_000, known=100)
    model.select_all(selected=True)
    model.clear_selection()
    model.complete(array("q", range(1, 1_001)))
    assert model.selected == set()


def test_the_same_selection_is_not_told_twice(model: PeopleModel, qtbot: QtBot) -> None:
    show(model, 3)
    model.set_selected([0], selected=True)
    with qtbot.assertNotEmitted(model.selection_changed):
        model.set_selected([0], selected=True)
