"""Why two people may be one, in words."""

from __future__ import annotations

import pytest

from builders.portraits import described, pairs_of, portrayed
from weavit_desktop.matching.deciding import Pair
from weavit_desktop.matching.portraits import Description
from weavit_desktop.matching.reasons import explanation, headline, likelihood


def told(one: Description, other: Description) -> tuple[str, str, Pair]:
    (pair,) = pairs_of(one, other)
    first, second = portrayed(*sorted((one, other), key=lambda person: person.id))
    return headline(first, second, pair.findings), explanation(first, second, pair.findings), pair


PHONE = {"phones": "+306900550142"}
MAIL = {"emails": "x@acme.example"}


@pytest.mark.parametrize(
    ("one", "other", "known", "line"),
    [
        ("Anna Weber", "Anna Weber", PHONE, "Same phone, and the names fit"),
        ("Κωνσταντίνος Παππάς", "Konstantinos Pappas", PHONE, "Same phone, two scripts"),
        ("Seán Briain", "Sean Briain", PHONE, "Same phone, accents differ"),
        ("Robert Ashworth", "Rob Ashworth", PHONE, "Same phone, short name"),
        ("Olga Fenn (she/her)", "Olga Fenn", {"employers": "acme"}, "Same employer, and the names fit"),
        ("Fenn Olga (she/her)", "Olga Fenn", PHONE, "Same phone, another order"),
        ("Dr. Jürgen Müller", "Jurgen Muller", PHONE, "Same phone, accents differ"),
        ("Carla, MBA Moss 🌟", "Carla Moss", PHONE, "Same phone, and the names fit"),
        ("Dr. Anna Weber, PhD", "Anna Weber", PHONE, "Same phone, and the names fit"),
        ("Anna Weber (Berg)", "Anna Weber", PHONE, "Same phone, and the names fit"),
        ("Hans-Peter O'Neil", "Hans Peter ONeil", PHONE, "Same phone, and the names fit"),
        ("王 思涵", "王思涵", PHONE, "Same phone, and the names fit"),
        ("思涵王", "王思涵", PHONE, "Same phone, another order"),
        ("Jürgen Müller 🚀", "Mueller, Juergen", PHONE, "Same phone, accents differ"),
        ("Weber Anna", "Anna Weber", PHONE, "Same phone, another order"),
        ("A. Weber", "Anna Weber", PHONE, "Same phone, initials"),
        ("Anna Maria Weber", "Anna Weber", PHONE, "Same phone, part of the name"),
        ("Anna Kowalczyk", "Anna Brandt", MAIL, "Same e-mail, new surname"),
        ("김하윤", "Kim Hayoon", MAIL, "Same e-mail, two scripts, not compared"),
        ("Christoffer Berg", "Christofer Berg", {"employers": "acme"}, "Same employer, similar name"),
        (
            "Anna Weber",
            "Anna Weber",
            {"employers": "acme", **MAIL},
            "Same e-mail, same employer, and the names fit",
        ),
    ],
)
def test_the_line_says_what_is_the_same_and_how_the_names_go_together(
    one: str, other: str, known: dict[str, str], line: str
) -> None:
    assert told(described(one, **known), described(other, **known))[0] == line


def test_two_employers_are_told_where_nothing_else_is_the_same() -> None:
    one = described("Jean-Willem Peeters", employers="a", birthday="--03-01")
    other = described("Jean-Willem Peeters", employers="b", birthday="1950-03-01")
    assert told(one, other)[0] == "Same name, two employers"


def test_the_sentences_name_the_scripts() -> None:
    known = {"phones": "+306900550142", "employers": "orrin"}
    why = told(described("Κωνσταντίνος Παππάς", **known), described("Konstantinos Pappas", **known))[1]
    assert why == (
        "They have the same phone number and the same employer. "
        "The two names are the same name in Greek and Latin letters."
    )


def test_the_sentences_say_what_speaks_against() -> None:
    one = described("Hans Weber", phones="+4930123456", birthday="1950-03-01", employers="acme")
    other = described("Hans Weber", phones="+4930123456", birthday="1981-11-24", employers="acme")
    assert told(one, other)[1].endswith("Their birthdays differ: 1 March 1950, 24 November 1981.")


@pytest.mark.parametrize(
    ("birthday", "words"),
    [
        ("1940-05-08", "Their birthdays differ in one figure: 3 May 1940, 8 May 1940."),
        ("1940-03-05", "Their birthdays differ as where figures change places: 3 May 1940, 5 March 1940."),
        ("1970-05-03", "Their birthdays differ: 3 May 1940, 3 May 1970."),
        ("--05-04", "Their birthdays differ: 3 May 1940, 4 May."),
    ],
)
def test_the_sentences_name_both_birthdays_where_they_differ(birthday: str, words: str) -> None:
    one = described("Hans Weber", phones="+4930123456", birthday="1940-05-03")
    assert words in told(one, described("Hans Weber", phones="+4930123456", birthday=birthday))[1]


@pytest.mark.parametrize("birthday", ["1940-05-03", "--05-03", ""])
def test_nothing_is_said_of_birthdays_that_do_not_differ(birthday: str) -> None:
    one = described("Hans Weber", phones="+4930123456", birthday="1940-05-03")
    assert "differ" not in told(one, described("Hans Weber", phones="+4930123456", birthday=birthday))[1]


def test_the_odds_have_a_word() -> None:
    sure = told(described("Anna Weber", slugs="anna"), described("Anna Weber", slugs="anna"))[2]
    assert likelihood(sure) == "Certain"
    couple = told(
        described("Anna Weber", phones="+4930123456", employers="acme"),
        described("Peter Weber", phones="+4930123456", employers="acme"),
    )[2]
    assert (likelihood(couple), couple.percent) == ("Perhaps", 50)
