"""Saying what the columns of a table stand for: by keys, remembered, and checked again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders.import_page import ANNA, names_in, write
from builders.matching import control_enter, go_to, view
from builders.sweeps import nameless, rich_labels
from weavit_desktop.importing.columns.days import DayOrder
from weavit_desktop.importing.columns.mapping import Field, Target
from weavit_desktop.models.column_mapping import OFFERED, ColumnsModel, TargetsModel
from weavit_desktop.services.mapping_words import target_words
from weavit_desktop.services.mappings import look_at_tables
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.theme.theme import Theme

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
UNKNOWN = "Alpha,Beta,Gamma\nAnna Hale,red,3/4/1971\nBo Lind,blue,13/5/1980\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table of which nothing can be proposed."""
    return write(tmp_path / "customers.csv", UNKNOWN.encode())


@pytest.fixture
def matching(importing: Any, table: Path) -> Any:
    """Return the page with that table open."""
    importing.drop(table)
    importing.click("Match columns…")
    return importing


def test_a_table_nobody_can_be_read_from_leads_to_its_columns(importing: Any, table: Path) -> None:
    importing.drop(table)
    assert importing.sees("customers.csv")
    assert importing.sees("Say which one is.")
    importing.click("Match columns…")
    assert importing.sees("0 of 3 columns matched")
    assert importing.focused() == "Columns"


class TestOfALoneTable:
    """Nobody can be read from it: what is wanted next is to say what its columns are."""

    def test_enter_opens_its_columns(self, importing: Any, table: Path) -> None:
        importing.drop(table)
        assert importing.sees("Nobody can be read from this table yet")
        assert not importing.sees("Nothing here can be imported")
        importing.press(Key.Key_Return)
        assert importing.focused() == "Columns"
        assert importing.dialogs.asked == []

    def test_there_is_one_way_to_them_and_one_to_other_files(self, importing: Any, table: Path) -> None:
        importing.drop(table)
        assert [one.label() for one in importing.page.findChildren(Button) if one.isVisible()].count(
            "Match columns…"
        ) == 1
        importing.click("Choose other files")
        assert importing.dialogs.asked == ["files"]

    def test_of_several_the_others_are_named_below(self, importing: Any, table: Path, tmp_path: Path) -> None:
        importing.drop(table, write(tmp_path / "more.csv", b"Delta\nred\n"))
        assert importing.sees("customers.csv")
        assert importing.sees("more.csv\u2069: nobody can be read from it yet")

    def test_beside_people_the_import_is_first(self, importing: Any, table: Path, tmp_path: Path) -> None:
        importing.drop(table, write(tmp_path / "people.vcf", ANNA))
        assert importing.page._view.primary.label() == "Import 1 person"
        assert importing.sees("customers.csv\u2069: nobody can be read from it yet")


def test_each_column_shows_what_is_in_it(matching: Any) -> None:
    assert matching.rows("Columns") == [
        ["Alpha", "Anna Hale · Bo Lind", "Kept as it came"],
        ["Beta", "red · blue", "Kept as it came"],
        ["Gamma", "3/4/1971 · 13/5/1980", "Kept as it came"],
    ]


def test_without_a_name_or_an_address_nothing_can_be_saved(matching: Any, vault: Vault) -> None:
    assert matching.sees("Nobody can be read from it yet")
    assert not view(matching).save_button.isEnabled()
    control_enter()
    assert matching.sees("0 of 3 columns matched")


def test_by_keys_alone_a_table_is_matched_checked_and_imported(matching: Any, vault: Vault) -> None:
    matching.press(Key.Key_Return)
    go_to(matching, "Whole name")
    matching.press(Key.Key_Return)
    assert matching.focused() == "Columns"
    assert view(matching).columns.currentIndex().row() == 1
    assert not matching.sees("Nobody can be read from it yet")
    control_enter()
    assert matching.sees("Import 2 people")
    matching.press(Key.Key_Return)
    assert names_in(vault) == ["Anna Hale", "Bo Lind"]


def test_a_click_says_it_too(matching: Any) -> None:
    row = next(at for at, one in enumerate(OFFERED) if target_words(one) == "Nickname")
    matching.click_row("What it stands for", row)
    assert matching.rows("Columns")[0][2] == "Nickname"


def test_it_is_remembered_for_every_table_with_these_columns(
    matching: Any, vault: Vault, tmp_path: Path
) -> None:
    matching.press(Key.Key_Return)
    go_to(matching, "Whole name")
    matching.press(Key.Key_Return)
    control_enter()
    matching.press(Key.Key_Escape)
    matching.drop(write(tmp_path / "next.csv", b"Alpha,Beta,Gamma\nCy Voss,green,\n"))
    assert matching.sees("as you said before")
    matching.click("Match columns…")
    assert matching.rows("Columns")[0][2] == "Whole name"
    assert matching.named("Propose anew").isVisible()


class TestProposedAnew:
    @pytest.fixture
    def remembered(self, matching: Any) -> Any:
        """Return the page of the table after it was matched once."""
        matching.press(Key.Key_Return)
        go_to(matching, "Whole name")
        matching.press(Key.Key_Return)
        control_enter()
        matching.click("Match columns…")
        return matching

    def test_the_columns_are_as_if_nothing_had_been_said(self, remembered: Any) -> None:
        remembered.click("Propose anew")
        assert remembered.rows("Columns")[0][2] == "Kept as it came"
        assert remembered.sees("0 of 3 columns matched")

    def test_what_was_said_counts_until_it_is_saved(self, remembered: Any, vault: Vault, table: Path) -> None:
        remembered.click("Propose anew")
        remembered.press(Key.Key_Escape)
        [found] = look_at_tables(vault, [table])
        assert found.mapping.targets[0] == Target(Field.NAME)


def test_escape_goes_back_step_by_step_and_says_nothing(matching: Any, vault: Vault, table: Path) -> None:
    matching.press(Key.Key_Return)
    go_to(matching, "Whole name")
    matching.press(Key.Key_Escape)
    assert matching.focused() == "Columns"
    matching.press(Key.Key_Escape)
    assert matching.sees("Flight check")
    assert matching.sees("Say which one is.")
    [found] = look_at_tables(vault, [table])
    assert not found.remembered


def test_del_keeps_a_column_as_it_came(importing: Any, tmp_path: Path) -> None:
    importing.drop(write(tmp_path / "p.csv", b"Name,Email\nAnna Hale,anna@x.example\n"))
    importing.click("Match columns…")
    assert importing.rows("Columns")[1][2] == "E-mail"
    importing.press(Key.Key_Down, Key.Key_Delete)
    assert importing.rows("Columns")[1][2] == "Kept as it came"


def test_the_order_of_days_is_asked_where_there_are_days(matching: Any, vault: Vault, table: Path) -> None:
    assert not view(matching).details._days.isVisible()
    matching.press(Key.Key_Return)
    go_to(matching, "Whole name")
    matching.press(Key.Key_Return, Key.Key_Down, Key.Key_Return)
    go_to(matching, "Birthday")
    matching.press(Key.Key_Return)
    matching.focus("Days such as 3/4/2026")
    matching.press(Key.Key_Down)
    control_enter()
    [found] = look_at_tables(vault, [table])
    assert found.mapping.days is DayOrder.DAY_FIRST
    assert found.mapping.targets == (Target(Field.NAME), None, Target(Field.BIRTHDAY))


def test_several_tables_are_named_with_those_first_that_need_it(importing: Any, tmp_path: Path) -> None:
    first = write(tmp_path / "a.csv", b"Name,Email\nAnna Hale,anna@x.example\n")
    importing.drop(first, write(tmp_path / "b.csv", UNKNOWN.encode()))
    words = [one for one in importing.words() if "a.csv" in one or "b.csv" in one]
    assert words.index(next(one for one in words if "b.csv" in one)) == 0


class TestModels:
    def test_what_a_program_said_of_a_column_is_kept_while_its_field_is(
        self, vault: Vault, tmp_path: Path
    ) -> None:
        path = write(
            tmp_path / "p.csv", b"Name,Work Email,Street,City\nAnna,a@x.example; b@x.example,S 1,B\n"
        )
        [found] = look_at_tables(vault, [path])
        model = ColumnsModel(found)
        assert model.mapping == found.mapping
        at = model.offered(1)[0].index(Target(Field.EMAIL, ("home",)))
        model.choose(1, model.offered(1)[0][at])
        target = model.mapping.targets[1]
        assert target is not None
        assert (target.types, target.separator) == (("home",), found.mapping.targets[1].separator)  # type: ignore[union-attr]

    def test_parts_of_an_address_join_those_that_are_there(self, vault: Vault, tmp_path: Path) -> None:
        path = write(tmp_path / "p.csv", b"Name,Work Street,Alpha\nAnna,S 1,Bern\n")
        [found] = look_at_tables(vault, [path])
        model = ColumnsModel(found)
        model.choose(2, Target(Field.LOCALITY, (), "address"))
        street, town = model.mapping.targets[1:]
        assert street is not None
        assert town is not None
        assert street.group == town.group

    def test_they_keep_their_word(self, matching: Any, qtbot: QtBot) -> None:
        mode = QAbstractItemModelTester.FailureReportingMode.Fatal
        QAbstractItemModelTester(view(matching).columns.model(), mode)
        QAbstractItemModelTester(view(matching).targets.model(), mode)
        matching.press(Key.Key_Down, Key.Key_Return, Key.Key_Down, Key.Key_Return)

    def test_a_reader_hears_what_is_chosen(self) -> None:
        model = TargetsModel()
        model.show(OFFERED, 1)
        said = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert said == "Whole name, chosen"


class TestEveryForm:
    HOSTILE = '"<b>Name</b> \u202e&","<img src=//host/share>"\n"<i>Åsa</i>\u202e","=cmd|x"\n'

    @pytest.mark.parametrize("width", [1228, 888])
    def test_hostile_tables_are_letters(self, importing: Any, tmp_path: Path, width: int) -> None:
        importing.window.resize(width, 700)
        importing.drop(write(tmp_path / "h.csv", self.HOSTILE.encode()))
        importing.click("Match columns…")
        assert rich_labels(importing.window) == []
        assert nameless(importing.window) == []
        importing.window.grab()

    def test_a_thousand_columns_are_one_table(self, importing: Any, tmp_path: Path) -> None:
        names = ",".join(f"Column {number}" for number in range(1000))
        importing.drop(write(tmp_path / "wide.csv", f"{names}\n{',' * 999}\nx{',' * 999}\n".encode()))
        importing.click("Match columns…")
        assert len(importing.rows("Columns")) == 1000

    def test_it_follows_the_text_scale(self, matching: Any, theme: Theme) -> None:
        before = view(matching).columns.rowHeight(0)
        theme.set_text_scale(1.5)
        QApplication.processEvents()
        assert view(matching).columns.rowHeight(0) > before
        matching.window.grab()
