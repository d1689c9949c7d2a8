"""Deleting many people at once: as if one by one, and never without a way back that was verified."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.backups import files_of_at_most
from builders.desk import Desk, open_desk, someone
from builders.linkedin import CONNECTIONS, MESSAGES, PROFILE, folder, message, profile_url, table
from builders.pages import decrypted
from builders.vault import PASSPHRASE, fixed_clock, new_vault
from weavit_desktop.errors import ConfirmationNeeded, NoRoom, UsageRefused
from weavit_desktop.services import backups
from weavit_desktop.services.deleting import MANY, Deleted, delete_people
from weavit_desktop.services.people import add_person
from weavit_desktop.services.still_in_backups import StillIn, sentence
from weavit_desktop.vault import files
from weavit_desktop.vault.backup import list_backups, source_of, verify_backup, write_backup
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.opening import open_vault

MARK = "Zyxwv"
TEN = [f"P{number}" for number in range(10)]


def bring_in(desk: Desk, count: int) -> list[str]:
    """Import people, and return their ids."""
    desk.take(desk.file("many.vcf", *(someone(f"Person {n}", email=f"p{n}@x.example") for n in range(count))))
    return [row.uid for row in desk.listed()]


def ten_with_a_history(desk: Desk) -> None:
    """Bring in ten people who share employers, mailboxes, messages and a file with mistakes."""
    cards = [
        someone(
            name,
            f"URL:{profile_url(name.lower() if number < 8 else 'desk')}",
            f"X-BAD {name}",
            *(["X-ABSHOWAS:COMPANY"] if number == 9 else []),
            email=f"{name}@x{number % 3}.example",
            org=f"Org {number % 4}",
            title="Head of Finance",
        )
        for number, name in enumerate(TEN)
    ]
    desk.take(desk.file("ten.vcf", *cards))
    people = [{"First Name": name, "Last Name": "", "URL": profile_url(name.lower())} for name in TEN[:8]]
    talks = [
        message("maya", name.lower(), TEN[(number + 1) % 8].lower(), conversation=str(number))
        for number, name in enumerate(TEN[:8])
    ]
    tables = {
        "Profile.csv": table(PROFILE, {"First Name": "Maya"}),
        "Connections.csv": table(CONNECTIONS, *people),
        "messages.csv": table(MESSAGES, *talks, message("maya", "desk", conversation="9")),
    }
    desk.take(folder(desk.folder / "li", tables))


@settings(max_examples=12, deadline=None)
@given(gone=st.sets(st.sampled_from(TEN), min_size=1))
def test_many_at_once_leave_what_they_leave_one_by_one(
    gone: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    left = []
    for at_once in (True, False):
        with open_desk(tmp_path_factory.mktemp("desk")) as desk:
            ten_with_a_history(desk)
            uids = [desk.uid(name) for name in sorted(gone)]
            for some in [uids] if at_once else [[uid] for uid in uids]:
                delete_people(desk.vault, desk.work, some, do_not_bring_back=True, typed=str(len(some)))
            left.append({name: sorted(map(repr, rows)) for name, rows in desk.contents().items()})
            left[-1]["suppression"] = [str(len(left[-1]["suppression"]))]  # hashed with each vault's own key
    assert {name for name, rows in left[0].items() if rows != left[1][name]} <= {
        name
        for name in left[0]
        if name.startswith("person_search_")  # the segments of one index
    }


def test_if_one_of_them_is_unknown_nobody_goes(desk: Desk) -> None:
    uids = bring_in(desk, 12)
    with pytest.raises(UsageRefused, match="Nobody was deleted"):
        delete_people(desk.vault, desk.work, [*uids[:2], "nobody"])
    assert len(desk.names()) == 12


def test_over_a_fifth_of_everyone_goes_only_with_their_number(desk: Desk) -> None:
    uids = bring_in(desk, 10)
    for typed in (None, "", "yes", "4"):
        with pytest.raises(ConfirmationNeeded, match="3 of 10 people"):
            delete_people(desk.vault, desk.work, uids[:3], typed=typed)
    assert len(desk.names()) == 10
    assert delete_people(desk.vault, desk.work, uids[:3], typed="3").people == 3


def test_one_person_and_a_fifth_go_without_a_number(desk: Desk) -> None:
    uids = bring_in(desk, 10)
    delete_people(desk.vault, desk.work, uids[:2])
    delete_people(desk.vault, desk.work, uids[2:3])
    assert len(desk.names()) == 7


def test_a_name_given_twice_is_one_person(desk: Desk) -> None:
    uids = bring_in(desk, 3)
    assert delete_people(desk.vault, desk.work, [uids[0], uids[0]]).people == 1


def made(desk: Desk) -> list[Reason]:
    return [one.manifest.reason for one in backups.listed(desk.vault) if one.manifest]


def test_many_are_backed_up_before_they_go(desk: Desk) -> None:
    uids = bring_in(desk, 200)
    delete_people(desk.vault, desk.work, uids[:MANY])
    assert Reason.BEFORE_DELETION not in made(desk)
    delete_people(desk.vault, desk.work, uids[MANY : 2 * MANY + 1])
    assert made(desk)[0] is Reason.BEFORE_DELETION
    newest = list_backups(desk.vault.folder / files.BACKUPS)[0]
    assert verify_backup(newest, desk.vault.data_key, desk.folder).contents.people == 180


def test_where_they_cannot_be_backed_up_nobody_goes(desk: Desk) -> None:
    uids = bring_in(desk, 200)
    with files_of_at_most(100_000), pytest.raises(NoRoom):
        delete_people(desk.vault, desk.work, uids[: MANY + 1])
    assert len(desk.names()) == 200


@pytest.mark.parametrize("many", [False, True])
def test_nothing_of_them_is_left_in_any_page_or_in_the_log(desk: Desk, many: bool) -> None:
    marked = [
        someone(f"{MARK} {n}", f"NOTE:likes {MARK} {'very ' * 900}", f"{MARK} no property", uid=f"{MARK}-{n}")
        for n in range(40)
    ]
    desk.take(desk.file(f"{MARK}.vcf", *marked), desk.file("bo.vcf", someone("Bo Lind", org="Orrin")))
    mark = MARK.lower().encode()
    assert decrypted(desk.vault.folder, desk.vault.data_key).lower().count(mark) > 200
    uids = [row.uid for row in desk.listed() if MARK in row.name]
    for some in [uids] if many else [[uid] for uid in uids]:
        delete_people(desk.vault, desk.work, some, typed=str(len(some)))
    assert mark not in decrypted(desk.vault.folder, desk.vault.data_key).lower()
    assert b"Bo Lind" in decrypted(desk.vault.folder, desk.vault.data_key)


def test_what_a_killed_import_left_of_them_is_gone_when_the_vault_is_opened(tmp_path: Path) -> None:
    sql = "INSERT INTO staged_record (source, kind, record_key, body) VALUES (0, 'card', 'k', ?)"
    with new_vault(tmp_path / "vault") as vault:
        vault.write(lambda db: db.execute(sql, (MARK,)))
        shutil.copytree(vault.folder, tmp_path / "killed")  # its log was never brought into the database
    with open_vault(tmp_path / "killed", PASSPHRASE, command="test") as killed:
        killed.maintain(lambda db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
        assert MARK.encode() not in decrypted(killed.folder, killed.data_key)


class TestStillInBackups:
    def deleted(self, desk: Desk, name: str) -> Deleted:
        return delete_people(desk.vault, desk.work, [desk.uid(name)])

    def test_they_are_in_those_backups_that_were_made_since_they_came(self, desk: Desk) -> None:
        back_up(desk, "2026-11-18")
        desk.on("2026-11-19").take(desk.file("a.vcf", someone("Anna Berg")))  # a backup before it
        back_up(desk, "2026-11-19")
        back_up(desk, "2026-11-20")
        found = self.deleted(desk, "Anna Berg").still_in
        assert found == StillIn(3, 0, date(2027, 8, 8), copied=False)
        assert sentence(found) == "Also in 3 backups, until 8 August 2027 if Weavit is opened every week."

    def test_a_message_of_before_their_card_counts(self, desk: Desk) -> None:
        early = desk.on("2026-11-01")
        early.take(
            folder(
                desk.folder / "li",
                {
                    "Profile.csv": table(PROFILE, {"First Name": "Maya"}),
                    "messages.csv": table(MESSAGES, message("maya", "anna"), message("anna", "maya")),
                },
            )
        )
        back_up(desk, "2026-11-02")
        desk.take(desk.file("a.vcf", someone("Anna Berg", f"URL:{profile_url('anna')}")))
        assert self.deleted(desk, "Anna Berg").still_in.count == 3

    def test_backups_of_a_clock_that_was_put_back_count(self, desk: Desk) -> None:
        desk.on("2026-11-19").take(desk.file("a.vcf", someone("Anna Berg")))
        back_up(desk, "2026-11-19")
        back_up(desk, "2020-01-01")
        assert self.deleted(desk, "Anna Berg").still_in.count == 3

    def test_where_a_clock_ran_ahead_all_count(self, desk: Desk) -> None:
        back_up(desk, "2026-11-18")
        desk.on("2030-01-01").take(desk.file("a.vcf", someone("Anna Berg")))
        assert self.deleted(desk, "Anna Berg").still_in.count == 2

    def test_one_that_is_kept_for_good_is_said_to_be(self, desk: Desk) -> None:
        desk.on("2026-11-19").take(desk.file("a.vcf", someone("Anna Berg")))
        at = datetime(2026, 11, 19, 12, tzinfo=UTC)
        write_backup(source_of(desk.vault), Reason.BEFORE_MIGRATION, at, pinned=True)
        found = self.deleted(desk, "Anna Berg").still_in
        assert (found.count, found.for_good, found.until) == (2, 1, date(2027, 8, 8))
        assert "1 for good" in sentence(found)

    def test_copies_elsewhere_are_named(self, desk: Desk) -> None:
        (desk.folder / "disk").mkdir()
        backups.remember_copy_folder(desk.vault, desk.folder / "disk")
        desk.take(desk.file("a.vcf", someone("Anna Berg")))
        assert "copies" in sentence(self.deleted(desk, "Anna Berg").still_in)

    def test_who_is_in_no_backup_is_in_none(self, desk: Desk) -> None:
        add_person(desk.vault, desk.work, {"name": "Anna Berg"})
        found = self.deleted(desk, "Anna Berg").still_in
        assert found == StillIn(0, 0, None, copied=False)
        assert sentence(found) == ""


def back_up(desk: Desk, day: str) -> None:
    backups.back_up(desk.vault, Reason.ASKED, fixed_clock(datetime.fromisoformat(f"{day}T12:00:00+00:00")))
