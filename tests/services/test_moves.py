"""A job change that a newer card tells of is an event, with follow-ups at both firms (import.md, issue 5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders.desk import Desk, someone
from builders.linkedin import CONNECTIONS, folder, profile_url, table
from weavit_desktop.services.compute import rebuild
from weavit_desktop.services.identity import confirm_me
from weavit_desktop.services.linking_people import link_people
from weavit_desktop.services.people import edit_person
from weavit_desktop.services.person_timeline import Filter, read_timeline

MAIL = "anna@home.example"


def anna(org: str, *lines: str, email: str = "", uid: str = "a") -> bytes:
    return someone("Anna Berg", *lines, uid=uid, org=org, title="CFO", email=email)


def take(desk: Desk, card: bytes, day: str = "2027-02-03", name: str = "x.vcf") -> None:
    desk.on(day).take(desk.file(name, card))


def moved(desk: Desk) -> list[tuple[str, str, str]]:
    moves = desk.person("Anna Berg")["moves"]
    return [(one["day"], one["from"]["name"], one["to"]["name"]) for one in moves]


def test_a_newer_card_with_another_employer_is_a_move(desk: Desk) -> None:
    take(desk, anna("Acme"), "2026-11-20")
    take(desk, anna("Beta"))
    (move,) = desk.person("Anna Berg")["moves"]
    assert move["day"] == "2027-02-03"
    assert (move["from"]["name"], move["to"]["name"]) == ("Acme", "Beta")
    assert move["follow_ups"] == ["Ask who follows at Acme", "Say hello at Beta"]


def test_a_newer_export_of_connections_tells_of_moves(desk: Desk) -> None:
    def export(company: str) -> Path:
        row = ["Anna", "Berg", profile_url("anna"), "anna@acme.example", company, "CFO", "05 Jun 2021"]
        return folder(desk.folder / company, {"Connections.csv": table(CONNECTIONS, row)})

    desk.take(export("Acme Inc."))
    desk.on("2027-02-03").take(export("Beta SE"))
    assert moved(desk) == [("2027-02-03", "Acme Inc.", "Beta SE")]


def test_the_event_holds_opaque_ids_alone(desk: Desk) -> None:
    take(desk, anna("Acme"), "2026-11-20")
    take(desk, anna("Beta"))
    ((event, subject, detail),) = desk.rows("SELECT event, subject, detail FROM activity")
    assert (event, subject) == ("moved", desk.uid("Anna Berg"))
    assert not {word for word in ("Anna", "Acme", "Beta", "acme", "beta") if word in detail}


def test_the_timeline_says_it_in_words(desk: Desk) -> None:
    take(desk, anna("Acme"), "2026-11-20")
    take(desk, anna("Beta"))
    uid, today = desk.uid("Anna Berg"), desk.on("2027-02-04").work.today
    (entry,) = read_timeline(desk.vault, uid, today).entries
    words = (entry.kind, entry.day, entry.title.translate({0x2068: None, 0x2069: None}))
    assert words == ("moved", "Wed 3 Feb", "Moved from Acme to Beta")
    assert (
        entry.detail.translate({0x2068: None, 0x2069: None}) == "Ask who follows at Acme. Say hello at Beta."
    )
    assert read_timeline(desk.vault, uid, today, Filter.NOTES).entries == ()


def test_a_first_import_tells_of_no_move(desk: Desk) -> None:
    take(desk, anna("Acme"))
    assert moved(desk) == []


@pytest.mark.parametrize("name", ["ACME", "Acme GmbH", "Acme Deutschland GmbH"])
def test_a_renaming_is_no_move(desk: Desk, name: str) -> None:
    take(desk, anna("Acme AG"), "2026-11-20")
    take(desk, anna(name))
    assert moved(desk) == []


def test_the_name_of_the_parent_company_is_no_move(desk: Desk) -> None:
    take(desk, anna("Acme", email="anna@beta.example"), "2026-11-20")
    take(desk, anna("Beta Group", email="anna@beta.example"))
    assert moved(desk) == []


def test_a_promotion_is_no_move(desk: Desk) -> None:
    take(desk, someone("Anna Berg", uid="a", org="Acme", title="CFO"), "2026-11-20")
    take(desk, someone("Anna Berg", uid="a", org="Acme", title="CEO"))
    assert moved(desk) == []


def test_a_second_current_position_is_no_move(desk: Desk) -> None:
    take(desk, anna("Acme", email=MAIL), "2026-11-20")
    take(desk, anna("Beta", "NOTE:y", email=MAIL, uid="b"), name="y.vcf")
    assert moved(desk) == []


def test_an_own_edit_is_no_move_that_a_file_told_of(desk: Desk) -> None:
    take(desk, anna("Acme"))
    edit_person(desk.vault, desk.work, desk.uid("Anna Berg"), {"organization": "Beta"})
    assert moved(desk) == []


def test_the_holder_of_the_vault_does_not_follow_up_on_themselves(desk: Desk) -> None:
    mail = "anna@gmail.com"  # of no employer, who would else be the same
    confirm_me(desk.vault, desk.work, emails=[mail])
    take(desk, anna("Acme", email=mail), "2026-11-20")
    take(desk, anna("Beta", email=mail))
    assert moved(desk) == []


def test_two_moves_stand_newest_first(desk: Desk) -> None:
    for org in ("Acme", "Beta", "Gamma"):
        take(desk, anna(org))
    assert [(before, after) for _, before, after in moved(desk)] == [("Beta", "Gamma"), ("Acme", "Beta")]


def test_the_same_file_again_tells_of_no_second_move(desk: Desk) -> None:
    take(desk, anna("Acme"), "2026-11-20")
    take(desk, anna("Beta"))
    take(desk, anna("Beta"), "2027-02-04")
    rebuild(desk.vault, desk.work)
    assert len(moved(desk)) == 1


def test_a_move_goes_with_the_import_that_told_of_it(desk: Desk) -> None:
    take(desk, anna("Acme"), "2026-11-20")
    take(desk, anna("Beta"))
    desk.vault.write(
        lambda db: db.execute("UPDATE import SET undone_at = at WHERE id = (SELECT max(id) FROM import)")
    )
    assert moved(desk) == []


def test_a_move_between_positions_that_are_there_no_more_is_none(desk: Desk) -> None:
    take(desk, anna("Acme"), "2026-11-20")
    take(desk, anna("Beta"))
    desk.vault.write(lambda db: db.execute("DELETE FROM position WHERE to_day IS NOT NULL"))
    assert moved(desk) == []


def test_a_move_stays_with_whom_the_person_is_linked_to(desk: Desk) -> None:
    take(desk, anna("Acme"), "2026-11-20")
    take(desk, anna("Beta"))
    desk.take(desk.file("y.vcf", someone("Anne Berg")))
    link_people(desk.vault, desk.work, desk.uid("Anne Berg"), desk.uid("Anna Berg"))
    ((move,),) = [desk.person(name)["moves"] for name in desk.names()]
    assert (move["from"]["name"], move["to"]["name"]) == ("Acme", "Beta")


def test_a_rehearsal_notes_nothing(desk: Desk) -> None:
    take(desk, anna("Acme"), "2026-11-20")
    desk.take(desk.file("x.vcf", anna("Beta")), dry_run=True)
    assert desk.rows("SELECT count(*) FROM activity") == [(0,)]
