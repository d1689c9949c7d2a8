"""What a file is, by its first bytes. Its name only says which files are never opened."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from weavit_desktop.importing.linkedin.kinds import SIGNATURES, Table, table_of
from weavit_desktop.importing.streams import detect_encoding
from weavit_desktop.importing.tables import find_header

VCARD: Final = "vcard"
LINKEDIN: Final = "linkedin"
ZIP: Final = "zip"
UNKNOWN: Final = "unknown"
TABLE: Final = "csv"

_NOT_YET = "This version of Weavit does not read it yet."
REFUSALS: Final[Mapping[str, str]] = {
    "empty": "This file is empty. Export it again.",
    "ics": f"This is a calendar. {_NOT_YET}",
    "mbox": f"This is a mailbox. {_NOT_YET}",
    "eml": f"This is an e-mail. {_NOT_YET}",
    "google-csv": f"This is a table of Google contacts. {_NOT_YET} Export it from Google as vCard.",
    "outlook-csv": f"This is a table of Outlook contacts. {_NOT_YET} Export it from Outlook as vCard.",
    TABLE: f"This is a table whose columns are not known here. {_NOT_YET}",
    UNKNOWN: "No vCard and no LinkedIn data was found in this file. Check that it is the one you meant.",
}

_FOREIGN_TABLES = (
    ("google-csv", frozenset({"email1value"})),
    ("outlook-csv", frozenset({"firstname", "lastname", "emailaddress"})),
    ("outlook-csv", frozenset({"vorname", "nachname", "emailadresse"})),
)
_VCARD = re.compile(rb"^[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
_CALENDAR = re.compile(rb"\s*BEGIN[ \t]*:[ \t]*VCALENDAR", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|Message-ID|MIME-Version|DKIM-Signature): ",
    re.IGNORECASE,
)
_TABLE_SUFFIXES = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The format of a file; of a LinkedIn file also which table it is."""

    format: str
    table: Table | None = None


def recognise(head: bytes, name: str) -> Recognised:
    """Return what a file is that begins with `head`."""
    if not head.strip():
        return Recognised("empty")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Recognised(ZIP)
    text = _as_utf8(head)
    if _CALENDAR.match(text):
        return Recognised("ics")
    if text.startswith(b"From "):
        return Recognised("mbox")
    if _MAIL.match(text):
        return Recognised("eml")
    if _VCARD.search(text):
        return Recognised(VCARD)
    return _recognise_table(text, name)


def _as_utf8(head: bytes) -> bytes:
    encoding, mark = detect_encoding(head)
    text = head[mark:]
    if encoding != "utf-8":
        text = text.decode(encoding, "ignore").encode("utf-8", "ignore")
    return text if b"\n" in text else text.replace(b"\r", b"\n")


def _recognise_table(text: bytes, name: str) -> Recognised:
    if b"\0" in text:
        return Recognised(UNKNOWN)
    lines = text.splitlines(keepends=True)
    known = [*SIGNATURES.values(), *(columns for _, columns in _FOREIGN_TABLES)]
    header = find_header(lines, known)
    if header is not None:
        keys = header.keys()
        table = table_of(keys, name)
        if table is not None:
            return Recognised(LINKEDIN, table)
        foreign = (format_ for format_, columns in _FOREIGN_TABLES if columns.issubset(keys))
        return Recognised(next(foreign, TABLE))
    return Recognised(TABLE if name.lower().endswith(_TABLE_SUFFIXES) else UNKNOWN)
