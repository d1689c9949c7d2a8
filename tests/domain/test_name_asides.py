"""What stands beside a name is told from the name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop.domain.name_asides import are_pronouns, split_degrees, without_asides

PRONOUNS = frozenset({"she", "her", "elle", "they", "el"})
NAMES = st.lists(
    st.sampled_from(
        ["Anna", "Müller-Berg", "(Müller)", "O'Neil", "王思涵", "(李伟)", "Er", "(Elle)", "ශ්‍රී", "J."]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)
ASIDES = st.sampled_from(["(she/her)", "[They / Her]", "she/they", "(elle)", "🚀", "⭐️", "👩🏽‍💻", "🇨🇭", "1️⃣"])


@given(NAMES)
def test_a_name_alone_stays_as_it_is(name: str) -> None:
    assert without_asides(name, PRONOUNS) == name


@given(NAMES, st.lists(ASIDES, max_size=3))
def test_whatever_stands_behind_a_name_leaves_the_name(name: str, asides: list[str]) -> None:
    assert without_asides(" ".join([name, *asides]), PRONOUNS) == name


@pytest.mark.parametrize("text", ["she/her", "She, Her", "they | she", "elle", "él"])
def test_a_set_of_pronouns_is_one(text: str) -> None:
    assert are_pronouns(text, PRONOUNS)


@pytest.mark.parametrize("text", ["", "/", "Elle", "she/Berg", "Müller"])
def test_what_may_be_a_name_is_no_set_of_pronouns(text: str) -> None:
    assert not are_pronouns(text, PRONOUNS)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Carla, MBA", ("Carla", "MBA")),
        ("Carla, M.B.A. / Ph.D.,", ("Carla", "M.B.A. / Ph.D.")),
        ("Carla, Maria", ("Carla, Maria", "")),
        ("Carla, Maria MBA", ("Carla, Maria MBA", "")),
        ("Carla,", ("Carla,", "")),
    ],
)
def test_only_degrees_are_taken_from_behind_a_comma(written: str, parts: tuple[str, str]) -> None:
    assert split_degrees(written, frozenset({"mba", "phd"})) == parts
