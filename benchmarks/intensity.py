"""Does the intensity tell who will still be in touch? Ours against three baselines, on real traffic.

    python benchmarks/intensity.py [SHARED_DATA]

The protocol is the one of the shared data's README: the first 70 % of a person's messages rank the
contacts as of the day of the cut; a contact is a hit if in the rest both sides write.
"""

from __future__ import annotations

import csv
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from math import ceil, log2
from pathlib import Path

from weavit_desktop.domain.intensity import Event, day_buckets, score_at, sums_of
from weavit_desktop.domain.interaction import Channel, Direction, Role

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
TRAINING_SHARE = 0.7
LEAST_TRAINING_MESSAGES = 20
LEAST_CONTACTS = 5
COPENHAGEN_START = datetime(2020, 1, 1)  # the data counts seconds from an unknown midnight


@dataclass(frozen=True, slots=True)
class Message:
    key: str
    at: datetime
    channel: Channel
    sender: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as one person sees it: which contact, which way."""

    contact: str
    at: datetime
    direction: Direction
    message: Message


Scorer = Callable[[list[Seen], datetime], float]


def main() -> None:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED_DATA
    for name, messages in (
        ("manufacturing", manufacturing(shared / "interactions" / "manufacturing")),
        ("copenhagen", copenhagen(shared / "interactions" / "copenhagen")),
    ):
        people = list(evaluated(messages))
        print(f"{name}: {len(people)} people")
        for label, scorer in SCORERS.items():
            auc, ndcg = evaluate(people, scorer)
            print(f"  {label:22} AUC {auc:.3f}  NDCG@10 {ndcg:.3f}")


def manufacturing(folder: Path) -> list[Message]:
    """Rows with the same sender and second are one mail."""
    with (folder / "communication.csv").open(encoding="utf-8") as lines:
        rows = [(row[0], row[1], row[2]) for row in csv.reader(lines, delimiter=";")][1:]
    recipients: dict[tuple[str, str], set[str]] = defaultdict(set)
    for sender, recipient, at in rows:
        if sender != recipient:
            recipients[sender, at].add(recipient)
    return [
        Message(f"{sender}@{at}", datetime.fromisoformat(at), Channel.MAIL, sender, tuple(sorted(to)))
        for (sender, at), to in recipients.items()
    ]


def copenhagen(folder: Path) -> list[Message]:
    """Calls that nobody took (0 s) or that were missed (-1) are dropped."""
    messages = []
    for file, channel in (("calls.csv", Channel.CALL), ("sms.csv", Channel.MESSAGE)):
        with (folder / file).open(encoding="utf-8") as lines:
            for number, row in enumerate(list(csv.reader(lines))[1:]):
                if channel is Channel.CALL and int(row[3]) <= 0:
                    continue
                at = COPENHAGEN_START + timedelta(seconds=int(row[0]))
                messages.append(Message(f"{file}:{number}", at, channel, row[1], (row[2],)))
    return messages


def evaluated(messages: Iterable[Message]) -> Iterator[tuple[list[Seen], list[Seen], datetime]]:
    """Yield training, test and cut of every person with enough history."""
    mine: dict[str, list[tuple[datetime, Direction, Message]]] = defaultdict(list)
    for message in messages:
        mine[message.sender].append((message.at, Direction.OUTGOING, message))
        for recipient in message.recipients:
            mine[recipient].append((message.at, Direction.INCOMING, message))
    for person in sorted(mine):
        history = sorted(mine[person], key=lambda entry: entry[0])
        if len(history) < LEAST_TRAINING_MESSAGES / TRAINING_SHARE:
            continue
        cut = history[ceil(TRAINING_SHARE * len(history)) - 1][0]
        until = bisect_right(history, cut, key=lambda entry: entry[0])
        training, test = seen(history[:until]), seen(history[until:])
        enough = len({message.key for _, _, message in history[:until]}) >= LEAST_TRAINING_MESSAGES
        if enough and test and len({one.contact for one in training}) >= LEAST_CONTACTS:
            yield training, test, cut


def seen(history: Iterable[tuple[datetime, Direction, Message]]) -> list[Seen]:
    """Return one entry for each contact of each message."""
    return [
        Seen(contact, at, direction, message)
        for at, direction, message in history
        for contact in (message.recipients if direction is Direction.OUTGOING else (message.sender,))
    ]


def evaluate(
    people: Iterable[tuple[list[Seen], list[Seen], datetime]], scorer: Scorer
) -> tuple[float, float]:
    """Return the mean AUC and NDCG@10 over the people for whom each is defined."""
    aucs, ndcgs = [], []
    for training, test, cut in people:
        gains = later(test)
        histories = by_contact(training)
        ranked = [(scorer(history, cut), gains.get(contact, 0.0)) for contact, history in histories.items()]
        hits = sum(gain > 0 for _, gain in ranked)
        if 0 < hits < len(ranked):
            aucs.append(auc(ranked, hits))
        if hits:
            ndcgs.append(ndcg(ranked, 10))
    return sum(aucs) / len(aucs), sum(ndcgs) / len(ndcgs)


def by_contact(entries: Iterable[Seen]) -> dict[str, list[Seen]]:
    histories: dict[str, list[Seen]] = defaultdict(list)
    for entry in entries:
        histories[entry.contact].append(entry)
    return histories


def later(test: Iterable[Seen]) -> dict[str, float]:
    """Return the gain of each contact: log2(1 + min(out, in)) over the test part."""
    return {
        contact: log2(
            1
            + min(
                sum(entry.direction is Direction.OUTGOING for entry in entries),
                sum(entry.direction is Direction.INCOMING for entry in entries),
            )
        )
        for contact, entries in by_contact(test).items()
    }


def auc(ranked: list[tuple[float, float]], hits: int) -> float:
    """Return the area under the ROC curve, ties by average ranks."""
    rank_sum, before = 0.0, 0
    for tied in ties(ranked, descending=False):
        rank_sum += sum(gain > 0 for gain in tied) * (before + (len(tied) + 1) / 2)
        before += len(tied)
    return (rank_sum - hits * (hits + 1) / 2) / (hits * (len(ranked) - hits))


def ndcg(ranked: list[tuple[float, float]], depth: int) -> float:
    """Return NDCG at a depth; tied contacts share their group's mean gain."""
    shared = [sum(tied) / len(tied) for tied in ties(ranked, descending=True) for _ in tied]
    ideal = sorted((gain for _, gain in ranked), reverse=True)
    return discounted(shared[:depth]) / discounted(ideal[:depth])


def ties(ranked: list[tuple[float, float]], *, descending: bool) -> list[list[float]]:
    """Return the gains, grouped by equal score."""
    ordered = sorted(ranked, key=lambda pair: pair[0], reverse=descending)
    return [[gain for _, gain in group] for _, group in groupby(ordered, key=lambda pair: pair[0])]


def discounted(gains: Iterable[float]) -> float:
    return sum(gain / log2(place + 2) for place, gain in enumerate(gains))


def ours(history: list[Seen], cut: datetime) -> float:
    today: date = cut.date()
    events = (
        Event(
            entry.message.key,
            entry.at.date(),
            entry.message.channel,
            entry.direction,
            len(entry.message.recipients),
            Role.TO,
        )
        for entry in history
    )
    return score_at(sums_of(day_buckets(events), today), today)


def raw_count(history: list[Seen], _cut: datetime) -> float:
    return len(history)


def last_contact(history: list[Seen], _cut: datetime) -> float:
    return max(entry.at for entry in history).timestamp()


def interactions_rank(history: list[Seen], cut: datetime) -> float:
    return sum(2 ** (-((cut - entry.at) / timedelta(days=60))) for entry in history)


SCORERS: dict[str, Scorer] = {
    "ours": ours,
    "raw count": raw_count,
    "last contact": last_contact,
    "interactions rank 60 d": interactions_rank,
}


if __name__ == "__main__":
    main()
