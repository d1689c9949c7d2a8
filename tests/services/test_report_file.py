"""The report of an import as a file: the document of the command line, and nothing of the raw text."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from builders.desk import Desk, someone
from weavit_desktop.errors import NoRoom
from weavit_desktop.services.import_report import ImportReport, ProblemReport, SourceReport
from weavit_desktop.services.report_file import save_report

EMPTY = ImportReport(None, dry_run=True, sources=(), duplicates_found=0, seconds=0.1)


def test_it_is_the_document_of_the_command_line(desk: Desk, tmp_path: Path) -> None:
    report = desk.take(desk.file("Müller.vcf", someone("Anna Berg"), b"stray text\r\n"))
    place = tmp_path / "report.json"
    save_report(report, place)
    text = place.read_text(encoding="utf-8")
    assert json.loads(text) == json.loads(json.dumps(report.as_json()))
    assert "Müller.vcf" in text
    assert "stray text" not in text


def test_a_file_name_that_is_no_text_is_written_as_it_is(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.vcf")
    report = ImportReport(
        None, True, (SourceReport(name, "vcard", problems=(ProblemReport("x", "y", False),)),), 0, 0
    )
    save_report(report, tmp_path / "report.json")
    assert b"caf\xe9.vcf" in (tmp_path / "report.json").read_bytes()


@pytest.mark.parametrize("place", ["no/such/folder/report.json", "."])
def test_where_it_cannot_be_written_it_says_so(tmp_path: Path, place: str) -> None:
    with pytest.raises(NoRoom, match="Choose another place"):
        save_report(EMPTY, tmp_path / place)
