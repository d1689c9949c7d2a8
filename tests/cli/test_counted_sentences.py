"""Sentences that count, each read with none, one and two."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from weavit_desktop.cli.damage import tell_check
from weavit_desktop.cli.importing import report_words
from weavit_desktop.cli.imports import undone_words
from weavit_desktop.errors import ConfirmationNeeded, VaultDamaged
from weavit_desktop.services import adopting, rewrapping, still_in_backups
from weavit_desktop.services.adopting import Adopted
from weavit_desktop.services.import_report import ImportReport, SourceReport
from weavit_desktop.services.rewrapping import Outcome, Rewrapped
from weavit_desktop.services.shrink_guard import require_confirmed
from weavit_desktop.services.still_in_backups import StillIn
from weavit_desktop.services.undoing import Undone
from weavit_desktop.vault.repositories.backups import Contents


def imported(count: int) -> str:
    source = SourceReport("c.ics", "ics", records=9, interactions_updated=count, words_added=count)
    return " ".join(report_words(ImportReport("i", False, (source,), 1.0, duplicates_found=count)))


def undone(count: int) -> str:
    return " ".join(undone_words(Undone(count, count, count, count, count, count)))


def refused(count: int) -> str:
    try:
        require_confirmed(Contents(count, 0), Contents(0, 0), None)
    except ConfirmationNeeded as needed:
        return str(needed)
    return ""


def damaged(count: int) -> str:
    try:
        tell_check([], ["x"] * count, None, json=False)
    except VaultDamaged as error:
        return str(error)
    return ""


def rewrapped(count: int) -> str:
    outcomes = (Outcome.UNTOUCHED, Outcome.NO_ROOM) * count
    return " ".join(rewrapping.sentences(Rewrapped(tuple((Path("b"), one) for one in outcomes))))


WORDINGS: dict[str, Callable[[int], str]] = {
    "an import": imported,
    "an import taken back": undone,
    "a refusal to remove much": refused,
    "a check": damaged,
    "a restored vault": lambda count: adopting.sentence(Adopted(count, count, count)),
    "backups that open otherwise": rewrapped,
    "backups that hold somebody": lambda count: still_in_backups.sentence(
        StillIn(count, 0, date(2027, 8, 8), copied=True)
    ),
}
ONE = r"person|meeting|interaction|document|finding|backup(?: or copy)?|is|stays|opens"
SEVERAL = r"people|meetings|interactions|documents|findings|backups(?: and copies)?|are|stay|open"


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("wording", WORDINGS.values(), ids=WORDINGS)
def test_one_is_said_otherwise_than_none_or_two(wording: Callable[[int], str], count: int) -> None:
    said = wording(count)
    wrong = SEVERAL if count == 1 else ONE
    assert not re.search(rf"\b{count} (?:{wrong})\b", said)
    assert count == 0 or said
