"""What the sharing page shows: what waits, Client by Client, and what the company sees now."""

from __future__ import annotations

from datetime import date

from builders.laptop import ACME, BETA, Laptop, laptop
from builders.sharing import Post, Someone, add_organisation, add_people, choose, weekly_mail
from builders.stand_in_hub import RULES
from weavit_core import policy, publication
from weavit_core.canonical import sha256_hex
from weavit_core.policy import Policy
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.services import approving
from weavit_desktop.services.hub_policy import accept_policy
from weavit_desktop.services.sharing import put_back, share
from weavit_desktop.services.sharing_page import (
    GONE_FROM_REGISTRY,
    PersonChange,
    SharingState,
    WaitingClient,
    bring_up_to_date,
    choice_of,
    read_sharing,
)
from weavit_desktop.sharing.line_changes import Fate
from weavit_desktop.sharing.outbox import State

ANNA, BERT = Someone("anna"), Someone("bert", [Post(2, "vp", "it")], texts=("Bert Noor", "Beta", "VP IT"))


def state_of(made: Laptop) -> SharingState:
    return read_sharing(made.vault, made.clock)


def only_client(state: SharingState) -> WaitingClient:
    (client,) = state.waiting
    return client


def only_change(state: SharingState) -> PersonChange:
    (change,) = only_client(state).people
    return change


def published(*people: Someone, level: int = 2) -> Laptop:
    """Return a laptop whose people were published, a minute ago."""
    made = laptop(people)
    for one in people:
        made.share(one.uid, level)
    made.approve_all()
    assert made.publish().trouble is None
    made.clock.forward(minutes=1)
    return made


def test_without_a_hub_only_the_choices_are_counted() -> None:
    made = laptop([ANNA, BERT], joined=False)
    made.share("anna", 2)

    state = state_of(made)

    assert (state.hub_name, state.chosen, state.waiting, state.seen) == ("", 1, (), ())


def test_a_first_choice_waits_at_its_client_with_the_bytes_that_would_leave() -> None:
    made = laptop([ANNA, BERT])
    made.share("anna", 2)

    state = state_of(made)

    client = only_client(state)
    (document,) = client.documents
    assert (client.client_id, client.name, client.reason) == (ACME, "Client c1", "")
    assert (document.state, document.seq, document.before, document.retraction) == (State.DRAFT, 1, 0, False)
    assert document.body == made.body(made.rows("draft")[0])
    assert state.shown() == {document.uid: sha256_hex(document.body)}
    assert [(line.what, line.fate) for line in document.comparison.lines] == [
        ("Director, Finance", Fate.ADDED)
    ]
    change = only_change(state)
    assert (change.uid, change.before, change.after, change.chosen, change.earlier) == (
        "anna",
        SharingLevel.ONLY_YOU,
        SharingLevel.ROLE,
        True,
        None,
    )
    assert (state.hub_name, state.host) == ("Tarnholm", "127.0.0.1:8420")


def test_what_was_published_no_longer_waits_and_is_seen() -> None:
    made = published(ANNA)

    state = state_of(made)

    (seen,) = state.seen
    assert state.waiting == ()
    assert (seen.uid, seen.client_id, seen.level, seen.k, seen.until, seen.waiting) == (
        "anna",
        ACME,
        SharingLevel.ROLE,
        3,
        None,
        None,
    )
    assert (state.held, state.seen_people) == (1, 1)
    assert state.last_published.startswith("2026-11-23T10:00")


def test_a_change_shows_the_step_that_is_seen_and_the_step_that_waits() -> None:
    made = published(ANNA)
    made.share("anna", 3, k=5)

    state = state_of(made)

    change = only_change(state)
    assert (change.before, change.after) == (SharingLevel.ROLE, SharingLevel.STRENGTH)
    assert change.earlier is not None
    assert (change.earlier.level, change.earlier.k) == (SharingLevel.ROLE, 3)
    assert (change.now.level, change.now.k) == (SharingLevel.STRENGTH, 5)
    (seen,) = state.seen
    assert (seen.level, seen.k, seen.waiting) == (SharingLevel.ROLE, 3, SharingLevel.STRENGTH)
    assert seen.now == change.now


def test_a_change_that_is_put_back_no_longer_waits_and_can_be_chosen_again() -> None:
    made = published(ANNA)
    made.share("anna", 3, k=5)
    change = only_change(state_of(made))

    put_back(made.vault, "anna", choice_of(change.earlier), made.clock, made.new_id)
    assert state_of(made).waiting == ()

    share(made.vault, "anna", choice_of(change.now), made.clock, made.new_id)
    again = only_change(state_of(made))
    assert (again.before, again.after, again.now) == (change.before, change.after, change.now)


def test_a_first_choice_that_is_put_back_leaves_nothing_waiting() -> None:
    made = laptop([ANNA])
    made.share("anna", 2)
    change = only_change(state_of(made))

    put_back(made.vault, "anna", choice_of(change.earlier), made.clock, made.new_id)

    assert state_of(made).waiting == ()


def test_taking_the_last_person_back_waits_as_a_retraction() -> None:
    made = published(ANNA)
    made.revoke("anna")

    state = state_of(made)

    (document,) = only_client(state).documents
    change = only_change(state)
    assert document.retraction
    assert document.state is State.APPROVED
    assert document.before == len(made.hub.accepted[0])
    assert (change.before, change.after) == (SharingLevel.ROLE, SharingLevel.ONLY_YOU)
    assert publication.decode(document.body).content is None


def test_another_threshold_is_a_change_on_the_same_step() -> None:
    made = published(ANNA)
    made.share("anna", 2, k=5)

    change = only_change(state_of(made))

    assert (change.before, change.after) == (SharingLevel.ROLE, SharingLevel.ROLE)
    assert change.words == "same step, k 3 becomes 5"


def test_a_band_that_time_changed_names_the_person_though_nobody_chose() -> None:
    made = published(Someone("anna", days=weekly_mail()), level=3)
    made.clock.forward(days=700)
    bring_up_to_date(made.vault, made.clock, made.new_id)

    change = only_change(state_of(made))

    assert (change.words, change.chosen) == ("same step, new band", False)


def test_what_only_time_changed_says_why_it_waits() -> None:
    made = published(ANNA)
    made.clock.forward(days=400)
    made.redraft()

    client = only_client(state_of(made))

    assert client.people == ()
    assert client.reason == "Nobody changed. It ends later than the version before."


def test_rules_that_were_accepted_wait_as_a_version_that_names_them() -> None:
    made = published(ANNA)
    made.hub.policy = policy.encode(Policy("Tarnholm", (*RULES.words, "And another.")))
    assert accept_policy(made.vault, lambda terms: True, made.connect, made.clock, made.new_id)

    client = only_client(state_of(made))

    assert client.people == ()
    assert client.reason == "Nobody changed. It names the rules that you accepted."


def test_until_new_rules_are_accepted_publishing_is_suspended() -> None:
    made = laptop([ANNA])
    made.share("anna", 2)
    made.approve_all()
    made.hub.policy = policy.encode(Policy("Tarnholm", ("Other words.",)))
    made.publish()

    assert state_of(made).suspended == "policy-changed"


def test_people_are_told_at_each_client_where_they_work() -> None:
    both = Someone("anna", [Post(1), Post(2, "vp", "it")])
    made = laptop([both])
    made.share("anna", 2)

    state = state_of(made)

    assert [(one.client_id, [who.uid for who in one.people]) for one in state.waiting] == [
        (ACME, ["anna"]),
        (BETA, ["anna"]),
    ]
    assert list(state.changed) == ["anna"]
    assert len(state.documents) == 2


def test_whoever_changed_nothing_is_not_named() -> None:
    made = published(ANNA, Someone("carla", [Post(1, "vp", "it")]))
    made.share("carla", 1)

    assert [change.uid for change in only_client(state_of(made)).people] == ["carla"]


def test_someone_who_left_changes_to_only_you_there() -> None:
    made = published(ANNA)
    made.vault.db.execute("UPDATE position SET to_day = '2026-11-23'")
    made.clock.forward(days=1)
    made.redraft()

    change = only_change(state_of(made))

    assert (change.before, change.after, change.chosen) == (SharingLevel.ROLE, SharingLevel.ONLY_YOU, False)


def test_a_version_that_was_put_aside_is_listed_and_can_wait_again() -> None:
    made = laptop([ANNA])
    made.share("anna", 2)
    (document,) = state_of(made).documents
    approving.discard(made.vault, document.uid, made.clock, made.new_id)

    state = state_of(made)
    (aside,) = state.aside
    assert state.waiting == ()
    assert (aside.uid, aside.client_name, aside.problem) == (document.uid, "Client c1", "")

    approving.bring_back(made.vault, aside.uid, made.clock, made.new_id)
    assert state_of(made).shown() == {document.uid: document.sha256}
    assert state_of(made).aside == ()


def test_a_version_that_the_hub_refused_is_listed_with_its_word() -> None:
    made = laptop([ANNA])
    made.share("anna", 2)
    made.approve_all()
    made.hub.refuse = lambda request: "schema" if request.method == "PUT" else ""
    made.publish()

    assert [aside.problem for aside in state_of(made).aside] == ["schema"]


def test_a_version_on_its_way_still_waits_and_its_successor_beside_it() -> None:
    made = laptop([ANNA, Someone("carla", [Post(1, "vp", "it")])])
    made.share("anna", 2)
    made.approve_all()
    made.hub.fault = lambda request: "after" if request.method == "PUT" else ""
    made.publish()
    made.clock.forward(minutes=1)
    made.share("carla", 2)

    (client,) = state_of(made).waiting

    assert [document.state for document in client.documents] == [State.SENDING, State.DRAFT]


def test_people_at_no_confirmed_client_are_counted() -> None:
    made = laptop()
    add_organisation(made.vault.db, 3, None)
    add_people(made.vault.db, [Someone("anna", [Post(3)])])
    made.share("anna", 2)

    state = state_of(made)

    assert (state.waiting, state.chosen, state.unplaced) == ((), 1, 1)


def test_a_choice_that_ended_is_neither_counted_nor_seen() -> None:
    made = laptop([BERT])
    add_organisation(made.vault.db, 3, None)
    add_people(made.vault.db, [Someone("anna", [Post(3)])])
    made.share("anna", 2, until=date(2026, 11, 24))
    made.share("bert", 2, until=date(2026, 11, 24))
    made.approve_all()
    made.publish()
    made.clock.forward(days=3)
    bring_up_to_date(made.vault, made.clock, made.new_id)

    state = state_of(made)

    assert state.unplaced == 0
    assert only_change(state).after is SharingLevel.ONLY_YOU


def test_a_client_that_the_registry_lost_is_named_so() -> None:
    made = published(ANNA)
    made.vault.db.execute("DELETE FROM registry_client")
    made.share("anna", 1)

    state = state_of(made)

    assert only_client(state).name == GONE_FROM_REGISTRY
    assert [seen.client_name for seen in state.seen] == [GONE_FROM_REGISTRY]


def test_names_come_in_order_and_clients_too() -> None:
    made = laptop([], joined=True)
    add_people(
        made.vault.db,
        [
            Someone("z", texts=("Zora Ahn", "", "")),
            Someone("a", texts=("Ada Bly", "", "")),
            Someone("b", [Post(2)], texts=("Bea Cho", "", "")),
        ],
    )
    for uid in ("z", "a", "b"):
        choose(made.vault, uid, 2, made.clock, made.new_id)

    state = state_of(made)

    assert [client.name for client in state.waiting] == ["Client c1", "Client c2"]
    assert [person.name for person in state.waiting[0].people] == ["Ada Bly", "Zora Ahn"]


def test_nothing_personal_stands_in_what_a_crash_would_print() -> None:
    made = published(ANNA)
    made.share("anna", 3)

    assert "Kowalczyk" not in repr(state_of(made))
