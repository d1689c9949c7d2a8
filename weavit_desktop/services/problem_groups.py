"""The problems of an import, as one looks through them: the same trouble in one file is one entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from weavit_desktop.domain.counting import many
from weavit_desktop.services.import_report import ProblemReport, SourceReport
from weavit_desktop.services.person_words import source_name

PLACES_SHOWN: Final = 3

_LINE = re.compile(r"(?P<file>(?:.*, )?)line (?P<number>\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """One sentence about one source, and every problem it was said of.

    `places` says where: "people.vcf, lines 12, 40 and 63", "old.zip, 9 places". `has_text`: there is raw
    text to be looked at; `all_kept`: of every one it is in the vault. All three are worked out once: a
    file may consist of problems, and whoever paints a group asks often.
    """

    path: str
    what: str
    problems: Sequence[ProblemReport] = field(repr=False)
    places: str
    has_text: bool
    all_kept: bool

    @property
    def heading(self) -> str:
        """Return what is the matter: the first sentence, without its full stop."""
        return self.what.partition(". ")[0].removesuffix(".")

    @property
    def rest(self) -> str:
        """Return what was done about it, or can be done: the other sentences."""
        return self.what.partition(". ")[2]


def group_problems(sources: Sequence[SourceReport]) -> list[ProblemGroup]:
    """Return the groups in the order of the sources, each where its first problem stands."""
    groups: list[ProblemGroup] = []
    for source in sources:
        found: dict[str, list[ProblemReport]] = {}
        for problem in source.problems:
            found.setdefault(problem.what, []).append(problem)
        groups += [_group(source.path, what, problems) for what, problems in found.items()]
    return groups


def _group(path: str, what: str, problems: Sequence[ProblemReport]) -> ProblemGroup:
    return ProblemGroup(
        path,
        what,
        problems,
        places=", ".join(filter(None, (source_name(path), _places(_within(path, problems))))),
        has_text=any(one.excerpt for one in problems),
        all_kept=all(one.kept for one in problems),
    )


def _within(path: str, problems: Sequence[ProblemReport]) -> list[str]:
    """Return where in a source problems lie, "" for all of it: what it is called is said before."""
    places = []
    for one in problems:
        file, _, rest = one.where.partition(", ")
        where = rest if f"/{path}".replace("\\", "/").endswith(f"/{file}") else one.where
        places.append("" if where.startswith("the whole ") else where)
    return places


def _places(places: Sequence[str]) -> str:
    if len(places) == 1:
        return places[0]
    lines = [_LINE.fullmatch(place) for place in places[: PLACES_SHOWN + 1]]
    files = {line["file"] if line else None for line in lines}
    if len(files) > 1 or None in files:
        return many(len(places), "place")
    numbers = [line["number"] for line in lines if line][:PLACES_SHOWN]
    more = len(places) - len(numbers)
    last = f"{more:,} more" if more else numbers.pop()
    return f"{files.pop()}lines {', '.join(numbers)} and {last}"
