"""Whatever a hostile file repeats, reading it costs its length and no more (vCards: test_vcard_isolation)."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

import pytest

from builders.calendars import event, guest
from builders.linkedin import CONNECTIONS, MESSAGES
from builders.reading import context_for
from weavit_desktop.importing.columns.opening import GOOGLE, OUTLOOK, TABLE
from weavit_desktop.importing.context import Identity
from weavit_desktop.importing.limits import HEAD_BYTES
from weavit_desktop.importing.linkedin.kinds import Table
from weavit_desktop.importing.monica.reading import MONICA
from weavit_desktop.importing.reading import READERS
from weavit_desktop.importing.recognition import CALENDAR, LETTER, LINKEDIN, MAILBOX, recognise
from weavit_desktop.importing.records import Record
from weavit_desktop.importing.sources import Member, Source

ME = "me@x.example"
CONTEXT = context_for(Identity(emails=frozenset({ME}), profiles=frozenset({"me"})))
CALENDAR_HEAD = b"BEGIN:VCALENDAR\n"
MEETING = f"BEGIN:VEVENT\nDTSTART:20250302T100000Z\nORGANIZER:mailto:{ME}\n".encode()
LETTER_HEAD = b"From: bo@x.example\nTo: me@x.example\nDate: Mon, 02 Mar 2026 10:15:00 +0100\n"
BOX = b"From - Mon Mar  2 10:15:00 2026\n"
ROW = b"Bo,Hale,https://linkedin.com/in/bo,,Acme,VP,05 Jun 2021\n"
MESSAGE = (
    b"1,,Me,https://linkedin.com/in/me,Bo,https://linkedin.com/in/bo,2024-03-01 10:00:00 UTC,,hi,INBOX,,\n"
)
GOOGLE_HEAD = b"First Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value\n"

CONNECTED = CONNECTIONS.encode() + b"\n"
MESSAGED = MESSAGES.encode() + b"\n"
GUEST = b"ATTENDEE:mailto:a@x.example\n"
ZONE = b"BEGIN:VTIMEZONE\nTZID:a\nTZOFFSETTO:+0100\nEND:VTIMEZONE\n"

Shape = tuple[
    str, str, bytes, bytes
]  # a format, the kind of its file, how it begins, what comes again and again

SHAPES: dict[str, Shape] = {
    "events": (CALENDAR, "", CALENDAR_HEAD, event(guest(ME)).encode() + b"\n"),
    "events without an end": (CALENDAR, "", CALENDAR_HEAD, MEETING),
    "alarms in alarms": (CALENDAR, "", CALENDAR_HEAD + MEETING, b"BEGIN:VALARM\n"),
    "folds": (CALENDAR, "", CALENDAR_HEAD + MEETING + b"ATTENDEE", b"\n ;"),
    "folds of a name": (CALENDAR, "", CALENDAR_HEAD + MEETING + b'ATTENDEE;CN="', b"\n a"),
    "guests": (CALENDAR, "", CALENDAR_HEAD + MEETING, GUEST),
    "exceptions": (CALENDAR, "", CALENDAR_HEAD + MEETING + GUEST + b"EXDATE:20250302", b",20250302"),
    "zones": (CALENDAR, "", CALENDAR_HEAD, ZONE),
    "blanks before a mark": (CALENDAR, "", CALENDAR_HEAD, b"  "),
    "separators": (MAILBOX, "", b"", BOX),
    "separators and blanks": (MAILBOX, "", b"", BOX + b"\n"),
    "sentences from": (MAILBOX, "", BOX + LETTER_HEAD, b"\nFrom me to you at 10:15:0 and 10:15:0"),
    "nearly times": (MAILBOX, "", BOX + LETTER_HEAD + b"\n\nFrom ", b"10:10:"),
    "letters": (MAILBOX, "", b"", BOX + LETTER_HEAD + b"\nhello\n\n"),
    "a head without an end": (MAILBOX, "", BOX + LETTER_HEAD, b"X-Y: z\n"),
    "recipients": (LETTER, "", LETTER_HEAD + b"Cc: ", b"a@x.example, "),
    "groups": (LETTER, "", LETTER_HEAD + b"Cc: ", b"a:b@x.example;,"),
    "encoded words": (LETTER, "", LETTER_HEAD + b"Cc: ", b"=?utf-8?q?a?= "),
    "folded blanks": (LETTER, "", LETTER_HEAD + b"Cc: a@x.example", b"\n "),
    "connections": (LINKEDIN, Table.CONNECTIONS, CONNECTED, ROW),
    "open quotes": (LINKEDIN, Table.CONNECTIONS, CONNECTED, b'a,"b\n'),
    "quotes": (LINKEDIN, Table.CONNECTIONS, CONNECTED, b'"'),
    "rows of one cell": (LINKEDIN, Table.CONNECTIONS, CONNECTED, b"a\n"),
    "messages": (LINKEDIN, Table.MESSAGES, MESSAGED, MESSAGE),
    "addresses": (LINKEDIN, Table.MESSAGES, MESSAGED + MESSAGE[:40], b"https://linkedin.com/in/bo "),
    "rows of Google": (GOOGLE, GOOGLE, GOOGLE_HEAD, b"Bo,Hale,* a ::: b,Work,bo@x.example\n"),
    "joined values": (GOOGLE, GOOGLE, GOOGLE_HEAD + b"Bo,Hale,,,", b"a ::: "),
    "rows of Outlook": (OUTLOOK, OUTLOOK, b"First Name,Last Name,E-mail Address\n", b"Bo,Hale,a@x.example\n"),
    "open quotes in a table": (TABLE, TABLE, b"Name,Email\n", b'"Bo,a@x.example\n'),
    "delimiters": (TABLE, TABLE, b"Name,Email\nBo", b","),
    "brackets": (MONICA, "", b'{"account":', b"["),
    "objects": (MONICA, "", b'{"account":{"data":[', b"{},"),
}
SHORT = 20_000  # bytes that come again and again
LONG = 400_000


def read(shape: str, size: int) -> list[Record]:
    format_, kind, begins, again = SHAPES[shape]
    data = begins + again * (size // len(again))
    member = Member("any", len(data), Path("any"), kind)
    return list(READERS[format_](Source("any", format_, (member,)), lambda _: io.BytesIO(data), CONTEXT))


def calls(work: Callable[[], object]) -> int:
    """Return how many functions, ours and Python's, are called."""
    count = 0

    def tally(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tally)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_length_and_no_faster(shape: str) -> None:
    read(shape, SHORT)  # what is remembered between files is remembered before counting
    small, large = (calls(partial(read, shape, size)) for size in (SHORT, 4 * SHORT))
    assert large <= 4.3 * small + 500


@pytest.mark.parametrize("shape", SHAPES)
def test_a_long_file_of_it_ends(shape: str) -> None:
    """Work hidden inside one call, as in a pattern, would take hours here: the time limit is the proof."""
    read(shape, LONG)


_PIECES = b'BEGIN |From |From: a\n|a:|\n|\r| |"|,|"\n|a,b\n|Name;|0|@|{|sep=|\0|\xff|a@b.|(|https://'


@pytest.mark.parametrize("piece", _PIECES.split(b"|"))
@pytest.mark.parametrize("begins", [b"", b"\xff\xfe", b"From: a\nDate: "])
def test_a_file_of_one_piece_over_and_over_is_known_or_refused(begins: bytes, piece: bytes) -> None:
    head = (begins + piece * HEAD_BYTES)[:HEAD_BYTES]
    parts = head[: HEAD_BYTES // 4], head
    small, large = (calls(partial(recognise, part, "any.csv")) for part in parts)
    assert large <= 4.3 * small + 500
