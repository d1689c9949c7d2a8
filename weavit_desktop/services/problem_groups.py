"""The problems of an import, as one looks through them: the same trouble in one file is one entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final

from weavit_desktop.services.import_report import ProblemReport, SourceReport

PLACES_SHOWN: Final = 3

_LINE = re.compile(r"(?P<file>(?:.*, )?)line (?P<number>\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """One sentence about one source, and every problem it was said of."""

    path: str
    what: str
    problems: Sequence[ProblemReport] = field(repr=False)

    @property
    def file(self) -> str:
        """Return what the source is called, without its folder."""
        return PurePath(self.path).name or self.path

    @property
    def heading(self) -> str:
        """Return what is the matter: the first sentence, without its full stop."""
        return self.what.partition(". ")[0].removesuffix(".")

    @property
    def rest(self) -> str:
        """Return what was done about it, or can be done: the other sentences."""
        return self.what.partition(". ")[2]

    @property
    def places(self) -> str:
        """Return where: "people.vcf, lines 12, 40 and 63", "old.zip, 9 places"."""
        return ", ".join(filter(None, (self.file, _places([one.where for one in self.problems]))))

    @property
    def has_text(self) -> bool:
        """Say whether there is raw text to be looked at."""
        return any(one.excerpt for one in self.problems)


def group_problems(sources: Sequence[SourceReport]) -> list[ProblemGroup]:
    """Return the groups in the order of the sources, each where its first problem stands."""
    groups: list[ProblemGroup] = []
    for source in sources:
        found: dict[str, list[ProblemReport]] = {}
        for problem in source.problems:
            found.setdefault(problem.what, []).append(problem)
        groups += [ProblemGroup(source.path, what, problems) for what, problems in found.items()]
    return groups


def _places(places: Sequence[str]) -> str:
    if len(places) == 1:
        return "" if places[0] == "the whole file" else places[0]
    lines = [_LINE.fullmatch(place) for place in places[: PLACES_SHOWN + 1]]
    files = {line["file"] if line else None for line in lines}
    if len(files) > 1 or None in files:
        return f"{len(places):,} places"
    numbers = [line["number"] for line in lines if line][:PLACES_SHOWN]
    more = len(places) - len(numbers)
    last = f"{more:,} more" if more else numbers.pop()
    return f"{files.pop()}lines {', '.join(numbers)} and {last}"
