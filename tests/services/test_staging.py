"""Staging: records in batches of bounded size, with progress by bytes, and problems with bounded text."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from builders.desk import Desk, someone
from weavit_desktop.importing.records import Problem
from weavit_desktop.importing.sources import Source
from weavit_desktop.services.import_report import EXCERPT_BYTES
from weavit_desktop.services.progress import ReadingStep, Step
from weavit_desktop.services.staging import BATCH_BYTES, SourceTally
from weavit_desktop.vault.repositories import staging


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many records each batch has that is staged from now on."""
    sizes: list[int] = []
    add = staging.add

    def count(db: object, batch: Iterable[object], place: object) -> None:
        batch = list(batch)
        sizes.append(len(batch))
        add(db, batch, place)  # type: ignore[arg-type] # handed on as they came

    monkeypatch.setattr(staging, "add", count)
    return sizes


def reading(desk: Desk, *cards: bytes) -> list[ReadingStep]:
    steps: list[Step] = []
    desk.take(desk.file("in.vcf", *cards), dry_run=True, progress=steps.append)
    return [step for step in steps if isinstance(step, ReadingStep)]


def test_many_small_records_go_by_count(desk: Desk, batches: list[int]) -> None:
    desk.take(desk.file("in.vcf", *(someone(f"Person {number}") for number in range(1_203))), dry_run=True)
    assert batches == [1_000, 203]


def test_large_records_go_by_their_bytes(desk: Desk, batches: list[int]) -> None:
    note = "NOTE:" + "x" * (BATCH_BYTES // 4)
    desk.take(desk.file("in.vcf", *(someone(f"Person {number}", note) for number in range(5))), dry_run=True)
    assert batches == [2, 2, 1]


def test_progress_counts_records_and_ends_with_all_bytes(desk: Desk) -> None:
    steps = reading(desk, *(someone(f"Person {number}") for number in range(1_203)))
    assert list(dict.fromkeys(step.done for step in steps)) == [1_000, 1_203]
    shares = [step.share for step in steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_progress_names_the_file_in_hand(desk: Desk) -> None:
    steps: list[Step] = []
    files = [desk.file(f"{name}.vcf", someone(f"Person {name}")) for name in "abc"]
    desk.take(*files, dry_run=True, progress=steps.append)
    told = ((step.source, step.sources, step.done) for step in steps if isinstance(step, ReadingStep))
    assert list(dict.fromkeys(told)) == [(1, 3, 1), (2, 3, 2), (3, 3, 3)]


def test_of_a_long_problem_only_the_beginning_is_carried_along(desk: Desk) -> None:
    stray = b"y" * (3 * EXCERPT_BYTES) + b"\r\n"
    report = desk.take(desk.file("in.vcf", someone("Anna"), stray))
    (problem,) = report.sources[0].problems
    assert (len(problem.excerpt), problem.size) == (EXCERPT_BYTES, len(stray))
    ((kept,),) = desk.rows("SELECT length(raw) FROM problem")
    assert kept == len(stray)


def test_a_file_of_problems_carries_no_more_text_than_there_is_room_for() -> None:
    tally = SourceTally(Source("in.vcf", "vcard", ()), 0, excerpts_left=20)
    for number in range(3):
        tally.add_problem(Problem(f"line {number}", "This is odd.", b"twelve bytes"))
    assert [len(one.excerpt) for one in tally.problems] == [12, 8, 0]
    assert all(one.kept and one.size == 12 for one in tally.problems)
