"""A LinkedIn export becomes people with all that it tells of them."""

from __future__ import annotations

from pathlib import Path

from builders.desk import Desk
from builders.linkedin import CONNECTIONS, folder, profile_url, table

ANNA = ["Anna", "Hale", profile_url("anna"), "", "Acme", "CFO", "05 Jun 2021"]
NOTES = "Connection First Name,Connection Last Name,Connection Profile URL,Note"
RECEIVED = "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url"


def export(desk: Desk) -> Path:
    endorsed = ["2021/03/22 10:11:12 UTC", "Risk", "Anna", "Hale", profile_url("anna")]
    files = {
        "Connections.csv": table(CONNECTIONS, ANNA),
        "Notes.csv": table(NOTES, ["Anna", "Hale", profile_url("anna"), "Likes chess"]),
        "Endorsement_Received_Info.csv": table(RECEIVED, endorsed),
    }
    return folder(desk.folder / "export", files)


def test_what_is_told_of_a_connection_stands_with_that_one_person(desk: Desk) -> None:
    desk.take(export(desk))
    assert desk.names() == ["Anna Hale"]
    anna = desk.person("Anna Hale")
    assert (anna["organization"], anna["title"], anna["notes"]) == ("Acme", "CFO", ["Likes chess"])
    assert {"Endorsed you for": "Risk (2021-03-22)"}.items() <= {
        one["name"]: one["value"] for one in anna["extra"]
    }.items()


def test_a_private_note_stays_when_connections_alone_come_again(desk: Desk) -> None:
    place = export(desk)
    desk.take(place)
    (place / "Connections.csv").write_text(table(CONNECTIONS, [*ANNA[:5], "CEO", ANNA[6]]))
    desk.take(place / "Connections.csv")
    anna = desk.person("Anna Hale")
    assert (anna["title"], anna["notes"]) == ("CEO", ["Likes chess"])


def test_none_of_it_is_an_interaction(desk: Desk) -> None:
    desk.take(export(desk))
    assert desk.person("Anna Hale")["intensity"]["score"] == 0
    assert desk.rows("SELECT count(*) FROM interaction") == [(0,)]
