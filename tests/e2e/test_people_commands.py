"""weavit delete and object, as a script meets them."""

from __future__ import annotations

from pathlib import Path

from builders.command_line import weavit


def test_people_are_deleted_and_it_is_said_where_they_still_are(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    ids = [maya.ask("add", name)["id"] for name in ("Ada Berg", "Bo Lind", "Cleo Ray")]
    maya.ask("vault", "backup")
    refused = maya("delete", *ids[:2])
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "2 of 3 people" in refused.err
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
