"""messages.csv into interactions: who wrote to whom and when. The text is looked past unless asked for."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from weavit_desktop.domain.profile import normalise_slug
from weavit_desktop.importing.context import NOTHING, Asked
from weavit_desktop.importing.linkedin.entries import Entry
from weavit_desktop.importing.records import Problem
from weavit_desktop.importing.wording import subject_of, text_of

NO_TIME = "This message has no readable time, so it was left out. Its text was not kept."
BROKEN_MESSAGE = (
    "This is no row of the table, so it was left out. As it may be text of messages, it was not kept."
)

EARLIEST_YEAR = 1000  # some made-up exports lie in old times; of the year 1 a day at home may not exist

_TIME = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?: UTC)?\Z")
_ADDRESS = re.compile(r"https?://[^\s,;]+")
_YES = frozenset({"true", "yes"})  # by era
_HIDDEN = "linkedin member"
_ADVERTISING = "spinmail"  # in the markup of sponsored mail


@dataclass(frozen=True, slots=True)
class Message:
    """One message between people, with subject and text only if asked for.

    `key` is the same in every later export.
    """

    key: str
    at: datetime
    conversation: str
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    recipient_names: str
    subject: str = field(default="", repr=False)
    text: str = field(default="", repr=False)


def read_messages(
    entries: Iterable[Entry | Problem], passed_over: Counter[str], now: datetime, asked: Asked = NOTHING
) -> Iterator[Message | Problem]:
    """Yield the messages of one table. What is no message between people is counted in `passed_over`.

    A message of a day after tomorrow, by `now` in UTC, has no readable time.

    Holds a short digest for each message, to tell apart those of one second.
    """
    seen: Counter[bytes] = Counter()
    for entry in entries:
        if isinstance(entry, Problem):
            yield Problem(entry.where, BROKEN_MESSAGE if entry.kept else entry.what)
            continue
        reason = _passed_over(entry)
        if reason:
            passed_over[reason] += 1
            continue
        message = _message(entry, seen, now, asked)
        yield message if message else Problem(entry.where, NO_TIME)


def _passed_over(entry: Entry) -> str:
    """Return what kind of row this is where it is no message between people, else ""."""
    drafts = (entry.get("ismessagedraft"), entry.get("isconversationdraft"))
    if not _YES.isdisjoint(map(str.lower, drafts)):
        return "drafts"
    if _ADVERTISING in entry.get("content").lower():
        return "advertisements"
    if entry.get("from").lower() == _HIDDEN:
        return "messages of members who left or hide"
    if not normalise_slug(entry.get("senderprofileurl")):
        return "advertisements"
    return ""


def _message(entry: Entry, seen: Counter[bytes], now: datetime, asked: Asked) -> Message | None:
    found = _TIME.match(entry.get("date"))
    try:
        at = datetime.fromisoformat(found[1]).replace(tzinfo=UTC) if found else None
    except ValueError:
        at = None
    if at is None or at.year < EARLIEST_YEAR or at > now + timedelta(days=1):
        return None
    conversation = entry.get("conversationid")
    sender = normalise_slug(entry.get("senderprofileurl"))
    slugs = map(normalise_slug, _ADDRESS.findall(entry.get("recipientprofileurls")))
    return Message(
        _key(conversation, at, sender, seen),
        at,
        conversation,
        sender,
        entry.get("from"),
        tuple(dict.fromkeys(slug for slug in slugs if slug)),
        entry.get("to"),
        subject_of(entry.get("subject")) if asked.subjects else "",
        text_of(entry.get("content")) if asked.texts else "",
    )


def _key(conversation: str, at: datetime, sender: str, seen: Counter[bytes]) -> str:
    """Return the message's lasting name.

    Not of its recipients, which exports before 2023 do not give: the conversation stands for them. Of
    messages of one second each has its number, in the order of the file.
    """
    digest = hashlib.sha256(f"{conversation}\0{at.isoformat()}\0{sender}".encode()).digest()[:16]
    seen[digest] += 1
    return f"linkedin:{digest.hex()}:{seen[digest]}"
