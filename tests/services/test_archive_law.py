"""The law of the archive: out of a vault, into an empty one and out again, it is the same archive."""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from builders.archived import decide_about_people, work_with_everything
from builders.calendars import ME, calendar, event
from builders.desk import Desk, open_desk
from builders.exports import FOLDER, another_desk, give_out
from builders.letters import write
from builders.worked import EVERY_STEP, perform
from weavit_desktop.services.identity import confirm_me
from weavit_desktop.vault.repositories.unarchiving import RECORD


def parts_of(path: Path) -> dict[str, Any]:
    """Return what an archive says, without what may differ: the numbers of sources, the ids of imports, what
    the hub calls an organisation, and that permissions are a record only."""
    with zipfile.ZipFile(path) as archive:
        names = [name.removeprefix(FOLDER) for name in archive.namelist()]
        parts = {
            name: archive.read(FOLDER + name)
            for name in names
            if not name.endswith((".json", ".txt", ".jsonl"))
        }
        lines = {
            name: [json.loads(line) for line in archive.read(FOLDER + name).splitlines()]
            for name in names
            if name.endswith(".jsonl")
        }
    numbers = {one["id"]: number for number, one in enumerate(lines["sources.jsonl"])}
    for one in lines["sources.jsonl"]:
        del one["import_id"]
    for one in lines["organisations.jsonl"]:
        del one["registry_id"]
    for one in lines["permissions.jsonl"]:
        one["audience"] = one["audience"].removeprefix(RECORD)
    renumbered = json.loads(
        json.dumps(lines),
        object_hook=lambda one: one | {"source": numbers[one["source"]]} if one.get("source") else one,
    )
    renumbered["sources.jsonl"] = [one | {"id": numbers[one["id"]]} for one in lines["sources.jsonl"]]
    return parts | renumbered


def assert_archive_stays_the_same(desk: Desk, place: Path) -> None:
    path, _ = give_out(desk, "all.zip", "archive")
    with another_desk(place / "other") as other:
        other.on("2027-03-01").take(path)
        again, _ = give_out(other, "again.zip", "archive")
        before, after = parts_of(path), parts_of(again)
        assert before.keys() == after.keys()
        for name, part in before.items():
            assert after[name] == part, name


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=EVERY_STEP)
def test_out_and_in_and_out_is_the_same_archive(steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as place, open_desk(Path(place)) as desk:
        confirm_me(desk.vault, desk.work, emails=[ME])
        for number, step in enumerate(steps):
            perform(desk.on(f"2026-11-{20 - len(steps) + number}"), number, step)
        assert_archive_stays_the_same(desk, Path(place))


def test_one_of_everything_is_the_same_archive(desk: Desk, tmp_path: Path) -> None:
    assert_archive_stays_the_same(work_with_everything(desk), tmp_path)


def test_decisions_about_people_are_the_same_archive(desk: Desk, tmp_path: Path) -> None:
    decide_about_people(work_with_everything(desk))
    assert_archive_stays_the_same(desk, tmp_path)


@pytest.mark.parametrize("told", [("CONFIRMED", "CANCELLED"), ("CONFIRMED", "CANCELLED", "CONFIRMED")])
def test_what_was_told_of_a_cancelled_meeting_is_the_same_archive(
    desk: Desk, tmp_path: Path, told: tuple[str, ...]
) -> None:
    confirm_me(desk.vault, desk.work, emails=[ME])
    for day, status in enumerate(told, start=1):
        meeting = event(f"STATUS:{status}", begins=f":2026090{day}T080000Z")
        desk.take(write(desk.folder / f"{day}.ics", calendar(meeting)))
    assert len(desk.rows("SELECT * FROM interaction_also_from")) == len(told) - 1
    assert_archive_stays_the_same(desk, tmp_path)
