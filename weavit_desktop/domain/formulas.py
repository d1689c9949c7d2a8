"""Cells that no spreadsheet takes for a formula, and back to what they were (OWASP, CSV injection)."""

from __future__ import annotations

import re
from typing import Final

# What makes a spreadsheet take a cell for a formula; the wide forms do so in some languages.
_STARTS_A_FORMULA: Final = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
# Digits and these signs can be computed to another number at most: without a letter no function, cell or
# program can be named. Phone numbers and days without a year stay as they are.
_NUMBER: Final = re.compile(r"[0-9+() ./-]*[0-9][0-9+() ./-]*")

# A program that parts columns by semicolons or tabs begins a cell there, in spite of our quotes. Numbers stay
# there too, and so does a dash with a blank, which begins an item of a list.
_INSIDE: Final = re.compile(
    "([;\t\r\n][ \"']*)(?=[=@\uff1d\uff20]|[-+\uff0d\uff0b](?! )(?![0-9+() ./-]*(?:[;\t\r\n]|$)))"
)


def neutralise(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: what could be one gets an apostrophe.

    So does what begins with apostrophes and could be one without them: `restore` takes one away again.
    """
    cell = _INSIDE.sub(r"\1'", cell)
    return f"'{cell}" if _is_risky(cell) else cell


def restore(cell: str) -> str:
    """Return what a cell was before `neutralise`; one that it never made loses the same apostrophes."""
    if cell.startswith("'") and _is_risky(cell):
        cell = cell[1:]
    return _INSIDE.sub(lambda found: found[1].removesuffix("'"), cell)


def _is_risky(cell: str) -> bool:
    bare = cell.lstrip("'")
    return bare.lstrip(" ").startswith(_STARTS_A_FORMULA) and not _NUMBER.fullmatch(bare)
