"""Choosing, person by person, and taking back."""

from __future__ import annotations

from datetime import date

import pytest

from builders.laptop import ACME, BETA, Laptop, laptop
from builders.sharing import Post, Someone, add_organisation, add_people, dump, weekly_mail
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.sharing import (
    Choice,
    Revoked,
    read_choice,
    revoke_client,
    revoke_everything,
    revoke_person,
    share,
    share_all,
    take_back,
    who_would_change,
)
from weavit_desktop.vault.repositories import permissions

ROLE = SharingLevel.ROLE
TODAY = date(2026, 11, 23)


def in_force(made: Laptop, uid: str) -> tuple[int, int, date | None] | None:
    found = permissions.in_force(made.vault.db, uid)
    return None if found is None else (int(found.level), found.k, found.until)


def test_a_choice_is_added_to_the_ledger_and_drafts_a_document() -> None:
    made = laptop([Someone("anna")])

    made.share("anna", 2)
    made.share("anna", 3, k=1, until=date(2027, 1, 31))

    assert in_force(made, "anna") == (3, 1, date(2027, 1, 31))
    assert made.vault.db.execute("SELECT count(*) FROM permission").fetchone() == (2,)
    assert [(row.state, row.client_id, row.seq) for row in made.rows()] == [("draft", ACME, 1)]


def test_the_same_choice_again_changes_nothing() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 2)
    before = dump(made.vault.db, "permission", "outbox", "sharing_period")

    made.share("anna", 2)

    assert dump(made.vault.db, "permission", "outbox", "sharing_period") == before


def test_choosing_nothing_for_someone_of_whom_nothing_is_shared_leaves_no_trace() -> None:
    made = laptop([Someone("anna")])

    made.share("anna", 0)

    assert dump(made.vault.db, "permission", "outbox") == []


def test_choosing_works_without_a_hub() -> None:
    made = laptop([Someone("anna")], joined=False)

    made.share("anna", 4)

    assert in_force(made, "anna") == (4, 3, None)
    assert made.rows() == []


@pytest.mark.parametrize(
    "someone", [Someone("x", objected=True), Someone("x", is_company=True), Someone("x", me=True)]
)
def test_nothing_can_be_shared_of_who_objected_or_is_no_other_human(someone: Someone) -> None:
    made = laptop([someone])

    with pytest.raises(UsageRefused):
        made.share("x", 1)

    assert dump(made.vault.db, "permission") == []


def test_a_colleague_gives_no_coverage() -> None:
    made = laptop([Someone("colleague", colleague=True)])

    made.share("colleague", 4)

    assert made.rows() == []


def test_nobody_and_nowhere_are_refused() -> None:
    made = laptop()
    for call in (
        lambda: share(made.vault, "nobody", Choice(ROLE), made.clock, made.new_id),
        lambda: revoke_person(made.vault, "nobody", made.clock, made.new_id),
        lambda: revoke_client(made.vault, "nowhere", made.clock, made.new_id),
        lambda: who_would_change(made.vault, "nowhere", ROLE),
    ):
        with pytest.raises(UsageRefused):
            call()


@pytest.mark.parametrize(
    ("level", "k", "until"), [(5, 3, None), (-1, 3, None), (2, 2, None), (2, 3, date(2026, 11, 22))]
)
def test_a_choice_that_makes_no_sense_is_refused(level: int, k: int, until: date | None) -> None:
    with pytest.raises(UsageRefused):
        read_choice(level, k, until, TODAY)


def test_a_choice_that_makes_sense_is_read() -> None:
    assert read_choice(4, 5, TODAY, TODAY) == Choice(SharingLevel.RHYTHM, 5, TODAY)


def test_a_choice_for_everyone_lists_whom_it_raises_and_lowers_nobody() -> None:
    people = [Someone("new"), Someone("lower"), Someone("same"), Someone("higher"),
              Someone("objected", objected=True), Someone("elsewhere", posts=[Post(2)]),
              Someone("left", posts=[Post(1, to_day="2026-01-01")])]  # fmt: skip
    made = laptop(people)
    made.share("lower", 1)
    made.share("same", 2)
    made.share("higher", 4)

    listed = who_would_change(made.vault, "org-1", ROLE)

    assert {(one.id, int(one.before)) for one in listed} == {("new", 0), ("lower", 1)}


def test_a_choice_for_everyone_applies_to_those_listed_alone() -> None:
    made = laptop([Someone("seen"), Someone("higher"), Someone("added later")])
    made.share("higher", 4)

    changed = share_all(made.vault, ["seen", "higher"], Choice(ROLE, 5), made.clock, made.new_id)

    assert [one.person_uid for one in changed] == ["seen"]
    assert in_force(made, "seen") == (2, 5, None)
    assert in_force(made, "higher") == (4, 3, None)
    assert in_force(made, "added later") is None


def test_a_choice_for_everyone_happens_whole_or_not_at_all() -> None:
    made = laptop([Someone("anna"), Someone("bert", objected=True)])

    with pytest.raises(UsageRefused):
        share_all(made.vault, ["anna", "bert"], Choice(ROLE), made.clock, made.new_id)

    assert in_force(made, "anna") is None


def test_taking_everyone_back_is_not_a_choice_for_everyone() -> None:
    with pytest.raises(UsageRefused):
        who_would_change(laptop().vault, "org-1", SharingLevel.ONLY_YOU)


def test_taking_a_person_back_approves_a_version_without_them() -> None:
    made = laptop([Someone("anna", days=weekly_mail()), Someone("bert", [Post(1, "vp", "it")])])
    made.share("bert", 2)
    made.share_and_publish("anna", 4)

    assert revoke_person(made.vault, "anna", made.clock, made.new_id) == Revoked(1, 1)

    assert [(row.state, row.seq, row.retraction) for row in made.rows("approved", "draft")] == [
        ("approved", 2, False)
    ]
    assert made.publish().accepted == 1
    assert [(cell.level, cell.band) for cell in made.held().cells] == [("vp", 0)]


def test_taking_the_last_person_back_retracts_the_document() -> None:
    made = laptop([Someone("anna")])
    made.share_and_publish("anna", 2)

    made.revoke("anna")

    assert [(row.state, row.retraction) for row in made.rows("approved", "draft")] == [("approved", True)]
    made.publish()
    assert made.hub.held == {}


def test_what_was_never_sent_is_simply_withdrawn() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 2)
    made.approve_all()

    made.revoke("anna")

    assert made.rows("draft", "approved") == []
    assert made.publish().sent == 0


def test_taking_a_client_back_takes_back_who_works_there_wherever_else_they_work() -> None:
    made = laptop([Someone("anna", [Post(1), Post(2)]), Someone("bert", [Post(2)])])
    made.share("anna", 2)
    made.share_and_publish("bert", 2)

    assert revoke_client(made.vault, "org-1", made.clock, made.new_id).people == 1
    made.publish()

    assert in_force(made, "anna") == (0, 3, None)
    assert made.held(ACME) is None
    assert made.held(BETA) is not None


def test_taking_a_client_back_retracts_what_is_left_of_people_who_went() -> None:
    made = laptop([Someone("anna")])
    made.share_and_publish("anna", 2)
    made.vault.db.execute("UPDATE position SET to_day = '2026-11-20'")

    revoke_client(made.vault, "org-1", made.clock, made.new_id)
    made.publish()

    assert made.hub.held == {}


def test_organisations_confirmed_as_one_client_are_taken_back_together() -> None:
    made = laptop()
    add_organisation(made.vault.db, 3, ACME)
    add_people(made.vault.db, [Someone("anna"), Someone("bert", [Post(3)])])
    made.share("anna", 1)
    made.share("bert", 1)

    assert revoke_client(made.vault, "org-3", made.clock, made.new_id).people == 2


def test_taking_everything_back_leaves_nothing_at_the_hub() -> None:
    made = laptop([Someone("anna"), Someone("bert", [Post(2)])])
    made.share("anna", 4)
    made.share_and_publish("bert", 1)

    assert revoke_everything(made.vault, made.clock, made.new_id) == Revoked(2, 2)
    made.publish()

    assert made.hub.held == {}
    assert permissions.all_giving(made.vault.db) == {}


def test_whoever_is_deleted_keeps_only_an_opaque_id_in_the_ledger() -> None:
    made = laptop([Someone("anna")])
    made.share_and_publish("anna", 2)

    def forget(db):
        take_back(db, ["anna"], made.clock(), made.new_id)
        db.execute("DELETE FROM person")

    made.vault.write(forget)
    made.redraft()
    made.publish()

    assert in_force(made, "anna") == (0, 3, None)
    assert made.hub.held == {}
