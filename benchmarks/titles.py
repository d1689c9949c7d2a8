"""How often is the level of a job title read as people labelled it, and how fast?

    python benchmarks/titles.py [SHARED_DATA] [--wrong]

The 1,000 English titles of the shared data have five labels; their "Other" is our Staff or Unknown. The
titles in ten languages are our own (tests/data), written to be read: they say what is covered, no more.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

from weavit_core.taxonomy import Level
from weavit_desktop.domain.title_rules import TitleRules, read_title_rules
from weavit_desktop.domain.titles import classify
from weavit_desktop.resources import resource

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
OWN_TITLES = Path(__file__).resolve().parents[1] / "tests" / "data" / "titles_by_language.tsv"
LABELS = {
    "C-Suite": {Level.C_LEVEL},
    "VP": {Level.VP},
    "Director": {Level.DIRECTOR},
    "Manager": {Level.MANAGER},
    "Other": {Level.STAFF, Level.UNKNOWN},
}


def main() -> None:
    places = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    labelled = read_labels(Path(places[0]) if places else SHARED_DATA)
    rules = read_title_rules(resource("rules/titles.toml").read_text(encoding="utf-8"))
    started = perf_counter()
    readings = [classify(title, "", rules) for title, _ in labelled]
    seconds = perf_counter() - started
    right: Counter[str] = Counter()
    for (title, label), reading in zip(labelled, readings, strict=True):
        if reading.level in LABELS[label]:
            right[label] += 1
        elif "--wrong" in sys.argv:
            print(f"{label:9} {reading.level:9} {title}  [{reading.level_rule}]")
    for label, count in Counter(label for _, label in labelled).items():
        print(f"  {label:9} {right[label]:4} of {count:4}")
    print(f"level accuracy {right.total() / len(labelled):.3f} of {len(labelled)} titles")
    print(f"{len(labelled) / seconds:,.0f} titles/s")
    print_languages(rules)


def print_languages(rules: TitleRules) -> None:
    """Print how many of our own titles are read right, by language."""
    titles: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    with OWN_TITLES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            reading = classify(row["title"], "", rules)
            titles[row["language"]] += 1
            levels[row["language"]] += reading.level.value == row["level"]
            functions[row["language"]] += row["function"] in ("-", reading.function.value)
    for language, count in titles.items():
        print(
            f"  {language:7} level {levels[language] / count:.2f}, function {functions[language] / count:.2f}"
        )


def read_labels(shared: Path) -> list[tuple[str, str]]:
    with (shared / "titles" / "rootstrap_level.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row[0], row[1]) for row in rows[1:]]


if __name__ == "__main__":
    main()
