"""Deleting a person leaves no trace but the opaque id in the permission ledger."""

from __future__ import annotations

import pytest

from builders.desk import Desk, someone
from builders.linkedin import CONNECTIONS, MESSAGES, PROFILE, folder, message, profile_url, table
from builders.told import everything_said
from weavit_desktop.services.deleting import delete_people

MARK = "Zyxwv"


def marked_history(desk: Desk) -> None:
    """Bring in a person with the mark in all that a source can say, and Bo beside them."""
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
    older = someone(f"{MARK} Berg", f"NOTE:once {MARK}", uid=f"{MARK}-1", email=f"{MARK}@old.example")
    desk.take(desk.file(f"{MARK}.vcf", older))
    desk.take(desk.file(f"{MARK}.vcf", marked), desk.file("bo.vcf", someone("Bo Lind", org="Orrin")))
    connected = {"First Name": MARK, "Last Name": "Berg", "URL": profile_url(MARK)}
    files = {
        "Profile.csv": table(PROFILE, {"First Name": "Maya"}),
        "Connections.csv": table(
            CONNECTIONS,
            {**connected, "Email Address": f"{MARK}@{MARK}.example"},
            {"First Name": "Cleo", "Last Name": "Ray", "URL": profile_url("bo")},
        ),
        "messages.csv": table(
            MESSAGES,
            message("maya", MARK, conversation="1"),
            message(MARK, "maya", "bo", conversation="2"),
            message("maya", "bo", conversation="3"),
        ),
    }
    desk.take(folder(desk.folder / "li", files))


def test_a_deleted_person_is_nowhere(desk: Desk) -> None:
    marked_history(desk)
    assert everything_said(desk).count(MARK.casefold()) > 20
    delete_people(desk.vault, desk.work, [desk.uid(f"{MARK} Berg")])
    said = everything_said(desk)
    assert [
        said[max(0, at - 60) : at + 20] for at in range(len(said)) if said.startswith(MARK.casefold(), at)
    ] == []
    assert desk.names(MARK) == []


def test_the_others_stay_as_they_were(desk: Desk) -> None:
    marked_history(desk)
    before = [desk.person(name) for name in desk.names() if MARK not in name]
    delete_people(desk.vault, desk.work, [desk.uid(f"{MARK} Berg")])
    assert [desk.person(name) for name in desk.names()] == before
    assert len(before) == 2


def test_the_permission_ledger_keeps_the_opaque_id_and_that_it_was_taken_back(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", someone("Anna Berg")))
    uid = desk.uid("Anna Berg")
    desk.vault.write(
        lambda db: db.execute(
            """INSERT INTO permission (person_uid, audience, level, k, purpose, policy, from_day, decided_at)
            VALUES (?, 'hub', 2, 3, 'coverage', '', '2026-01-01', '2026-01-01T00:00:00Z')""",
            (uid,),
        )
    )
    delete_people(desk.vault, desk.work, [uid])
    assert desk.rows("SELECT person_uid, level FROM permission") == [(uid, 2), (uid, 0)]
    assert desk.names() == []


def test_of_a_shared_mailbox_the_other_keeps_the_history(desk: Desk) -> None:
    url = f"URL:{profile_url('desk')}"
    desk.take(desk.file("x.vcf", someone("Anna Berg", url), someone("Acme", url, "X-ABSHOWAS:COMPANY")))
    desk.take(
        folder(
            desk.folder / "li",
            {
                "Profile.csv": table(PROFILE, {"First Name": "Maya"}),
                "messages.csv": table(MESSAGES, message("maya", "desk"), message("desk", "maya")),
            },
        )
    )
    assert desk.person("Acme")["interactions"] == 0
    delete_people(desk.vault, desk.work, [desk.uid("Anna Berg")])
    assert desk.person("Acme")["interactions"] == 2


def test_a_deleted_person_comes_back_with_the_next_import(desk: Desk) -> None:
    path = desk.file("x.vcf", someone("Anna Berg", email="anna@orrin.example"))
    desk.take(path)
    delete_people(desk.vault, desk.work, [desk.uid("Anna Berg")])
    assert desk.take(path).sources[0].people_new == 1


@pytest.mark.parametrize(
    "again",
    [
        someone("A. Berg", email="ANNA@orrin.example"),
        someone("Anna Berg", "NOTE:other", tel="0446681800"),
        someone("Anna Berg", f"URL:{profile_url('Anna')}/"),
        someone("Anna Berg", "NOTE:newer", uid="a-1"),
    ],
)
def test_unless_they_are_not_to_be_brought_back_by_whatever_they_were_known(desk: Desk, again: bytes) -> None:
    card = someone(
        "Anna Berg",
        f"URL:{profile_url('anna')}",
        email="anna@orrin.example",
        tel="+41 44 668 18 00",
        uid="a-1",
    )
    desk.take(desk.file("x.vcf", card))
    delete_people(desk.vault, desk.work, [desk.uid("Anna Berg")], do_not_bring_back=True)
    report = desk.take(desk.file("y.vcf", again, someone("Bo Lind")))
    assert desk.names() == ["Bo Lind"]
    assert [(one.what, one.count) for one in report.sources[0].passed_over] == [
        ("people who are not to be brought back", 1)
    ]
    assert "anna" not in everything_said(desk)


def test_nor_do_their_messages_come_back(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", someone("Anna Berg", f"URL:{profile_url('anna')}")))
    delete_people(desk.vault, desk.work, [desk.uid("Anna Berg")], do_not_bring_back=True)
    report = desk.take(
        folder(
            desk.folder / "li",
            {
                "Profile.csv": table(PROFILE, {"First Name": "Maya"}),
                "messages.csv": table(MESSAGES, message("maya", "anna"), message("anna", "maya")),
            },
        )
    )
    assert report.sources[0].interactions_new == 0
    assert desk.rows("SELECT count(*) FROM interaction") == [(0,)]
