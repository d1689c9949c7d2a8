"""`weavit person` tells of a job change and what to do about it."""

from __future__ import annotations

from pathlib import Path

from builders.command_line import weavit
from builders.desk import someone


def test_a_person_who_moved_is_shown_with_follow_ups_at_both_firms(tmp_path: Path) -> None:
    program = weavit(tmp_path / "vault")
    card = tmp_path / "anna.vcf"
    for employer in ("Acme", "Beta"):
        card.write_bytes(someone("Anna Berg", uid="a", org=employer, title="CFO"))
        program.ask("import", card)
    (listed,) = program.ask("people")
    (move,) = program.ask("person", listed["id"])["moves"]
    assert (move["from"]["name"], move["to"]["name"]) == ("Acme", "Beta")
    assert move["follow_ups"] == ["Ask who follows at Acme", "Say hello at Beta"]
    words = program("person", listed["id"]).out.decode()
    assert "from Acme to Beta" in " ".join(words.split())
