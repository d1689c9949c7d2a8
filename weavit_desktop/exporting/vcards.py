"""vCards as bytes: version 3.0 written by vobject, 4.0 here, since no kept library writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from weavit_desktop.domain.card import Card
from weavit_desktop.exporting.vcard_lines import PRODUCT, Line, Version, lines_of

_WIDTH = 75  # octets of a line without its end (RFC 6350, 3.2)


def write_vcard(card: Card, uid: str, version: Version) -> bytes:
    """Return one vCard: UTF-8, folded, lines ended by CRLF."""
    lines = lines_of(card, uid, version)
    if not any(line.name.upper() == "PRODID" for line in lines):
        lines.append(Line("PRODID", PRODUCT))
    return _by_vobject(lines) if version is Version.THREE else _four(lines)


def _by_vobject(lines: Iterable[Line]) -> bytes:
    from vobject import vCard  # 20 ms that few commands need
    from vobject.base import ContentLine

    card = vCard()
    for line in lines:
        params = [[name, value] if value else [name] for name, value in line.params]
        added = card.add(ContentLine(line.name, params, "", line.group))
        # Set behind its back: it would undo escapes and redo them otherwise, in properties it does not know.
        added.value, added.encoded = line.value, True
    text: str = card.serialize()
    return text.encode("utf-8", "replace")


def _four(lines: Iterable[Line]) -> bytes:
    written = ["BEGIN:VCARD", "VERSION:4.0", *map(_text, lines), "END:VCARD"]
    return b"".join(piece for line in written for piece in _folded(line))


def _text(line: Line) -> str:
    group = f"{line.group}." if line.group else ""
    params = "".join(f";{name}={_quoted(value)}" if value else f";{name}" for name, value in line.params)
    return f"{group}{line.name}{params}:{line.value}"


def _quoted(value: str) -> str:
    plain = value.replace('"', "'").replace("\r", " ").replace("\n", " ")
    return f'"{plain}"' if any(mark in plain for mark in ":;,") else plain


def _folded(line: str) -> Iterator[bytes]:
    """Yield the pieces of a line, no character cut in two."""
    data = line.encode("utf-8", "replace")
    start, room = 0, _WIDTH
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        yield (b" " if start else b"") + data[start:end] + b"\r\n"
        start, room = end, _WIDTH - 1
    yield (b" " if start else b"") + data[start:] + b"\r\n"
