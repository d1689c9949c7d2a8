"""What an import did, or would do: figures by source, and every record that could not be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from weavit_desktop.importing.archive.container import ARCHIVE
from weavit_desktop.services.mappings import Table

EXCERPT_BYTES: Final = 4 * 1024


@dataclass(frozen=True, slots=True)
class ProblemReport:
    """`kept`: the raw text of the record, of `size` bytes, stays in the vault.

    `excerpt` is its beginning, to be looked at; it is no part of the JSON document.
    """

    where: str
    what: str
    kept: bool
    size: int = 0
    excerpt: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """How many records of a kind were rightly left out: nothing is dropped in silence."""

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class SourceReport:
    """`records` counts the cards and interactions read. Of the cards each one made a person, updated
    one, or changed nothing. `interactions_updated`: meetings that were moved, or are with others now;
    `words_added`: interactions known before of which a subject or text is kept now.
    `table`: what the columns were taken for, where no program's are known."""

    path: str
    format: str
    records: int = 0
    people_new: int = 0
    people_updated: int = 0
    unchanged: int = 0
    interactions_new: int = 0
    problems: tuple[ProblemReport, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    table: Table | None = None
    interactions_updated: int = 0
    words_added: int = 0

    @property
    def changed(self) -> bool:
        """Say whether the vault holds anything of it that it did not hold before."""
        interactions = self.interactions_new or self.interactions_updated or self.words_added
        return bool(self.people_new or self.people_updated or interactions)


@dataclass(frozen=True, slots=True)
class PeopleCount:
    """Everyone the files tell of, each counted once. The figures by source count cards instead: two cards
    of one person are one who is new and one update."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0

    @property
    def found(self) -> int:
        """Return the sum."""
        return self.new + self.updated + self.unchanged


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`import_id` is None for a dry run. `duplicates_found`: people who are probably there twice."""

    import_id: str | None
    dry_run: bool
    sources: tuple[SourceReport, ...]
    seconds: float
    duplicates_found: int = 0
    people: PeopleCount = PeopleCount()

    @property
    def outcome(self) -> str:
        """Return in one sentence what it came to, beside the figures."""
        if self.dry_run:
            return "Nothing was stored: this was a rehearsal."
        if any(source.people_new for source in self.sources):
            return "Everyone new starts as Only you."
        # An archive brings more than is counted here.
        is_more = any(source.changed or source.format == ARCHIVE for source in self.sources)
        return "" if is_more else "Nothing new was taken in."

    @property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """Return what was rightly left out of all sources, by kind."""
        counts: Counter[str] = Counter()
        for source in self.sources:
            for one in source.passed_over:
                counts[one.what] += one.count
        return tuple(PassedOver(what, count) for what, count in sorted(counts.items()))

    @property
    def any_refused(self) -> bool:
        """Say whether some input could not be read."""
        return any(source.problems for source in self.sources)

    def figures(self) -> dict[str, Any]:
        """Return the report without paths and problems: what is kept must not tell of a person."""
        document = self.as_json()
        for source in document["sources"]:
            source["problems"] = len(source["problems"])
            del source["path"]
            source.pop("mapping", None)  # holds samples
        return document

    def as_json(self) -> dict[str, Any]:
        """Return the document of `weavit import --json`."""
        return {
            "import_id": self.import_id,
            "dry_run": self.dry_run,
            "sources": [_listed(source) for source in self.sources],
            "people_new": sum(source.people_new for source in self.sources),
            "people_updated": sum(source.people_updated for source in self.sources),
            "interactions_new": sum(source.interactions_new for source in self.sources),
            "duplicates_found": self.duplicates_found,
            "seconds": self.seconds,
        }


def _listed(source: SourceReport) -> dict[str, Any]:
    document = asdict(replace(source, table=None))
    del document["table"]
    problems = [{key: one[key] for key in ("where", "what", "kept")} for one in document["problems"]]
    document |= {"problems": problems, "passed_over": list(document["passed_over"])}
    return document | ({"mapping": source.table.as_json()} if source.table else {})
