"""A list of Clients as a company has it, name,aliases,domains,lei,country in CSV, read row by row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from weavit_hub.errors import UsageRefused

COLUMNS = ("name", "aliases", "domains", "lei", "country")
_MOST_TEXT = 300
# In letters of any script: laptops bring both sides of a comparison into one form.
_LABEL = r"[^\W_]([\w-]{0,61}[^\W_])?"
_DOMAIN = re.compile(rf"(?=.{{4,253}}$)({_LABEL}\.)+{_LABEL}")
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One row, cleaned. Empty cells are empty tuples or None."""

    line: int
    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    lei: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was refused, and why. `line` counts from 1, with the header."""

    line: int
    what: str


def read_rows(text: str) -> Iterator[ClientRow | Problem]:
    """Yield every row of the list, or what is wrong with it. Raises UsageRefused without a usable header."""
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names = [name.strip().lower() for name in table.fieldnames or ()]
    if "name" not in names or not set(names) <= set(COLUMNS) or len(set(names)) < len(names):
        raise UsageRefused(f"The first line of the list must name its columns: {','.join(COLUMNS)}.")
    table.fieldnames = names
    try:
        for cells in table:
            yield _row(table.line_num, cells)
    except csv.Error:
        yield Problem(table.line_num, "a quotation mark is not closed; nothing after it was read")


def _row(line: int, cells: Mapping[str | None, str | list[str] | None]) -> ClientRow | Problem:
    if None in cells or None in cells.values():
        return Problem(line, "it has another number of cells than the first line")
    text = {column: " ".join(str(cells.get(column, "")).split()) for column in COLUMNS}
    if any(len(value) > _MOST_TEXT for value in text.values()):
        return Problem(line, f"a cell has more than {_MOST_TEXT} characters")
    domains = tuple(domain.removeprefix("@") for domain in _several(text["domains"].lower()))
    lei, country = text["lei"].upper(), text["country"].upper()
    if not text["name"]:
        return Problem(line, "the name is missing")
    if not all(_DOMAIN.fullmatch(domain) for domain in domains):
        return Problem(line, "a domain is not written like example.com")
    if lei and not _is_lei(lei):
        return Problem(line, "the LEI is not 20 characters with a right checksum")
    if country and not _COUNTRY.fullmatch(country):
        return Problem(line, "the country is not written in two letters")
    return ClientRow(line, text["name"], _several(text["aliases"]), domains, lei or None, country or None)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def _is_lei(lei: str) -> bool:
    """Check the form and the checksum of ISO 17442 (ISO 7064, MOD 97-10)."""
    return bool(_LEI.fullmatch(lei)) and int("".join(str(int(c, 36)) for c in lei)) % 97 == 1
