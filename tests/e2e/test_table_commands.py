"""weavit import of tables: rehearsed, mapped, remembered, as a script meets it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from builders.command_line import weavit


def test_a_table_is_mapped_once_and_remembered(tmp_path: Path) -> None:
    program = weavit(tmp_path / "vault")
    table = tmp_path / "list.csv"
    table.write_text("Who,Reach\nAnna Hale,anna@x.example\n", encoding="utf-8")
    first = program("import", table, "--format", "csv", "--dry-run", "--json")
    [source] = first.json["sources"]
    mapping = source["mapping"]
    assert [column["field"] for column in mapping["columns"]] == [None, "email"]
    mapping["columns"][0]["field"] = "name"
    said = tmp_path / "map.json"
    said.write_text(json.dumps(mapping), encoding="utf-8")
    report = program.ask("import", table, "--format", "csv", "--map", said)
    assert report["people_new"] == 1
    table.write_text("Who,Reach\nBo Lind,bo@x.example\n", encoding="utf-8")
    report = program.ask("import", table)
    assert report["sources"][0]["mapping"]["remembered"] is True
    assert [one["name"] for one in program.ask("people")] == ["Anna Hale", "Bo Lind"]


def test_a_file_that_is_no_mapping_is_told_in_one_sentence(tmp_path: Path) -> None:
    program = weavit(tmp_path / "vault")
    (tmp_path / "map.json").write_text("{}", encoding="utf-8")
    ran = program("import", tmp_path / "list.csv", "--map", tmp_path / "map.json")
    assert ran.code == 2
    assert "This is no mapping of columns" in ran.err
    assert "Traceback" not in ran.err


def test_a_rehearsal_says_what_the_columns_stand_for_in_the_words_of_the_window(tmp_path: Path) -> None:
    program = weavit(tmp_path / "vault")
    table = tmp_path / "list.csv"
    table.write_text("Name,Phone,Phone type\nAnna Hale,+41 44 1234567,mobile\n", encoding="utf-8")
    ran = program("import", table, "--dry-run")
    said = ran.out.decode()
    assert "Whole name" in said
    assert "Kind of “Phone”" in said


def test_of_a_table_that_nobody_can_be_read_from_it_says_what_to_type(tmp_path: Path) -> None:
    program = weavit(tmp_path / "vault")
    table = tmp_path / "budget.csv"
    table.write_text("Month,Euro\nMay,5\n", encoding="utf-8")
    ran = program("import", table, "--format", "csv")
    assert ran.code == 5
    assert "None of these columns" in ran.err
    assert "--map MAP.json" in ran.err


def test_a_file_that_may_not_be_read_is_left_to_the_import_to_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = weavit(tmp_path / "vault")
    table = tmp_path / "list.csv"
    table.write_text("Name,Email\nAnna Hale,anna@x.example\n", encoding="utf-8")
    program("people")
    monkeypatch.setattr(os, "access", lambda path, *_args, **_more: str(path) != str(table))
    assert program.ask("import", table)["people_new"] == 1  # not refused before anything is tried


def test_of_a_table_that_was_guessed_it_says_so_once(tmp_path: Path) -> None:
    program = weavit(tmp_path / "vault")
    table = tmp_path / "list.csv"
    table.write_text("Name,Reach\nAnna Hale,anna@x.example\n", encoding="utf-8")
    said = "What the columns of list.csv stand for was guessed."
    assert said in program("import", table).out.decode()
    assert said not in program("import", table, "--dry-run").out.decode()


def test_fields_may_be_said_in_the_words_of_the_window(tmp_path: Path) -> None:
    program = weavit(tmp_path / "vault")
    table = tmp_path / "list.csv"
    table.write_text("Who,Reach\nAnna Hale,anna@x.example\n", encoding="utf-8")
    said = tmp_path / "map.json"
    columns = [{"column": "Who", "field": "Whole name"}, {"column": "Reach", "field": "E-mail"}]
    said.write_text(json.dumps({"columns": columns}), encoding="utf-8")
    assert program.ask("import", table, "--format", "csv", "--map", said)["people_new"] == 1
