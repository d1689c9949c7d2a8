"""What a file is, by its first bytes. Its name only says which files are never opened."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from weavit_desktop.importing.columns.google import SIGNATURES as GOOGLE_TABLES
from weavit_desktop.importing.columns.mapping import Field
from weavit_desktop.importing.columns.opening import GOOGLE, OUTLOOK, TABLE
from weavit_desktop.importing.columns.outlook import is_outlook
from weavit_desktop.importing.columns.proposing import propose
from weavit_desktop.importing.linkedin.kinds import SIGNATURES, Table, table_of
from weavit_desktop.importing.mail.heads import begins_mailbox
from weavit_desktop.importing.monica.reading import MONICA
from weavit_desktop.importing.streams import detect_encoding
from weavit_desktop.importing.tables import Header, find_header, guess_header

VCARD: Final = "vcard"
LINKEDIN: Final = "linkedin"
ZIP: Final = "zip"
CALENDAR: Final = "ics"
MAILBOX: Final = "mbox"
MAILDIR: Final = "maildir"
LETTER: Final = "eml"
UNKNOWN: Final = "unknown"
PART: Final = "linkedin-part"

REFUSALS: Final[Mapping[str, str]] = {
    "empty": "This file is empty. Export it again.",
    PART: "This is a part of a LinkedIn export that tells nothing without the others. Import them together.",
    UNKNOWN: "Nothing known was found in this file. Check that it is the one you meant.",
}

_VCARD = re.compile(rb"^[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
_CALENDAR = re.compile(rb"\s*BEGIN[ \t]*:[ \t]*VCALENDAR", re.IGNORECASE)
# The first line of a letter's head, whichever it is; that it is one, two lines that every letter has tell.
_FIELD = re.compile(rb"[!-9;-~]{2,60}:[ \t]")
_SENDER = re.compile(rb"^(?:From|Sender):[ \t]*\S", re.IGNORECASE | re.MULTILINE)
_TIME = re.compile(rb"^(?:Date|Received):[ \t]*\S", re.IGNORECASE | re.MULTILINE)
_NAMES = frozenset({Field.NAME, Field.GIVEN, Field.FAMILY})
_ADDRESSES = frozenset({Field.EMAIL, Field.PHONE})
_TABLE_SUFFIXES = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The format of a file; of a LinkedIn file also which table it is.

    `reaches`: the columns of an unknown table promise names and how to reach them.
    """

    format: str
    table: Table | None = None
    reaches: bool = False


def recognise(head: bytes, name: str) -> Recognised:
    """Return what a file is that begins with `head`."""
    if not head.strip():
        return Recognised("empty")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Recognised(ZIP)
    text = _as_utf8(head)
    if _CALENDAR.match(text):
        return Recognised(CALENDAR)
    if begins_mailbox(text):
        return Recognised(MAILBOX)
    if _is_letter(text):
        return Recognised(LETTER)
    if _VCARD.search(text):
        return Recognised(VCARD)
    if text.lstrip().startswith(b"{") and b'"account"' in text and b'"app_version"' in text:
        return Recognised(MONICA)
    return _recognise_table(text, name)


def _is_letter(text: bytes) -> bool:
    if not _FIELD.match(text):
        return False
    head = text.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return _SENDER.search(head) is not None and _TIME.search(head) is not None


def _as_utf8(head: bytes) -> bytes:
    encoding, mark = detect_encoding(head)
    text = head[mark:]
    if encoding != "utf-8":
        text = text.decode(encoding, "ignore").encode("utf-8", "ignore")
    return text if b"\n" in text else text.replace(b"\r", b"\n")


def _recognise_table(text: bytes, name: str) -> Recognised:
    if b"\0" in text:
        return Recognised(UNKNOWN)
    lines = io.BytesIO(text).readlines()
    header = find_header(lines, [*SIGNATURES.values(), *GOOGLE_TABLES])
    if header is not None:
        table = table_of(header.keys(), name)
        if table is not None:
            return Recognised(LINKEDIN, table)
        if any(columns.issubset(header.keys()) for columns in GOOGLE_TABLES):
            return Recognised(GOOGLE)
    header = guess_header(lines)
    if header is not None and is_outlook(header.names):
        return Recognised(OUTLOOK)
    promised = _promised(header) if header is not None else frozenset()
    reaches = bool(promised & _NAMES) and bool(promised & _ADDRESSES)
    names_people = len(promised) > 1 and bool(promised & (_NAMES | {Field.EMAIL}))
    is_table = names_people or name.lower().endswith(_TABLE_SUFFIXES)
    return Recognised(TABLE, reaches=reaches) if is_table else Recognised(UNKNOWN)


def _promised(header: Header) -> frozenset[Field]:
    """Return the fields that the names of columns alone promise."""
    targets = propose(header.names, [()] * len(header.names)).targets
    return frozenset(target.field for target in targets if target is not None)
