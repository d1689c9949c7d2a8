"""A head into what counts of a letter: who wrote to whom, and when. No text, a subject only if asked for."""

from __future__ import annotations

import hashlib
import re
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.errors import HeaderParseError
from email.header import decode_header
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime
from typing import Final

from weavit_desktop.domain.interaction import Address
from weavit_desktop.importing.mail.heads import TOO_LONG, Head
from weavit_desktop.importing.text import decode
from weavit_desktop.importing.wording import subject_of

HEAD_TOO_LONG: Final = "The head of this letter is longer than any real one. It was left out."
NO_HEAD: Final = "This is no head of a letter: no sender was found in it. It was left out."
NO_TIME: Final = "This letter has no readable time, so it was left out."

Fields = Mapping[str, Sequence[str]]

EARLIEST_YEAR = 1980  # what stands before it is a clock that was never set

_PARSER: Final = BytesHeaderParser(policy=compat32)
_LOOKED_AT: Final = (
    rb"^(?:from|sender|to|cc|bcc|date|message-id|received|delivered-to|x-original-to|return-path"
    rb"|auto-submitted|x-autoreply|precedence|list-[a-z-]+|x-spam-flag|x-gmail-labels|x-mozilla-status%s)"
    rb"[ \t]*:[^\n]*+\n(?:[ \t][^\n]*+\n)*+"
)
# What is looked at: a subject, and whatever else stands in a head, never reaches the parser ...
_WANTED = re.compile(_LOOKED_AT % b"", re.IGNORECASE | re.MULTILINE)
_WITH_SUBJECT = re.compile(_LOOKED_AT % b"|subject", re.IGNORECASE | re.MULTILINE)  # ... unless asked for
# Nearly all addresses: with a name, in quotes or not, or without one.
_ADDRESS = r"[^\s<>@,;:()\"\\]++@[^\s<>@,;:()\"\\]++"
_SIMPLE = re.compile(
    rf"\s*+(?:(?:\"([^\"\\<>@]*+)\"|([^\"\\<>@,;:()]*+))\s*+<({_ADDRESS})>|({_ADDRESS}))\s*+(,|\Z)"
)
_MAX_ADDRESS_TEXT = 64 * 1024
_ANY_ADDRESS = re.compile(r"[\w.+'%=-]{1,100}@[\w.-]{1,200}")


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter between people. E-mails are in lower case; `at` is in UTC, `zone` the sender's offset.

    `key` is the same wherever a copy of the letter lies. `delivered_to` are the mailboxes it came to.
    """

    key: str
    at: datetime
    zone: str
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    delivered_to: tuple[str, ...]
    subject: str = field(default="", repr=False)


class UnreadableError(Exception):
    """A head that tells no letter; the sentence says why."""


def read_head(head: Head, today: datetime, *, subjects: bool = False) -> Letter | str:
    """Return the letter, or what kind of mail it is where nobody wrote it to somebody: "newsletters".

    Raises UnreadableError.
    """
    if head.lines == TOO_LONG:
        raise UnreadableError(HEAD_TOO_LONG)
    fields = _fields(head.lines, _WITH_SUBJECT if subjects else _WANTED)
    passed_over = _passed_over(fields)
    if passed_over:
        return passed_over
    senders = _addresses(fields, "from") or _addresses(fields, "sender")
    if not senders:
        raise UnreadableError(NO_HEAD)
    at, zone = _time(fields, today)
    to, cc = _addresses(fields, "to"), _addresses(fields, "cc") + _addresses(fields, "bcc")
    delivered = {one.email for name in ("delivered-to", "x-original-to") for one in _addresses(fields, name)}
    key = _key(_text(fields, "message-id"), at, senders[0], (*to, *cc))
    subject = subject_of(_decoded(_unfolded(_text(fields, "subject"))))
    return Letter(key, at, zone, senders[0], tuple(to), tuple(cc), tuple(sorted(delivered)), subject)


def _passed_over(fields: Fields) -> str:
    """Return what this is where it is no letter from one person to others, else ""."""
    if _text(fields, "auto-submitted").lower() not in ("", "no") or "x-autoreply" in fields:
        return "automatic answers"
    if _text(fields, "return-path") == "<>":
        return "automatic answers"
    bulk = _text(fields, "precedence").lower() in ("bulk", "list", "junk")
    if bulk or any(name.startswith("list-") for name in fields):
        return "newsletters and lists"
    if _text(fields, "x-spam-flag").lower() == "yes":
        return "spam"
    return _filed_as(fields)


_LABELS: Final = {
    "spam": "spam",
    "drafts": "drafts",
    "draft": "drafts",
    "entwürfe": "drafts",
    "brouillons": "drafts",
    "borradores": "drafts",
    "bozze": "drafts",
    "rascunhos": "drafts",
    "concepten": "drafts",
    "trash": "deleted mail",
    "papierkorb": "deleted mail",
    "corbeille": "deleted mail",
    "papelera": "deleted mail",
    "cestino": "deleted mail",
    "lixeira": "deleted mail",
    "prullenbak": "deleted mail",
    "chat": "chats",
    "chats": "chats",
}
_EXPUNGED = 0x0008  # of X-Mozilla-Status: deleted, and still in the file until it is compacted


def _filed_as(fields: Fields) -> str:
    labels = _unfolded(_decoded(_text(fields, "x-gmail-labels"))).casefold().split(",")
    found = next((_LABELS[label.strip()] for label in labels if label.strip() in _LABELS), "")
    if found:
        return found
    status = _text(fields, "x-mozilla-status")
    gone = re.fullmatch(r"[0-9A-Fa-f]{4}", status) is not None and int(status, 16) & _EXPUNGED
    return "deleted mail" if gone else ""


def _time(fields: Fields, today: datetime) -> tuple[datetime, str]:
    """Return when it was written; where its sender's clock cannot be right, when it came."""
    received = [value.rpartition(";")[2] for value in fields.get("received", ())]
    for text in (_text(fields, "date"), *received[:1]):
        try:
            at = parsedate_to_datetime(_unfolded(text))
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        zone = at.strftime("%z")
        try:
            instant = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
        except OverflowError:
            continue
        if instant.year >= EARLIEST_YEAR and instant < today + timedelta(days=1):
            return instant, f"{zone[:3]}:{zone[3:5]}" if zone else "UTC"
    raise UnreadableError(NO_TIME)


def _key(message_id: str, at: datetime, sender: Address, others: tuple[Address, ...]) -> str:
    """Return the letter's lasting name: its Message-ID (RFC 5322, 3.6.4), else what else tells it apart."""
    known = message_id.strip() or "\0".join(
        (at.isoformat(), sender.email, *sorted(one.email for one in others))
    )
    return f"mail:{hashlib.sha256(known.encode('utf-8', 'replace')).hexdigest()[:32]}"


def _addresses(fields: Fields, name: str) -> list[Address]:
    """Return the addresses of a header, each once. Groups and names without an address do not count."""
    found: dict[str, Address] = {}
    for value in fields.get(name, ()):
        for written, email in _pairs(_unfolded(value)[:_MAX_ADDRESS_TEXT]):
            email = email.strip().lower()
            if "@" in email[1:-1] and email[0] != "@":  # "@relay.example" is a station on the way
                found.setdefault(email, Address(email=email, name=" ".join(_decoded(written).split())))
    return list(found.values())


def _pairs(text: str) -> list[tuple[str, str]]:
    """Return the names and addresses of a header. The library, ten times slower, reads what is not simple."""
    pairs, at = [], 0
    while found := _SIMPLE.match(text, at):
        pairs.append((found[1] or found[2] or "", found[3] or found[4]))
        at = found.end()
        if not found[5]:
            return pairs
    try:
        pairs = getaddresses([text])
    except (RecursionError, IndexError, ValueError):  # comments in comments in comments
        pairs = []
    if any(email for _, email in pairs):
        return pairs
    # Nothing that follows RFC 5322: what looks like an address still says who.
    return [("", email) for email in _ANY_ADDRESS.findall(text)]


def _decoded(text: str) -> str:
    """Return a text with its encoded words (RFC 2047) read. What is none stays as it is."""
    if "=?" not in text:
        return text
    try:
        parts = decode_header(text)
    except (HeaderParseError, NotBase64, ValueError):
        return text
    return "".join(part if isinstance(part, str) else decode(part, charset or "") for part, charset in parts)


def _fields(lines: bytes, wanted: re.Pattern[bytes]) -> Fields:
    """Return the values of each header by its name in lower case; what is beyond ASCII is read as UTF-8."""
    fields: dict[str, list[str]] = {}
    for name, value in _PARSER.parsebytes(b"".join(wanted.findall(lines))).raw_items():
        text = str(value)
        readable = text if text.isascii() else decode(text.encode("ascii", "surrogateescape"))
        fields.setdefault(name.lower(), []).append(readable)
    return fields


def _text(fields: Fields, name: str) -> str:
    return fields.get(name, ("",))[0].strip()


def _unfolded(text: str) -> str:
    return text.replace("\r", "").replace("\n", "")
