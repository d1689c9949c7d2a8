"""Deleting people tells how far it is, and stops when it is asked to, with everybody still there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders.desk import Desk, someone
from builders.told import told
from weavit_desktop.errors import Cancelled
from weavit_desktop.services import deleting
from weavit_desktop.services.backups import BACKING_UP
from weavit_desktop.services.deleting import DELETING, delete_people
from weavit_desktop.services.progress import Step
from weavit_desktop.vault import interruption

NAMES = ("Anna Berg", "Bo Lind", "Cy Voss", "Dora Marsh", "Emil Noor", "Fay Idle")


@pytest.fixture
def uids(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the ids of three of six people, who are many here."""
    monkeypatch.setattr(deleting, "MANY", 2)
    cards = (
        someone(name, email=f"{name[:2].strip()}@orrin.example", org=f"Org {at % 2}")
        for at, name in enumerate(NAMES)
    )
    desk.take(desk.file("all.vcf", *cards))
    return [desk.uid(name) for name in NAMES[:3]]


def delete(desk: Desk, uids: list[str], *, stop_after: int | None = None) -> list[Step]:
    """Delete people and return the steps; ask it to stop after so many."""
    steps: list[Step] = []
    work = replace(desk.work, progress=steps.append)
    delete_people(
        desk.vault,
        work,
        uids,
        do_not_bring_back=True,
        typed=str(len(uids)),
        cancelled=lambda: stop_after is not None and len(steps) >= stop_after,
    )
    return steps


def test_it_backs_up_and_then_tells_how_far_it_is_up_to_the_end(desk: Desk, uids: list[str]) -> None:
    steps = delete(desk, uids)
    phases = [step.phase for step in steps]
    assert phases == sorted(phases, key=(BACKING_UP, DELETING).index)
    shares = [step.done for step in steps if step.phase == DELETING]
    assert shares == sorted(shares)
    assert shares[-1] == 1000


def test_long_statements_tell_that_they_go_on(
    desk: Desk, uids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interruption, "TICK_STEPS", 10)
    assert len(delete(desk, uids)) > 100


@pytest.mark.parametrize("ticks", [interruption.TICK_STEPS, 2_000])
def test_cancelled_at_any_step_nobody_is_gone(
    desk: Desk, uids: list[str], monkeypatch: pytest.MonkeyPatch, ticks: int
) -> None:
    monkeypatch.setattr(interruption, "TICK_STEPS", ticks)
    before = told(desk)
    for steps in range(1000):
        try:
            delete(desk, uids, stop_after=steps)
        except Cancelled:
            assert told(desk) == before
        else:
            break
    assert steps > 3
    assert sorted(desk.names()) == sorted(NAMES[3:])
