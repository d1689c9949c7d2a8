"""One choice for several people: listed first, applied as a whole, undone as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.laptop import ACME, BETA, Laptop, laptop
from builders.sharing import Post, Someone, dump, ids, weekly_mail
from weavit_core import publication
from weavit_core.taxonomy import THRESHOLDS, SharingLevel
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.approving import approve_all
from weavit_desktop.services.choosing_many import (
    DrawnIds,
    Fate,
    candidates,
    choose_many,
    effect_of,
    fate_of,
    put_back_many,
    touched,
)
from weavit_desktop.services.sharing import Choice
from weavit_desktop.vault.repositories import permissions

ONLY_YOU, COUNTED, ROLE, STRENGTH, RHYTHM = SharingLevel
TODAY = date(2026, 11, 23)
PEOPLE = ("anna", "bert", "carl", "dora")


def four() -> Laptop:
    return laptop(
        [
            Someone("anna", days=weekly_mail()),
            Someone("bert", [Post(1, "manager", "legal")]),
            Someone("carl", [Post(2, "vp", "it")]),
            Someone("dora", [Post(1), Post(2)]),
        ]
    )


def in_force(made: Laptop) -> dict[str, tuple[int, int, date | None]]:
    """Return what is chosen; nobody stands in it of whom nothing is."""
    chosen = permissions.all_giving(made.vault.db)
    return {uid: (int(one.level), one.k, one.until) for uid, one in chosen.items()}


def waiting(made: Laptop) -> list[tuple[str, str]]:
    """Return what the documents on their way say, by Client."""
    rows = made.rows("draft", "approved")
    return sorted((row.client_id, repr(publication.decode(made.body(row)).content)) for row in rows)


def choose(made: Laptop, uids: Sequence[str], level: SharingLevel, k: int = 3, until: date | None = None):
    return choose_many(made.vault, uids, Choice(level, k, until), made.clock, made.new_id)


def test_people_are_listed_by_name_with_what_is_chosen_and_what_the_company_sees() -> None:
    made = laptop([Someone("z", texts=("Anna", "", "")), Someone("a", texts=("Zoe", "", "")), Someone("m")])
    made.share_and_publish("z", 1)
    made.clock.forward(minutes=1)
    made.share("z", 3)

    found = candidates(made.vault, ["a", "z", "nobody"], made.clock)

    assert [(one.name, one.level, one.seen) for one in found] == [
        ("Anna", STRENGTH, COUNTED),
        ("Zoe", ONLY_YOU, ONLY_YOU),
    ]


def test_a_choice_that_has_run_out_counts_for_nothing() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 3, until=TODAY)
    made.clock.forward(days=1)

    (anna,) = candidates(made.vault, ["anna"], made.clock)

    assert anna.level is ONLY_YOU


def test_the_role_is_that_at_a_confirmed_client() -> None:
    made = laptop([Someone("anna", [Post(1, "vp", "legal", to_day="2026-01-01"), Post(2, "staff", "it")])])

    (anna,) = candidates(made.vault, ["anna"], made.clock)

    assert (anna.post_level, anna.function, anna.placed) == ("staff", "it", True)


def test_whoever_works_at_no_confirmed_client_is_not_placed() -> None:
    made = laptop([Someone("anna", posts=())])

    assert not candidates(made.vault, ["anna"], made.clock)[0].placed


@pytest.mark.parametrize(
    "someone",
    [
        Someone("x", objected=True),
        Someone("x", colleague=True),
        Someone("x", is_company=True),
        Someone("x", me=True),
    ],
)
def test_nothing_becomes_of_whom_nothing_may_be_shared(someone: Someone) -> None:
    made = laptop([someone])

    (one,) = candidates(made.vault, ["x"], made.clock)

    assert {fate_of(one, level) for level in SharingLevel} == {Fate.LOCKED}


@pytest.mark.parametrize(
    ("before", "chosen", "fate"),
    [
        (0, ROLE, Fate.CHANGES),
        (1, ROLE, Fate.CHANGES),
        (2, ROLE, Fate.STAYS),
        (4, ROLE, Fate.STAYS),
        (4, ONLY_YOU, Fate.CHANGES),
        (0, ONLY_YOU, Fate.STAYS),
    ],
)
def test_a_step_raises_and_only_you_takes_back(before: int, chosen: SharingLevel, fate: Fate) -> None:
    made = laptop([Someone("anna")])
    made.share("anna", before)

    (anna,) = candidates(made.vault, ["anna"], made.clock)

    assert fate_of(anna, chosen) is fate


def test_whoever_was_left_out_is_not_touched() -> None:
    made = four()
    made.share("carl", 4)
    people = candidates(made.vault, PEOPLE, made.clock)

    assert touched(people, ROLE, {"bert"}) == ["anna", "dora"]


def test_everyone_is_raised_at_once_and_nobody_is_lowered() -> None:
    made = four()
    made.share("carl", 4, k=1)

    choose(made, PEOPLE, ROLE, k=5, until=date(2027, 2, 1))

    role = (2, 5, date(2027, 2, 1))
    assert in_force(made) == {"anna": role, "bert": role, "carl": (4, 1, None), "dora": role}
    assert {row.client_id: row.state for row in made.rows()} == {ACME: "draft", BETA: "draft"}


def test_a_choice_that_is_refused_for_one_changes_nobody() -> None:
    made = laptop([Someone("anna"), Someone("bert", objected=True)])

    with pytest.raises(UsageRefused):
        choose(made, ["anna", "bert"], ROLE)

    assert dump(made.vault.db, "permission", "outbox") == []


def test_people_added_later_stay_only_you() -> None:
    made = four()

    choose(made, ["anna", "bert"], ROLE)

    assert in_force(made).keys() == {"anna", "bert"}


def test_taking_back_several_people_is_approved_by_doing_it() -> None:
    made = four()
    for uid in PEOPLE:
        made.share(uid, 2)
    made.approve_all()
    made.publish()
    made.clock.forward(minutes=1)

    choose(made, PEOPLE, ONLY_YOU)

    assert in_force(made) == {}
    assert {row.client_id: row.state for row in made.rows("approved")} == {ACME: "approved", BETA: "approved"}


def test_undoing_leaves_out_who_was_deleted_meanwhile() -> None:
    made = four()
    before = choose(made, PEOPLE, ROLE)
    made.vault.db.execute("DELETE FROM position WHERE person_id = 1")
    made.vault.db.execute("DELETE FROM person WHERE uid = 'anna'")

    assert put_back_many(made.vault, before, made.clock, made.new_id) == ["bert", "carl", "dora"]


def test_undoing_lets_nothing_go_that_only_the_choice_approved() -> None:
    made = four()
    made.share_and_publish("anna", 3)
    made.clock.forward(minutes=1)
    before = choose(made, PEOPLE, ONLY_YOU)

    put_back_many(made.vault, before, made.clock, made.new_id)
    made.publish()

    assert made.held(ACME) is not None
    assert len(made.hub.accepted) == 1


choices = st.tuples(
    st.sampled_from(SharingLevel),
    st.sampled_from(THRESHOLDS),
    st.none() | st.dates(date(2026, 11, 23), date(2027, 6, 1)),
)


@given(
    earlier=st.dictionaries(st.sampled_from(PEOPLE), choices),
    published=st.booleans(),
    people=st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True),
    chosen=choices,
)
@settings(max_examples=60, deadline=None)
def test_undo_restores_every_choice_exactly(
    earlier: dict[str, tuple[SharingLevel, int, date | None]],
    published: bool,
    people: list[str],
    chosen: tuple[SharingLevel, int, date | None],
) -> None:
    made = four()
    for uid, (level, k, until) in earlier.items():
        made.share(uid, level, k, until)
    if published:
        approve_all(made.vault, made.clock, made.new_id)
        made.publish()
    made.clock.forward(minutes=1)
    choices_before, waiting_before = in_force(made), waiting(made)

    before = choose(made, people, *chosen)
    raised = in_force(made)
    made.clock.forward(minutes=1)
    put_back_many(made.vault, before, made.clock, made.new_id)

    assert in_force(made) == choices_before
    assert waiting(made) == waiting_before
    if chosen[0] is not ONLY_YOU:
        assert all(raised[uid] == one or raised[uid][0] > one[0] for uid, one in choices_before.items())


def test_the_effect_is_measured_and_leaves_no_trace() -> None:
    made = four()
    made.share_and_publish("anna", 1)
    made.clock.forward(minutes=1)
    tables = ("permission", "outbox", "sharing_period")
    before = dump(made.vault.db, *tables)

    effect = effect_of(made.vault, PEOPLE, Choice(ROLE), made.clock, made.new_id)

    assert dump(made.vault.db, *tables) == before
    assert [(one.client_name, one.seq, one.instead_of > 0) for one in effect.documents] == [
        ("Client c1", 2, True),
        ("Client c2", 1, False),
    ]
    assert effect.bytes == sum(len(one.body) for one in effect.documents)
    assert effect.instead_of == effect.documents[0].instead_of == len(next(iter(made.hub.held.values())))


def test_what_was_chosen_before_is_no_part_of_the_effect() -> None:
    made = four()
    made.share("carl", 2)

    effect = effect_of(made.vault, ["bert"], Choice(ROLE), made.clock, made.new_id)

    assert [one.client_name for one in effect.documents] == ["Client c1"]


def test_without_a_hub_there_is_no_effect_outside() -> None:
    made = laptop([Someone("anna")], joined=False)

    assert effect_of(made.vault, ["anna"], Choice(ROLE), made.clock, made.new_id).documents == ()


def test_the_bytes_that_were_shown_are_those_that_wait() -> None:
    made = four()
    drawn = DrawnIds(ids(prefix=7))
    effect_of(made.vault, ["bert"], Choice(ROLE), made.clock, drawn.from_the_start())
    effect = effect_of(made.vault, PEOPLE, Choice(STRENGTH), made.clock, drawn.from_the_start())

    choose_many(made.vault, PEOPLE, Choice(STRENGTH), made.clock, drawn.from_the_start())

    assert sorted(one.body for one in effect.documents) == sorted(map(made.body, made.rows()))
