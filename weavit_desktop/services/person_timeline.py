"""What happened with one person, newest first, a block at a time, in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from weavit_desktop.domain.counting import many
from weavit_desktop.domain.interaction import Channel, Direction
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.moves import follow_ups
from weavit_desktop.services.people import NOBODY
from weavit_desktop.services.person_sources import notes_of
from weavit_desktop.services.person_words import day_words, isolated, short_day, short_name, source_name
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import interaction_words, people_pages, person_page
from weavit_desktop.vault.repositories.interaction_words import Worded
from weavit_desktop.vault.repositories.moves import MOVED
from weavit_desktop.vault.repositories.people_pages import PersonRow
from weavit_desktop.vault.repositories.person_page import TimelineKey, TimelineRow
from weavit_desktop.vault.vault import Vault

NOTE = "note"
UNDATED = "no date"
BLOCK = 200
_SAID = 3  # subjects or texts of one day
_LONGEST = 200  # characters of a text
_NOUNS = {
    Channel.MAIL: "mail",
    Channel.MESSAGE: "message",
    Channel.CALL: "call",
    Channel.MEETING: "meeting",
}


class Filter(Enum):
    """What a timeline shows."""

    ALL = (*Channel, NOTE, MOVED)
    MEETINGS = (Channel.MEETING, Channel.CALL)
    MAIL = (Channel.MAIL,)
    MESSAGES = (Channel.MESSAGE,)
    NOTES = (NOTE,)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One row. `kind` is a channel, "note" or "moved"; `day` is "Fri 13 Nov", `spoken_day` the same in full,
    both "no date" for a note without one; `title` and `detail` are sentences.
    """

    kind: str
    day: str
    spoken_day: str
    title: str = field(repr=False)
    detail: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TimelineBlock:
    """A block of entries. `next` is where the one behind it begins, None at the end."""

    entries: tuple[TimelineEntry, ...]
    next: TimelineKey | None


def read_timeline(
    vault: Vault,
    uid: str,
    today: date,
    shown: Filter = Filter.ALL,
    after: TimelineKey | None = None,
    size: int = BLOCK,
) -> TimelineBlock:
    """Return the next block of a timeline after a place in it. Raises UsageRefused if there is nobody.

    Notes that came with a card have no date and stand first.
    """

    def read(db: Connection) -> TimelineBlock:
        row = people_pages.by_uid(db, uid, today)
        if row is None:
            raise UsageRefused(NOBODY)
        rows = person_page.timeline(db, row.id, shown.value, after, size)
        received = person_page.last_received(db, row.id) if rows else {}
        given = short_name(row)
        words = interaction_words.on_days(db, row.id, rows[-1].key.day, rows[0].key.day) if rows else {}
        entries = [
            _with_words(
                _entry(one, given, received.get(one.key.kind), today),
                words.get((one.key.day, one.key.kind), ()),
                given,
            )
            for one in rows
        ]
        if after is None and NOTE in shown.value:
            entries = [*_card_notes(db, row), *entries]
        return TimelineBlock(tuple(entries), rows[-1].key if len(rows) == size else None)

    return vault.read(read)


def _card_notes(db: Connection, row: PersonRow) -> list[TimelineEntry]:
    return [
        TimelineEntry(NOTE, UNDATED, UNDATED, f"Note, from {' and '.join(sources)}", text)
        for text, sources in notes_of(db, row)
    ]


def _entry(row: TimelineRow, given: str, received: str | None, today: date) -> TimelineEntry:
    day = date.fromisoformat(row.key.day)
    if row.key.kind == NOTE:
        return TimelineEntry(NOTE, short_day(day, today), day_words(day), "Note", row.text)
    if row.key.kind == MOVED:
        before, after = map(isolated, json.loads(row.text))
        words = ". ".join(follow_ups(before, after))
        title = f"Moved from {before} to {after}"
        return TimelineEntry(MOVED, short_day(day, today), day_words(day), title, f"{words}.")
    noun = _NOUNS[Channel(row.key.kind)]
    if day > today:
        title = f"{many(row.sent + row.received + row.both, noun)}, planned"
    else:
        title = _title(row, noun, given)
        is_open = row.last_out is not None and (received is None or received < row.last_out)
        if is_open and not row.received:  # who wrote twice on the day did get an answer
            title += ", not answered"
    return TimelineEntry(row.key.kind, short_day(day, today), day_words(day), title, _detail(row))


def _with_words(entry: TimelineEntry, words: Sequence[Worded], given: str) -> TimelineEntry:
    """Add what was said, where the person asked for it to be kept."""
    about = list(dict.fromkeys(isolated(one.subject) for one in words if one.subject))
    parts = [f"About {_several(about)}."] if about else []
    quoted = [f"{_who(one, given)}: “{isolated(_shortened(one.text))}”" for one in words if one.text]
    parts += quoted[:_SAID]
    if len(quoted) > _SAID:
        parts.append(f"And {many(len(quoted) - _SAID, 'more message')}.")
    return replace(entry, detail=" ".join([*parts, entry.detail])) if parts else entry


def _several(names: Sequence[str]) -> str:
    rest = len(names) - _SAID
    return ", ".join(f"“{one}”" for one in names[:_SAID]) + (f" and {rest} more" if rest > 0 else "")


def _who(one: Worded, given: str) -> str:
    return "You" if one.direction == Direction.OUTGOING else isolated(given)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


def _title(row: TimelineRow, noun: str, given: str) -> str:
    """Say who did what: "3 messages from you, 2 from Anna", "1 meeting"."""
    sides = [(count, who) for count, who in ((row.sent, "you"), (row.received, isolated(given))) if count]
    parts = [many(row.both, noun)] if row.both else []
    for count, who in sides:
        parts.append(f"{count} from {who}" if parts else f"{many(count, noun)} from {who}")
    return ", ".join(parts)


def _detail(row: TimelineRow) -> str:
    parts: Sequence[str] = (
        _company(row.others, row.other),
        f"From {isolated(source_name(row.path))}." if row.path else "Logged by you.",
    )
    return " ".join(filter(None, parts))


def _company(others: int, one: str) -> str:
    if not others:
        return ""
    if not one:
        return f"With {many(others, 'other')}."
    rest = f" and {many(others - 1, 'other')}" if others > 1 else ""
    return f"With {isolated(one)}{rest}."
