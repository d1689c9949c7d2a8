"""Names: the key that finds candidates, and whether two names may be one person's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nameparser import parse

from builders.rules import rule_text, shipped_normaliser
from weavit_desktop.domain.card import Names
from weavit_desktop.errors import InputRefused
from weavit_desktop.matching.names import name_key, read_name_rules, split_name

NORMALISER = shipped_normaliser()
NAMES = st.lists(
    st.sampled_from(
        ["Anna", "A.", "Müller", "Mueller", "Bob", "Robert", "Jr.", "Dr.", "王", "思涵", "O'Neil", ","]
    ),
    max_size=5,
).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Doe", "J. Doe"),
        ("John Doe", "Doe, John"),
        ("Robert Doe", "Bob Doe"),
        ("Robert (Bob) Doe", "Robert Doe"),
        ("Dr. Jürgen Müller", "Juergen Mueller, PhD"),
        ("Jurgen Muller", "Jürgen Müller"),
        ("Anna Maria Schmidt", "Anna Schmidt"),
        ("Hans-Peter Maier", "Hans Maier"),
        ("Seán O'Neil", "Sean ONeil"),
        ("Иван Петров", "Ivan Petrov"),
        ("王思涵", "王 思涵"),
        ("John Doe Jr.", "John Doe, Junior"),
        ("Yo-Yo Ma", "Ma, Yo-Yo"),
    ],
)
def test_two_spellings_of_one_name_fit(one: str, other: str) -> None:
    assert NORMALISER.compatible_names(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Doe", "John Doe Jr."),
        ("John Doe II", "John Doe III"),
        ("Jane Doe", "John Doe"),
        ("Anna Schmidt", "Anna Meyer"),
        ("J. D.", "John Doe"),
        ("Bob D.", "Robert Doe"),
        ("John", "John Doe"),
        ("Doe", "John Doe"),
        ("王思涵", "王思"),
        ("", ""),
        ("", "John Doe"),
    ],
)
def test_two_names_of_maybe_two_people_do_not_fit(one: str, other: str) -> None:
    assert not NORMALISER.compatible_names(one, other)


@given(NAMES, NAMES)
def test_fitting_is_mutual(one: str, other: str) -> None:
    assert NORMALISER.compatible_names(one, other) == NORMALISER.compatible_names(other, one)


@given(NAMES)
def test_a_name_fits_itself_unless_nothing_is_left_of_it(name: str) -> None:
    assert NORMALISER.compatible_names(name, name) == bool(NORMALISER.name_key(name))


def test_the_key_ignores_order_accents_and_degrees() -> None:
    keys = {
        NORMALISER.name_key(name) for name in ("Dr. Jürgen Müller, MBA", "MUELLER, Juergen", "Jurgen Muller")
    }
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Olga Fenn (she/her)", "Olga Fenn"),
        ("Olga Fenn she/her", "Olga Fenn"),
        ("Olga Fenn | She/Her/Hers", "Olga Fenn"),
        ("Bo 🚀 Lind", "Bo Lind"),
        ("Bo Lind 1️⃣", "Bo Lind"),
        ("Carla Moss MBA🌟", "Carla Moss"),
        ("Carla, MBA Moss 🌟", "Carla Moss"),
        ("Carla, MBA, CPA Moss, PhD", "Carla Moss"),
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_its_key(written: str, name: str) -> None:
    assert NORMALISER.name_key(written) == NORMALISER.name_key(name)
    assert NORMALISER.compatible_names(written, name)


@pytest.mark.parametrize("written", ["Li/He Berg", "Ma, Yo-Yo", "Smith, Edd", "WANG, MBA LI"])
def test_what_may_be_a_name_stays_in_the_key(written: str) -> None:
    words = written.lower().replace(",", "").replace("/", " ").replace("-", " ").split()
    assert sorted(NORMALISER.name_key(written).split()) == sorted(words)


def test_pronouns_of_ones_own_are_no_part_of_the_key() -> None:
    rules = read_name_rules(rule_text("names.toml"), 'pronouns = ["thon", "thons"]')
    assert name_key("Olga Fenn thon/thons", rules) == name_key("Olga Fenn", rules) == "fenn olga"


def test_the_key_tells_father_and_son_apart() -> None:
    assert NORMALISER.name_key("John Doe") != NORMALISER.name_key("John Doe Jr.")


@pytest.mark.parametrize(
    ("display", "names"),
    [
        ("Anna Weber", Names(given="Anna", family="Weber")),
        ("Weber, Anna", Names(given="Anna", family="Weber")),
        ("Ludwig van Beethoven", Names(given="Ludwig", family="van Beethoven")),
        (
            "Dr. Juan Q. de la Vega III",
            Names(given="Juan", family="de la Vega", additional="Q.", prefix="Dr.", suffix="III"),
        ),
        ("王思涵", Names(family="王思涵")),
        ("김철수", Names(family="김철수")),
        ("", Names()),
    ],
)
def test_a_name_in_one_piece_is_split(display: str, names: Names) -> None:
    assert split_name(display) == names


@given(
    st.lists(
        st.sampled_from(["Anna", "Van", "Von", "Dr", "Kim", "Mac", "Santa", "Abu", "Jr", "Phd", "Lee", "De"])
        | st.from_regex("[A-ZÄÖ][a-zäöé]{1,8}", fullmatch=True),
        min_size=2,
        max_size=2,
    ).map(" ".join)
)
def test_two_plain_words_are_split_as_the_long_way_would(display: str) -> None:
    parts = parse(display)
    names = split_name(display)
    assert (names.given, names.family) == (parts.given, parts.family)
    assert (names.prefix, names.suffix) == (parts.title, parts.suffix)


@pytest.mark.parametrize("text", ["no toml", "honorifics = []", "nicknames = 3"])
def test_a_rule_file_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(InputRefused, match="name rules"):
        read_name_rules(text)
