"""Interaction histories for tests: single events, regular ones, and arbitrary ones for laws."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import strategies as st

from weavit_desktop.domain.intensity import Event, day_buckets, score_at, sums_of
from weavit_desktop.domain.interaction import Channel, Direction, Role

TODAY = date(2026, 9, 30)


def event(
    days_ago: int = 0,
    *,
    key: str = "",
    channel: Channel = Channel.MAIL,
    direction: Direction = Direction.OUTGOING,
    recipients: int = 1,
    role: Role = Role.TO,
) -> Event:
    """Return one event; its key follows from what it is unless given."""
    return Event(
        key or f"{days_ago}-{channel}-{direction}",
        TODAY - timedelta(days_ago),
        channel,
        direction,
        recipients,
        role,
    )


def two_way_mail(every: int, times: int) -> list[Event]:
    """Return a mail and its answer on the next day, every so many days, the last answer today."""
    return [
        event(at * every + days, direction=direction)
        for at in range(times)
        for days, direction in ((1, Direction.OUTGOING), (0, Direction.INCOMING))
    ]


def daily_mail(days: int, direction: Direction) -> list[Event]:
    return [event(at, direction=direction) for at in range(days)]


def score(events: Iterable[Event], today: date = TODAY) -> float:
    """Return the score of events, from scratch."""
    return score_at(sums_of(day_buckets(events), today), today)


def events(most_days_ago: int = 1500, soonest: int = 0) -> st.SearchStrategy[Event]:
    return st.builds(
        event,
        st.integers(soonest, most_days_ago),
        key=st.uuids().map(str),
        channel=st.sampled_from(Channel),
        direction=st.sampled_from(Direction),
        recipients=st.integers(1, 60),
        role=st.sampled_from([Role.TO, Role.CC, Role.FROM]),
    )


def histories() -> st.SearchStrategy[list[Event]]:
    return st.lists(events(), max_size=40)
