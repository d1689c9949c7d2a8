"""After an import its staging is emptied part by part, whatever came of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders.blobs import files_in, names_of
from builders.desk import Desk, someone
from builders.pictures import jpeg, photo_line
from weavit_desktop.errors import Cancelled
from weavit_desktop.services.importing import EMPTYING
from weavit_desktop.services.photos import photo_of
from weavit_desktop.services.progress import Step
from weavit_desktop.vault.blobs import place_of
from weavit_desktop.vault.repositories import staging
from weavit_desktop.vault.repositories.staging import StagedProblem

STAGED = ("staged_record", "staged_photo", "staged_key", "staged_identifier")


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "CLEARED_AT_ONCE", 2)


def left(desk: Desk) -> list[str]:
    """Return the tables of the staging that are not empty."""
    return [name for name in STAGED if desk.rows(f"SELECT 1 FROM {name}")]


def crowd(desk: Desk, count: int) -> Path:
    """Write a file of so many people, each with a picture of their own."""
    cards = (
        someone(f"Person {one}", photo_line(jpeg(shade=9 * one)), email=f"{one}@orrin.example", uid=f"{one}")
        for one in range(count)
    )
    return desk.file("crowd.vcf", *cards)


def stage(desk: Desk, count: int) -> None:
    place = place_of(desk.vault)
    found = [StagedProblem(0, f"line {one}", "left behind", b"left behind") for one in range(count)]
    desk.vault.write(lambda db: staging.add(db, found, place))


def test_a_part_at_a_time_goes_until_nothing_is_left(desk: Desk) -> None:
    stage(desk, 5)
    counts = []
    more = True
    while more:
        more = desk.vault.write(staging.clear_some)
        counts.append(desk.rows("SELECT count(*) FROM staged_record")[0][0])
    assert counts == [3, 1, 0]


def test_records_far_apart_go_too(desk: Desk) -> None:
    stage(desk, 9)
    desk.vault.write(lambda db: db.execute("DELETE FROM staged_record WHERE id BETWEEN 2 AND 8"))
    assert desk.vault.write(staging.clear_some)
    assert not desk.vault.write(staging.clear_some)
    assert left(desk) == []


def test_an_empty_staging_is_emptied_at_once(desk: Desk) -> None:
    assert not desk.vault.write(staging.clear_some)


def test_whoever_waits_is_told_between_the_parts(desk: Desk) -> None:
    steps: list[Step] = []
    desk.take(crowd(desk, 7), progress=steps.append)
    assert steps.count(Step(EMPTYING, 0)) >= 3
    assert left(desk) == []


def test_pictures_of_people_stay_and_those_of_known_cards_go(desk: Desk) -> None:
    desk.take(crowd(desk, 3))
    before = files_in(desk.vault.folder)
    assert len(before) == 3
    desk.take(crowd(desk, 5))  # three are known: their pictures came again
    assert left(desk) == []
    assert files_in(desk.vault.folder) == names_of(desk.vault)
    assert len(names_of(desk.vault)) == 5
    assert set(before) < set(files_in(desk.vault.folder))
    assert all(photo_of(desk.vault, desk.uid(f"Person {one}")) for one in range(5))


def test_after_a_rehearsal_nothing_is_left(desk: Desk) -> None:
    desk.take(crowd(desk, 5), dry_run=True)
    assert left(desk) == []
    assert files_in(desk.vault.folder) == names_of(desk.vault) == []


def test_after_a_cancelled_import_nothing_is_left_but_what_was_there(desk: Desk) -> None:
    desk.take(crowd(desk, 2))
    before = names_of(desk.vault)
    steps: list[Step] = []
    with pytest.raises(Cancelled):
        desk.take(
            crowd(desk, 7),
            progress=steps.append,
            cancelled=lambda: any(one.phase == "read" for one in steps),
        )
    assert left(desk) == []
    assert EMPTYING in {step.phase for step in steps}
    assert files_in(desk.vault.folder) == names_of(desk.vault) == before
