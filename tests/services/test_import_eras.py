"""LinkedIn exports from before and after mid-2023: the older ones have no profile addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders.desk import Desk, someone
from builders.exports import another_desk, give_out
from builders.linkedin import CONNECTIONS, OLDER_CONNECTIONS, folder, profile_url, table
from builders.told import told
from weavit_desktop.services import people
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.services.eras import SAME_CONNECTION
from weavit_desktop.services.unlinking import unlink_person

DAY = "07 Feb 2018"


def row(
    first: str = "Nora",
    last: str = "Hale",
    *,
    slug: str = "",
    mail: str = "",
    company: str = "Orrin Ltd",
    day: str = DAY,
) -> dict[str, str]:
    """Return a row; `slug` counts in a newer export alone."""
    address = {"URL": profile_url(slug)} if slug else {}
    told = {"Email Address": mail, "Company": company, "Position": "CFO", "Connected On": day}
    return {"First Name": first, "Last Name": last, **address, **told}


def older(desk: Desk, *rows: dict[str, str], name: str = "older") -> Path:
    return folder(desk.folder / name, {"Connections.csv": table(OLDER_CONNECTIONS, *rows)})


def newer(desk: Desk, *rows: dict[str, str], name: str = "newer") -> Path:
    return folder(desk.folder / name, {"Connections.csv": table(CONNECTIONS, *rows)})


def reasons(desk: Desk) -> list[str]:
    return [reason for (reason,) in desk.rows("SELECT reason FROM link ORDER BY card_id")]


def test_a_connection_of_both_eras_is_one_person_with_both_sources(desk: Desk) -> None:
    desk.take(older(desk, row()))
    report = desk.take(newer(desk, row("NORA", "Hâle, PhD", slug="nora")))
    assert (report.people.new, report.people.updated) == (0, 1)
    assert desk.names() == ["NORA Hâle"]
    assert len(desk.person("NORA Hâle")["sources"]) == 2
    assert reasons(desk)[1] == SAME_CONNECTION


def test_so_it_is_when_the_older_export_comes_later(desk: Desk) -> None:
    desk.take(newer(desk, row(slug="nora", company="Veld SA")))
    desk.take(older(desk, row(mail="nora@home.example")))
    nora = desk.person("Nora Hale")
    assert (nora["organization"], nora["moves"]) == ("Veld SA", [])
    assert [one["value"] for one in nora["emails"]] == ["nora@home.example"]
    assert desk.rows("SELECT value FROM identifier WHERE kind = 'profile'") == [("nora",)]


def test_so_it_is_where_an_export_has_the_table_twice(desk: Desk) -> None:
    desk.take(older(desk, row()))
    files = {"a.csv": row(slug="nora"), "b.csv": row(slug="nora", day="7-Feb-18")}
    desk.take(folder(desk.folder / "x", {name: table(CONNECTIONS, one) for name, one in files.items()}))
    assert desk.names() == ["Nora Hale"]


@pytest.mark.parametrize("newer_first", [False, True])
def test_so_it_is_in_one_import(desk: Desk, newer_first: bool) -> None:
    files = [
        older(desk, row(), name="a"),
        older(desk, row(company="Acme"), name="b"),
        newer(desk, row(slug="nora", company="Veld SA")),
    ]
    desk.take(*(files[::-1] if newer_first else files))
    assert desk.person("Nora Hale")["organization"] == "Veld SA"


def test_another_employer_in_the_newer_export_is_a_move(desk: Desk) -> None:
    desk.take(older(desk, row()))
    desk.on("2027-02-03").take(newer(desk, row(slug="nora", company="Veld SA")))
    nora = desk.person("Nora Hale")
    assert nora["organization"] == "Veld SA"
    (move,) = nora["moves"]
    assert move["follow_ups"] == ["Ask who follows at Orrin Ltd", "Say hello at Veld SA"]


def test_a_newer_export_that_names_no_employer_takes_none_away(desk: Desk) -> None:
    desk.take(older(desk, row()))
    desk.take(newer(desk, row(slug="nora", company="")))
    assert desk.person("Nora Hale")["organization"] == "Orrin Ltd"


def test_an_employer_that_another_source_tells_of_stays(desk: Desk) -> None:
    desk.take(older(desk, row(mail="nora@home.example")))
    desk.take(newer(desk, row(slug="nora", company="Veld SA")))
    desk.take(desk.file("x.vcf", someone("Nora Hale", email="nora@home.example", org="Acme")))
    posts = "SELECT name FROM position JOIN organisation ON organisation.id = organisation_id"
    assert sorted(desk.rows(f"{posts} WHERE to_day IS NULL")) == [("Acme",), ("Veld SA",)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([row()], [row(slug="one"), row(slug="two")]),
        ([row(), row(company="Acme")], [row(slug="one")]),
        ([row(), row(company="Acme")], [row(slug="one"), row(slug="two")]),
        ([row(day="08 Feb 2018")], [row(slug="one")]),
        ([row("Nina")], [row(slug="one")]),
        ([row(day="")], [row(slug="one", day="")]),
        ([row("", "")], [row("", "", slug="one")]),
    ],
    ids=["two-newer", "two-older", "two-and-two", "other-day", "other-name", "no-day", "no-name"],
)
def test_nobody_is_linked_where_it_is_not_certain(
    desk: Desk, before: list[dict[str, str]], after: list[dict[str, str]]
) -> None:
    desk.take(older(desk, *before))
    desk.take(newer(desk, *after))
    assert len(desk.names()) == len(before) + len(after)


def test_nobody_is_linked_whose_profile_is_another_one(desk: Desk) -> None:
    desk.take(older(desk, row(mail="nora@home.example")))
    card = someone("Nora Hale", f"URL:{profile_url('other')}", email="nora@home.example")
    desk.take(desk.file("x.vcf", card))
    desk.take(newer(desk, row(slug="nora")))
    assert len(desk.names()) == 2


def test_who_was_taken_apart_stays_so_when_the_next_export_comes(desk: Desk) -> None:
    desk.take(older(desk, row()))
    desk.take(newer(desk, row(slug="nora")))
    unlink_person(desk.vault, desk.work, desk.uid("Nora Hale"))
    assert len(desk.names()) == 2
    desk.take(newer(desk, row(slug="nora", company="Veld SA"), name="next"))
    assert len(desk.names()) == 2


@pytest.mark.parametrize("undone", [0, 1])
def test_undoing_one_export_leaves_what_the_other_alone_would_tell(desk: Desk, undone: int) -> None:
    files = older(desk, row()), newer(desk, row(slug="nora", company="Veld SA"))
    ids = [desk.take(file).import_id for file in files]
    desk.undo(ids[undone])
    nora = desk.person("Nora Hale")
    assert (nora["organization"], len(nora["sources"])) == (["Veld SA", "Orrin Ltd"][undone], 1)
    before = told(desk)
    desk.take(files[undone])
    assert len(desk.names()) == 1
    assert told(desk) != before


def test_undoing_who_shared_name_and_day_lets_the_other_two_be_one(desk: Desk) -> None:
    desk.take(newer(desk, row(slug="one")))
    uid = desk.take(newer(desk, row(slug="two"), name="second")).import_id
    desk.take(older(desk, row()))
    assert len(desk.names()) == 3
    desk.undo(uid)
    assert desk.names() == ["Nora Hale"]


@pytest.mark.parametrize("undone", [0, 1])
def test_undoing_leaves_a_person_whom_the_holder_edited_with_the_one_employer(
    desk: Desk, undone: int
) -> None:
    files = older(desk, row()), newer(desk, row(slug="nora", company="Veld SA"))
    other = desk.file("x.vcf", someone("Nora Hale", email="nora@home.example"))
    ids = [desk.on(f"2027-0{number + 1}-03").take(file).import_id for number, file in enumerate(files)]
    people.edit_person(desk.vault, desk.work, desk.uid("Nora Hale"), {"email": "nora@home.example"})
    third = desk.on("2027-02-03").take(other).import_id
    posts = "SELECT name, to_day FROM position JOIN organisation ON organisation.id = organisation_id"
    assert sorted(desk.rows(posts)) == [("Orrin Ltd", "2027-02-03"), ("Veld SA", None)]
    desk.on("2027-05-05").undo(third)
    assert sorted(desk.rows(posts)) == [("Orrin Ltd", "2027-02-03"), ("Veld SA", None)]
    desk.undo(ids[undone])
    assert sorted(desk.rows(posts)) == [(["Veld SA", "Orrin Ltd"][undone], None)]


@pytest.mark.parametrize("deleted", ["older", "newer"])
def test_a_deleted_connection_does_not_come_back_with_an_export_of_the_other_era(
    desk: Desk, deleted: str
) -> None:
    files = {"older": older(desk, row()), "newer": newer(desk, row("Nora", "Hâle", slug="nora"))}
    desk.take(files.pop(deleted))
    delete_people(desk.vault, desk.work, [row.uid for row in desk.listed()], do_not_bring_back=True)
    (other,) = files.values()
    report = desk.take(other)
    assert desk.names() == []
    assert sum(one.count for one in report.sources[0].passed_over) == 1


def test_nor_with_an_archive_that_knows_the_other_era(desk: Desk, tmp_path: Path) -> None:
    with another_desk(tmp_path / "other") as other:
        other.take(newer(other, row(slug="nora")))
        archive, _ = give_out(other, "all.zip", "archive")
    desk.take(older(desk, row()))
    delete_people(desk.vault, desk.work, [desk.uid("Nora Hale")], do_not_bring_back=True)
    desk.take(archive)
    assert desk.names() == []


def test_somebody_of_the_same_name_and_day_with_another_profile_does_come(desk: Desk) -> None:
    desk.take(newer(desk, row(slug="one")))
    delete_people(desk.vault, desk.work, [desk.uid("Nora Hale")], do_not_bring_back=True)
    desk.take(newer(desk, row(slug="two")))
    assert desk.names() == ["Nora Hale"]


def test_a_file_that_a_spreadsheet_saved_again_brings_nobody_twice(desk: Desk) -> None:
    desk.take(older(desk, row()))
    desk.take(older(desk, row(day="7-Feb-18"), name="excel"))
    assert desk.names() == ["Nora Hale"]


def written_by_an_earlier_version(desk: Desk) -> Path:
    """Import a file that a spreadsheet saved, under the keys that it had once."""
    place = older(desk, row(day="7-Feb-18"), row(company="Acme", day="7-Feb-18"), name="excel")
    desk.take(place)
    desk.vault.write(
        lambda db: db.execute(
            "UPDATE source_card SET record_key = replace(record_key, '07 feb 2018', '7-feb-18')"
        )
    )
    keys = desk.rows("SELECT record_key FROM source_card ORDER BY id")
    assert keys == [("nora hale|7-feb-18",), ("nora hale|7-feb-18#2",)]
    return place


def test_a_row_that_was_kept_under_its_former_key_is_known(desk: Desk) -> None:
    place = written_by_an_earlier_version(desk)
    assert desk.take(place).sources[0].unchanged == 2
    desk.take(older(desk, row(), row(company="Acme")))
    assert desk.names() == ["Nora Hale", "Nora Hale"]


def test_who_came_twice_under_both_keys_comes_no_third_time(desk: Desk) -> None:
    desk.take(older(desk, row()))
    desk.take(older(desk, row(day="08 Feb 2018"), name="excel"))
    desk.vault.write(
        lambda db: db.execute("UPDATE source_card SET record_key = 'nora hale|7-feb-18' WHERE id = 2")
    )
    desk.take(older(desk, row(day="7-Feb-18"), name="excel"))
    assert desk.names() == ["Nora Hale", "Nora Hale"]


def test_a_row_that_was_deleted_under_its_former_key_does_not_come_back(desk: Desk) -> None:
    place = older(desk, row("", "", day="7-Feb-18"), name="excel")
    desk.take(place)
    desk.vault.write(
        lambda db: db.execute("UPDATE source_card SET record_key = 'orrin ltd|7-feb-18' WHERE id = 1")
    )
    delete_people(desk.vault, desk.work, [desk.uid("Orrin Ltd")], do_not_bring_back=True)
    desk.take(place)
    assert desk.names() == []
