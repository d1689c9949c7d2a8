"""Count the weights of names, birthdays and addresses in resources/rules/matching.toml: m and u by field
and level, over FEBRL 1 and 2 alone. The benchmark measures on FEBRL 3 and 4, which have no part in it.

    python benchmarks/_fit_matching.py
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence

from _febrl import TRAINING, read_set

from weavit_desktop.matching.comparing import Field, Level, compare
from weavit_desktop.matching.portraits import Portrait
from weavit_desktop.rules import load_rules

STRANGERS = 200_000  # pairs by chance, of each set

Counts = Counter[tuple[Field, Level]]


def main() -> None:
    rules = load_rules()
    nicknames = rules.normaliser.names.nicknames
    chance = random.Random(1)
    same: Counts = Counter()
    strangers: Counts = Counter()
    for names in TRAINING:
        people, truth = read_set(names, rules)
        drawn = (tuple(sorted(chance.sample(range(len(people)), 2))) for _ in range(STRANGERS))
        same += count(people, truth, nicknames)
        strangers += count(people, (pair for pair in drawn if pair not in truth), nicknames)
    for field in Field:
        for level in Level:
            if strangers[field, level] or same[field, level]:
                print(
                    f"{field:9} {level:10} m {share(same, field, level):.4f}"
                    f"   u {share(strangers, field, level):.5f}"
                )


def count(
    people: Sequence[Portrait], pairs: Iterable[tuple[int, ...]], nicknames: dict[str, frozenset[int]]
) -> Counts:
    return Counter(
        (found.field, found.level)
        for one, other in pairs
        for found in compare(people[one], people[other], nicknames)
    )


def share(counts: Counts, field: Field, level: Level) -> float:
    return counts[field, level] / max(1, sum(counts[field, one] for one in Level))


if __name__ == "__main__":
    main()
