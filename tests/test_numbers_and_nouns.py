"""Every sentence that counts says "1 person" and "2 people": no plural is joined to a number by hand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import weavit_desktop

HOUSE = Path(weavit_desktop.__file__).parent
# What the app counts. A size in bytes is not among it: no file or document has one byte.
NOUN = re.compile(
    r" (?:[a-z]+ )?(?:people|persons|actions|addresses|backups|cards|characters|choices|clients|colleagues|"
    r"columns|connections|days|documents|duplicates|entries|files|findings|interactions|lines|mails|meetings|messages|"
    r"months|organisations|pages|pairs|permissions|pictures|places|problems|properties|receipts|records|rows|"
    r"seconds|values|versions|weeks|years)\b",
    re.IGNORECASE,
)
LIMIT = re.compile(r"[A-Z_]+")  # which is never one


def joined(module: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of every number in an f-string that a plural follows."""
    for node in ast.walk(module):
        if not isinstance(node, ast.JoinedStr):
            continue
        for value, after in zip(node.values, node.values[1:], strict=False):
            if not isinstance(value, ast.FormattedValue) or not isinstance(after, ast.Constant):
                continue
            found = NOUN.match(str(after.value))
            if found and not LIMIT.fullmatch(ast.unparse(value.value)) and is_number(value):
                yield node.lineno, found[0].strip()


def is_number(value: ast.FormattedValue) -> bool:
    """Say whether a number is shown: by its format, by how it is worked out, or by what it is called."""
    if value.format_spec is not None:
        return True
    name = ast.unparse(value.value)
    return (
        "len(" in name
        or "sum(" in name
        or re.search(r"count|number|total|days|people|held", name) is not None
    )


@pytest.mark.parametrize("path", sorted(HOUSE.rglob("*.py")), ids=lambda path: str(path.relative_to(HOUSE)))
def test_no_plural_is_joined_to_a_number_by_hand(path: Path) -> None:
    assert list(joined(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ('f"{count:,} people"', ["people"]),
        ('f"{len(found)} more problems"', ["more problems"]),
        ('f"{bad:,} of {total:,} pages"', ["pages"]),
        ('f"{name} cards"', []),
        ('f"{MAX_FILES:,} files"', []),
        ("f\"{many(count, 'page')} are whole\"", []),
    ],
)
def test_the_sweep_sees_it(written: str, found: list[str]) -> None:
    assert [words for _, words in joined(ast.parse(written))] == found
