"""The main job by hand: from a vCard file to the hub and back, through the programs that a user starts."""

from __future__ import annotations

import hashlib
from pathlib import Path

from builders.command_line import Weavit, hub, program, serving_hub, weavit
from weavit_desktop.resources import resource

ANNA = "Anna Kowalczyk-Brandt"


def test_the_main_job_by_hand(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault", program)
    bring_in(maya)
    anna = find(maya, ANNA)
    with serving_hub(tmp_path / "hub", clients=resource("sample/clients.csv")) as company:
        join(maya, company)
        assert maya.ask("outbox") == []  # joining shares nothing
        maya.ask("share", anna, "--level", "3", "--k", "1")
        [draft] = maya.ask("outbox")
        shown = maya("outbox", "show", draft["id"], "--bytes").out
        assert (draft["state"], draft["bytes"]) == ("draft", len(shown))
        assert maya.ask("publish")["sent"] == 0  # nothing leaves that was not approved

        maya.ask("outbox", "approve", draft["id"])
        assert maya.ask("publish") == {"sent": 1, "accepted": 1, "refused": [], "waiting": 0}
        [receipt] = maya.ask("receipts")
        assert receipt["verified"]
        assert receipt["sha256"] == hashlib.sha256(shown).hexdigest()
        [held] = maya.ask("hub", "mirror")
        assert (held["sha256"], held["matches_sent"]) == (receipt["sha256"], True)

        taken_back = maya("revoke", anna, "--json")
        assert (taken_back.code, taken_back.json["accepted"]) == (0, 1)
        assert maya.ask("hub", "mirror") == []
        assert [one["verified"] for one in maya.ask("receipts")] == [True, True]
        assert shown not in every_byte_below(company)


def bring_in(maya: Weavit) -> None:
    """Import the sample, twice: the second time changes nothing."""
    files = (resource("sample/people.vcf"), resource("sample/linkedin"))
    first = maya.ask("import", *files)
    assert first["people_new"] > 100
    assert first["interactions_new"] > 1500
    again = maya.ask("import", *files)
    assert (again["people_new"], again["people_updated"], again["interactions_new"]) == (0, 0, 0)


def find(maya: Weavit, name: str) -> str:
    """Find a person by the first letters of the words of their name, in another order."""
    words = " ".join(word[:4].lower() for word in reversed(name.split()))
    [found] = maya.ask("people", words)
    assert found["name"] == name
    assert maya.ask("person", found["id"])["intensity"]["score"] > 0
    return str(found["id"])


def join(maya: Weavit, company: Path) -> None:
    """Join the company's hub, and confirm which Client of its registry Anna's employer is."""
    invite = hub("--dir", company, "invite", "Maya Rinaldi")
    maya.ask("hub", "join", invite, "--accept-policy")
    for client in maya.ask("clients"):
        if client["name"] == "Veldmark Foods":
            maya.ask("client", client["id"], "confirm", client["suggestion"]["registry_id"])


def every_byte_below(folder: Path) -> bytes:
    """Return the content of all files of a folder in one piece."""
    return b"\0".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
