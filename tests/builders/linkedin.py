"""LinkedIn exports of any era as folders or ZIPs."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
OLDER_CONNECTIONS = "First Name,Last Name,Email Address,Company,Position,Connected On"  # before mid-2023
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,"
    "CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT"
)
PROFILE = "First Name,Last Name,Maiden Name,Address,Birth Date,Headline"
NOTES = 'Notes:\n"When exporting your connection data, you may notice that some addresses\nare missing."\n\n'


def table(
    header: str, *rows: Sequence[str] | Mapping[str, str], before: str = "", delimiter: str = ","
) -> str:
    """Return a table as LinkedIn writes it. A mapping names the columns it fills."""
    names = next(csv.reader([header]))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([row.get(name, "") for name in names] if isinstance(row, Mapping) else row)
    return before + out.getvalue()


def profile_url(slug: str) -> str:
    return f"https://www.linkedin.com/in/{slug}"


def message(
    sender: str, *recipients: str, at: str = "2024-03-01 10:00:00 UTC", conversation: str = "", **columns: str
) -> dict[str, str]:
    """Return a row of messages.csv between people given by their slugs."""
    return {
        "CONVERSATION ID": conversation or "+".join(sorted({sender, *recipients})),
        "FROM": sender.title(),
        "SENDER PROFILE URL": profile_url(sender),
        "TO": ", ".join(name.title() for name in recipients),
        "RECIPIENT PROFILE URLS": ",".join(map(profile_url, recipients)),
        "DATE": at,
        "FOLDER": "INBOX",
        "IS MESSAGE DRAFT": "false",
        **columns,
    }


def folder(place: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write an unpacked export and return its folder."""
    for name, text in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return place


def archive(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a ZIP and return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return path
