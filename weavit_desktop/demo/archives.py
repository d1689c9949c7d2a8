"""LinkedIn archives for the demo: Maya's with its dates moved to now, and small ones for her colleagues."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

WRITTEN_ON = datetime(2026, 11, 20, 17, tzinfo=UTC)  # the evening that the sample shows
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?= UTC)")
_FORMAT = "%Y-%m-%d %H:%M:%S"
_MESSAGE_HEAD = (
    "CONVERSATION ID",
    "FROM",
    "SENDER PROFILE URL",
    "TO",
    "RECIPIENT PROFILE URLS",
    "DATE",
    "CONTENT",
)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody a colleague knows, and the days between two messages."""

    name: str
    title: str
    company: str
    domain: str
    every_days: int


def pack_with_recent_dates(folder: Path, archive: Path, now: datetime) -> None:
    """Write a folder of CSV files as a ZIP; the messages end yesterday, as they would in a fresh export."""
    shift = timedelta(days=(now - WRITTEN_ON).days - 1)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for file in sorted(folder.glob("*.csv")):
            out.writestr(
                file.name, _STAMP.sub(lambda found: _moved(found[0], shift), file.read_text("utf-8"))
            )


def write_archive(archive: Path, holder: str, known: Sequence[Known], now: datetime) -> None:
    """Write a LinkedIn archive of one colleague: a year of two-way messages with everyone known."""
    first, last = holder.split(" ", 1)
    people = [("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")]
    for person in known:
        given, family = person.name.split(" ", 1)
        mail = f"{_slug(person.name)}@{person.domain}"
        people.append(
            (given, family, _profile(person.name), mail, person.company, person.title, "05 Feb 2024")
        )
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(
            "Profile.csv", _csv([("First Name", "Last Name", "Headline"), (first, last, "Tarnholm")])
        )
        out.writestr("Connections.csv", _csv(people))
        out.writestr("messages.csv", _csv([_MESSAGE_HEAD, *_messages(holder, known, now)]))


def _messages(holder: str, known: Sequence[Known], now: datetime) -> Iterator[tuple[str, ...]]:
    me = (holder, _profile(holder))
    for person in known:
        them = (person.name, _profile(person.name))
        at = now - timedelta(days=365)
        while at < now - timedelta(days=1):
            for sender, receiver, hours in ((me, them, 0), (them, me, 5)):
                stamp = (at + timedelta(hours=hours)).strftime(_FORMAT)
                yield (_slug(person.name), *sender, *receiver, f"{stamp} UTC", "")
            at += timedelta(days=person.every_days)


def _moved(stamp: str, shift: timedelta) -> str:
    return (datetime.strptime(stamp, _FORMAT).replace(tzinfo=UTC) + shift).strftime(_FORMAT)


def _csv(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _profile(name: str) -> str:
    return f"https://www.linkedin.com/in/{_slug(name)}"


def _slug(name: str) -> str:
    return "-".join(name.casefold().split())
