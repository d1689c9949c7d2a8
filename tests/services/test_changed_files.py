"""A file that changes while it is read: what came before counts, and the rest is not taken for its end."""

from __future__ import annotations

from pathlib import Path

from builders.desk import Desk, someone
from weavit_desktop.importing.reading import CHANGED
from weavit_desktop.services.progress import ReadingStep, Step


def test_a_file_that_is_cut_off_meanwhile_is_told_of(desk: Desk) -> None:
    path = desk.file(
        "many.vcf", *(someone(f"Person {number}", uid=f"p-{number}") for number in range(20_000))
    )

    def cut(step: Step) -> None:
        if isinstance(step, ReadingStep) and path.stat().st_size > 1000:
            path.write_bytes(path.read_bytes()[:1000])

    report = desk.take(path, progress=cut)
    assert [one.what for one in report.sources[0].problems].count(CHANGED) == 1
    assert 0 < len(desk.names()) < 20_000


def test_a_file_that_stays_as_it_is_is_not(desk: Desk, tmp_path: Path) -> None:
    report = desk.take(desk.file("one.vcf", someone("Anna Berg")))
    assert report.sources[0].problems == ()
