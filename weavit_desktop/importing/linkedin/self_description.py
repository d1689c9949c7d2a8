"""What an export says of the member it belongs to: proposals, never decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from weavit_desktop.importing.linkedin.entries import Entry
from weavit_desktop.importing.records import MeRecord, Problem


def read_profile(entries: Iterable[Entry | Problem]) -> Iterator[MeRecord | Problem]:
    """Yield the member's name (Profile.csv)."""
    for entry in entries:
        if isinstance(entry, Problem):
            yield entry
        elif name := f"{entry.get('firstname')} {entry.get('lastname')}".strip():
            yield MeRecord("name", name)


def read_emails(entries: Iterable[Entry | Problem]) -> Iterator[MeRecord | Problem]:
    """Yield the member's confirmed addresses (Email Addresses.csv), in lower case."""
    for entry in entries:
        if isinstance(entry, Problem):
            yield entry
        elif "@" in (email := entry.get("emailaddress").lower()) and entry.get("confirmed").lower() != "no":
            yield MeRecord("email", email)


def read_phones(entries: Iterable[Entry | Problem]) -> Iterator[MeRecord | Problem]:
    """Yield the member's numbers (PhoneNumbers.csv, Whatsapp Phone Numbers.csv) with their country code."""
    for entry in entries:
        if isinstance(entry, Problem):
            yield entry
        elif number := entry.get("number"):
            yield MeRecord("phone", f"{entry.get('extension')} {number}".strip())
