"""Linking two people and taking them apart: nothing is lost, the company sees no more, undo is exact."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.desk import Desk, open_desk, someone
from builders.happened import Happened, let_happen
from builders.linkedin import profile_url
from builders.sample import maya_published
from weavit_core import publication
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.demo.story import CHOICES
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services import people
from weavit_desktop.services.compute import rebuild
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.services.duplicates import refuse
from weavit_desktop.services.linking_people import link_people
from weavit_desktop.services.sharing import Choice, share
from weavit_desktop.services.unlinking import unlink_person
from weavit_desktop.sharing.order import shows_no_more
from weavit_desktop.sharing.outbox import State
from weavit_desktop.vault.repositories import linked_people, outbox

ANNA = someone("Anna Berg", email="anna@orrin.example", org="Orrin", title="CFO", uid="1")
ANNIE = someone("Annie Berg", "NOTE:skis", email="annie@x.example", org="Acme", title="COO", uid="2")


@pytest.fixture
def two(desk: Desk) -> Desk:
    desk.take(desk.file("x.vcf", ANNA, ANNIE))
    return desk


def link(desk: Desk, one: str, other: str, **picks: str) -> None:
    link_people(desk.vault, desk.work, desk.uid(one), desk.uid(other), picks)


def state(desk: Desk) -> dict[str, Any]:
    """Return the contents but the inner pages of the search and the ledger, which only grows."""
    contents = {name: rows for name, rows in desk.contents().items() if "search_" not in name}
    contents["score"] = [tuple(float(f"{value:.6g}") for value in row) for row in contents["score"]]
    return {name: sorted(rows, key=repr) for name, rows in contents.items() if name != "permission"}


class TestLinking:
    def test_one_person_has_all_that_both_had(self, two: Desk) -> None:
        link(two, "Anna Berg", "Annie Berg")
        (name,) = two.names()
        found = two.person(name)
        assert {one["value"] for one in found["emails"]} == {"anna@orrin.example", "annie@x.example"}
        assert (found["notes"], len(found["sources"])) == (["skis"], 2)

    def test_every_table_of_a_person_takes_part(self, two: Desk) -> None:
        tables = [
            name
            for name in two.tables()
            if any(row[2] == "person" for row in two.rows(f'PRAGMA foreign_key_list("{name}")'))
        ]
        known = (
            *linked_people.BY_ID,
            *linked_people.KEYED,
            *linked_people.COMPUTED,
            *linked_people.OTHERWISE,
        )
        assert sorted(tables) == sorted(known)

    def test_what_the_person_wrote_of_both_stays_and_the_first_wins(self, two: Desk) -> None:
        people.edit_person(two.vault, two.work, two.uid("Anna Berg"), {"title": "Boss", "note": "one"})
        people.edit_person(two.vault, two.work, two.uid("Annie Berg"), {"title": "Chief", "note": "two"})
        link(two, "Anna Berg", "Annie Berg")
        found = two.person(two.names()[0])
        assert found["title"] == "Boss"
        assert set(found["notes"]) == {"one", "two", "skis"}

    def test_a_side_may_be_picked(self, two: Desk) -> None:
        link(two, "Anna Berg", "Annie Berg", name="Anna Berg", title="CFO")
        assert two.names() == ["Anna Berg"]
        assert two.person("Anna Berg")["title"] == "CFO"

    def test_interactions_of_both_count_for_the_one(self, two: Desk) -> None:
        for name in ("Anna Berg", "Annie Berg"):
            day = "2026-11-02" if name == "Anna Berg" else "2026-11-09"
            let_happen(two.vault, two.work, two.uid(name), [Happened(day)])
        link(two, "Anna Berg", "Annie Berg")
        found = two.person(two.names()[0])
        assert (found["interactions"], found["last_interaction"]) == (2, "2026-11-09")

    def test_two_posts_are_held_and_none_has_ended(self, two: Desk) -> None:
        link(two, "Anna Berg", "Annie Berg")
        assert sorted(two.rows("SELECT title, to_day FROM position")) == [("CFO", None), ("COO", None)]

    def test_one_post_at_one_firm_is_held_once(self, desk: Desk) -> None:
        again = someone("Anna Berg", email="anna@x.example", org="ORRIN", title="COO", uid="2")
        desk.take(desk.file("x.vcf", ANNA, again))
        one, other = (row.uid for row in desk.listed())
        link_people(desk.vault, desk.work, one, other)
        assert desk.rows("SELECT title, to_day FROM position") == [("CFO", None)]

    def test_a_newer_export_of_either_card_goes_to_the_one(self, two: Desk) -> None:
        link(two, "Anna Berg", "Annie Berg")
        moved = someone("Annie Berg", email="annie@x.example", org="Acme", title="CEO", uid="2")
        assert two.take(two.file("y.vcf", moved)).sources[0].people_updated == 1
        assert len(two.names()) == 1

    def test_a_company_and_a_person_are_not_linked(self, desk: Desk) -> None:
        desk.take(desk.file("x.vcf", ANNA, someone("Orrin", "X-ABSHOWAS:COMPANY")))
        with pytest.raises(UsageRefused, match="company"):
            link(desk, "Anna Berg", "Orrin")

    def test_nobody_cannot_be_linked(self, two: Desk) -> None:
        with pytest.raises(UsageRefused):
            link_people(two.vault, two.work, two.uid("Anna Berg"), "nobody")
        with pytest.raises(UsageRefused):
            link(two, "Anna Berg", "Anna Berg")

    def test_who_is_not_the_same_is_not_linked_also_not_through_a_third(self, two: Desk) -> None:
        two.take(two.file("y.vcf", someone("Ann Berg")))
        refuse(two.vault, two.work, two.uid("Anna Berg"), two.uid("Annie Berg"))
        third = two.uid("Ann Berg")
        link_people(two.vault, two.work, third, two.uid("Annie Berg"))
        with pytest.raises(UsageRefused, match="not the same"):
            link_people(two.vault, two.work, third, two.uid("Anna Berg"))

    def test_deleting_the_one_leaves_nothing_of_either(self, two: Desk) -> None:
        uid, gone = two.uid("Anna Berg"), two.uid("Annie Berg")
        two.take(two.file("y.vcf", someone("Bo Lind")))
        refuse(two.vault, two.work, gone, two.uid("Bo Lind"))
        link_people(two.vault, two.work, uid, gone)
        delete_people(two.vault, two.work, [uid])
        assert two.names() == ["Bo Lind"]
        for table in ("linked_person", "not_same"):
            assert two.rows(f"SELECT * FROM {table}") == []


class TestUnlinking:
    def test_everything_is_as_it_was(self, two: Desk) -> None:
        people.edit_person(two.vault, two.work, two.uid("Annie Berg"), {"organization": "Beta", "note": "x"})
        let_happen(two.vault, two.work, two.uid("Annie Berg"), [Happened("2026-11-09")])
        before = state(two)
        link(two, "Anna Berg", "Annie Berg")
        assert state(two) != before
        unlink_person(two.vault, two.work, two.names() and two.listed()[0].uid)
        assert state(two) == before

    def test_the_id_that_went_works_too(self, two: Desk) -> None:
        one, other = two.uid("Anna Berg"), two.uid("Annie Berg")
        link_people(two.vault, two.work, one, other)
        found = unlink_person(two.vault, two.work, other)
        assert (found.keeper, found.back) == (one, other)

    def test_years_later_what_came_since_goes_with_its_card(self, two: Desk) -> None:
        one, other = two.uid("Anna Berg"), two.uid("Annie Berg")
        link_people(two.vault, two.work, one, other)
        later = two.on("2029-03-01")
        moved = someone("Annie Berg", email="annie@x.example", org="Beta", title="CEO", uid="2")
        later.take(later.file("y.vcf", moved))
        people.edit_person(later.vault, later.work, one, {"note": "later"})
        unlink_person(later.vault, later.work, one)
        annie = later.person("Annie Berg")
        assert (annie["id"], annie["title"], annie["organization"]) == (other, "CEO", "Beta")
        assert later.person("Anna Berg")["notes"] == ["later"]
        ended = later.rows("SELECT title, from_day, to_day FROM position WHERE to_day IS NOT NULL")
        assert ended == [("COO", None, "2029-03-01")]

    def test_a_card_that_a_rule_linked_becomes_a_person_of_its_own_for_good(self, desk: Desk) -> None:
        slug = f"URL:{profile_url('anna')}"
        desk.take(desk.file("x.vcf", someone("Anna Berg", slug, uid="1")))
        desk.take(desk.file("y.vcf", someone("Anna Maier", slug, uid="2")))
        uid = desk.listed()[0].uid
        unlinked = unlink_person(desk.vault, desk.work, uid)
        assert desk.names() == ["Anna Berg", "Anna Maier"]
        assert unlinked.back == desk.uid("Anna Maier")
        with pytest.raises(UsageRefused, match="not the same"):
            link_people(desk.vault, desk.work, uid, unlinked.back)

    def test_where_nothing_was_linked_nothing_is_taken_apart(self, two: Desk) -> None:
        before = state(two)
        with pytest.raises(UsageRefused, match="Nothing was changed"):
            unlink_person(two.vault, two.work, two.uid("Anna Berg"))
        with pytest.raises(UsageRefused):
            unlink_person(two.vault, two.work, "nobody")
        assert state(two) == before


def sharing_of(desk: Desk, uid: str) -> tuple[int, int]:
    found = people.as_json(people.open_person(desk.vault, uid, desk.work.today))["sharing"]
    return found["level"], found["k"]


class TestSharing:
    @pytest.mark.parametrize(
        ("one", "other", "both"),
        [
            ((3, 1), (1, 5), (1, 5)),
            ((1, 5), (4, 1), (1, 5)),
            ((3, 3), None, (0, 3)),
            (None, (3, 3), (0, 3)),
            ((2, 5), (0, 3), (0, 5)),
        ],
    )
    def test_the_one_takes_the_lower_level_and_the_higher_k(
        self, two: Desk, one: tuple[int, int] | None, other: tuple[int, int] | None, both: tuple[int, int]
    ) -> None:
        uids = two.uid("Anna Berg"), two.uid("Annie Berg")
        for uid, chosen in zip(uids, (one, other), strict=True):
            if chosen:
                choice = Choice(SharingLevel(chosen[0]), chosen[1])
                share(two.vault, uid, choice, lambda: two.now, two.new_uid)
        before = [sharing_of(two, uid) for uid in uids]
        link_people(two.vault, two.work, *uids)
        assert sharing_of(two, uids[0])[0] == both[0]
        assert both[0] == 0 or sharing_of(two, uids[0])[1] == both[1]
        unlink_person(two.vault, two.work, uids[0])
        after = [sharing_of(two, uid) for uid in uids]
        assert [level for level, _ in after] == [level for level, _ in before]

    def test_what_was_taken_back_meanwhile_stays_taken_back_for_both(self, two: Desk) -> None:
        uids = two.uid("Anna Berg"), two.uid("Annie Berg")
        for uid in uids:
            share(two.vault, uid, Choice(SharingLevel.STRENGTH), lambda: two.now, two.new_uid)
        link_people(two.vault, two.work, *uids)
        later = two.on("2026-11-21")
        share(later.vault, uids[0], Choice(SharingLevel.ONLY_YOU), lambda: later.now, later.new_uid)
        unlink_person(later.vault, later.work, uids[0])
        assert [sharing_of(later, uid)[0] for uid in uids] == [0, 0]

    @pytest.mark.parametrize("turned", [False, True])
    def test_what_leaves_without_approval_shows_no_more_than_the_hub_has(
        self, tmp_path: Path, turned: bool
    ) -> None:
        maya = maya_published(tmp_path / "vault")
        with maya.vault:
            held = {
                document.client_id: document.content
                for document in map(publication.decode, maya.hub.held.values())
            }
            uids = [maya.uid(name) for name, _, _ in CHOICES[:3]]
            maya.clock.forward(minutes=1)
            for other in uids[1:]:
                pair = (other, uids[0]) if turned else (uids[0], other)
                link_people(maya.vault, maya.laptop.work, *pair)
                uids[0] = pair[0]
            leaving = [one for one in maya.vault.read(outbox.to_send) if one.state == State.APPROVED]
            assert leaving
            for one in leaving:
                content = publication.decode(one.body).content
                assert shows_no_more(content, held[one.client_id])


CARDS = st.lists(
    st.builds(
        someone,
        st.sampled_from(["Anna Berg", "Berg, Anna", "Bo Lind", "王思涵"]),
        st.sampled_from(["NOTE:x", "BDAY:1980-02-03", f"URL:{profile_url('anna')}"]),
        email=st.sampled_from(["", "anna@orrin.example", "bo@gmail.com"]),
        org=st.sampled_from(["", "Orrin AG", "ORRIN", "Acme"]),
        title=st.sampled_from(["", "CFO", "VP Sales"]),
    ),
    min_size=2,
    max_size=5,
)
EDITS = st.dictionaries(
    st.sampled_from(["name", "title", "organization", "note", "email", "level"]),
    st.sampled_from(["director"]),
    max_size=3,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(cards=CARDS, edits=st.lists(EDITS, max_size=3), rounds=st.integers(1, 3), data=st.data())
def test_undo_gives_back_the_same_and_a_rebuild_equals_what_is_stored(
    cards: list[bytes], edits: list[dict[str, str]], rounds: int, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as place, open_desk(Path(place)) as desk:
        desk.take(desk.file("x.vcf", *cards))
        for row, changes in zip(desk.listed(), edits, strict=False):
            people.edit_person(desk.vault, desk.work, row.uid, changes)
        states, gone = [], []
        for _ in range(rounds):
            uids = [row.uid for row in desk.listed()]
            if len(uids) < 2:
                break
            one, other = data.draw(st.permutations(uids))[:2]
            states.append(state(desk))
            link_people(desk.vault, desk.work, one, other)
            gone.append(other)
            linked = state(desk)
            rebuild(desk.vault, desk.work)
            assert state(desk) == linked
        for uid, before in zip(reversed(gone), reversed(states), strict=True):
            unlink_person(desk.vault, desk.work, uid)
            assert state(desk) == before


def test_a_post_begun_by_linking_goes_although_it_has_the_row_of_one_that_was_united(desk: Desk) -> None:
    cards = (("Anna Berg", "Acme", "CFO"), ("王思涵", "Acme", ""), ("王思涵", "Orrin AG", "CFO"))
    desk.take(desk.file("x.vcf", *(someone(name, org=org, title=title) for name, org, title in cards)))
    anna, one, other = desk.rows("SELECT uid FROM person ORDER BY id")
    people.edit_person(desk.vault, desk.work, *anna, {"name": "director", "title": "director"})
    link_people(desk.vault, desk.work, *one, *other)
    before = state(desk)
    link_people(desk.vault, desk.work, *one, *anna)

    unlink_person(desk.vault, desk.work, *anna)

    assert state(desk) == before
