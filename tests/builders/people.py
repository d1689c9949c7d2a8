"""People for the tests of lists: plain rows as an import would leave them, and what was chosen for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.domain.folding import fold, search_terms
from weavit_desktop.domain.intensity import DayBucket, sums_of
from weavit_desktop.domain.interaction import Channel, Direction
from weavit_desktop.domain.permission import Permission
from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import organisations, people, permissions, scores, search_words
from weavit_desktop.vault.repositories.organisations import Post
from weavit_desktop.vault.repositories.people import Computed
from weavit_desktop.vault.repositories.scores import Scored
from weavit_desktop.vault.repositories.search_words import SearchWords

TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Listed:
    """One person. `mails`: days with two-way mail, the last one `days_ago`; `client`: works at a Client."""

    name: str
    title: str = ""
    work: str = ""
    client: bool = True
    level: str = "staff"
    mails: int = 0
    days_ago: int = 0
    chosen: int = 0


def add_listed(db: Connection, everyone: Iterable[Listed]) -> list[int]:
    """Add people, whose opaque id is `uid-` and their name; return their row ids."""
    return [_add(db, one) for one in everyone]


def set_chosen(db: Connection, name: str, level: int) -> None:
    """Choose what the company may see of someone."""
    at = datetime(TODAY.year, TODAY.month, TODAY.day, 8, tzinfo=UTC)
    permissions.append(db, [Permission(f"uid-{name}", SharingLevel(level), 3, "", TODAY, None, at)])


def _add(db: Connection, one: Listed) -> int:
    (person_id,) = people.add(db, [f"uid-{one.name}"], "2026-01-01T00:00:00Z")
    given, _, family = one.name.rpartition(" ")
    shown = dump_json({"names": {"given": given, "family": family}})
    computed = Computed(
        person_id, one.name, fold(one.name), "", one.work, one.title, one.level, "", "unknown", "", shown
    )
    people.save(db, [computed])
    work = " ".join(search_terms(f"{one.work} {one.title}"))
    words = SearchWords(person_id, one.name, work, "", "", " ".join(search_terms(one.name)))
    search_words.save(db, [words])
    if one.work:
        _employ(db, person_id, one)
    if one.mails:
        scores.save(db, [_history(person_id, one)])
    if one.chosen:
        set_chosen(db, one.name, one.chosen)
    return person_id


def _employ(db: Connection, person_id: int, one: Listed) -> None:
    ids = organisations.ensure(db, {fold(one.work): one.work}, lambda: f"org-{one.work}")
    organisation = ids[fold(one.work)]
    post = Post(organisation, one.title, one.level, "", "unknown", "", 1.0, "[]")
    organisations.begin_posts(db, [(person_id, post, None)])
    if one.client:
        organisations.mark_client(db, organisation)


def _history(person_id: int, one: Listed) -> Scored:
    days = [TODAY - timedelta(days=one.days_ago + at) for at in range(one.mails)]
    buckets = tuple(
        DayBucket(day, Channel.MAIL, way, 1.0)
        for day in days
        for way in (Direction.OUTGOING, Direction.INCOMING)
    )
    return Scored(person_id, buckets, sums_of(buckets, TODAY), len(buckets), max(days).isoformat())
