"""The words of the window: DESIGN.md 7, held over every string that its rooms contain."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

import weavit_desktop

ROOMS = ("views", "models", "sharing", "services")
ROOT = Path(weavit_desktop.__file__).parent
# People are people, the company plans, and nobody is said to have anybody.
AVOIDED = re.compile(
    r"\b(own|owns|owned|owner|owners|owning|ownership|(?<!weavit-)sync|consent|PII|leverage|monitor|oops)\b",
    re.I,
)
# Words of a person's text, beside which there are names of modules, signals and properties.
SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|WITH|DROP)\b")
SENTENCE = re.compile(r"[A-Za-z’]+ [A-Za-z’]+")


def sentences() -> Iterator[tuple[str, str]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            docstrings = {id(one) for one in map(docstring_of, ast.walk(tree)) if one is not None}
            for node in ast.walk(tree):
                if id(node) not in docstrings and is_sentence(node):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value


def is_sentence(node: ast.AST) -> TypeGuard[ast.Constant]:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    return bool(SENTENCE.search(node.value)) and not SQL.match(node.value)


def docstring_of(node: ast.AST) -> ast.Constant | None:
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) or not node.body:
        return None
    first = node.body[0]
    return first.value if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) else None


def test_no_sentence_says_whose_anybody_is() -> None:
    assert [(place, text) for place, text in sentences() if AVOIDED.search(text)] == []


def test_no_sentence_shouts() -> None:
    assert [(place, text) for place, text in sentences() if "!" in text] == []


@pytest.mark.parametrize("words", ["Your own vault", "Sync now", "The owner of this"])
def test_the_check_sees_what_it_looks_for(words: str) -> None:
    assert SENTENCE.search(words)
    assert AVOIDED.search(words)
