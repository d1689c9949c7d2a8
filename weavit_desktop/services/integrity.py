"""Reading the whole vault to see that it is sound, and remembering when that was."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from weavit_core.fields import instant_text
from weavit_desktop.clock import Clock
from weavit_desktop.services.progress import IsCancelled, Progress, Step, never, silent, stop_if
from weavit_desktop.vault.health import check_vault
from weavit_desktop.vault.repositories import integrity
from weavit_desktop.vault.vault import Vault

CHECKING = "checking"
_DEEP = 1  # of the two rounds
_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Checked:
    """A check of the whole vault. `problems` name tables and pages, never a value; sound if none."""

    at: datetime
    pages: int
    seconds: float
    problems: tuple[str, ...] = ()


def check(vault: Vault, clock: Clock, progress: Progress = silent, cancelled: IsCancelled = never) -> Checked:
    """Read and authenticate every page. A sound result is remembered. Raises Cancelled, NoRoom.

    The quick check goes first: what it finds needs no deep one.
    """
    started = clock()
    problems: tuple[str, ...] = ()
    for done in range(_ROUNDS):
        stop_if(cancelled)
        progress(Step(CHECKING, done, _ROUNDS))
        problems = check_vault(vault, deep=done == _DEEP).problems
        if problems:
            break
    at = clock()
    found = Checked(at, vault.examine(integrity.pages), (at - started).total_seconds(), problems)
    if not problems:  # nothing is written into a damaged file
        vault.write(partial(integrity.keep, text=_written(found)))
    return found


def last_check(vault: Vault) -> Checked | None:
    """Return the last check that found the vault sound."""
    text = vault.read(integrity.last)
    if text is None:
        return None
    kept = json.loads(text)
    return Checked(datetime.fromisoformat(kept["at"]), kept["pages"], kept["seconds"])


def _written(found: Checked) -> str:
    return json.dumps({"at": instant_text(found.at), "pages": found.pages, "seconds": found.seconds})
