"""What agreement is worth, as a data file that a person can edit."""

from __future__ import annotations

import pytest

from builders.portraits import described, portrayed
from builders.rules import rule_text
from weavit_desktop.errors import InputRefused
from weavit_desktop.matching.comparing import Field, Finding, Level
from weavit_desktop.matching.weights import Scale, read_weights

SHIPPED = rule_text("matching.toml")


def test_a_rare_value_is_worth_more_than_a_common_one() -> None:
    crowd = portrayed(*(described("Anna Müller") for _ in range(99)), described("Anna Quint"))
    scale = Scale(crowd, read_weights(SHIPPED))
    rare, common = (Finding(Field.FAMILY, Level.SAME, word) for word in ("quint", "muller"))
    assert scale.worth(rare) > scale.worth(common) > 0


def test_what_differs_speaks_against() -> None:
    scale = Scale(portrayed(described("Anna Weber")), read_weights(SHIPPED))
    for field in (Field.WORD, Field.FAMILY, Field.BIRTHDAY, Field.POSTCODE, Field.PROFILE, Field.MAILBOX):
        assert scale.worth(Finding(field, Level.DIFFERENT)) < 0


@pytest.mark.parametrize("text", ["no toml", "twice = 1", "twice = 1\nprior = 1\n[fields.word]\nsame = 3"])
def test_a_rule_file_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(InputRefused, match="matching rules"):
        read_weights(text)


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("twice = 0.15", 'twice = "0.15"', "'twice' is text and should be a number"),
        ("prior = 1000", "prior = true", "'prior' is true or false and should be a number"),
        ("prior = 1000", "prior = -1", "'prior' is -1 and should be a number above 0"),
        ("short = [0.02, 0.0005]", 'short = "ab"', "'fields.word.short' is text and should be two numbers"),
        (
            "short = [0.02, 0.0005]",
            'short = ["0.02", 0.1]',
            "'fields.word.short' is text and should be a numb",
        ),
        (
            "short = [0.02, 0.0005]",
            "short = [0.02, 0]",
            "'fields.word.short' is 0 and should be a number above",
        ),
        ("short = [0.02, 0.0005]", "shorter = [0.02, 0.1]", "'shorter' is none of same, short"),
        ("[fields.word]", "[fields.wrod]", "'wrod' is none of word, family"),
    ],
)
def test_a_weight_of_the_wrong_shape_is_refused_with_its_line(was: str, now: str, says: str) -> None:
    text = SHIPPED.replace(was, now, 1)
    line = text[: text.index(now)].count("\n") + 1
    with pytest.raises(InputRefused) as refused:
        read_weights(text)
    assert f"matching.toml, line {line}: {says}" in str(refused.value)
