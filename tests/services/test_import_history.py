"""Earlier imports: when, from what, with which figures, and what could not be read in each."""

from __future__ import annotations

from zipfile import ZipFile

import pytest

from builders.desk import Desk, someone
from weavit_desktop.services.import_history import SHOWN, earlier_imports, files_words, problems_of

ANNA = someone("Anna Berg", email="anna@veldmark.example", uid="a-1")
BO = someone("Bo Lind", email="bo@orrin.example", uid="b-2")
STRAY = b"stray text\r\n"


def test_a_new_vault_has_none(desk: Desk) -> None:
    assert earlier_imports(desk.vault) == []


def test_the_newest_comes_first_with_its_figures_in_the_home_zone(desk: Desk) -> None:
    desk.take(desk.file("old.vcf", ANNA))
    desk.on("2027-01-10").take(desk.file("new.vcf", ANNA.replace(b"anna@", b"a@"), BO, STRAY))
    newest, oldest = earlier_imports(desk.vault)
    assert (newest.files, oldest.files) == (("new.vcf",), ("old.vcf",))
    assert (newest.people_new, newest.people_updated, newest.problems) == (1, 1, 1)
    assert newest.at.isoformat() == "2027-01-10T10:00:00+01:00"
    assert oldest.problems == 0


def test_no_folder_of_the_machine_is_shown(desk: Desk) -> None:
    desk.take(desk.file("old.vcf", ANNA))
    (one,) = earlier_imports(desk.vault)
    assert str(desk.folder) not in repr(one) + str(one.files)


def test_a_file_in_a_zip_is_named_with_it(desk: Desk) -> None:
    with ZipFile(desk.folder / "phone.zip", "w") as archive:
        archive.writestr("lists/people.csv", "Name,Email\nAnna Hale,anna@x.example\n")
    desk.take(desk.folder / "phone.zip")
    (one,) = earlier_imports(desk.vault)
    assert one.files == ("people.csv in phone.zip",)


def test_an_import_that_read_nothing_is_known_by_that(desk: Desk) -> None:
    desk.take(desk.file("stray.vcf", STRAY))
    desk.take(desk.file("old.vcf", ANNA, BO))
    assert [one.records for one in earlier_imports(desk.vault)] == [2, 0]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ((), "Nothing of it is left"),
        (("a.vcf",), "a.vcf"),
        (("a.vcf", "b.vcf"), "a.vcf and 1 more"),
        (tuple(f"{number}.vcf" for number in range(1_200)), "0.vcf and 1,199 more"),
    ],
)
def test_many_files_are_told_by_the_first(names: tuple[str, ...], words: str) -> None:
    assert files_words(names) == words


def test_a_rehearsal_is_no_import(desk: Desk) -> None:
    desk.take(desk.file("old.vcf", ANNA), dry_run=True)
    assert earlier_imports(desk.vault) == []


def test_only_the_latest_are_listed(desk: Desk) -> None:
    for number in range(SHOWN + 1):
        desk.take(desk.file(f"{number}.vcf", someone(f"Person {number}", uid=str(number))))
    listed = earlier_imports(desk.vault)
    assert len(listed) == SHOWN
    assert listed[-1].files == ("1.vcf",)


def test_its_problems_are_read_back_in_groups_with_their_raw_text(desk: Desk) -> None:
    desk.take(desk.file("a.vcf", STRAY, ANNA, STRAY), desk.file("b.vcf", STRAY, BO))
    (one,) = earlier_imports(desk.vault)
    groups = problems_of(desk.vault, one.uid)
    assert [(group.places, len(group.problems)) for group in groups] == [
        ("a.vcf, lines 1 and 8", 2),
        ("b.vcf, line 1", 1),
    ]
    assert all(group.has_text and group.all_kept for group in groups)
    assert groups[0].problems[0].excerpt == b"stray text\r\n"


def test_the_problems_of_another_import_are_not_among_them(desk: Desk) -> None:
    desk.take(desk.file("a.vcf", ANNA, STRAY))
    desk.take(desk.file("b.vcf", BO))
    newest, _ = earlier_imports(desk.vault)
    assert problems_of(desk.vault, newest.uid) == []
