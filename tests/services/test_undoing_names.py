"""What an employer is called once the import that named it is undone: as the first card left says."""

from __future__ import annotations

from builders.desk import Desk, someone
from weavit_desktop.services import people

LEI, OTHER_LEI = "529900T8BM49AURSDO55", "HWUPKR0MPOU8FGXBT394"
ANNA = someone("Anna Berg", f"X-LEI:{LEI}", email="anna@orrin.example", org="ORRIN")
BO = someone("Bo Lind", email="bo@orrin.example", org="Orrin AG")
CLEO = someone("Cleo Ek", f"X-LEI:{OTHER_LEI}", email="cleo@orrin.example", org="Orrin Inc")


def named(desk: Desk) -> list[tuple[str, str | None]]:
    """Return every organisation's name and LEI."""
    return [(name, lei) for name, lei in desk.rows("SELECT name, lei FROM organisation")]


def test_an_employer_that_others_work_for_is_called_as_their_first_card_says(desk: Desk) -> None:
    uid = desk.take(desk.file("a.vcf", ANNA)).import_id
    desk.take(desk.file("b.vcf", BO))
    desk.take(desk.file("c.vcf", CLEO))
    assert named(desk) == [("ORRIN", LEI)]
    desk.undo(uid)
    assert named(desk) == [("Orrin AG", OTHER_LEI)]


def test_an_lei_that_no_card_is_left_to_tell_goes(desk: Desk) -> None:
    uid = desk.take(desk.file("a.vcf", ANNA)).import_id
    desk.take(desk.file("b.vcf", BO))
    desk.undo(uid)
    assert named(desk) == [("Orrin AG", None)]


def test_of_the_cards_of_one_person_the_newest_names_the_employer(desk: Desk) -> None:
    several = [someone("Anna Berg", email="anna@orrin.example", org=org) for org in ("Orrin AG", "ORRIN")]
    uid = desk.take(desk.file("a.vcf", *several)).import_id
    desk.take(desk.file("b.vcf", *several))
    before = named(desk)
    desk.undo(uid)
    assert named(desk) == before == [("ORRIN", None)]


def test_a_name_that_was_there_before_stays(desk: Desk) -> None:
    desk.take(desk.file("b.vcf", someone("Bo Lind", email="bo@gmail.com")))
    people.edit_person(desk.vault, desk.work, desk.uid("Bo Lind"), {"organization": "Orrin"})
    uid = desk.take(desk.file("a.vcf", ANNA)).import_id
    desk.take(desk.file("c.vcf", CLEO))
    desk.undo(uid)
    assert named(desk) == [("Orrin", OTHER_LEI)]


def test_a_name_that_the_holder_alone_still_gives_stays(desk: Desk) -> None:
    desk.take(desk.file("b.vcf", someone("Bo Lind", email="bo@gmail.com")))
    uid = desk.take(desk.file("a.vcf", ANNA)).import_id
    people.edit_person(desk.vault, desk.work, desk.uid("Bo Lind"), {"organization": "ORRIN"})
    desk.undo(uid)
    assert named(desk) == [("ORRIN", None)]
