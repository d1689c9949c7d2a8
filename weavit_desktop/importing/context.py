"""What a reader needs to know about the holder of the vault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from weavit_desktop.importing.columns.mapping import ColumnMapping


@dataclass(frozen=True, slots=True)
class Identity:
    """Confirmed identifiers of the holder, normalised: lower-case e-mails, profile slugs, E.164 phones."""

    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    profiles: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person asked to be kept in this import beside who met whom and when."""

    subjects: bool = False  # of mail and messages, titles of meetings
    texts: bool = False  # of messages


NOTHING: Final = Asked()


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """`home_zone` fixes the local day of an interaction; `me` tells its direction.

    `now`, in UTC, tells the past from plans, and clocks that were never set. `is_role_address` says whether
    a normalised e-mail belongs to a task or a machine. `mappings` are those of tables, by their fingerprint.
    What was not `asked` for is not read.
    """

    home_zone: ZoneInfo
    now: datetime
    is_role_address: Callable[[str], bool]
    me: Identity = Identity()
    mappings: Mapping[str, ColumnMapping] = field(default_factory=dict)
    asked: Asked = NOTHING
