"""One contact between the holder of the vault and others, as a source tells it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Channel(StrEnum):
    MAIL = "mail"
    MESSAGE = "message"
    CALL = "call"
    MEETING = "meeting"


class Direction(StrEnum):
    """Seen from the holder of the vault. A meeting counts both ways."""

    OUTGOING = "out"
    INCOMING = "in"
    BOTH = "both"


class Role(StrEnum):
    FROM = "from"
    TO = "to"
    CC = "cc"
    ORGANISER = "organiser"
    ATTENDEE = "attendee"


@dataclass(frozen=True, slots=True)
class Address:
    """How a source names a participant: one of the three identifiers is set, `name` helps a human."""

    email: str = ""
    profile_slug: str = ""
    phone: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    address: Address
    role: Role


@dataclass(frozen=True, slots=True)
class Interaction:
    """`source_key` is the same whenever the same source is read again. `at` is in UTC.

    `day` is the local day in the vault's home zone, fixed at import: later travel never moves it.
    Participants exclude the holder of the vault. Subject and text are "" unless the person asked for them.
    """

    source_key: str
    at: datetime
    day: date
    zone: str
    channel: Channel
    direction: Direction
    participants: tuple[Participant, ...]
    subject: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
