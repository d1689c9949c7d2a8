"""After a restore the hub's word counts for what it holds, and nobody is shown more than it shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.laptop import ACME, BETA, Laptop, laptop
from builders.restored import ANNA, BERT, adopt, levels, publish_all, restore, suspended, two
from builders.sharing import Post, Someone, copy_of, dump, weekly_mail
from weavit_core import publication
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.services.adopting import Adopted, sentence
from weavit_desktop.services.checking import mirror, receipts
from weavit_desktop.services.hub import fetch, leave
from weavit_desktop.services.sharing import revoke_everything
from weavit_desktop.sharing.order import shows_no_more
from weavit_desktop.vault.repositories import outbox


def test_a_vault_that_was_not_restored_asks_nothing() -> None:
    made = two()
    seen = len(made.hub.seen)
    assert adopt(made) is None
    assert len(made.hub.seen) == seen


def test_a_restore_of_what_is_there_changes_nothing() -> None:
    made = two()
    made.share_and_publish(ANNA, 4)
    made.share_and_publish(BERT, 2, k=1)
    before = dump(made.vault.db, "permission", "sharing_period")
    restore(made, made.vault.db)
    assert adopt(made) == Adopted(documents=2, ended=0, fallen=0)
    assert suspended(made) == ""
    assert dump(made.vault.db, "permission", "sharing_period") == before
    assert made.rows("draft", "approved", "sending") == []


def test_a_document_of_after_the_backup_is_known_again_with_its_receipt() -> None:
    made = two()
    backup = copy_of(made.vault.db)
    made.share_and_publish(ANNA, 3)
    made.share_and_publish(ANNA, 4)
    restore(made, backup)
    assert adopt(made) == Adopted(documents=1, ended=0, fallen=0)
    (row,) = made.rows("acked")
    assert (row.seq, made.body(row)) == (2, *made.hub.held.values())
    assert [(one.sha256, one.verified) for one in receipts(made.vault)] == [(row.sha256, True)]
    assert all(one.matches_sent for one in mirror(made.vault, made.connect, made.clock))


def test_the_next_version_follows_the_one_that_the_hub_holds() -> None:
    made = two()
    made.share_and_publish(ANNA, 1)
    backup = copy_of(made.vault.db)
    for level in (2, 3, 4):
        made.share_and_publish(ANNA, level)
    restore(made, backup)
    adopt(made)
    made.share(ANNA, 2)
    publish_all(made)
    assert [publication.decode(body).seq for body in made.hub.held.values()] == [5]


def test_whoever_was_lowered_since_falls_to_only_you() -> None:
    made = two()
    made.share_and_publish(ANNA, 4)
    backup = copy_of(made.vault.db)
    made.share(ANNA, 1)
    made.publish()
    restore(made, backup)
    assert levels(made) == {ANNA: 4}
    assert adopt(made) == Adopted(documents=1, ended=0, fallen=1)
    assert levels(made) == {}


def test_the_others_at_that_client_stay() -> None:
    made = laptop([Someone(ANNA, days=weekly_mail()), Someone(BERT, [Post(1, "vp", "it")])])
    made.share(ANNA, 4)
    made.share_and_publish(BERT, 2)
    backup = copy_of(made.vault.db)
    made.share(ANNA, 1)
    made.publish()
    restore(made, backup)
    assert adopt(made) == Adopted(documents=1, ended=0, fallen=1)
    assert levels(made) == {BERT: 2}


def test_whoever_asks_for_more_colleagues_since_falls_to_only_you() -> None:
    made = two()
    made.share_and_publish(ANNA, 2, k=1)
    backup = copy_of(made.vault.db)
    made.share_and_publish(ANNA, 2, k=5)
    restore(made, backup)
    adopt(made)
    assert levels(made) == {}


def test_whoever_is_shared_for_longer_than_the_document_lasts_falls_to_only_you() -> None:
    made = two()
    made.share_and_publish(ANNA, 2)
    backup = copy_of(made.vault.db)
    made.share_and_publish(ANNA, 2, until=date(2027, 1, 31))
    restore(made, backup)
    adopt(made)
    assert levels(made) == {}


def test_whoever_was_taken_back_since_is_not_published_again() -> None:
    made = two()
    made.share_and_publish(ANNA, 3)
    made.share_and_publish(BERT, 3)
    backup = copy_of(made.vault.db)
    made.revoke(ANNA)
    made.publish()
    restore(made, backup)
    assert adopt(made) == Adopted(documents=1, ended=1, fallen=1)
    assert outbox.running_periods(made.vault.db).keys() == {BETA}
    publish_all(made)
    assert levels(made) == {BERT: 3}
    assert made.held(ACME) is None
    assert made.held(BETA) is not None


def test_whoever_was_raised_since_stays_as_chosen_then_and_the_document_waits_to_be_lowered() -> None:
    made = two()
    made.share_and_publish(ANNA, 1)
    backup = copy_of(made.vault.db)
    made.share_and_publish(ANNA, 4)
    restore(made, backup)
    assert adopt(made) == Adopted(documents=1, ended=0, fallen=0)
    assert levels(made) == {ANNA: 1}
    assert made.held(ACME).cells != ()
    publish_all(made)
    assert made.held(ACME).cells == ()


def test_at_a_client_of_which_the_hub_holds_nothing_everyone_falls() -> None:
    made = two()
    made.share(ANNA, 3)
    made.share_and_publish(BERT, 3)
    made.hub.retract_by_code()
    restore(made, made.vault.db)
    assert adopt(made) == Adopted(documents=0, ended=2, fallen=2)
    assert made.rows("draft", "approved", "acked") == made.rows("acked")
    publish_all(made)
    assert made.hub.held == {}


def test_what_was_approved_before_the_backup_and_taken_back_since_does_not_leave() -> None:
    made = two()
    made.share_and_publish(ANNA, 1)
    made.share(ANNA, 4)
    made.approve_all()
    backup = copy_of(made.vault.db)
    made.publish()
    made.share(ANNA, 1)
    made.publish()
    restore(made, backup)
    made.publish()
    assert made.held(ACME).cells == ()
    assert made.rows("approved", "sending") == []


def test_people_who_together_would_say_more_than_each_alone_all_fall() -> None:
    made = laptop(
        [
            Someone(ANNA, days=weekly_mail()),
            Someone(BERT, days=weekly_mail(weeks=4)),
        ]
    )
    for uid, level in ((ANNA, 3), (BERT, 4)):
        made.share(uid, level, k=5)
    backup = copy_of(made.vault.db)
    made.share(ANNA, 3, k=1)
    made.share(BERT, 4, k=3)
    publish_all(made)
    restore(made, backup)
    assert adopt(made) == Adopted(documents=1, ended=0, fallen=2)


def test_what_was_on_its_way_at_the_backup_and_arrived_is_confirmed() -> None:
    made = two()
    made.share(ANNA, 3)
    made.approve_all()
    made.hub.fault = lambda request: "after" if request.method == "PUT" else ""
    made.publish()
    made.hub.fault = lambda request: ""
    (sending,) = made.rows("sending")
    restore(made, made.vault.db)
    adopt(made)
    assert [(row.id, row.state) for row in made.rows()] == [(sending.id, "acked")]


def test_what_was_on_its_way_at_the_backup_and_was_replaced_since_is_not_sent_again() -> None:
    made = two()
    made.share_and_publish(ANNA, 1)
    made.share(ANNA, 2)
    made.approve_all()
    made.hub.fault = lambda request: "before" if request.method == "PUT" else ""
    made.publish()
    backup = copy_of(made.vault.db)
    made.hub.fault = lambda request: ""
    made.publish()
    made.share_and_publish(ANNA, 4)
    restore(made, backup)
    adopt(made)
    assert made.rows("sending", "approved") == []
    publish_all(made)
    assert [publication.decode(body).seq for body in made.hub.held.values()] == [4]


def test_what_was_taken_back_before_the_first_contact_goes_with_it() -> None:
    made = two()
    made.share_and_publish(ANNA, 1)
    backup = copy_of(made.vault.db)
    made.share_and_publish(ANNA, 4)
    restore(made, backup)
    made.revoke(ANNA)
    report = made.send_taken_back()
    assert (report.accepted, report.waiting, report.trouble) == (1, 0, None)
    assert made.hub.held == {}


def test_who_takes_everything_back_before_the_first_contact_takes_back_what_the_backup_never_knew() -> None:
    made = two()
    backup = copy_of(made.vault.db)
    made.share_and_publish(ANNA, 4)
    made.share_and_publish(BERT, 2)
    restore(made, backup)
    revoke_everything(made.vault, made.clock, made.new_id)
    report = made.send_taken_back()
    assert (report.accepted, report.waiting, report.trouble) == (2, 0, None)
    assert made.hub.held == {}


def test_what_the_backup_never_knew_is_not_taken_back_without_a_word() -> None:
    made = two()
    backup = copy_of(made.vault.db)
    made.share_and_publish(ANNA, 4)
    restore(made, backup)
    made.publish()
    assert made.held(ACME) is not None
    assert [row.retraction for row in made.rows("draft")] == [True]


def test_leaving_takes_back_what_the_backup_never_knew() -> None:
    made = two()
    backup = copy_of(made.vault.db)
    made.share_and_publish(ANNA, 4)
    made.share_and_publish(BERT, 2)
    restore(made, backup)
    leave(made.vault, made.connect, made.clock, made.new_id)
    assert made.hub.held == {}
    assert made.hub.closed


def test_fetching_adopts_and_says_so() -> None:
    made = two()
    made.share_and_publish(ANNA, 4)
    backup = copy_of(made.vault.db)
    made.share(ANNA, 1)
    made.publish()
    restore(made, backup)
    fetched = fetch(made.vault, made.connect, made.clock, made.new_id)
    assert fetched.adopted == Adopted(documents=1, ended=0, fallen=1)
    assert "1 document" in sentence(fetched.adopted)
    assert "1 person is Only you until you choose again" in sentence(fetched.adopted)


PEOPLE = (
    Someone("p1", days=weekly_mail()),
    Someone("p2", [Post(1), Post(2)], days=weekly_mail(weeks=4)),
    Someone("p3", [Post(2, "vp", "it")], days=weekly_mail(weeks=20)),
    Someone("p4", [Post(1, "staff", "unknown")]),
)
Act = tuple[str, int, int, date | None]
ACTS = st.lists(
    st.tuples(
        st.sampled_from([one.uid for one in PEOPLE]),
        st.integers(0, 4),
        st.sampled_from((1, 3, 5)),
        st.sampled_from((None, None, date(2027, 1, 31))),
    )
    | st.sampled_from(["approve", "publish", "lose an answer", "code"]),
    max_size=14,
)


def live(made: Laptop, acts: list[Any]) -> None:
    """Let somebody choose, approve and publish; now and then an answer is lost."""
    for act in acts:
        if act == "approve":
            made.approve_all()
        elif act == "code":
            made.hub.retract_by_code()
        elif act in ("publish", "lose an answer"):
            made.hub.fault = lambda request, act=act: "after" if act != "publish" else ""  # type: ignore[misc]
            made.publish()
            made.hub.fault = lambda request: ""
        else:
            uid, level, k, until = act
            made.share(uid, level, k=k, until=until)


@settings(deadline=None)
@given(before=ACTS, since=ACTS, offline=st.lists(st.sampled_from([one.uid for one in PEOPLE]), max_size=2))
def test_no_restore_lets_the_hub_hold_more_than_before_it(
    before: list[Any], since: list[Any], offline: list[str]
) -> None:
    """`offline`: whom the person takes back between the restore and the first contact."""
    made = laptop(PEOPLE)
    live(made, before)
    backup = copy_of(made.vault.db)
    live(made, since)
    there = {one.client_id: one for one in map(publication.decode, made.hub.held.values())}
    restore(made, backup)
    for uid in offline:
        made.revoke(uid)
    made.publish()
    assert suspended(made) == ""
    publish_all(made)
    for document in map(publication.decode, made.hub.held.values()):
        earlier = there[document.client_id]
        assert shows_no_more(document.content, earlier.content)
        assert document.not_after <= earlier.not_after
        assert document.seq >= earlier.seq
    assert not levels(made).keys() & set(offline)


def test_the_choice_that_fell_can_be_made_again() -> None:
    made = two()
    made.share_and_publish(ANNA, 4)
    backup = copy_of(made.vault.db)
    made.share(ANNA, 1)
    made.publish()
    restore(made, backup)
    adopt(made)
    made.share_and_publish(ANNA, int(SharingLevel.STRENGTH))
    assert made.held(ACME).cells != ()
    assert outbox.running_periods(made.vault.db).keys() == {ACME}
