"""The review queue: who probably stands in the vault twice, asked once, answered for good."""

from __future__ import annotations

import tempfile
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.desk import Desk, open_desk, someone
from builders.linkedin import profile_url
from weavit_desktop.errors import Cancelled, UsageRefused
from weavit_desktop.services import duplicates
from weavit_desktop.services.duplicates import (
    COMPARING,
    Duplicate,
    find_duplicates,
    forget_refusal,
    link_certain,
    refuse,
)
from weavit_desktop.services.linking_people import link_people
from weavit_desktop.services.progress import Step
from weavit_desktop.services.unlinking import unlink_person
from weavit_desktop.vault.repositories import linked_people


def queue(desk: Desk) -> list[Duplicate]:
    return find_duplicates(desk.vault, desk.rules)


def asked(desk: Desk) -> set[frozenset[str]]:
    return {frozenset((one.one, one.other)) for one in queue(desk)}


ROB = someone("Robert Ashworth", org="Orrin", email="r.ashworth@orrin.example", uid="1")
BOB = someone("Bob Ashworth", org="Orrin AG", uid="2")


def test_how_far_it_is_is_told_while_it_is_read_and_compared(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", ROB, BOB))
    told: list[Step] = []
    find_duplicates(desk.vault, desk.rules, told.append)
    known = [step for step in told if step.total is not None]
    assert len(told) - len(known) == 3  # people, what identifies them, their employers
    assert {(step.phase, step.total) for step in known} == {(COMPARING, 3 * 2)}
    assert [step.done for step in known] == sorted(step.done for step in known)


@pytest.mark.parametrize("figure", range(8))
def test_it_stops_at_whatever_figure_it_is_told_to(desk: Desk, figure: int) -> None:
    desk.take(desk.file("x.vcf", ROB, BOB))
    told: list[Step] = []
    with pytest.raises(Cancelled):
        find_duplicates(desk.vault, desk.rules, told.append, lambda: len(told) == figure)
    assert len(told) == figure
    assert len(queue(desk)) == 1


def test_a_figure_is_told_for_every_few_thousand_rows(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", ROB, BOB))
    told: list[str] = []
    with patch.object(duplicates, "TICK", 1):
        desk.vault.read(lambda db: duplicates.known_people(db, lambda: told.append("again")))
    assert len(told) == 2 + 1 + 2  # people, one address, two positions


def test_a_name_that_has_no_latin_spelling_stops_no_import(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", someone("ъ", org="Orrin"), someone("ъ Ъ", org="Orrin")))
    assert queue(desk) == []


def test_two_entries_of_one_person_are_asked_about_with_a_reason(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", ROB, BOB, someone("Bo Lind", org="Orrin")))
    (one,) = queue(desk)
    assert (one.one_name, one.other_name, one.certain) == ("Robert Ashworth", "Bob Ashworth", False)
    assert one.reason == "Same employer, short name"


def test_an_import_counts_what_it_adds_to_the_queue_and_its_rehearsal_says_the_same(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", ROB, BOB))
    new = desk.file("y.vcf", someone("Anna Kowalczyk", org="Acme"), someone("Kowalczyk, Anna", org="ACME"))
    rehearsed = desk.take(new, dry_run=True).duplicates_found
    assert rehearsed == desk.take(new).duplicates_found == 1
    assert desk.take(new).duplicates_found == 0
    assert len(queue(desk)) == 2


def test_the_holder_of_the_vault_is_nobodys_duplicate(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", ROB, BOB))
    desk.vault.write(lambda db: db.execute("UPDATE person SET me = 1 WHERE name = 'Bob Ashworth'"))
    assert queue(desk) == []


def test_who_is_not_the_same_is_not_asked_about_again(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", ROB, BOB))
    refuse(desk.vault, desk.work, desk.uid("Bob Ashworth"), desk.uid("Robert Ashworth"))
    assert queue(desk) == []
    assert desk.take(desk.file("y.vcf", someone("Bob Ashworth", org="Orrin", uid="2"))).duplicates_found == 0


def test_it_holds_after_either_is_linked_with_others(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", ROB, BOB))
    desk.take(desk.file("y.vcf", someone("Rob Ashworth", org="Orrin")))
    rob, bob, third = (desk.uid(f"{name} Ashworth") for name in ("Robert", "Bob", "Rob"))
    refuse(desk.vault, desk.work, rob, bob)
    link_people(desk.vault, desk.work, third, bob)
    assert queue(desk) == []
    unlink_person(desk.vault, desk.work, third)
    assert frozenset((rob, bob)) not in asked(desk)


def test_it_can_be_taken_back(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", ROB, BOB))
    before = asked(desk)
    (pair,) = before
    one, other = pair
    refuse(desk.vault, desk.work, one, other)
    assert forget_refusal(desk.vault, other, one)
    assert not forget_refusal(desk.vault, one, other)
    assert asked(desk) == before


def test_nobody_is_not_remembered(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", ROB))
    for other in ("nobody", desk.uid("Robert Ashworth")):
        with pytest.raises(UsageRefused):
            refuse(desk.vault, desk.work, desk.uid("Robert Ashworth"), other)


def test_certain_ones_are_linked_by_a_rule_that_says_why(desk: Desk) -> None:
    # Each came with an address of its own, so that the import could not know; a third holds both.
    desk.take(desk.file("x.vcf", someone("Anna Weber", email="a@x.example", uid="1")))
    desk.take(desk.file("y.vcf", someone("Anna Weber", email="b@y.example", uid="2")))
    desk.take(desk.file("z.vcf", someone("Anna Weber", "EMAIL:b@y.example", email="a@x.example", uid="3")))
    assert len(desk.names()) == 3
    linked = link_certain(desk.vault, desk.work)
    assert len(linked) == 2
    assert desk.names() == ["Anna Weber"]
    found = desk.vault.read(lambda db: linked_people.find(db, linked[0][1]))
    assert found is not None
    assert (found.decided_by, found.reason) == ("rule", "Same e-mail, and the names fit")


CARDS = st.lists(
    st.builds(
        someone,
        st.sampled_from(["Anna Weber", "Weber, Anna", "A. Weber", "Anna Maier", "Bo Lind"]),
        st.sampled_from(
            ["NOTE:x", "BDAY:1980-02-03", *(f"URL:{profile_url(slug)}" for slug in ("anna", "weber"))]
        ),
        st.sampled_from(["NOTE:y", "EMAIL:b@y.example", "EMAIL:info@acme.example"]),
        email=st.sampled_from(["", "a@x.example", "b@y.example"]),
        org=st.sampled_from(["", "Acme"]),
        tel=st.sampled_from(["", "044 668 18 00"]),
    ),
    min_size=2,
    max_size=6,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(files=st.lists(CARDS, min_size=1, max_size=2), refused=st.booleans())
def test_a_second_run_finds_nothing_new_and_nobody_gets_two_profiles(
    files: list[list[bytes]], refused: bool
) -> None:
    with tempfile.TemporaryDirectory() as place, open_desk(Path(place)) as desk:
        for number, cards in enumerate(files):
            desk.take(desk.file(f"{number}.vcf", *cards))
        said = {frozenset((one.one, one.other)) for one in queue(desk) if refused}
        for pair in said:
            refuse(desk.vault, desk.work, *pair)
        linked = link_certain(desk.vault, desk.work)
        assert not said & {frozenset(pair) for pair in linked}
        assert link_certain(desk.vault, desk.work) == []
        assert queue(desk) == queue(desk)
        if linked:
            slugs = desk.rows(
                """SELECT count(DISTINCT value) FROM identifier WHERE kind = 'profile'
                GROUP BY person_id HAVING count(DISTINCT value) > 1"""
            )
            assert slugs == []
