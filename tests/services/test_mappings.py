"""Any table: what its columns stand for is proposed, said, remembered, and shown before an import."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builders.desk import Desk
from weavit_desktop.errors import UsageRefused
from weavit_desktop.importing.columns.mapping import ColumnMapping, Field, Target
from weavit_desktop.services.mappings import (
    NO_FILE,
    NO_SUCH_TABLE,
    NOT_READ,
    look_at_tables,
    read_mapping,
    say_mapping,
)
from weavit_desktop.services.undoing import undo_import

SAID = ColumnMapping(("Who", "Reach"), (Target(Field.NAME), Target(Field.EMAIL, ("work",))))


def write(desk: Desk, name: str, text: str) -> Path:
    path = desk.folder / name
    path.write_text(text, encoding="utf-8")
    return path


def people(desk: Desk) -> Path:
    return write(desk, "people.csv", "Name,Email,Title\nAnna Hale,anna@x.example,CFO\nBo,bo@x.example,CEO\n")


def unknown(desk: Desk, name: str = "list.csv") -> Path:
    return write(desk, name, "Who,Reach\nAnna Hale,anna@x.example\nBo,\n")


def test_a_table_is_imported_as_proposed(desk: Desk) -> None:
    report = desk.take(people(desk))
    assert [(one.format, one.people_new) for one in report.sources] == [("csv", 2)]
    assert desk.person("Anna Hale")["title"] == "CFO"


def test_the_report_holds_the_mapping_with_samples(desk: Desk) -> None:
    [source] = desk.take(people(desk), dry_run=True).as_json()["sources"]
    assert source["mapping"]["remembered"] is False
    assert source["mapping"]["columns"][2] == {"column": "Title", "field": "title", "samples": ["CFO", "CEO"]}
    assert desk.rows("SELECT * FROM mapping") == []


def test_no_sample_of_a_table_stays_in_the_figures(desk: Desk) -> None:
    desk.take(people(desk))
    [(report,)] = desk.rows("SELECT report FROM import")
    assert "anna@x.example" not in report


def test_a_mapping_that_is_said_is_used_and_remembered(desk: Desk) -> None:
    desk.take(unknown(desk), mapping=SAID)
    assert desk.person("Anna Hale")["emails"] == [{"value": "anna@x.example", "types": ["work"]}]
    [table] = look_at_tables(desk.vault, [unknown(desk, "next.csv")])
    assert (table.remembered, table.mapping) == (True, SAID)


@pytest.mark.parametrize("header", ["Reach,Who", "REACH,who"])
def test_a_mapping_is_remembered_for_the_same_columns_in_another_order(desk: Desk, header: str) -> None:
    desk.take(unknown(desk), mapping=SAID)
    turned = desk.folder / "turned.csv"
    turned.write_text(f"{header}\nbo@x.example,Bo Lind\n", encoding="utf-8")
    desk.take(turned)
    assert desk.person("Bo Lind")["emails"] == [{"value": "bo@x.example", "types": ["work"]}]


def test_other_columns_are_another_table(desk: Desk) -> None:
    desk.take(unknown(desk), mapping=SAID)
    other = desk.folder / "other.csv"
    other.write_text("Reach,Who,Why\nbo@x.example,Bo Lind,x\n", encoding="utf-8")
    [table] = look_at_tables(desk.vault, [other])
    assert not table.remembered


def test_a_rehearsal_remembers_nothing(desk: Desk) -> None:
    desk.take(unknown(desk), mapping=SAID, dry_run=True)
    [table] = look_at_tables(desk.vault, [unknown(desk)])
    assert not table.remembered


def test_what_is_said_again_counts_beside_what_would_be_proposed(desk: Desk) -> None:
    path = unknown(desk)
    other = ColumnMapping(SAID.names, (Target(Field.NOTE), Target(Field.EMAIL)))
    for said in (SAID, other):
        say_mapping(desk.vault, said, lambda: desk.now)
    [table] = look_at_tables(desk.vault, [path])
    assert table.mapping.targets == other.targets
    assert table.proposed.targets == (None, Target(Field.EMAIL))


def test_a_mapping_for_another_table_is_refused_and_nothing_is_read(desk: Desk) -> None:
    with pytest.raises(UsageRefused) as refused:
        desk.take(people(desk), mapping=SAID)
    assert str(refused.value) == NO_SUCH_TABLE
    assert desk.names() == []


def test_a_column_that_a_mapping_names_twice_is_told_by_its_places(desk: Desk) -> None:
    said = ColumnMapping(("Name", "Email", "NAME"), (Target(Field.NAME), Target(Field.EMAIL), None))
    with pytest.raises(UsageRefused, match="columns 1 and 3 of the mapping have the same name"):
        desk.take(unknown(desk), people(desk), mapping=said)
    assert desk.names() == []


def test_two_columns_of_one_name_are_no_mistake_where_the_table_has_them(desk: Desk) -> None:
    said = ColumnMapping(("Name", "Tel", "Tel"), (Target(Field.NAME), None, Target(Field.PHONE)))
    desk.take(write(desk, "two.csv", "Name,Tel,Tel\nAnna Hale,1,+49 30 1234567\n"), mapping=said)
    assert [one["value"] for one in desk.person("Anna Hale")["phones"]] == ["+49 30 1234567"]


def test_a_table_shows_its_columns_before_anything_is_said(desk: Desk) -> None:
    [table] = look_at_tables(desk.vault, [write(desk, "budget.csv", "Month,Euro\nMay,5\nMay,6\n")])
    assert [(one.name, one.target, one.samples) for one in table.columns] == [
        ("Month", None, ("May",)),
        ("Euro", None, ("5", "6")),
    ]
    assert "None of these columns" in table.refusal


def test_a_mapping_is_read_from_the_file_that_a_rehearsal_printed(desk: Desk) -> None:
    [source] = desk.take(people(desk), dry_run=True).as_json()["sources"]
    path = write(desk, "map.json", json.dumps(source["mapping"]))
    [table] = look_at_tables(desk.vault, [people(desk)])
    assert read_mapping(path) == table.mapping


@pytest.mark.parametrize(
    "text", ["", "no json", '{"columns": [{"column": "\\ud800", "field": "name"}]}', "[" * 10_000]
)
def test_a_file_that_is_no_mapping_is_refused(desk: Desk, text: str) -> None:
    with pytest.raises(UsageRefused):
        read_mapping(write(desk, "map.json", text))


def test_a_mapping_that_is_not_there_is_told_from_one_that_is_none(desk: Desk) -> None:
    with pytest.raises(UsageRefused) as missing:
        read_mapping(desk.folder / "nowhere.json")
    with pytest.raises(UsageRefused) as folder:
        read_mapping(desk.folder)
    assert (str(missing.value), str(folder.value)) == (NO_FILE, NOT_READ)


class TestAgain:
    """The same file again, and a newer one."""

    GOOGLE = (
        "First Name,Last Name,Labels,Organization Name,Organization Title,E-mail 1 - Value,Phone 1 - Value\n"
    )

    def test_the_same_table_again_changes_nothing(self, desk: Desk) -> None:
        path = write(
            desk, "g.csv", self.GOOGLE + "Anna,Hale,,Acme,CFO,anna@acme.example,+49 30 1234567\nBroken\n"
        )
        desk.take(path)
        before = desk.contents()
        again = desk.take(path)
        assert (again.people.new, again.people.updated) == (0, 0)
        assert desk.contents() == before

    def test_a_newer_table_updates(self, desk: Desk) -> None:
        desk.take(write(desk, "g.csv", self.GOOGLE + "Anna,Hale,,Acme,CFO,anna@acme.example,\n"))
        newer = desk.take(write(desk, "g2.csv", self.GOOGLE + "Anna,Hale,,Acme,CEO,hale@acme.example,\n"))
        assert (newer.people.new, newer.people.updated) == (0, 1)
        person = desk.person("Anna Hale")
        assert (person["title"], [one["value"] for one in person["emails"]]) == ("CEO", ["hale@acme.example"])

    def test_a_namesake_in_another_account_replaces_nobody(self, desk: Desk) -> None:
        desk.take(write(desk, "work.csv", self.GOOGLE + "Jo,Day,,Acme,CFO,jo@acme.example,\n"))
        desk.take(write(desk, "home.csv", self.GOOGLE + "Jo,Day,,Beta,Chef,jo@beta.example,\n"))
        assert sorted(row.organization for row in desk.listed()) == ["Acme", "Beta"]

    def test_every_value_says_which_file_it_is_from(self, desk: Desk) -> None:
        path = write(desk, "g.csv", self.GOOGLE + "Anna,Hale,,Acme,CFO,anna@acme.example,\n")
        desk.take(path)
        [source] = desk.person("Anna Hale")["sources"]
        assert (source["path"], source["format"]) == (str(path), "google-csv")


class TestSaidOtherwise:
    """The same table, of which something else is said later."""

    COLUMNS = ("Who", "Reach", "Extra")
    AS_KEPT = ColumnMapping(COLUMNS, (Target(Field.NAME), Target(Field.EMAIL), None))
    AS_TITLE = ColumnMapping(COLUMNS, (Target(Field.NAME), Target(Field.EMAIL), Target(Field.TITLE)))

    @pytest.fixture
    def path(self, desk: Desk) -> Path:
        return write(desk, "list.csv", "Who,Reach,Extra\nAnna Hale,anna@x.example,CFO\nBo,,CEO\n")

    def test_the_same_file_is_read_anew(self, desk: Desk, path: Path) -> None:
        desk.take(path, mapping=self.AS_KEPT)
        report = desk.take(path, mapping=self.AS_TITLE)
        assert (report.people.new, report.people.updated) == (0, 2)
        assert desk.person("Anna Hale")["title"] == "CFO"
        assert desk.person("Anna Hale")["moves"] == []

    def test_so_is_what_had_been_proposed_until_then(self, desk: Desk) -> None:
        path = write(desk, "list.csv", "Name,Extra\nAnna Hale,CFO\n")
        desk.take(path)
        assert desk.person("Anna Hale")["title"] == ""
        desk.take(path, mapping=ColumnMapping(("Name", "Extra"), (Target(Field.NAME), Target(Field.TITLE))))
        assert desk.person("Anna Hale")["title"] == "CFO"

    def test_and_read_again_as_at_first_where_that_is_said_again(self, desk: Desk, path: Path) -> None:
        for mapping in (self.AS_KEPT, self.AS_TITLE, self.AS_KEPT):
            desk.take(path, mapping=mapping)
        assert desk.person("Anna Hale")["title"] == ""

    def test_the_same_said_again_changes_nothing(self, desk: Desk, path: Path) -> None:
        desk.take(path, mapping=self.AS_TITLE)
        before = desk.contents()
        say_mapping(desk.vault, self.AS_TITLE, lambda: desk.now)
        report = desk.take(path, mapping=self.AS_TITLE)
        assert (report.people.new, report.people.updated) == (0, 0)
        assert desk.contents() == before

    def test_to_say_what_was_proposed_changes_nothing(self, desk: Desk) -> None:
        path = people(desk)
        desk.take(path)
        before = desk.contents()
        [table] = look_at_tables(desk.vault, [path])
        desk.take(path, mapping=table.mapping)
        assert desk.contents() | {"mapping": []} == before

    def test_undoing_the_later_import_brings_back_the_first_reading(self, desk: Desk, path: Path) -> None:
        desk.take(path, mapping=self.AS_KEPT)
        report = desk.take(path, mapping=self.AS_TITLE)
        undo_import(desk.vault, desk.work, str(report.import_id), typed="2")
        assert desk.person("Anna Hale")["title"] == ""

    def test_days_that_a_fuller_table_tells_apart_are_news(self, desk: Desk) -> None:
        mapping = ColumnMapping(("Who", "Born"), (Target(Field.NAME), Target(Field.BIRTHDAY)))
        desk.take(write(desk, "a.csv", "Who,Born\nAnna Hale,3/4/1971\n"), mapping=mapping)
        assert desk.person("Anna Hale")["birthday"] is None
        desk.take(write(desk, "b.csv", "Who,Born\nAnna Hale,3/4/1971\nBo,13/5/1980\n"))
        assert desk.person("Anna Hale")["birthday"] is not None
