"""Earlier imports, and what they could not read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import PurePath
from zoneinfo import ZoneInfo

from weavit_desktop.services.import_report import EXCERPT_BYTES, ProblemReport, SourceReport
from weavit_desktop.services.problem_groups import ProblemGroup, group_problems
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import identity, import_history
from weavit_desktop.vault.repositories.import_history import KeptImport, KeptProblem
from weavit_desktop.vault.vault import Vault

SHOWN = 50


@dataclass(frozen=True, slots=True)
class EarlierImport:
    """`files` are names without folders, as far as anything of them is left: of an import that was undone,
    nothing is. `at` and `undone_at` are in the home zone."""

    uid: str
    at: datetime
    files: tuple[str, ...] = field(repr=False)
    people_new: int
    people_updated: int
    interactions_new: int
    problems: int
    undone_at: datetime | None = None


def earlier_imports(vault: Vault, count: int | None = SHOWN) -> list[EarlierImport]:
    """Return the latest imports, undone ones too, the newest first. `count`: None for all."""

    def read(db: Connection) -> list[EarlierImport]:
        zone = ZoneInfo(identity.home_zone(db))
        return [_read(one, zone) for one in import_history.latest(db, count)]

    return vault.read(read)


def problems_of(vault: Vault, uid: str) -> list[ProblemGroup]:
    """Return what could not be read in one import. What an earlier import had told of the same file is
    not told again."""
    kept = vault.read(lambda db: import_history.problems_of(db, uid, EXCERPT_BYTES))
    sources = groupby(kept, key=lambda one: (one.path, one.format))
    return group_problems(
        [
            SourceReport(path, format_, problems=tuple(map(_report, problems)))
            for (path, format_), problems in sources
        ]
    )


def _read(kept: KeptImport, zone: ZoneInfo) -> EarlierImport:
    report = json.loads(kept.report)
    return EarlierImport(
        kept.uid,
        datetime.fromisoformat(kept.at).astimezone(zone),
        tuple(PurePath(path).name or path for path in kept.paths),
        people_new=report.get("people_new", 0),
        people_updated=report.get("people_updated", 0),
        interactions_new=report.get("interactions_new", 0),
        problems=sum(source["problems"] for source in report.get("sources", ())),
        undone_at=datetime.fromisoformat(kept.undone_at).astimezone(zone) if kept.undone_at else None,
    )


def _report(kept: KeptProblem) -> ProblemReport:
    return ProblemReport(kept.where, kept.what, bool(kept.size), kept.size, kept.excerpt)
