"""What is told to the log: an event out of this list, and ids that say nothing by themselves.

Every room may tell; journal.py decides what is written, and where. Without it nothing is written.
"""

from __future__ import annotations

import logging
import traceback
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

LOGGER = logging.getLogger("weavit")
LOGGER.addHandler(logging.NullHandler())  # or Python would print what nobody takes
LOGGER.propagate = False
LOGGER.setLevel(logging.INFO)


class Event(StrEnum):
    """The codes that may stand in the log."""

    VAULT_OPENED = "vault-opened"
    VAULT_CLOSED = "vault-closed"
    REFUSED = "refused"
    FAILED = "failed"
    NOT_SHUT = "process-not-shut"
    FACTS_HERE = "facts-computed-here"  # the process that should have computed them ended
    QT_WARNED = "qt-warned"


def note(event: Event, **ids: str) -> None:
    """Tell an event. `ids` are UUIDs, or codes of our errors; others are kept out of the log."""
    LOGGER.info(event, extra={"ids": ids})


def note_failure(error: BaseException) -> str:
    """Tell a bug. Returns the id of its report, which holds the places in our code and no value."""
    report = str(uuid4())
    LOGGER.error(Event.FAILED, exc_info=error, extra={"ids": {"report": report}})
    return report


def place_of(error: BaseException) -> str:
    """Return the kind of an exception and the line that raised it: never its message, which may be data."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
