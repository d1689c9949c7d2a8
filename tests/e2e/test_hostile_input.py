"""Bad input costs itself alone: the rest is imported, and the sentence says what happened."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from builders.command_line import weavit

GOOD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Ampel\r\nEND:VCARD\r\n"


def empty(place: Path) -> Path:
    (place / "empty.vcf").write_bytes(b"")
    return place / "empty.vcf"


def text(place: Path) -> Path:
    (place / "letter.vcf").write_text("Dear Maya, these are no cards.")
    return place / "letter.vcf"


def unknown_archive(place: Path) -> Path:
    with zipfile.ZipFile(place / "holiday.zip", "w") as archive:
        archive.writestr("beach.txt", "sand")
    return place / "holiday.zip"


def missing(place: Path) -> Path:
    return place / "missing.vcf"


def long_line(place: Path) -> Path:
    with (place / "long.vcf").open("wb") as out:
        out.write(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Long\r\nNOTE:")
        for _ in range(200):
            out.write(b"x" * 1_000_000)
        out.write(b"\r\nEND:VCARD\r\n")
    return place / "long.vcf"


@pytest.mark.parametrize("make", [empty, text, unknown_archive, missing, long_line])
def test_a_bad_file_beside_a_good_one_costs_itself_alone(tmp_path: Path, make: object) -> None:
    assert callable(make)
    (tmp_path / "good.vcf").write_text(GOOD)
    maya = weavit(tmp_path / "vault")

    ran = maya("import", make(tmp_path), tmp_path / "good.vcf", "--json")

    assert ran.code == 5  # done, but some input was refused
    assert "Traceback" not in ran.err
    bad, good = ran.json["sources"]
    assert (good["people_new"], good["problems"]) == (1, [])
    assert [problem["what"][-1] for problem in bad["problems"]] == ["."]  # one sentence
    assert "Ada Ampel" in [person["name"] for person in maya.ask("people")]
