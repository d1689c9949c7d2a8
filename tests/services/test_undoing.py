"""Undoing an import: what it brought goes without a trace, what the holder made of it since stays."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from builders.desk import Desk, someone
from builders.happened import Happened, add_note, let_happen
from builders.letters import ME, letter, mailbox, write
from builders.sample import maya_published
from builders.told import everything_said, told
from weavit_core import publication
from weavit_desktop.demo.story import CHOICES
from weavit_desktop.errors import ConfirmationNeeded, UsageRefused
from weavit_desktop.services import identity, people
from weavit_desktop.services.backups import listed
from weavit_desktop.services.duplicates import refuse
from weavit_desktop.services.import_history import earlier_imports, problems_of
from weavit_desktop.services.linking_people import link_people
from weavit_desktop.services.undoing import (
    IMPORTING,
    NO_SUCH_IMPORT,
    UNDONE_BEFORE,
    Undone,
    look_at_undo,
    undo_import,
)
from weavit_desktop.services.unlinking import unlink_person
from weavit_desktop.sharing.order import shows_no_more
from weavit_desktop.sharing.outbox import State
from weavit_desktop.vault import files
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import outbox

MARK = "Zyxwv"
ANNA = someone("Anna Berg", email="anna@orrin.example", org="Orrin", title="CFO", uid="a-1")
NEWER = someone("Anna Berg", email="anna@acme.example", org="Acme", title="CEO", uid="a-1")
BO = someone("Bo Lind", email="bo@acme.example", org="Acme", uid="b-2")


def test_what_only_this_import_told_of_goes(desk: Desk) -> None:
    desk.take(desk.file("a.vcf", ANNA))
    before = told(desk)
    uid = desk.on("2026-11-22").take(desk.file("b.vcf", NEWER, BO, b"stray text\r\n")).import_id
    assert desk.names() == ["Anna Berg", "Bo Lind"]
    assert desk.undo(uid) == Undone(1, kept=0, cards=2, interactions=0, problems=1, told_again=1)
    assert desk.person("Anna Berg")["organization"] == "Orrin"
    assert told(desk) == before


def test_a_person_whom_another_import_tells_of_too_keeps_their_id(desk: Desk) -> None:
    uid = desk.take(desk.file("a.vcf", ANNA)).import_id
    desk.take(desk.file("b.vcf", ANNA, BO))
    anna = desk.uid("Anna Berg")
    assert desk.undo(uid) == Undone(0, kept=0, cards=0, interactions=0, problems=0, told_again=1)
    assert desk.names() == ["Anna Berg", "Bo Lind"]
    assert desk.uid("Anna Berg") == anna


def test_an_import_that_only_told_again_says_who_stays_for_it(desk: Desk) -> None:
    desk.take(desk.file("a.vcf", ANNA))
    again = desk.take(desk.file("b.vcf", ANNA)).import_id
    assert desk.undo(again) == Undone(0, kept=0, cards=0, interactions=0, problems=0, told_again=1)


def test_no_trace_is_left_of_what_is_gone(desk: Desk) -> None:
    desk.take(desk.file("bo.vcf", BO))
    marked = someone(
        f"{MARK} Berg",
        f"NOTE:likes {MARK}",
        f"{MARK} is no property",
        f"X-{MARK}:{MARK}",
        uid=f"{MARK}-1",
        email=f"{MARK}@{MARK}.example",
        org=f"{MARK} Law Office",
        title=f"Attorney {MARK}",
    )
    uid = desk.take(desk.file(f"{MARK}.vcf", marked, b"%s stray\r\n" % MARK.encode())).import_id
    assert everything_said(desk).count(MARK.casefold()) > 10
    desk.undo(uid)
    assert MARK.casefold() not in everything_said(desk)
    assert (desk.vault.folder / f"{files.DATABASE}-wal").stat().st_size == 0


def test_of_who_was_changed_since_what_was_told_of_their_work_goes_too(desk: Desk) -> None:
    desk.take(desk.file("a.vcf", ANNA))
    moved = someone("Anna Berg", email="anna@acme.example", org=f"{MARK} AG", title=f"{MARK} CEO", uid="a-1")
    uid = desk.on("2026-11-22").take(desk.file("b.vcf", moved)).import_id
    add_note(desk.vault, desk.uid("Anna Berg"), "2026-11-23", "Met")
    posts = (
        "SELECT name_key, title, from_day, to_day FROM position JOIN organisation o ON o.id = organisation_id"
    )
    assert len(desk.rows(posts)) == 2
    desk.undo(uid)
    assert desk.rows(posts) == [("orrin", "CFO", None, None)]
    assert MARK.casefold() not in everything_said(desk)


def test_a_later_post_begins_nowhere_once_the_one_before_it_is_gone(desk: Desk) -> None:
    uid = desk.take(desk.file("a.vcf", ANNA)).import_id
    desk.on("2026-11-22").take(desk.file("b.vcf", NEWER))
    add_note(desk.vault, desk.uid("Anna Berg"), "2026-11-23", "Met")
    desk.undo(uid)
    assert desk.rows("SELECT title, from_day, to_day FROM position") == [("CEO", None, None)]


def edit(desk: Desk, uid: str) -> None:
    people.edit_person(desk.vault, desk.work, uid, {"phone": "+41 44 668 18 00"})


def note(desk: Desk, uid: str) -> None:
    add_note(desk.vault, uid, "2026-11-20", "Met")


def log(desk: Desk, uid: str) -> None:
    let_happen(desk.vault, desk.work, uid, [Happened("2026-11-19")])


def distinguish(desk: Desk, uid: str) -> None:
    refuse(desk.vault, desk.work, uid, desk.uid("Bo Lind"))


def row(sql: str) -> Callable[[Desk, str], None]:
    """Return what writes one row about a person: their opaque id is :uid, their number :number."""

    def write_row(desk: Desk, uid: str) -> None:
        def insert(db: Connection) -> None:
            (number,) = db.execute("SELECT id FROM person WHERE uid = ?", (uid,)).fetchone()
            db.execute(sql, {"uid": uid, "number": number})

        desk.vault.write(insert)

    return write_row


OWN = {
    "an edit": edit,
    "a note": note,
    "something logged by hand": log,
    "somebody who is not the same": distinguish,
    "a reminder": row("INSERT INTO reminder (person_id, due_day, text) VALUES (:number, '2027-01-01', 'x')"),
    "a permission": row(
        """INSERT INTO permission (person_uid, audience, level, k, purpose, policy, from_day, decided_at)
        VALUES (:uid, 'hub', 2, 3, 'x', '', '2026-01-01', '2026-01-01T00:00:00Z')"""
    ),
    "an objection": row("UPDATE person SET objected = 1 WHERE id = :number"),
    "a place in a list": row(
        "INSERT INTO list_member (list_id, person_id) SELECT 1, id FROM person WHERE uid = :uid"
    ),
}


@pytest.mark.parametrize("own", OWN.values(), ids=OWN.keys())
def test_whoever_has_something_of_the_holders_own_stays_with_the_name_that_was_shown(
    desk: Desk, own: Callable[[Desk, str], None]
) -> None:
    desk.vault.write(lambda db: db.execute("INSERT INTO list (id, uid, name) VALUES (1, 'l', 'Lunch')"))
    desk.take(desk.file("bo.vcf", BO))
    path = desk.file("a.vcf", ANNA)
    uid = desk.take(path).import_id
    anna = desk.uid("Anna Berg")
    own(desk, anna)
    figures = Undone(people=0, kept=1, cards=1, interactions=0, problems=0, told_again=0)
    assert look_at_undo(desk.vault, str(uid)) == figures
    desk.undo(uid)
    assert desk.uid("Anna Berg") == anna
    assert "orrin" not in everything_said(desk)


def test_the_same_file_again_finds_who_stayed_and_brings_everything_back(desk: Desk) -> None:
    path = desk.file("a.vcf", ANNA, BO)
    uid = desk.take(path).import_id
    note(desk, desk.uid("Anna Berg"))
    anna, before = desk.person("Anna Berg"), desk.names()
    desk.undo(uid)
    assert desk.names() == ["Anna Berg"]
    assert desk.take(path).as_json()["people_new"] == 1
    back = desk.person("Anna Berg")
    assert desk.names() == before
    assert {**back, "sources": []} == {**anna, "sources": []}
    assert desk.rows("SELECT * FROM field_choice") == desk.rows("SELECT * FROM kept_card") == []


def test_an_edit_wins_as_before_once_a_superseded_card_is_live_again(desk: Desk) -> None:
    desk.take(desk.file("a.vcf", ANNA))
    uid = desk.take(desk.file("b.vcf", NEWER)).import_id
    people.edit_person(desk.vault, desk.work, desk.uid("Anna Berg"), {"title": "Chair"})
    desk.undo(uid)
    anna = desk.person("Anna Berg")
    assert (anna["organization"], anna["title"]) == ("Orrin", "Chair")
    assert [one["value"] for one in anna["emails"]] == ["anna@orrin.example"]


def test_who_was_linked_with_somebody_of_the_import_stays_and_can_be_unlinked(desk: Desk) -> None:
    desk.take(desk.file("bo.vcf", BO))
    uid = desk.take(desk.file("a.vcf", ANNA)).import_id
    bo, anna = desk.uid("Bo Lind"), desk.uid("Anna Berg")
    note(desk, anna)
    link_people(desk.vault, desk.work, bo, anna)
    desk.undo(uid)
    assert desk.rows("SELECT count(*) FROM note") == [(1,)]
    unlink_person(desk.vault, desk.work, bo)
    assert desk.names() == ["Anna Berg", "Bo Lind"]


def test_who_was_linked_and_came_with_this_import_alone_is_forgotten(desk: Desk) -> None:
    desk.take(desk.file("bo.vcf", BO))
    uid = desk.take(desk.file("a.vcf", ANNA)).import_id
    link_people(desk.vault, desk.work, desk.uid("Bo Lind"), desk.uid("Anna Berg"))
    desk.undo(uid)
    assert desk.names() == ["Bo Lind"]
    assert "orrin" not in everything_said(desk)
    with pytest.raises(UsageRefused):
        unlink_person(desk.vault, desk.work, desk.uid("Bo Lind"))


@pytest.mark.parametrize("turned", [False, True], ids=["who was linked", "who goes on"])
def test_whom_the_holder_linked_is_linked_again_once_the_same_file_is_back(desk: Desk, turned: bool) -> None:
    desk.take(desk.file("bo.vcf", BO))
    path = desk.file("a.vcf", ANNA)
    uid = desk.take(path).import_id
    pair = desk.uid("Bo Lind"), desk.uid("Anna Berg")
    link_people(desk.vault, desk.work, *(reversed(pair) if turned else pair))
    linked = desk.names()
    desk.undo(uid)
    desk.take(path)
    assert desk.names() == linked
    assert len(linked) == 1
    unlink_person(desk.vault, desk.work, pair[0])
    assert desk.names() == ["Anna Berg", "Bo Lind"]


def test_letters_that_two_mailboxes_hold_stay_with_the_other_one(desk: Desk) -> None:
    identity.confirm_me(desk.vault, desk.work, emails=[ME])
    desk.take(desk.file("x.vcf", someone("Jonas Keller", email="jonas@acme.example")))
    one = desk.take(write(desk.folder / "a.mbox", mailbox(letter(number=1), letter(number=2)))).import_id
    desk.take(write(desk.folder / "b.mbox", mailbox(letter(number=2), letter(number=3))))
    assert desk.person("Jonas Keller")["interactions"] == 3
    assert desk.undo(one).interactions == 1
    assert desk.person("Jonas Keller")["interactions"] == 2


def test_a_backup_is_made_first(desk: Desk) -> None:
    uid = desk.take(desk.file("a.vcf", ANNA)).import_id
    desk.undo(uid)
    newest = listed(desk.vault)[0].manifest
    assert newest is not None
    assert newest.reason is Reason.BEFORE_DELETION


def test_much_goes_only_with_its_number(desk: Desk) -> None:
    uid = str(desk.take(desk.file("a.vcf", ANNA, BO)).import_id)
    before = desk.contents()
    for typed in (None, "1"):
        with pytest.raises(ConfirmationNeeded, match="2 of 2 people"):
            undo_import(desk.vault, desk.work, uid, typed=typed)
    assert desk.contents() == before
    undo_import(desk.vault, desk.work, uid, typed="2")
    assert desk.names() == []


def test_the_history_shows_that_it_was_undone_and_no_file_name(desk: Desk) -> None:
    uid = desk.take(desk.file("a.vcf", ANNA, b"stray text\r\n")).import_id
    desk.on("2026-11-25").undo(uid)
    (one,) = earlier_imports(desk.vault)
    assert one.undone_at is not None
    assert one.undone_at.isoformat() == "2026-11-25T10:00:00+01:00"
    assert (one.uid, one.files, one.people_new) == (uid, (), 1)
    assert problems_of(desk.vault, str(uid)) == []


def test_the_problems_of_a_file_stay_with_the_import_that_read_the_same(desk: Desk) -> None:
    path = desk.file("a.vcf", ANNA, b"stray text\r\n")
    first, second = desk.take(path), desk.take(path)
    desk.undo(first.import_id)
    assert len(problems_of(desk.vault, str(second.import_id))) == 1


def test_an_import_is_undone_once(desk: Desk) -> None:
    uid = desk.take(desk.file("a.vcf", ANNA)).import_id
    desk.undo(uid)
    with pytest.raises(UsageRefused, match=UNDONE_BEFORE):
        desk.undo(uid)
    with pytest.raises(UsageRefused, match=NO_SUCH_IMPORT):
        desk.undo("nothing")


def test_nothing_is_undone_while_an_import_runs(desk: Desk) -> None:
    uid = desk.take(desk.file("a.vcf", ANNA)).import_id
    desk.vault.write(
        lambda db: db.execute(
            "INSERT INTO staged_record (source, kind, record_key, body) VALUES (0,'me','','')"
        )
    )
    with pytest.raises(UsageRefused, match=IMPORTING):
        desk.undo(uid)
    assert desk.names() == ["Anna Berg"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a crash is tried by fork")
def test_killed_at_any_moment_the_vault_is_as_before_or_as_after(tmp_path: Path) -> None:
    swept = [sys.executable, "-m", "builders.undo_sweep", str(tmp_path / "sweep"), "20"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    ran = subprocess.run(swept, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.startswith("20 kills")


def test_what_leaves_without_approval_shows_no_more_than_the_company_has(tmp_path: Path) -> None:
    maya = maya_published(tmp_path / "vault")
    with maya.vault:
        held = {
            document.client_id: document.content
            for document in map(publication.decode, maya.hub.held.values())
        }
        maya.clock.forward(minutes=1)
        for one in earlier_imports(maya.vault):
            gone = look_at_undo(maya.vault, one.uid)
            number = str(gone.people or gone.interactions)
            undo_import(maya.vault, maya.laptop.work, one.uid, typed=number)
        leaving = [one for one in maya.vault.read(outbox.to_send) if one.state == State.APPROVED]
        assert leaving
        for one in leaving:
            content = publication.decode(one.body).content
            assert shows_no_more(content, held[one.client_id])
        kept = maya.vault.read(lambda db: db.execute("SELECT count(*) FROM person").fetchone())
        assert kept == (len(CHOICES),)
