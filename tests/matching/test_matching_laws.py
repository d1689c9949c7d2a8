"""Laws of recognising the same person: symmetry, order, nothing certain against a contradiction."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.desk import shipped_rules
from builders.portraits import HOUSE, described, pairs_of, portrayed
from weavit_desktop.matching.comparing import compare
from weavit_desktop.matching.deciding import Outcome, certain_groups, forest
from weavit_desktop.matching.portraits import Description
from weavit_desktop.matching.sounds import sound_of

NAMES = (
    "Anna Weber", "Weber, Anna", "A. Weber", "Ann Weber", "Anna Maria Weber", "Anna Maier", "Peter Weber",
    "Hans Weber Jr.", "Hans Weber Sr.", "Hans Weber", "Bob Lind", "Robert Lind", "王思涵", "Wang Sihan", "",
)  # fmt: skip
SOME = st.sampled_from


def sets(*values: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(SOME(values), max_size=2)


PEOPLE = st.lists(
    st.builds(
        Description,
        id=st.just(0),
        name=SOME(NAMES),
        emails=sets("a@acme.example", "b@acme.example", "info@acme.example", "a@gmail.com"),
        phones=sets("+4930123456", "+4930123457"),
        slugs=sets("anna", "bob"),
        employers=sets("acme", "beta"),
        birthday=SOME(["", "1950-03-01", "1950-03-02", "1970-03-01", "--03-01", "1981-11-24"]),
        addresses=SOME([(), (HOUSE,), (replace(HOUSE, street="Am Hang 3"),)]),
        is_company=SOME([False] * 9 + [True]),
    ),
    min_size=2,
    max_size=8,
).map(lambda people: [replace(one, id=at) for at, one in enumerate(people, start=1)])


@given(PEOPLE)
def test_comparing_does_not_depend_on_who_comes_first(people: list[Description]) -> None:
    nicknames = shipped_rules().normaliser.names.nicknames
    one, other, *_ = portrayed(*people)
    assert sorted(compare(one, other, nicknames)) == sorted(compare(other, one, nicknames))


@settings(max_examples=60)
@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(people: list[Description], chance: object) -> None:
    shuffled = list(people)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a Random
    found, again = pairs_of(*people), pairs_of(*shuffled)
    assert found == again
    assert forest(found) == forest(again)


@settings(max_examples=60)
@given(PEOPLE)
def test_what_only_some_are_asked_about_is_what_all_are(people: list[Description]) -> None:
    everything = pairs_of(*people)
    touched = {people[-1].id}
    assert pairs_of(*people, only=touched) == [
        pair for pair in everything if touched & {pair.one, pair.other}
    ]


@settings(max_examples=120)
@given(PEOPLE)
def test_nobody_certain_has_two_profiles_or_two_birthdays(people: list[Description]) -> None:
    portraits = {one.id: one for one in portrayed(*people)}
    sure = [pair for pair in pairs_of(*people) if pair.outcome is Outcome.CERTAIN]
    groups = {one: {one} for one in portraits}
    for one, other, _ in certain_groups(sure, portraits, set()):
        together = groups[one] | groups[other]
        groups.update(dict.fromkeys(together, together))
    for group in groups.values():
        for one in group:
            for other in group:
                mine, theirs = portraits[one].told, portraits[other].told
                assert not (mine.slugs and theirs.slugs) or mine.slugs & theirs.slugs
                born = {told.birthday for told in (mine, theirs) if told.birthday[:2] == "19"}
                assert len(born) < 2
                assert portraits[one].generation == portraits[other].generation


@given(st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=1, max_size=12))
def test_a_sound_is_never_empty(word: str) -> None:
    assert sound_of(word)


def test_names_that_sound_alike_have_one_sound() -> None:
    for same in ("maier mayer meyer", "schmidt schmitt", "stefan stephan", "clara klara"):
        assert len({sound_of(word) for word in same.split()}) == 1


def test_a_description_shows_nobody_in_a_traceback() -> None:
    assert "Weber" not in repr(described("Anna Weber", emails="a@x.example"))
