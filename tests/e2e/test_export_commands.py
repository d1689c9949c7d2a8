"""weavit export, and an archive taken back, as a script meets them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from builders.command_line import weavit
from builders.desk import someone


def test_everything_goes_out_and_comes_back(tmp_path: Path) -> None:
    run = weavit(tmp_path / "vault")
    (tmp_path / "a.vcf").write_bytes(someone("Anna Berg", "X-OWN:1", email="a@orrin.example", org="Orrin AG"))
    run.ask("import", tmp_path / "a.vcf")
    (anna,) = run.ask("people")
    run.ask("edit", anna["id"], "title=CFO")
    out = tmp_path / "all.zip"
    assert run.ask("export", "--format", "archive", out) == {
        "format": "archive",
        "people": 1,
        "bytes": out.stat().st_size,
        "left_out": [],
        "encrypted": False,
    }
    other = weavit(tmp_path / "other")
    assert other.ask("import", out)["people_new"] == 1
    before, after = (one.ask("person", anna["id"]) for one in (run, other))
    for document in (before, after):
        del document["sources"]
    assert after == before
    assert other.ask("import", "--format", "archive", out)["people_new"] == 0
    assert other("import", "--format", "vcard", out).code == 5


def test_each_format_says_that_it_is_not_encrypted_and_takes_no_other_file_s_place(tmp_path: Path) -> None:
    run = weavit(tmp_path / "vault")
    run.ask("add", "Anna Berg", "--email", "a@orrin.example")
    for format_ in ("vcard", "json", "csv", "archive"):
        out = tmp_path / format_
        ran = run("export", "--format", format_, out)
        assert (ran.code, "not encrypted" in ran.err) == (0, True)
        assert run("export", "--format", format_, out).code == 2
    assert run("export", "--format", "vcard", "--version", "4.0", tmp_path / "four.vcf").code == 0
    assert b"VERSION:3.0" in (tmp_path / "vcard").read_bytes()
    assert b"VERSION:4.0" in (tmp_path / "four.vcf").read_bytes()
    assert json.loads((tmp_path / "json").read_bytes())["people"][0]["name"] == "Anna Berg"
    assert zipfile.is_zipfile(tmp_path / "archive")
    assert run("export", "--format", "vcard", tmp_path / "nowhere" / "out.vcf").code == 2
    assert run("export", "--format", "xml", tmp_path / "out.xml").code == 2


def test_a_damaged_archive_is_refused_in_one_sentence(tmp_path: Path) -> None:
    run = weavit(tmp_path / "vault")
    run.ask("add", "Anna Berg")
    run.ask("export", "--format", "archive", tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as old, zipfile.ZipFile(tmp_path / "bad.zip", "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info).replace(b"Anna", b"Anne"))
    other = weavit(tmp_path / "other")
    ran = other("import", tmp_path / "bad.zip")
    assert ran.code == 5
    assert "not whole" in ran.err
    assert other.ask("people") == []
