"""Ctrl+C in the middle of an import, a deletion or an undo: the vault is as it was."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builders.command_line import Weavit, weavit
from builders.desk import someone
from weavit_desktop.cli.app import INTERRUPTED
from weavit_desktop.services import compute, undoing
from weavit_desktop.services.progress import Step
from weavit_desktop.services.work import Work
from weavit_desktop.vault.repositories import deletion

TURNS = 5_000  # of a millisecond: only a failing test takes them all


@pytest.fixture
def maya(tmp_path: Path) -> Weavit:
    """Return the command line over a vault with two people of one import."""
    line = weavit(tmp_path / "vault")
    cards = tmp_path / "two.vcf"
    cards.write_bytes(someone("Ada Berg", uid="a") + someone("Bo Lind", uid="b"))
    line.ask("import", cards)
    return line


def press(tell: Callable[[], object]) -> None:
    """Press Ctrl+C from the vault's thread, and go on working."""
    me = threading.main_thread().ident
    assert me is not None
    nobody = threading.Event()
    nobody.wait(0.1)  # by then the command waits for this thread: a signal just before that wakes nobody
    signal.pthread_kill(me, signal.SIGINT)
    for _ in range(TURNS):
        tell()
        nobody.wait(0.001)  # the other threads have their turn


def test_a_deletion_that_is_interrupted_deletes_nobody(maya: Weavit, monkeypatch: pytest.MonkeyPatch) -> None:
    erase = deletion.erase

    def interrupted(db: Any, people: Any, reached: Callable[[float], object]) -> None:
        press(lambda: reached(0.0))
        erase(db, people, reached)

    monkeypatch.setattr(deletion, "erase", interrupted)
    ran = maya("delete", maya.ask("people")[0]["id"])
    assert ran.code == INTERRUPTED
    assert "Nothing was left half done" in ran.err
    assert len(maya.ask("people")) == 2


def test_an_undo_that_is_interrupted_undoes_nothing(maya: Weavit, monkeypatch: pytest.MonkeyPatch) -> None:
    kindred = undoing.kindred

    def interrupted(kin: Any, people: Any, tick: Callable[[], object]) -> Any:
        press(tick)
        return kindred(kin, people, tick)

    monkeypatch.setattr(undoing, "kindred", interrupted)
    ran = maya("imports", "undo", maya.ask("imports")[0]["id"], "--confirm", "2")
    assert ran.code == INTERRUPTED
    assert len(maya.ask("people")) == 2


def test_an_import_that_is_interrupted_brings_nobody(
    maya: Weavit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = compute._save

    def interrupted(db: Any, batch: Any, facts: Any, work: Work, importing: str) -> Any:
        press(lambda: work.progress(Step(compute.PEOPLE, 0)))
        return save(db, batch, facts, work, importing)

    monkeypatch.setattr(compute, "_save", interrupted)
    third = tmp_path / "third.vcf"
    third.write_bytes(someone("Cy Dahl", uid="c"))
    ran = maya("import", third)
    assert ran.code == INTERRUPTED
    assert len(maya.ask("people")) == 2
    assert len(maya.ask("imports")) == 1
