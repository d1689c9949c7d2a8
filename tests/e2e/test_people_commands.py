"""weavit delete and object, as a script meets them."""

from __future__ import annotations

from pathlib import Path

from builders.command_line import weavit
from builders.desk import someone


def test_people_are_deleted_and_it_is_said_where_they_still_are(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    ids = [maya.ask("add", name)["id"] for name in ("Ada Berg", "Bo Lind", "Cleo Ray")]
    maya.ask("vault", "backup")
    refused = maya("delete", *ids[:2])
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "2 of 3 people" in refused.err
    assert refused.err.endswith("Add: --confirm 2\n")
    deleted = maya.ask("delete", *ids[:2], "--confirm", "2")
    assert (deleted["deleted"], deleted["people"], deleted["waiting"]) == (ids[:2], 2, 0)
    assert deleted["backups"]["count"] >= 1
    assert deleted["backups"]["until"]
    assert [one["id"] for one in maya.ask("people")] == ids[2:]
    assert b"if Weavit is opened every week." in maya("delete", ids[2]).out
    assert maya("delete", ids[2]).code == 2


def test_who_objected_cannot_be_shared(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    ada = maya.ask("add", "Ada Berg")["id"]
    assert maya.ask("object", ada)["people"] == 0
    assert "asked not to be processed" in maya("share", ada, "--level", "1").err


def test_of_one_person_each_value_names_who_said_it(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    (tmp_path / "phone.vcf").write_bytes(someone("Ada Berg", email="ada@x.example", title="CFO", uid="1"))
    maya.ask("import", tmp_path / "phone.vcf")
    (ada,) = (one["id"] for one in maya.ask("people"))
    maya.ask("edit", ada, "title=Head of Finance", "note=Likes tea")
    said = {(one["name"], one["value"]): one["sources"] for one in maya.ask("person", ada)["facts"]}
    assert said["email", "ada@x.example"] == ["phone.vcf"]
    assert said["title", "Head of Finance"] == ["you"]
    assert said["note", "Likes tea"] == ["you"]
    page = [" ".join(line.split()) for line in maya("person", ada).out.decode().splitlines()]
    assert "E-mail ada@x.example said by phone.vcf" in page
    assert "Title Head of Finance said by you" in page
    assert "Function Finance from “Finance” said by you" in page
    assert "Note Likes tea said by you" in page


def test_a_level_that_no_title_told_is_said_by_nobody(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    page = maya("person", maya.ask("add", "Ada Berg")["id"]).out.decode()
    assert [line.split() for line in page.splitlines() if "Level" in line] == [["Level", "Level", "unknown"]]
