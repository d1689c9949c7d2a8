"""The country of a time zone: where phone numbers that are written without one belong."""

from __future__ import annotations

import zoneinfo
from functools import cache
from importlib import resources
from locale import getlocale
from pathlib import Path
from typing import Final

_TABLE: Final = "zone.tab"  # of the time zone database: country, coordinates, zone


def region_of_zone(zone: str) -> str:
    """Return the two letters of the country that a zone lies in: "CH" of "Europe/Zurich". "" of UTC."""
    return _regions().get(zone, "")


def region_of_locale() -> str:
    """Return the two letters of the country that this system is set to, "" where it says none."""
    region = (getlocale()[0] or "").partition("_")[2][:2].upper()
    return region if len(region) == 2 and region.isalpha() else ""


@cache
def _regions() -> dict[str, str]:
    rows = (line.split("\t") for line in _table().splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows if len(row) > 2}


def _table() -> str:
    """Return the table: of the system, else of the package that stands in for it on Windows, else nothing."""
    for place in zoneinfo.TZPATH:
        path = Path(place, _TABLE)
        if path.is_file():
            return path.read_text(encoding="utf-8")
    try:
        return resources.files("tzdata").joinpath("zoneinfo", _TABLE).read_text(encoding="utf-8")
    except (ModuleNotFoundError, FileNotFoundError):
        return ""
