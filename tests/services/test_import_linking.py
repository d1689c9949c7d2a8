"""Cards of several sources become one person where that is safe, and addresses become people."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders.desk import Desk, someone
from builders.linkedin import CONNECTIONS, MESSAGES, PROFILE, folder, message, profile_url, table
from weavit_desktop.services.duplicates import link_certain

ME = table(PROFILE, {"First Name": "Maya"})


def export(place: Path, *connections: dict[str, str], messages: tuple[dict[str, str], ...] = ()) -> Path:
    """Write the LinkedIn export of Maya."""
    files = {"Profile.csv": ME, "Connections.csv": table(CONNECTIONS, *connections)}
    if messages:
        files["messages.csv"] = table(MESSAGES, *messages)
    return folder(place, files)


def connection(first: str, last: str, slug: str, **columns: str) -> dict[str, str]:
    told = {"First Name": first, "Last Name": last, "URL": profile_url(slug)}
    return {**told, "Connected On": "03 Mar 2024", **columns}


def test_a_card_and_a_connection_with_one_address_are_one_person_with_two_sources(desk: Desk) -> None:
    desk.take(desk.file("phone.vcf", someone("Anna Berg", email="Anna@Veldmark.example")))
    report = desk.take(
        export(
            desk.folder / "li",
            connection("Anna", "Berg", "anna", **{"Email Address": "anna@veldmark.example"}),
        )
    )
    assert (report.sources[0].people_new, report.sources[0].people_updated) == (0, 1)
    sources = desk.person("Anna Berg")["sources"]
    assert [source["format"] for source in sources] == ["vcard", "linkedin"]
    reasons = [reason for (reason,) in desk.rows("SELECT reason FROM link ORDER BY card_id")]
    assert "e-mail" in reasons[1]


def test_in_one_import_they_are_one_person_too(desk: Desk) -> None:
    cards = desk.file("phone.vcf", someone("Anna Berg", email="anna@veldmark.example"))
    place = export(
        desk.folder / "li", connection("Anna", "Berg", "anna", **{"Email Address": "anna@veldmark.example"})
    )
    desk.take(cards, place)
    assert desk.names() == ["Anna Berg"]


def test_a_bridge_card_reaches_what_an_earlier_one_of_the_same_import_brought(desk: Desk) -> None:
    desk.take(desk.file("old.vcf", someone("Anna Berg", email="anna@veldmark.example", uid="a-1")))
    desk.take(
        desk.file(
            "new.vcf",
            someone("Anna Berg", "EMAIL:anna@new.example", email="anna@veldmark.example", uid="a-1"),
            someone("Anna Berg", email="anna@new.example", uid="other"),
        )
    )
    assert desk.names() == ["Anna Berg"]
    assert len(desk.person("Anna Berg")["sources"]) == 2


def test_a_shared_mailbox_links_nobody(desk: Desk) -> None:
    desk.take(
        desk.file(
            "x.vcf",
            someone("Anna Berg", email="info@acme.example"),
            someone("Bo Lind", email="info@acme.example"),
        )
    )
    assert desk.names() == ["Anna Berg", "Bo Lind"]


def test_two_of_one_name_at_one_firm_are_probably_twice(desk: Desk) -> None:
    report = desk.take(
        desk.file(
            "x.vcf",
            someone("Anna Berg", org="Acme AG", tel="+41446681800"),
            someone("Berg, Anna", org="ACME"),
        )
    )
    assert desk.names() == ["Anna Berg", "Berg, Anna"]
    assert report.duplicates_found == 1


def test_a_partner_of_messages_without_a_card_makes_no_person(desk: Desk) -> None:
    report = desk.take(
        export(desk.folder / "li", messages=(message("maya", "unknown"), message("unknown", "maya")))
    )
    assert report.sources[0].interactions_new >= 1
    assert desk.names() == []


def test_a_card_that_comes_later_brings_the_person_their_history(desk: Desk) -> None:
    words = (
        message("maya", "anna", at="2026-11-01 10:00:00 UTC"),
        message("anna", "maya", at="2026-11-02 10:00:00 UTC"),
    )
    desk.take(export(desk.folder / "li", messages=words))
    desk.take(desk.file("x.vcf", someone("Anna Berg", f"URL:{profile_url('anna')}")))
    anna = desk.person("Anna Berg")
    assert (anna["interactions"], anna["last_interaction"]) == (2, "2026-11-02")
    assert anna["intensity"]["score"] > 0


def test_messages_read_again_count_once(desk: Desk) -> None:
    place = export(
        desk.folder / "li",
        connection("Anna", "Berg", "anna"),
        messages=(message("maya", "anna"), message("anna", "maya", at="2024-03-02 10:00:00 UTC")),
    )
    assert desk.take(place).sources[0].interactions_new == 2
    before = desk.contents()
    assert desk.take(place).sources[0].interactions_new == 0
    assert desk.contents() == before


def test_only_who_wrote_it_gains_by_an_incoming_message(desk: Desk) -> None:
    words = (message("anna", "maya", "bo", at="2026-11-02 10:00:00 UTC"),)
    people = connection("Anna", "Berg", "anna"), connection("Bo", "Lind", "bo")
    desk.take(export(desk.folder / "li", *people, messages=(*words, message("maya", "anna"))))
    scored = desk.rows(
        "SELECT person.name, day, direction FROM day_bucket JOIN person ON person.id = person_id ORDER BY day"
    )
    assert scored == [("Anna Berg", "2024-03-01", "out"), ("Anna Berg", "2026-11-02", "in")]


def test_an_address_that_two_people_answer_to_is_credited_to_neither(desk: Desk) -> None:
    slug = f"URL:{profile_url('anna')}"
    place = export(desk.folder / "li", messages=(message("maya", "anna"), message("anna", "maya")))
    desk.take(desk.file("x.vcf", someone("Anna Berg", slug)), place)
    assert desk.person("Anna Berg")["interactions"] == 2
    desk.take(desk.file("y.vcf", someone("Acme", slug, "X-ABSHOWAS:COMPANY")))
    assert desk.person("Anna Berg")["interactions"] == 0
    assert desk.rows("SELECT count(*) FROM score") == [(0,)]


def hans(birthday: str, number: str) -> bytes:
    return someone("Hans Weber", f"BDAY:{birthday}", email="webers@home.example", uid=number)


@pytest.mark.parametrize("imports", [1, 2])
def test_father_and_son_of_one_name_and_mailbox_stay_two_by_their_birthdays(desk: Desk, imports: int) -> None:
    """Nor does a card without the year, which is of either, bring them together."""
    cards = [hans("19400503", "1"), hans("--0503", "2"), hans("19700503", "3")]
    files = [desk.file("1.vcf", *cards[:2]), desk.file("2.vcf", *cards[2:])]
    if imports == 1:
        desk.take(*files)
    else:
        for file in files:
            desk.take(file)
    assert desk.names() == ["Hans Weber"] * 2
    born = "SELECT shown ->> '$.birthday' FROM person ORDER BY id"
    assert desk.rows(born)[1] == ("1970-05-03",)
    assert link_certain(desk.vault, desk.work) == []


def test_a_row_known_by_its_name_alone_replaces_nobody_with_another_birthday(desk: Desk) -> None:
    rows = desk.folder / "people.csv"
    for birthday in ("1940-05-03", "1970-05-03"):
        row = f"Hans,Weber,webers@home.example,{birthday}"
        rows.write_text(f"First Name,Last Name,E-mail Address,Birthday\n{row}\n", encoding="utf-8")
        desk.take(rows)
    born = desk.rows("SELECT shown ->> '$.birthday' FROM person ORDER BY id")
    assert born == [("1940-05-03",), ("1970-05-03",)]
