"""weavit import --keep-subjects --keep-texts, as a script meets them."""

from __future__ import annotations

from pathlib import Path

from builders.command_line import weavit
from builders.linkedin import CONNECTIONS, MESSAGES, PROFILE, folder, message, profile_url, table


def export(place: Path) -> Path:
    ann = {"First Name": "Ann", "Last Name": "Ode", "URL": profile_url("ann"), "Connected On": "20 Oct 2026"}
    said = [
        message("maya", "ann", at=f"2026-0{month}-01 10:00:00 UTC", SUBJECT="Zeppelin", CONTENT="Quag mire")
        for month in (1, 2, 3)
    ]
    files = {
        "Profile.csv": table(PROFILE, {"First Name": "Maya"}),
        "Connections.csv": table(CONNECTIONS, ann),
        "messages.csv": table(MESSAGES, *said),
    }
    return folder(place, files)


def test_what_was_said_is_kept_and_shown_where_it_is_asked_for(tmp_path: Path) -> None:
    run = weavit(tmp_path / "vault")
    files = export(tmp_path / "li")
    run.ask("import", files)
    (ann,) = (one for one in run.ask("people") if one["name"] == "Ann Ode")
    assert run.ask("person", ann["id"])["words"] == []

    report = run.ask("import", files, "--keep-subjects")
    assert [one["words_added"] for one in report["sources"]] == [3]
    words = run.ask("person", ann["id"])["words"]
    assert words[0] == {"day": "2026-03-01", "channel": "message", "direction": "out", "subject": "Zeppelin"}

    said = run("import", files, "--keep-texts").out
    assert b"Of 3 interactions known before, a subject or text is kept now." in said
    assert b"2026-03-01, Zeppelin: Quag mire" in run("person", ann["id"]).out
