"""Mappings of columns: as JSON and back, and found again in a table that has more columns."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop.errors import UsageRefused
from weavit_desktop.importing.columns.days import DayOrder
from weavit_desktop.importing.columns.mapping import (
    WORDS,
    ColumnMapping,
    Field,
    Target,
    aligned,
    as_document,
    fingerprint,
    from_document,
    named_again,
    revised,
)

TARGETS = st.builds(
    Target,
    st.sampled_from(Field),
    st.lists(st.text(), max_size=2).map(tuple),
    st.text(),
    st.text(),
    st.text(),
)
COLUMNS = st.lists(st.tuples(st.text(), st.none() | TARGETS), min_size=1, max_size=5)


@given(COLUMNS, st.sampled_from(DayOrder))
def test_a_mapping_comes_back_from_its_document(
    columns: list[tuple[str, Target | None]], days: DayOrder
) -> None:
    names, targets = zip(*columns, strict=True)
    mapping = ColumnMapping(names, targets, days)
    assert from_document(json.loads(json.dumps(as_document(mapping)))) == mapping


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {"columns": []},
        {"columns": ["Mail"]},
        {"columns": [{"field": "email"}]},
        {"columns": [{"column": "Mail", "field": "mail"}]},
        {"columns": [{"column": "Mail", "field": ["email"]}]},
        {"columns": [{"column": "Mail", "field": "email", "types": "work"}]},
        {"columns": [{"column": "Mail", "field": "email", "group": 7}]},
        {"columns": [{"column": "Mail", "field": "email"}], "days": "ymd"},
        {"columns": [{"column": "Mail", "field": "email"}], "revision": "1"},
        {"columns": [{"column": "Mail", "field": "email"}], "revision": -1},
        {"columns": [{"column": "Mail", "field": "email"}], "days": ["dmy"]},
    ],
)
def test_what_is_no_mapping_is_refused_in_words(document: Any) -> None:
    with pytest.raises(UsageRefused, match="mapping"):
        from_document(document)


def test_a_mapping_fits_a_table_with_more_columns_in_another_order() -> None:
    said = ColumnMapping(("Who", "Mail"), (Target(Field.NAME), Target(Field.EMAIL)), DayOrder.DAY_FIRST)
    found = aligned(said, ["mail", "Phone", "WHO"])
    assert found == ColumnMapping(
        ("mail", "Phone", "WHO"), (Target(Field.EMAIL), None, Target(Field.NAME)), DayOrder.DAY_FIRST
    )


def test_a_mapping_fits_no_table_that_lacks_a_column() -> None:
    said = ColumnMapping(("Who", "Mail", "Mail"), (Target(Field.NAME), None, Target(Field.EMAIL)))
    assert aligned(said, ["Who", "Mail"]) is None
    found = aligned(said, ["Mail", "Who", "Mail"])
    assert found is not None
    assert found.targets == (None, Target(Field.NAME), Target(Field.EMAIL))


@pytest.mark.parametrize(
    ("named", "names", "places"),
    [
        (("Who", "Mail", "WHO"), ["Who", "Mail"], (0, 2)),
        (("Who", "Mail", "Mail", "Mail"), ["Mail", "Who", "Mail"], (1, 3)),
        (("Who", "Mail", "Mail"), ["Mail", "Who", "Mail"], None),  # both are there
        (("Who", "Fax", "Who"), ["Who", "Mail"], None),  # one is missing altogether
    ],
)
def test_a_column_named_more_often_than_it_is_there_is_found(
    named: tuple[str, ...], names: list[str], places: tuple[int, int] | None
) -> None:
    assert named_again(ColumnMapping(named, (None,) * len(named)), names) == places


def test_spelling_does_not_make_columns_others() -> None:
    assert fingerprint(["E-Mail ", "Full_Name"]) == fingerprint(["email", "FULL NAME"])
    assert fingerprint(["Name", "Email"]) != fingerprint(["Email", "Name"])


def test_every_field_has_words_of_its_own() -> None:
    assert set(WORDS) == set(Field)
    assert len({words.casefold() for words in WORDS.values()}) == len(Field)


@pytest.mark.parametrize("field", Field)
def test_a_field_is_said_by_its_words_too(field: Field) -> None:
    document = {"columns": [{"column": "A", "field": WORDS[field].upper()}]}
    assert from_document(document).targets == (Target(field),)


def test_what_is_said_anew_has_another_revision_and_the_same_said_again_has_not() -> None:
    one = ColumnMapping(("A",), (Target(Field.NAME),))
    other = ColumnMapping(("A",), (Target(Field.NOTE),))
    first = revised(one, None)
    second = revised(other, first)
    assert [each.revision for each in (first, second, revised(other, second), revised(one, second))] == [
        0, 1, 1, 2,
    ]  # fmt: skip
