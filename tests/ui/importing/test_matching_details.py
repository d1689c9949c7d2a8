"""What more than its field can be said of a column: all that the command line can say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from builders.import_page import write
from builders.matching import control_enter, say, view
from builders.sweeps import nameless, rich_labels
from weavit_desktop.importing.columns.drafts import plan_for
from weavit_desktop.importing.columns.mapping import ColumnMapping, Field, Target
from weavit_desktop.models.column_mapping import ColumnsModel
from weavit_desktop.services.mapping_words import kinds_words
from weavit_desktop.services.mappings import Column, Table, look_at_tables
from weavit_desktop.services.shown import load_shown
from weavit_desktop.vault.vault import Vault

Key = Qt.Key
# As the command line may say it: groups and separators that a person would write.
KINDS = st.lists(st.sampled_from(["work", "cell", "yacht"]), max_size=2, unique=True).map(tuple)
GROUPS = st.sampled_from(["", "one", "two"])
SEPARATORS = st.sampled_from(["", ";", " ", "\n", ":::", "and"])
MAPPED = st.builds(Target, st.sampled_from(Field), KINDS, GROUPS, SEPARATORS, st.sampled_from(["", "Fair"]))


def table_of(mapping: ColumnMapping) -> Table:
    columns = tuple(
        Column(name, target, ()) for name, target in zip(mapping.names, mapping.targets, strict=True)
    )
    return Table("t.csv", mapping, columns, mapping, remembered=True, refusal="")


def person_named(vault: Vault, name: str) -> dict[str, Any]:
    """Return the shown person of a name."""
    text = vault.read(lambda db: db.execute("SELECT shown FROM person WHERE name = ?", (name,)).fetchone()[0])
    return dict(load_shown(text))


class TestDetails:
    """What more can be said of a column than its field: all that the command line can say."""

    TABLE = (
        b"Who,Reach,Sort,Fair,Place,Place 2\n"
        b"Anna Hale,anna@x.example,work,3/4/2024,Bern,Davos\nBo Lind,bo@x.example,home,,Chur,\n"
    )

    @pytest.fixture
    def columns(self, importing: Any, tmp_path: Path) -> Any:
        """Return the page with a table open; the keyboard is on the first of its columns."""
        importing.drop(write(tmp_path / "t.csv", self.TABLE))
        importing.click("Match columns…")
        say(importing, 0, "Whole name")
        return importing

    def saved(self, columns: Any, vault: Vault, tmp_path: Path) -> tuple[Target | None, ...]:
        control_enter()
        [found] = look_at_tables(vault, [tmp_path / "t.csv"])
        assert found.remembered
        return found.mapping.targets

    def test_one_column_tells_the_kind_of_another(self, columns: Any, vault: Vault, tmp_path: Path) -> None:
        say(columns, 2, "Kind of another column")
        assert columns.rows("Columns")[2][2] == "Kind of “Reach”"
        columns.press(Key.Key_Return)
        email, label = self.saved(columns, vault, tmp_path)[1:3]
        assert email is not None
        assert label == Target(Field.LABEL, group=email.group)
        columns.press(Key.Key_Return)
        anna = person_named(vault, "Anna Hale")
        assert [(one["value"], one["types"]) for one in anna["emails"]] == [("anna@x.example", ["work"])]

    def test_whose_kind_it_tells_can_be_chosen(self, columns: Any) -> None:
        say(columns, 3, "Another day")
        say(columns, 2, "Kind of another column")
        columns.focus("Tells the kind of")
        columns.press(Key.Key_Down)
        assert columns.rows("Columns")[2][2] == "Kind of “Fair”"

    def test_what_tells_of_nothing_any_more_is_kept_as_it_came(self, columns: Any) -> None:
        say(columns, 2, "Kind of another column")
        say(columns, 1, "Kept as it came")
        assert columns.rows("Columns")[2][2] == "Kept as it came"

    def test_one_column_at_most_tells_a_kind(self, columns: Any) -> None:
        say(columns, 2, "Kind of another column")
        say(columns, 3, "Kind of another column")
        assert [row[2] for row in columns.rows("Columns")[2:4]] == ["Kept as it came", "Kind of “Reach”"]

    def test_where_there_is_nothing_to_tell_of_it_is_not_offered(self, columns: Any) -> None:
        say(columns, 1, "Kept as it came")
        view(columns).columns.setCurrentIndex(view(columns).columns.model().index(2, 0))
        offered = [row[0] for row in columns.rows("What it stands for")]
        assert "Kind of another column" not in offered

    def test_another_day_has_a_name(self, columns: Any, vault: Vault, tmp_path: Path) -> None:
        say(columns, 3, "Another day")
        columns.focus("Name")
        columns.write("Book fair")
        assert columns.rows("Columns")[3][2] == "Another day, “Book fair”"
        columns.press(Key.Key_Return)
        assert columns.focused() == "Columns"
        assert self.saved(columns, vault, tmp_path)[3] == Target(Field.EVENT, name="Book fair")

    def test_a_column_is_kept_under_another_name(self, columns: Any, vault: Vault, tmp_path: Path) -> None:
        say(columns, 3, "Kept under another name")
        columns.focus("Name")
        columns.write("Fair")
        assert columns.rows("Columns")[3][2] == "Kept as “Fair”"
        assert self.saved(columns, vault, tmp_path)[3] == Target(Field.OTHER, name="Fair")

    def test_any_kind_and_what_parts_values_are_written(
        self, columns: Any, vault: Vault, tmp_path: Path
    ) -> None:
        say(columns, 1, "Phone")
        columns.focus("Kind")
        columns.write("Work, Mobile, yacht")
        columns.focus("Parted by")
        columns.write("Line break")
        assert columns.rows("Columns")[1][2] == "Phone, work, mobile, yacht"
        wanted = Target(Field.PHONE, ("work", "cell", "yacht"), separator="\n")
        assert self.saved(columns, vault, tmp_path)[1] == wanted

    def test_a_second_town_is_of_another_address(self, columns: Any, vault: Vault, tmp_path: Path) -> None:
        say(columns, 4, "Town")
        say(columns, 5, "Town")
        towns = self.saved(columns, vault, tmp_path)[4:]
        assert len({one.group for one in towns if one is not None}) == 2

    def test_of_which_address_a_part_is_can_be_chosen(
        self, columns: Any, vault: Vault, tmp_path: Path
    ) -> None:
        say(columns, 4, "Town")
        say(columns, 5, "Region")
        columns.focus("Part of which address")
        columns.press(Key.Key_Down)
        town, region = self.saved(columns, vault, tmp_path)[4:]
        assert town is not None
        assert region is not None
        assert town.group != region.group

    def test_escape_goes_from_the_details_to_the_columns(self, columns: Any) -> None:
        say(columns, 3, "Another day")
        columns.focus("Name")
        columns.press(Key.Key_Escape)
        assert columns.focused() == "Columns"

    def test_they_are_reached_by_tab(self, columns: Any) -> None:
        say(columns, 3, "Another day")
        view(columns).columns.setCurrentIndex(view(columns).columns.model().index(3, 0))
        columns.press(Key.Key_Return, Key.Key_Tab)
        assert columns.focused() == "Name"

    def test_everything_has_a_name_and_is_letters(self, columns: Any) -> None:
        for row, words in ((1, "Phone"), (2, "Kind of another column"), (3, "Another day"), (4, "Town")):
            say(columns, row, words)
            view(columns).columns.setCurrentIndex(view(columns).columns.model().index(row, 0))
            assert nameless(columns.window) == []
            assert rich_labels(columns.window) == []


@given(st.lists(st.tuples(st.text(max_size=4), st.none() | MAPPED), min_size=1, max_size=6), st.data())
def test_whatever_the_command_line_can_say_the_page_keeps(
    columns: list[tuple[str, Target | None]], data: st.DataObject
) -> None:
    """Looking at a column and saying again what is shown of it changes nothing."""
    names, targets = zip(*columns, strict=True)
    model = ColumnsModel(table_of(ColumnMapping(names, targets)))
    row = data.draw(st.integers(0, len(names) - 1))
    offered, at = model.offered(row)
    model.choose(row, offered[at])
    details = model.details(row)
    if details.kinds is not None:
        model.say_kinds(row, kinds_words(details.kinds))
    if details.separator is not None:
        model.say_separator(row, details.separator)
    if details.name is not None:
        model.say_name(row, details.name)
    if details.tells >= 0 and details.told:
        model.say_told(row, details.tells)
    if details.addresses:
        model.say_address(row, details.address)
    assert plan_for(model.mapping) == plan_for(ColumnMapping(names, targets))
