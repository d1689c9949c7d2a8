"""The entry by which a Linux desktop offers Weavit for contact files: `weavit FILE...`."""

from __future__ import annotations

import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def entry() -> dict[str, str]:
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign] # keys are case-sensitive there
    parser.read(ROOT / "packaging" / "linux" / "weavit.desktop", encoding="utf-8")
    return dict(parser["Desktop Entry"])


def test_it_hands_all_chosen_files_to_the_program_of_this_project(entry: dict[str, str]) -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    program, files = entry["Exec"].split()
    assert program in scripts
    assert files == "%F"


def test_vcards_and_calendars_are_offered(entry: dict[str, str]) -> None:
    assert {"text/vcard", "text/x-vcard", "text/calendar"} <= set(entry["MimeType"].split(";"))
