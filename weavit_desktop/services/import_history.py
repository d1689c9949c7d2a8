"""Earlier imports, and what they could not read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from weavit_desktop.services.import_report import EXCERPT_BYTES, ProblemReport, SourceReport
from weavit_desktop.services.person_words import source_name
from weavit_desktop.services.problem_groups import ProblemGroup, group_problems
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import identity, import_history
from weavit_desktop.vault.repositories.import_history import KeptImport, KeptProblem
from weavit_desktop.vault.vault import Vault

SHOWN = 50


@dataclass(frozen=True, slots=True)
class EarlierImport:
    """`files` are names without folders, as far as anything of them is left: of an import that was undone,
    nothing is, for the name of a file may tell of a person. `records` is how many were read. `at` and
    `undone_at` are in the home zone."""

    uid: str
    at: datetime
    files: tuple[str, ...] = field(repr=False)
    people_new: int
    people_updated: int
    interactions_new: int
    problems: int
    records: int
    undone_at: datetime | None = None


def files_words(names: Sequence[str]) -> str:
    """Return which files an import was made of: "phone.vcf and 4 more"."""
    if not names:
        return "Nothing of it is left"
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1:,} more"


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
        tuple(map(source_name, kept.paths)),
        people_new=report.get("people_new", 0),
        people_updated=report.get("people_updated", 0),
        interactions_new=report.get("interactions_new", 0),
        problems=sum(source["problems"] for source in report.get("sources", ())),
        records=sum(source["records"] for source in report.get("sources", ())),
        undone_at=datetime.fromisoformat(kept.undone_at).astimezone(zone) if kept.undone_at else None,
    )


def _report(kept: KeptProblem) -> ProblemReport:
    return ProblemReport(kept.where, kept.what, bool(kept.size), kept.size, kept.excerpt)
