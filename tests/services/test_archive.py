"""The portable archive: everything out, and everything back in; nothing shared because of a file."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from builders.archived import kept, work_with_everything
from builders.desk import Desk, open_desk, someone
from builders.exports import FOLDER, another_desk, everyone, give_out, rewritten
from builders.worked import STEPS, perform
from weavit_desktop.errors import InputRefused
from weavit_desktop.importing.archive import reading as archive_reading
from weavit_desktop.services import people
from weavit_desktop.services.attachments import files_of
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.services.objecting import heed_objection
from weavit_desktop.services.photos import photo_of
from weavit_desktop.services.staging import SUPPRESSED_PEOPLE
from weavit_desktop.services.undoing import undo_import
from weavit_desktop.vault import blobs
from weavit_desktop.vault.repositories import deletion, permissions

Change = Callable[[str, bytes], bytes | None]


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_an_archive_gives_everything_back_to_an_empty_vault(steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as place, open_desk(Path(place)) as desk:
        for number, step in enumerate(steps):
            perform(desk, number, step)
        path, _ = give_out(desk, "all.zip", "archive")
        with another_desk(Path(place) / "other") as other:
            other.take(path)

            assert everyone(other) == everyone(desk)
            assert kept(other) == kept(desk)
            assert other.take(path).people.unchanged == len(everyone(desk))
            assert kept(other) == kept(desk)


def contents(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Return what the vault holds, but for the word that a file could not be read."""
    return {name: rows for name, rows in desk.contents().items() if name != "problem"}


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """A desk with one of everything that an archive holds."""
    return work_with_everything(desk)


def test_every_kind_of_thing_comes_back(worked: Desk, tmp_path: Path) -> None:
    path, report = give_out(worked, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        imported = other.take(path)

        assert everyone(other) == everyone(worked)
        assert kept(other) == kept(worked)
        anna = other.uid("Anna Berg")
        (file,) = files_of(other.vault, anna)
        assert (file.name, blobs.load(other.vault, file.blob_id)) == ("menu.pdf", b"%PDF menu")
        assert photo_of(other.vault, anna) == photo_of(worked.vault, anna)
        assert imported.people.new == report.people == len(everyone(worked))


def test_who_is_somebody_else_stays_so(worked: Desk, tmp_path: Path) -> None:
    path, _ = give_out(worked, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        other.take(path)

        assert other.rows("SELECT one, other FROM not_same") == worked.rows("SELECT one, other FROM not_same")


def test_the_son_of_somebody_in_the_archive_stays_himself(desk: Desk, tmp_path: Path) -> None:
    def hans(birthday: str, number: str) -> bytes:
        return someone("Hans Weber", f"BDAY:{birthday}", email="webers@home.example", uid=number)

    desk.take(desk.file("father.vcf", hans("--0503", "1"), hans("19400503", "2")))
    path, _ = give_out(desk, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        other.take(other.file("son.vcf", hans("19700503", "3")))
        other.take(path)
        assert other.names() == ["Hans Weber"] * 2


def test_permissions_come_back_as_a_record_and_everyone_is_only_you(worked: Desk, tmp_path: Path) -> None:
    path, _ = give_out(worked, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        other.take(path)

        assert [person["sharing"]["level"] for person in map(other.person, other.names())] == [0] * 4
        assert other.listed(sharing=3) == []
        assert other.vault.read(permissions.all_giving) == {}
        columns = "person_uid, facet, level, k, purpose, policy, from_day, until_day, decided_at"
        ledger = f"SELECT {columns} FROM permission"
        assert other.rows(ledger) == worked.rows(ledger)


def test_an_id_whose_ledger_is_here_is_not_given_out_again(worked: Desk) -> None:
    """Somebody was deleted behind the ledger's back: what was permitted of them stays theirs."""
    path, _ = give_out(worked, "all.zip", "archive")
    anna = worked.uid("Anna Berg")
    worked.vault.write(lambda db: deletion.erase(db, [1], lambda _share: None))
    worked.take(path)

    assert worked.uid("Anna Berg") != anna
    assert worked.person("Anna Berg")["sharing"]["level"] == 0


def test_a_vault_with_people_keeps_what_it_says(worked: Desk, tmp_path: Path) -> None:
    path, _ = give_out(worked, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        other.take(other.file("mine.vcf", someone("Anna Berg", email="a@orrin.example", tel="+41446681800")))
        people.edit_person(other.vault, other.work, other.uid("Anna Berg"), {"organization": "Mine"})
        report = other.take(path)

        anna = other.person("Anna Berg")
        assert report.people.new == len(everyone(worked)) - 1
        assert (anna["organization"], anna["title"]) == ("Mine", "")  # of one mind: not a title of elsewhere
        assert [one["value"] for one in anna["phones"]] == ["+41446681800"]
        assert "mine" in anna["notes"]
        assert {"X-OWN"} <= {one["name"] for one in anna["extra"]}
        assert anna["interactions"] == 2
        assert other.rows("SELECT confirmed FROM identity WHERE confirmed = 1") == []  # proposed only


def test_the_vault_it_came_from_is_not_changed_by_it(worked: Desk) -> None:
    path, _ = give_out(worked, "all.zip", "archive")
    before = kept(worked), everyone(worked), worked.rows("SELECT * FROM permission")
    report = worked.take(path)

    assert (kept(worked), everyone(worked), worked.rows("SELECT * FROM permission")) == before
    assert (report.people.new, report.people.updated) == (0, 0)


def test_who_is_not_to_come_back_stays_away(worked: Desk) -> None:
    path, _ = give_out(worked, "all.zip", "archive")
    delete_people(worked.vault, worked.work, [worked.uid("Anna Berg")], do_not_bring_back=True)
    report = worked.take(path)

    assert "Anna Berg" not in worked.names()
    assert (SUPPRESSED_PEOPLE, 1) in [(one.what, one.count) for one in report.sources[0].passed_over]


def test_an_objection_goes_along(worked: Desk, tmp_path: Path) -> None:
    heed_objection(worked.vault, worked.work, worked.uid("Anna Berg"))
    path, _ = give_out(worked, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        other.take(path)
        other.take(other.file("again.vcf", someone("Anna Berg", email="a@orrin.example", tel="+41446681800")))

        assert other.person("Anna Berg")["phones"] == []
        assert other.rows("SELECT objected FROM person WHERE name = 'Anna Berg'") == [(1,)]


def test_a_rehearsal_tells_and_changes_nothing(worked: Desk, tmp_path: Path) -> None:
    path, _ = give_out(worked, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        report = other.take(path, dry_run=True)

        assert report.people.new == len(everyone(worked))
        assert other.listed() == []


def test_it_can_be_undone_like_any_import(worked: Desk, tmp_path: Path) -> None:
    people.edit_person(worked.vault, worked.work, worked.uid("Anna Berg"), {"title": "", "note": ""})
    path, _ = give_out(worked, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        other.take(other.file("mine.vcf", someone("Dora Wolf", email="d@wolf.example")))
        before = everyone(other)
        report = other.take(path)
        assert report.import_id is not None
        undo_import(other.vault, other.work, report.import_id, typed="2")

        assert "Cleo" not in other.names()  # the others stay for what was said of them, and a file
        assert [one for one in everyone(other) if one["name"] == "Dora Wolf"] == before
        assert other.rows("SELECT 1 FROM interaction") == []


def test_it_is_read_without_weavit(worked: Desk) -> None:
    path, _ = give_out(worked, "all.zip", "archive")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        lines = [json.loads(line) for line in archive.read(f"{FOLDER}people.jsonl").splitlines()]
        manifest = json.loads(archive.read(f"{FOLDER}manifest.json"))
        readme = archive.read(f"{FOLDER}README.txt").decode()
        parts = {name: archive.read(FOLDER + name) for name in manifest["parts"]}

    assert names[0] == f"{FOLDER}README.txt"
    assert all(name in readme for name in manifest["parts"] if name.endswith(".jsonl"))
    assert "X-OWN" in lines[0]["cards"][0]["raw"]
    assert lines[0]["notes"] == [{"at": "2026-11-20T09:00:00Z", "text": "a note"}]
    assert {name: said["sha256"] for name, said in manifest["parts"].items()} == {
        name: hashlib.sha256(data).hexdigest() for name, data in parts.items()
    }


def _line(change: Callable[[dict[str, Any]], object], part: str = "people.jsonl") -> Change:
    """Return a change of the first line of a part."""

    def rewrite(name: str, data: bytes) -> bytes:
        if name != part:
            return data
        first, *rest = data.splitlines(keepends=True)
        document = json.loads(first)
        change(document)
        return b"".join([json.dumps(document).encode() + b"\n", *rest])

    return rewrite


HOSTILE: dict[str, Change] = {
    "no JSON": lambda name, data: b"{" if name == "people.jsonl" else data,
    "no document": lambda name, data: b"[]\n" if name == "people.jsonl" else data,
    "no people": lambda name, data: None if name == "people.jsonl" else data,
    "nested": lambda name, data: b"[" * 200_000 if name == "lists.jsonl" else data,
    "half a character": _line(lambda one: one.update(name="\ud800")),
    "half a character unescaped": lambda name, data: (
        data.replace(b"Anna", b"\xed\xa0\x80") if name == "people.jsonl" else data
    ),
    "no id": _line(lambda one: one.pop("id")),
    "an id that is none": _line(lambda one: one.update(id="../../x")),
    "no card": _line(lambda one: one["cards"][0].update(card=[1])),
    "a name of numbers": _line(lambda one: one["cards"][0]["card"].update(name=7)),
    "a name that is true": _line(lambda one: one["cards"][0]["card"].update(name=True)),
    "a group of numbers": _line(lambda one: one["cards"][0].update(properties=[["A", "b", [], 7]])),
    "a company of seven": _line(lambda one: one["cards"][0]["card"].update(is_company=7)),
    "an unknown edit": _line(lambda one: one["edits"][0].update(field="me")),
    "an unknown source": _line(lambda one: one["cards"][0].update(source=99)),
    "a huge number": _line(lambda one: one["cards"][0].update(variant=10**40)),
    "a picture elsewhere": _line(lambda one: one["cards"][0].update(photo="../../../etc/passwd")),
    "two live cards of one key": _line(lambda one: one["cards"].append(dict(one["cards"][0]))),
    "the same person twice": lambda name, data: data + data if name == "people.jsonl" else data,
    "a level of five": _line(lambda one: one.update(level=5), "permissions.jsonl"),
    "no such channel": _line(lambda one: one.update(channel="smoke"), "interactions.jsonl"),
    "no such day": _line(lambda one: one.update(day="2026-02-30"), "interactions.jsonl"),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_archive_is_refused_in_words_and_leaves_nothing(
    worked: Desk, tmp_path: Path, change: Change
) -> None:
    path, _ = give_out(worked, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        other.take(other.file("mine.vcf", someone("Dora Wolf")))
        before = contents(other)
        told = _told_of(other, rewritten(path, change))

        assert "archive" in told
        assert "Anna" not in told
        assert contents(other) == before


def test_one_changed_byte_is_noticed(worked: Desk, tmp_path: Path) -> None:
    path, _ = give_out(worked, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        before = contents(other)
        changed = tmp_path / "changed.zip"
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
            for info in old.infolist():
                new.writestr(info, old.read(info).replace(b"Anna", b"Anne"))

        assert "not whole" in _told_of(other, changed)
        assert contents(other) == before


def test_an_archive_that_changes_after_it_was_checked_undoes_the_import(worked: Desk, tmp_path: Path) -> None:
    path, _ = give_out(worked, "all.zip", "archive")
    mixed = tmp_path / "mixed.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(mixed, "w") as new:
        for info in old.infolist():
            is_last = info.filename.endswith("interactions.jsonl")
            new.writestr(
                info,
                old.read(info).replace(b'"recipients": 1', b'"recipients": 2') if is_last else old.read(info),
            )
    with another_desk(tmp_path / "other") as other, pytest.MonkeyPatch.context() as patched:
        before = contents(other)
        patched.setattr(archive_reading, "check", lambda _: None)

        assert "not whole" in _told_of(other, mixed)
        assert contents(other) == before


def test_a_newer_archive_says_that_it_is_one(worked: Desk, tmp_path: Path) -> None:
    path, _ = give_out(worked, "all.zip", "archive")
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(newer, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info).replace(b'"version": 2', b'"version": 3'))

    assert "newer version" in _told_of(worked, newer)


def test_a_path_that_leads_out_is_refused(worked: Desk, tmp_path: Path) -> None:
    path, _ = give_out(worked, "all.zip", "archive")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../evil.txt", b"evil")

    assert "leads out" in _told_of(worked, path)


def _told_of(desk: Desk, path: Path) -> str:
    """Return what is said of an archive that cannot be imported."""
    try:
        (source,) = desk.take(path).sources
    except InputRefused as refusal:
        return str(refusal)
    return " ".join(one.what for one in source.problems)
