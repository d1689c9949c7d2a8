"""Rows of things that are all known at once, and rows of which some are ticked."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from weavit_desktop.models.sharing_rows import RowsModel, TickedRows

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
Role = Qt.ItemDataRole


def cell(row: tuple[str, str], column: int) -> str:
    return row[column]


def rows_model() -> RowsModel[tuple[str, str]]:
    return RowsModel(("Name", "Place"), cell)


def ticked_model() -> TickedRows[tuple[str, str]]:
    return TickedRows(("Name", "Place"), cell, lambda row: row[0] != "nobody")


def test_it_is_as_qt_wants_it_empty_filled_and_emptied_again() -> None:
    model = rows_model()
    tester = QAbstractItemModelTester(model, FATAL)

    for rows in ((), [("Anna", "Basel"), ("Bo", "Bern")], ()):
        model.set_rows(rows)
        assert model.rowCount() == len(rows)
    del tester


def test_cells_read_as_their_words_and_give_the_thing_itself() -> None:
    model = rows_model()
    model.set_rows([("Anna", "Basel")])

    index = model.index(0, 1)
    assert index.data() == index.data(Role.AccessibleTextRole) == "Basel"
    assert index.data(Role.UserRole) == model.row(0) == ("Anna", "Basel")
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Place"
    assert model.data(QModelIndex()) is None
    assert model.rowCount(index) == 0


def test_rows_are_ticked_and_unticked_and_tell_it(qtbot: QtBot) -> None:
    model = ticked_model()
    tester = QAbstractItemModelTester(model, FATAL)
    model.set_ticked_rows([("Anna", "Basel"), ("Bo", "Bern")], lambda row: row[0] == "Bo")
    assert model.ticked() == [("Bo", "Bern")]

    with qtbot.waitSignal(model.ticked_changed):
        model.turn(0)
    assert model.ticked() == [("Anna", "Basel"), ("Bo", "Bern")]
    model.turn(1)
    assert [model.is_ticked(row) for row in range(2)] == [True, False]
    assert model.index(0, 0).data(Role.CheckStateRole) == Qt.CheckState.Checked
    assert model.index(0, 1).data(Role.CheckStateRole) is None
    del tester


def test_what_may_not_be_ticked_is_not() -> None:
    model = ticked_model()
    model.set_ticked_rows([("nobody", "Basel")], lambda row: True)

    model.turn(0)

    assert model.ticked() == []
    assert model.index(0, 0).data(Role.CheckStateRole) is None
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsUserCheckable
