"""How fast the heads of letters are read, beside the standard library's mailbox on the same file.

Target: >= 5,000 heads a second. Letters are made here, always the same: twenty headers as Gmail writes
them, four of them Received, three recipients, and a body of 3 KB that is passed over.
"""

from __future__ import annotations

import mailbox
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime
from itertools import islice
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from weavit_desktop.importing.context import Identity, ReadingContext
from weavit_desktop.importing.mail.reading import read_mail
from weavit_desktop.importing.sources import Member, Source, opened

LETTERS = 10_000
PEER_LETTERS = 1_000
ROUNDS = 5
ME = "maya@ours.example"
CONTEXT = ReadingContext(
    ZoneInfo("Europe/Berlin"),
    datetime(2026, 11, 23, tzinfo=UTC),
    lambda email: email.startswith("info@"),
    Identity(emails=frozenset({ME})),
)


def make_letter(number: int) -> str:
    """Return one letter with the line before it."""
    when = "Mon, 02 Mar 2026 10:15:00 +0100"
    received = (
        f"Received: from mail{at}.example.com (mail{at}.example.com [192.0.2.{at}])\r\n"
        f" by mx{at}.example.org with ESMTPS id abc{at}; {when}"
        for at in range(4)
    )
    lines = (
        f"From {number}@xxx Mon Mar 02 10:15:00 +0000 2026",
        "X-Gmail-Labels: Inbox,Opened",
        *received,
        "Return-Path: <maya@ours.example>",
        "Received-SPF: pass",
        "Authentication-Results: mx.example.org; dkim=pass",
        f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=ours.example;\r\n b={'B' * 300}",
        f"ARC-Seal: i=1; a=rsa-sha256; cv=none; b={'C' * 300}",
        "MIME-Version: 1.0",
        f"References: <a{number}@mail.example> <b{number}@mail.example>",
        f"From: Maya Weber <{ME}>",
        f"To: =?utf-8?Q?J=C3=B6rg_F?= <p{number % 700}@acme.example>, Kim <k{number % 90}@acme.example>",
        f"Cc: eve{number % 40}@partner.example",
        f"Date: {when}",
        "Subject: =?utf-8?Q?Angebot_f=C3=BCr_M=C3=A4rz?=",
        f"Message-ID: <{number}@mail.example>",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "x" * 3000,
        "",
        "",
    )
    return "\r\n".join(lines)


def by_us(path: Path) -> Iterable[object]:
    """Read all letters into interactions."""
    source = Source(str(path), "mbox", (Member(path.name, path.stat().st_size, path),))
    with opened(None) as open_member:
        yield from read_mail(source, open_member, CONTEXT, mailbox=True)


def by_the_library(path: Path) -> Iterable[object]:
    """Read the first letters into the same facts, as its documentation has it."""
    for letter in islice(mailbox.mbox(path), PEER_LETTERS):
        people = getaddresses([str(letter.get(name, "")) for name in ("from", "to", "cc")])
        yield people, parsedate_to_datetime(str(letter["date"])), letter["message-id"]


def rate(read: Callable[[Path], Iterable[object]], path: Path, count: int) -> float:
    """Return letters a second of processor time, so that other work on the machine counts little."""
    begin = time.process_time()
    found = sum(1 for _ in read(path))
    taken = time.process_time() - begin
    if found != count:
        raise SystemExit(f"{found} letters were read, not {count}")
    return count / taken


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mail.mbox"
        path.write_bytes("".join(map(make_letter, range(LETTERS))).encode())
        few = Path(folder) / "few.mbox"
        few.write_bytes("".join(map(make_letter, range(PEER_LETTERS))).encode())
        rounds = [
            (rate(by_us, path, LETTERS), rate(by_the_library, few, PEER_LETTERS)) for _ in range(ROUNDS)
        ]
    ours, peer = (median(rates) for rates in zip(*rounds, strict=True))
    print(f"heads into interactions  {ours:>9,.0f} letters/s (target 5,000)")
    print(f"mailbox and email        {peer:>9,.0f} letters/s")
    print(f"ours / the library's     {median(one / other for one, other in rounds):>9.1f} x")


if __name__ == "__main__":
    main()
