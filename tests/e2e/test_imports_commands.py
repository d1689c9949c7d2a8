"""weavit imports and imports undo, as a script meets them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from builders.command_line import weavit
from builders.desk import someone
from weavit_desktop.cli import watching


def test_an_import_is_listed_and_taken_back(tmp_path: Path) -> None:
    run = weavit(tmp_path / "vault")
    (tmp_path / "x.vcf").write_bytes(someone("Anna Berg", uid="1") + someone("Bo Lind", uid="2"))
    uid = run.ask("import", tmp_path / "x.vcf")["import_id"]
    (listed,) = run.ask("imports")
    assert listed.pop("at").endswith("Z")
    assert listed == {
        "id": uid,
        "files": ["x.vcf"],
        "people_new": 2,
        "people_updated": 0,
        "interactions_new": 0,
        "problems": 0,
        "undone_at": None,
    }
    assert b"x.vcf" in run("imports").out
    refused = run("imports", "undo", uid)
    assert refused.code == 2
    assert refused.err.endswith("confirm with the number 2. Add: --confirm 2\n")
    assert run.ask("imports", "undo", uid, "--confirm", "2") == {
        "undone": uid,
        "people": 2,
        "kept": 0,
        "told_again": 0,
        "cards": 2,
        "interactions": 0,
        "problems": 0,
    }
    assert run.ask("people") == []
    assert run.ask("imports")[0]["undone_at"].endswith("Z")
    assert run("imports", "undo", uid).code == 2
    assert run.ask("import", tmp_path / "x.vcf")["people_new"] == 2


def lines(out: bytes) -> list[str]:
    return [" ".join(line.split()) for line in out.decode().splitlines()]


def test_an_import_says_what_it_came_to(tmp_path: Path) -> None:
    run = weavit(tmp_path / "vault")
    (tmp_path / "x.vcf").write_bytes(someone("Anna Berg", uid="1"))
    assert lines(run("import", tmp_path / "x.vcf").out)[-1] == "Everyone new starts as Only you."
    assert lines(run("import", tmp_path / "x.vcf").out)[-1] == "Nothing new was taken in."
    (tmp_path / "empty.vcf").write_bytes(b"")
    refused = run("import", tmp_path / "empty.vcf")
    assert refused.err == "empty.vcf: This file is empty. Export it again.\n"
    assert lines(run("imports").out)[1].endswith("empty.vcf 0 0 0 1 nothing taken in")


def test_the_same_trouble_in_one_file_is_said_once(tmp_path: Path) -> None:
    run = weavit(tmp_path / "vault")
    rows = ("Name,Email", '"Anna" B,a@x.example', "Bo,b@x.example", '"Cleo" D,c@x.example', "")
    (tmp_path / "x.csv").write_text("\n".join(rows), encoding="utf-8")
    (rehearsed,) = run("import", tmp_path / "x.csv", "--dry-run").err.splitlines()
    assert rehearsed.startswith("x.csv, lines 2 and 4: This is no row of the table")
    assert "raw" not in rehearsed
    (said,) = run("import", tmp_path / "x.csv").err.splitlines()
    assert said == f"{rehearsed} Their raw texts are kept."


def test_an_undone_import_says_in_words_what_went(tmp_path: Path) -> None:
    run = weavit(tmp_path / "vault")
    (tmp_path / "x.vcf").write_bytes(someone("Anna Berg", uid="1"))
    first, again = (run.ask("import", tmp_path / "x.vcf")["import_id"] for _ in range(2))
    assert lines(run("imports", "undo", again).out) == [
        "The import is undone. With it went nothing.",
        "1 person stays: another import told of them too.",
    ]
    undone = run("imports", "undo", first, "--confirm", "1")
    assert lines(undone.out) == ["The import is undone. With it went 1 person and 1 card."]
    assert "Nothing of it is left" in run("imports").out.decode()


def test_undoing_has_a_bar_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = weavit(tmp_path / "vault")
    (tmp_path / "x.vcf").write_bytes(someone("Anna Berg", uid="1"))
    uid = run.ask("import", tmp_path / "x.vcf")["import_id"]
    shown: list[tuple[str, int]] = []

    class Bar:
        def add_task(self, description: str, total: None) -> int:
            return 7

        def update(self, task: int, *, description: str, completed: int, total: int | None) -> None:
            shown.append((description, completed))

    @contextmanager
    def bar() -> Iterator[Any]:
        yield Bar()

    monkeypatch.setattr(watching, "progress_bar", bar)
    assert run("imports", "undo", uid, "--confirm", "1").err == ""
    assert ("Undoing", 1000) in shown
