"""The flight check: what an import would do, looked at first; then the import of exactly those files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from weavit_desktop.clock import Clock
from weavit_desktop.errors import FilesChanged
from weavit_desktop.importing.context import NOTHING, Asked
from weavit_desktop.importing.detection import find_sources
from weavit_desktop.importing.linkedin.reading import WHO_ARE_YOU
from weavit_desktop.importing.recognition import CALENDAR, LETTER, LINKEDIN, MAILBOX, MAILDIR
from weavit_desktop.importing.sources import Source
from weavit_desktop.rules import Rules
from weavit_desktop.services.compute import PEOPLE
from weavit_desktop.services.duplicates import COMPARING
from weavit_desktop.services.field_check import FieldCheck, FieldCount
from weavit_desktop.services.import_report import ImportReport
from weavit_desktop.services.importing import EMPTYING, import_files
from weavit_desktop.services.progress import IsCancelled, Progress, ReadingStep, Step, never, silent
from weavit_desktop.vault.vault import Vault

CHANGED: Final = (
    "The files changed after they were checked, or are not there any more. Nothing was imported. "
    "Check them again."
)

# Where each phase begins and ends in the time that all of them take: of 50,000 cards, measured.
READING: Final = 0.4
_PHASES: Final = {PEOPLE: (READING, 0.83), EMPTYING: (0.83, 0.86), COMPARING: (0.86, 1.0)}

_WITH_SUBJECTS: Final = frozenset({CALENDAR, LETTER, LINKEDIN, MAILBOX, MAILDIR})

# Of a file: what it is called, how long it is, when it was written.
_File = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class FlightCheck:
    """What was found. `fields` counts every value both ways; `seen` tells these files from later ones."""

    paths: tuple[Path, ...]
    report: ImportReport
    fields: tuple[FieldCount, ...]
    seen: tuple[tuple[str, str, tuple[_File, ...]], ...]

    @property
    def is_news(self) -> bool:
        """Say whether importing would change anything."""
        people = self.report.people
        return bool(people.new + people.updated) or any(one.interactions_new for one in self.report.sources)

    @property
    def is_readable(self) -> bool:
        """Say whether anything at all could be read."""
        return any(source.records for source in self.report.sources)

    @property
    def asks_who_you_are(self) -> bool:
        """Say whether messages were left out because it is not known who of the people the holder is."""
        return any(one.what == WHO_ARE_YOU for source in self.report.sources for one in source.problems)


def offered(report: ImportReport) -> Asked:
    """Return what the person can ask to be kept of these files besides."""
    found = {source.format for source in report.sources if source.records}
    return Asked(subjects=bool(found & _WITH_SUBJECTS), texts=LINKEDIN in found)


def check_files(
    vault: Vault,
    rules: Rules,
    paths: Sequence[Path],
    *,
    clock: Clock,
    ids: Callable[[], str],
    progress: Progress = silent,
    cancelled: IsCancelled = never,
) -> FlightCheck:
    """Say what importing these files would do. Nothing is stored. Raises what `import_files` raises."""
    seen = _look_at(paths)
    check = FieldCheck()
    report = import_files(
        vault,
        rules,
        paths,
        dry_run=True,
        check=check,
        clock=clock,
        ids=ids,
        progress=progress,
        cancelled=cancelled,
    )
    return FlightCheck(tuple(paths), report, check.counts(), seen)


def import_checked(
    vault: Vault,
    rules: Rules,
    checked: FlightCheck,
    *,
    asked: Asked = NOTHING,
    clock: Clock,
    ids: Callable[[], str],
    progress: Progress = silent,
    cancelled: IsCancelled = never,
) -> ImportReport:
    """Import what was checked, with what is `asked` to be kept besides. Raises FilesChanged if it is not the
    same any more, and what `import_files` raises."""
    if _look_at(checked.paths) != checked.seen:
        raise FilesChanged(CHANGED)
    return import_files(
        vault, rules, checked.paths, asked=asked, clock=clock, ids=ids, progress=progress, cancelled=cancelled
    )


def share_done(step: Step) -> float:
    """Return how much of an import is done, 0 to 1: reading, then people, tidying up, and comparing."""
    if isinstance(step, ReadingStep):
        return READING * step.share
    begin, end = _PHASES.get(step.phase, (READING, 1.0))
    return begin + (end - begin) * (step.done / step.total if step.total else 0.0)


def _look_at(paths: Sequence[Path]) -> tuple[tuple[str, str, tuple[_File, ...]], ...]:
    return tuple((source.path, source.refusal, _files(source)) for source in find_sources(paths))


def _files(source: Source) -> tuple[_File, ...]:
    written = _written(source.archive) if source.archive else 0
    return tuple(
        (one.name, one.size, _written(one.place) if isinstance(one.place, Path) else written)
        for one in source.members
    )


def _written(path: Path) -> int:
    """Return when a file was last written, in nanoseconds; 0 if it vanished just now."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
