"""The kept corpus of the fuzzers, through the same functions: everything that was ever found stays mended."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

FUZZ = Path(__file__).parents[2] / "fuzz"
CORPUS = sorted((path.parent.name, path.name) for path in FUZZ.glob("corpus/*/*"))


@pytest.fixture(scope="module")
def targets() -> Any:
    sys.path.insert(0, str(FUZZ))
    try:
        return import_module("targets")
    finally:
        sys.path.remove(str(FUZZ))


@pytest.mark.parametrize(("target", "name"), CORPUS)
def test_it_holds(targets: Any, target: str, name: str) -> None:
    targets.TARGETS[target]((FUZZ / "corpus" / target / name).read_bytes())


def test_each_target_has_a_corpus_and_words(targets: Any) -> None:
    assert {target for target, _ in CORPUS} == set(targets.TARGETS)
    assert {path.name for path in FUZZ.glob("words/*")} == set(targets.TARGETS)


def test_the_sealed_headers_open_so_that_the_others_prove_something(
    targets: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(targets, "_sealed", frozenset)
    sealed = list((FUZZ / "corpus" / "header").glob(f"{targets.SEALED}*"))
    assert len(sealed) == 3
    for path in sealed:
        with pytest.raises(AssertionError, match="a changed header opened"):
            targets.check_header(path.read_bytes())
