"""One card's lines into properties: unfold, undo transport encodings, decode. Linear; never raises."""

from __future__ import annotations

import binascii
import re
from typing import NamedTuple

from weavit_desktop.domain.card import Property
from weavit_desktop.importing.text import decode
from weavit_desktop.importing.vcard.heads import Head, read_head, split_head
from weavit_desktop.importing.vcard.splitting import RawCard

_CHARSET = re.compile(rb";\s*CHARSET\s*=", re.IGNORECASE)
_BASE64_LINE = re.compile(r"[A-Za-z0-9+/=\s]++\Z")
_BEGIN = re.compile(r"BEGIN[ \t]*:[ \t]*VCARD\s*\Z", re.IGNORECASE)
_END = re.compile(r"END[ \t]*:[ \t]*VCARD\s*\Z", re.IGNORECASE)
_CONTINUED = re.compile(r"\n[ \t]|=\n|\n[^:\n]++(?:\n|\Z)")  # what a card without any continued line has not


class Token(NamedTuple):
    """A property, and where in the card it stands: the index of its first line, and of the next one's.

    A named tuple, because making one costs a third of a frozen dataclass, a million times a file.
    `value` has its transport encodings undone and its escapes still on.
    """

    head: Head
    value: str
    line: int
    end: int

    def as_property(self) -> Property:
        head = self.head
        return Property(head.name, self.value, head.params, head.group)


class Tokens(NamedTuple):
    """What a card's lines gave, and the runs of lines that gave nothing as (first, end) indexes."""

    tokens: list[Token]
    rejected: list[tuple[int, int]]


def tokenize(card: RawCard) -> Tokens:
    """Return the properties of one card, without its BEGIN and END."""
    text, bytewise = _as_text(card.raw)
    tokens: list[Token] = []
    rejected: list[tuple[int, int]] = []
    for first, end, line in _lines(text, card):
        head_text, value = split_head(line)
        head = read_head(head_text)
        if head is None:
            start = rejected.pop()[0] if rejected and rejected[-1][1] == first else first
            rejected.append((start, end))
            continue
        if bytewise or head.encoding:
            head, value = _undo(head, head_text, value, bytewise=bytewise)
        tokens.append(Token(head, value, first, end))
    return Tokens(tokens, rejected)


def _as_text(raw: bytes) -> tuple[str, bool]:
    """Return the card's text. Where it is not UTF-8 throughout, each character stands for one byte.

    A fold may cut a character in two, and each property may declare a charset of its own: both want
    lines joined as bytes before they are decoded.
    """
    bytewise = not raw.isascii() and _CHARSET.search(raw) is not None
    text = ""
    if not bytewise:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            bytewise = True
    if bytewise:
        text = raw.decode("latin-1")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r\n", "\n")  # twice: careless copying makes "\r\r\n"
    return text.replace("\0", "") if "\0" in text else text, bytewise


def _lines(text: str, card: RawCard) -> list[tuple[int, int, str]]:
    """Return (first, end, text) of each unfolded line that is not blank, without BEGIN and END."""
    lines = text.split("\n")
    lines[0] = ""
    if card.closed:
        lines[len(card.lines) - 1] = ""
    if card.nested:
        _gather_agents(lines)
    elif _CONTINUED.search(text) is None:
        return [(index, index + 1, line) for index, line in enumerate(lines) if line]
    return _unfold(lines)


def _gather_agents(lines: list[str]) -> None:
    """Put a card inside this one (AGENT in vCard 2.1) into the value of the line before it."""
    depth, start = 0, 0
    for index, line in enumerate(lines):
        if _BEGIN.match(line):
            depth += 1
            start = index if depth == 1 else start
        elif depth and _END.match(line):
            depth -= 1
            if not depth and start:
                lines[start - 1] += "\n".join(lines[start : index + 1])
                lines[start : index + 1] = [""] * (index + 1 - start)


def _unfold(physical: list[str]) -> list[tuple[int, int, str]]:
    lines: list[tuple[int, int, str]] = []
    parts: list[str] = []
    first, encoding = 0, ""
    for index, line in enumerate(physical):
        if parts and (line[:1] in (" ", "\t") or parts[-1][-1:] == "=" or ":" not in line):
            encoding = encoding or _declared_encoding(parts[0])
            if _continue(parts, line, encoding):
                continue
        if parts:
            lines.append((first, index, parts[0] if len(parts) == 1 else "".join(parts)))
        parts = [line.lstrip()] if line and not line.isspace() else []
        first, encoding = index, ""
    if parts:
        lines.append((first, len(physical), "".join(parts)))
    return lines


def _declared_encoding(line: str) -> str:
    head = read_head(split_head(line)[0])
    return (head.encoding if head else "") or "none"


def _continue(parts: list[str], line: str, encoding: str) -> bool:
    """Add `line` to the parts it continues, if it does: folded, after a soft break, or in a run of base64."""
    folded = line[:1] in (" ", "\t")
    if encoding == "qp" and parts[-1][-1:] == "=":
        parts[-1] = parts[-1][:-1]
    elif not folded and not (encoding == "b" and _BASE64_LINE.match(line)):
        return False
    parts.append(line[1:] if folded else line)
    return True


def _undo(head: Head, head_text: str, value: str, *, bytewise: bool) -> tuple[Head, str]:
    """Return head and value with quoted-printable and the charset undone, base64 without its blanks."""
    if head.encoding == "b":
        return head, "".join(value.split())
    data = value.encode("latin-1" if bytewise else "utf-8")
    if head.encoding == "qp":
        data = binascii.a2b_qp(data)
    text = decode(data, head.charset).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if bytewise and not head_text.isascii():
        head = read_head(decode(head_text.encode("latin-1"), head.charset)) or head
    return head, text
