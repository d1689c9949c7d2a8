"""weavit duplicates, link and unlink, as a script meets them."""

from __future__ import annotations

from pathlib import Path

from builders.command_line import weavit
from builders.desk import someone


def test_two_entries_become_one_and_two_again(tmp_path: Path) -> None:
    run = weavit(tmp_path / "vault")
    cards = (someone("Robert Ashworth", org="Orrin"), someone("Bob Ashworth", org="Orrin AG"))
    (tmp_path / "x.vcf").write_bytes(b"".join(cards))
    assert run.ask("import", tmp_path / "x.vcf")["duplicates_found"] == 1
    (question,) = run.ask("duplicates")
    one, other = question["one"], question["other"]
    assert question["reason"] == "Same employer, short name"
    assert b"Same employer, short name" in run("duplicates").out
    assert run.ask("link", one, other) == {"id": one, "linked": other}
    assert [person["id"] for person in run.ask("people")] == [one]
    assert run.ask("duplicates") == []
    assert run.ask("unlink", one) == {"id": one, "unlinked": other}
    assert run.ask("duplicates") == [question]
    assert run.ask("duplicates", "--not-same", one, other) == []
    ran = run("link", one, other)
    assert ran.code == 2
    assert "--forget" in ran.err
    assert run.ask("duplicates", "--forget", one, other) == [question]
    assert run("duplicates", "--link-certain").code == 0
    assert run.ask("duplicates") == [question]
    assert run("unlink", one).code == 2
