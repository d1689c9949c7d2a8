"""weavit imports and imports undo, as a script meets them."""

from __future__ import annotations

from pathlib import Path

from builders.command_line import weavit
from builders.desk import someone


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
    assert "confirm with the number 2" in refused.err
    assert run.ask("imports", "undo", uid, "--confirm", "2") == {
        "undone": uid,
        "people": 2,
        "kept": 0,
        "cards": 2,
        "interactions": 0,
        "problems": 0,
    }
    assert run.ask("people") == []
    assert run.ask("imports")[0]["undone_at"].endswith("Z")
    assert run("imports", "undo", uid).code == 2
    assert run.ask("import", tmp_path / "x.vcf")["people_new"] == 2
