"""All that the page of one person shows, in one read: facts, intensity, months, what the company sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from weavit_desktop.domain.activity import months_before
from weavit_desktop.domain.intensity import DEPTH_HALF_LIFE, WARMTH_HALF_LIFE, DayBucket
from weavit_desktop.domain.intensity_explanation import explain
from weavit_desktop.domain.interaction import Channel, Direction
from weavit_desktop.errors import UsageRefused
from weavit_desktop.rules import Rules
from weavit_desktop.services import clients
from weavit_desktop.services.people import NOBODY, Person
from weavit_desktop.services.person_company import CompanySees, company_sees
from weavit_desktop.services.person_sources import Facts, facts_of
from weavit_desktop.services.person_words import short_name
from weavit_desktop.services.released import client_names
from weavit_desktop.services.shown import load_shown
from weavit_desktop.services.work import Work
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import cards, moves, people_pages, person_page, photos, scores
from weavit_desktop.vault.vault import Vault

MONTHS = 24
RECENT = 3 * WARMTH_HALF_LIFE  # days in which seven eighths of all warmth lies
LONG = DEPTH_HALF_LIFE
_TALKS = (Channel.MEETING, Channel.CALL)


@dataclass(frozen=True, slots=True)
class MonthOfPerson:
    """How many interactions one calendar month had."""

    year: int
    month: int
    talks: int
    letters: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Interactions on each channel within RECENT and LONG days; how many went out and came in within LONG.

    A meeting counts both ways.
    """

    recent: Mapping[Channel, int]
    long: Mapping[Channel, int]
    sent: int
    received: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A Client of the registry that an employer may be: for the person to confirm."""

    organisation_uid: str
    registry_id: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PersonPage:
    """`given` is how sentences call the person; `buckets` are what the intensity was computed from."""

    person: Person
    given: str = field(repr=False)
    family: str = field(repr=False)
    city: str = field(repr=False)
    buckets: tuple[DayBucket, ...]
    counted: Counted
    months: tuple[MonthOfPerson, ...]
    facts: Facts
    company: CompanySees
    thumbnail: bytes | None = field(default=None, repr=False)  # a small JPEG of their photo


def read_person_page(vault: Vault, work: Work, uid: str) -> PersonPage:
    """Return what the page of a person shows, as of now. Raises UsageRefused if there is nobody."""
    return vault.read(lambda db: _read(db, work, uid))


def suggest_clients(vault: Vault, rules: Rules, company: CompanySees) -> tuple[Suggestion, ...]:
    """Return the registry's Clients that employers not confirmed yet may be.

    A read of its own: it goes through the whole registry, which the page does not wait for.
    """
    names = client_names(vault)
    found = []
    for employer in company.employers:
        if employer.registry_id is None:
            suggested = clients.open_client(vault, rules, employer.organisation_uid).summary.suggestion
            if suggested is not None:
                name = names[suggested.registry_id]
                found.append(Suggestion(employer.organisation_uid, suggested.registry_id, name))
    return tuple(found)


def _read(db: Connection, work: Work, uid: str) -> PersonPage:
    today = work.today
    row = people_pages.by_uid(db, uid, today)
    if row is None:
        raise UsageRefused(NOBODY)
    buckets = tuple(scores.buckets_of(db, row.id))
    shown = load_shown(row.shown)
    return PersonPage(
        person=Person(
            row,
            tuple(cards.provenance_of(db, row.id)),
            explain(buckets, today),
            today,
            tuple(moves.of_person(db, row.id)),
        ),
        given=short_name(row),
        family=shown["names"]["family"],
        city=next((one["locality"] for one in shown["addresses"] if one["locality"]), ""),
        buckets=buckets,
        counted=_counted(db, row.id, today),
        months=_months(db, row.id, today),
        facts=facts_of(db, row),
        company=company_sees(db, row, buckets, work.at),
        thumbnail=photos.thumbnails(db, [uid]).get(uid),
    )


def _counted(db: Connection, person_id: int, today: date) -> Counted:
    recent = person_page.counts(db, person_id, today - timedelta(RECENT), today)
    long = person_page.counts(db, person_id, today - timedelta(LONG), today)
    ways = {way: sum(count for _, given, count in long if given == way) for way in Direction}
    return Counted(
        _by_channel(recent),
        _by_channel(long),
        sent=ways[Direction.OUTGOING] + ways[Direction.BOTH],
        received=ways[Direction.INCOMING] + ways[Direction.BOTH],
    )


def _by_channel(counts: list[tuple[str, str, int]]) -> dict[Channel, int]:
    found: dict[Channel, int] = {}
    for channel, _, count in counts:
        found[Channel(channel)] = found.get(Channel(channel), 0) + count
    return found


def _months(db: Connection, person_id: int, today: date) -> tuple[MonthOfPerson, ...]:
    names = months_before(f"{today:%Y-%m}", MONTHS)
    first = date.fromisoformat(f"{names[0]}-01")
    counts: dict[tuple[str, bool], int] = {}
    for name, channel, count in person_page.months(db, person_id, first, today):
        talks = Channel(channel) in _TALKS
        counts[name, talks] = counts.get((name, talks), 0) + count
    return tuple(
        MonthOfPerson(int(name[:4]), int(name[5:]), counts.get((name, True), 0), counts.get((name, False), 0))
        for name in names
    )
