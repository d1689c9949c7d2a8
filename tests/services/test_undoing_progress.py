"""Undoing an import tells how far it is, and stops when it is asked to, with everything as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders.desk import Desk, someone
from builders.told import told
from weavit_desktop.errors import Cancelled
from weavit_desktop.services.backups import BACKING_UP
from weavit_desktop.services.progress import Gauge, Step
from weavit_desktop.services.undoing import UNDOING, undo_import
from weavit_desktop.vault import interruption

ANNA = someone("Anna Berg", email="anna@orrin.example", org="Orrin", title="CFO", uid="a-1")
NEWER = someone("Anna Berg", email="anna@acme.example", org="Acme", title="CEO", uid="a-1")
BO = someone("Bo Lind", email="bo@acme.example", org="Acme", uid="b-2")


@pytest.fixture
def uid(desk: Desk) -> str:
    """Return the id of the first of two imports, of which some was told again."""
    first = desk.take(desk.file("a.vcf", ANNA, BO)).import_id
    desk.take(desk.file("b.vcf", NEWER, BO))
    assert first is not None
    return first


def undo(desk: Desk, uid: str, *, stop_after: int | None = None) -> list[Step]:
    """Undo an import and return its steps; ask it to stop after so many."""
    steps: list[Step] = []
    work = replace(desk.work, progress=steps.append)
    undo_import(desk.vault, work, uid, cancelled=lambda: stop_after is not None and len(steps) >= stop_after)
    return steps


def test_it_backs_up_and_then_tells_how_far_it_is_up_to_the_end(desk: Desk, uid: str) -> None:
    steps = undo(desk, uid)
    phases = [step.phase for step in steps]
    assert phases == sorted(phases, key=(BACKING_UP, UNDOING).index)
    shares = [step.done for step in steps if step.phase == UNDOING]
    assert shares == sorted(shares)
    assert shares[-1] == 1000


def test_long_statements_tell_that_they_go_on(desk: Desk, uid: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interruption, "TICK_STEPS", 10)
    assert len(undo(desk, uid)) > 100


@pytest.mark.parametrize("ticks", [interruption.TICK_STEPS, 2_000])
def test_cancelled_at_any_step_it_changes_nothing(
    desk: Desk, uid: str, monkeypatch: pytest.MonkeyPatch, ticks: int
) -> None:
    monkeypatch.setattr(interruption, "TICK_STEPS", ticks)
    before = told(desk)
    for steps in range(1000):
        try:
            undo(desk, uid, stop_after=steps)
        except Cancelled:
            assert told(desk) == before
        else:
            break
    assert steps > 5
    assert told(desk) != before


def test_a_bar_never_goes_back() -> None:
    steps: list[Step] = []
    gauge = Gauge("work", steps.append)
    tell = gauge.stretch(0.5, 1.0)
    for one in (Step("people", 5, 10), Step("people", 0), Step("people", 0, 10), Step("people", 10, 10)):
        tell(one)
    assert [(step.phase, step.done, step.total) for step in steps] == [
        ("work", 750, 1000),
        ("work", 750, 1000),
        ("work", 750, 1000),
        ("work", 1000, 1000),
    ]
