"""The rules remember what they read of a title, and say what they would say of it for the first time."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.desk import shipped_rules
from builders.rules import rule_text
from weavit_core.taxonomy import Function
from weavit_desktop.domain.title_rules import read_title_rules
from weavit_desktop.domain.titles import classify
from weavit_desktop.rules import load_rules

TEXT = rule_text("titles.toml")
TITLES = read_title_rules(TEXT)
FILE = tomllib.loads(TEXT)


def phrases(table: Any) -> Iterator[str]:
    """Yield each phrase of a table, a part of a word as a word."""
    if isinstance(table, str):
        yield f"Ab{table[1:]}" if table.startswith("*") else table.replace("*", "er")
    else:
        for one in table.values() if isinstance(table, dict) else table:
            yield from phrases(one)


CONTEXTS = [one["phrase"] for one in FILE["context"]]
DECIDING = sorted({word for one in FILE["context"] for word in phrases(one["words"])})
WORDS = sorted({word for name, table in FILE.items() if name != "context" for word in phrases(table)})
PARTS = st.sampled_from(CONTEXTS) | st.sampled_from(WORDS) | st.sampled_from(DECIDING)
JOINED = st.sampled_from([" ", ", ", " & ", " of "])
SOME_TITLES = st.builds(
    lambda parts, by, upper: by.join(parts).upper() if upper else by.join(parts),
    st.lists(PARTS, min_size=1, max_size=3),
    JOINED,
    st.booleans(),
)
EMPLOYERS = st.lists(st.sampled_from(["Veldmark", "AG", "bank"]) | st.sampled_from(DECIDING), max_size=2).map(
    " ".join
)


@given(title=SOME_TITLES, employers=st.lists(EMPLOYERS, min_size=1, max_size=3))
def test_a_title_reads_at_each_employer_as_if_read_alone(title: str, employers: list[str]) -> None:
    rules = shipped_rules()
    for employer in employers:
        assert rules.read_title(title, employer) == classify(title, employer, TITLES)


@given(phrase=st.sampled_from(CONTEXTS), before=st.sampled_from(["", "Deputy ", "Senior "]), at=EMPLOYERS)
def test_a_title_that_depends_on_the_employer_does_at_each(phrase: str, before: str, at: str) -> None:
    rules = shipped_rules()
    for employer in ("", at, "Veldmark Foods"):
        title = before + phrase.upper()
        assert rules.read_title(title, employer) == classify(title, employer, TITLES)


def test_a_cio_invests_at_an_asset_manager_and_nowhere_else() -> None:
    rules = load_rules()
    employers = ("Veldmark Foods", "Orrin Asset Management", "", "Veldmark Foods")
    found = [rules.read_title("CIO", employer).function for employer in employers]
    assert found == [Function.IT, Function.BUSINESS_LINE, Function.IT, Function.IT]


@pytest.mark.parametrize("phrase", ["grand poobah", "poobah"])
def test_a_context_of_ones_own_is_heeded(tmp_path: Path, phrase: str) -> None:
    (tmp_path / "titles.toml").write_text(
        f'[function.sales]\nen = ["{phrase}"]\n'
        f'[[context]]\nphrase = "{phrase}"\nfunction = "finance"\nwords = ["lodge"]\n'
    )
    rules = load_rules(own=tmp_path)
    found = [rules.read_title("The Grand Poobah", at).function for at in ("Acme", "Royal Lodge")]
    assert found == [Function.SALES, Function.FINANCE]
