"""weavit attach and files, as a script meets them."""

from __future__ import annotations

from pathlib import Path

from builders.blobs import files_in
from builders.command_line import weavit
from weavit_desktop.vault.blobs import path_of


def test_a_file_goes_in_comes_out_and_goes(tmp_path: Path) -> None:
    run = weavit(tmp_path / "vault")
    person = run.ask("add", "Anna Berg")["id"]
    (tmp_path / "menu.pdf").write_bytes(b"%PDF-1.7 menu")
    uid = run.ask("attach", person, tmp_path / "menu.pdf")["id"]
    (kept,) = run.ask("files", person)
    assert {key: kept[key] for key in ("id", "name", "media_type", "bytes")} == {
        "id": uid,
        "name": "menu.pdf",
        "media_type": "application/pdf",
        "bytes": 13,
    }
    assert b"menu.pdf" in run("files", person).out
    assert run("files", person, "--save", uid, tmp_path / "out.pdf").code == 0
    assert (tmp_path / "out.pdf").read_bytes() == b"%PDF-1.7 menu"
    assert run("files", person, "--save", uid, tmp_path / "out.pdf").code == 2
    assert run.ask("vault", "check", "--deep")["problems"] == []
    assert run.ask("files", person, "--remove", uid) == {"removed": uid}
    assert files_in(run.folder) == []
    assert run.ask("files", person) == []


def test_a_lost_file_is_told_by_the_deep_check_and_costs_only_itself(tmp_path: Path) -> None:
    run = weavit(tmp_path / "vault")
    person = run.ask("add", "Anna Berg")["id"]
    (tmp_path / "one.txt").write_text("one")
    (tmp_path / "other.txt").write_text("other")
    one = run.ask("attach", person, tmp_path / "one.txt")["id"]
    (name,) = files_in(run.folder)
    other = run.ask("attach", person, tmp_path / "other.txt")["id"]
    path_of(run.folder, name).unlink()
    ran = run("files", person, "--save", one, tmp_path / "out.txt")
    assert ran.code == 4
    assert "Restore a backup" in ran.err
    assert run("files", person, "--save", other, tmp_path / "out.txt").code == 0
    ran = run("vault", "check", "--deep")
    assert ran.code == 4
    assert "missing or damaged" in (ran.out.decode() + ran.err)
