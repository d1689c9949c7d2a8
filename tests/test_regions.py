"""Phone numbers without a country belong where the person is at home (import.md, "Normalising")."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders.desk import NOW, Desk, someone
from builders.vault import new_vault
from weavit_desktop.regions import region_of_zone
from weavit_desktop.rules import load_rules


@pytest.mark.parametrize(
    ("zone", "region"),
    [("Europe/Zurich", "CH"), ("Europe/Copenhagen", "DK"), ("America/Chicago", "US"), ("UTC", ""), ("x", "")],
)
def test_a_zone_lies_in_a_country(zone: str, region: str) -> None:
    assert region_of_zone(zone) == region


@pytest.mark.parametrize(
    ("zone", "written", "number"),
    [
        ("Europe/Berlin", "030 901820", "+4930901820"),
        ("Europe/Vienna", "01 588580", "+431588580"),
        ("UTC", "044 668 18 00", "+41446681800"),
    ],
)
def test_a_number_without_a_country_is_one_of_home(
    tmp_path: Path, zone: str, written: str, number: str
) -> None:
    with new_vault(tmp_path / "vault", home_zone=zone, clock=lambda: NOW) as vault:
        desk = Desk(vault, tmp_path, load_rules(region="CH"))  # where nothing is known of the zone
        desk.take(desk.file("x.vcf", someone("Anna Berg", tel=written)))
        assert [one["e164"] for one in desk.person("Anna Berg")["phones"]] == [number]
