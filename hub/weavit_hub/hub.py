"""A running hub: everything its parts need, put together once and handed to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from weavit_hub.services.ledger import Seal
from weavit_hub.services.tries import TryLimit

Clock = Callable[[], datetime]

_MOST_FAILURES, _WITHIN = 10, timedelta(minutes=10)


def system_clock() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Hub:
    """`seal` holds the hub's id and key. The limits on failed tries live as long as the process."""

    name: str
    seal: Seal
    engine: Engine
    clock: Clock = system_clock
    invite_tries: TryLimit = field(default_factory=lambda: TryLimit(_MOST_FAILURES, _WITHIN))
    retract_tries: TryLimit = field(default_factory=lambda: TryLimit(_MOST_FAILURES, _WITHIN))
