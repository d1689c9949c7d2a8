"""vCard files into records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import IO

from weavit_desktop.importing.keys import Keys
from weavit_desktop.importing.limits import MAX_LINE_BYTES
from weavit_desktop.importing.records import CardRecord, Problem, Record
from weavit_desktop.importing.streams import read_lines, unify
from weavit_desktop.importing.vcard.fields import compose
from weavit_desktop.importing.vcard.splitting import NO_END, RawCard, Stray, split_cards
from weavit_desktop.importing.vcard.tokens import Token, tokenize

NO_PROPERTY = "This text is no property of a card. It was kept as it came, but not used."
NO_CARD = "This text stands in no card. It was kept as it came, but not used."
DAMAGED_PHOTO = "The picture in this card is damaged. It was kept as it came; the rest was read."


def read_vcards(stream: IO[bytes], keys: Keys, label: str = "") -> Iterator[Record]:
    """Yield each card with its problems, and a problem for each text that stands in no card.

    `label` names the file inside an archive in the `where` of problems.
    """
    prefix = f"{label}, " if label else ""
    for piece in split_cards(read_lines(unify(stream), MAX_LINE_BYTES)):
        if isinstance(piece, Stray):
            yield Problem(f"{prefix}line {piece.number}", piece.sentence or NO_CARD, piece.raw)
        else:
            yield from _read_card(piece, keys, prefix)


def _read_card(card: RawCard, keys: Keys, prefix: str) -> Iterator[Record]:
    raw = card.raw
    found = tokenize(card)
    composed, damaged = compose(found.tokens)
    digest = hashlib.sha256(raw.replace(b"\r\n", b"\n")).hexdigest()
    properties = tuple(token.as_property() for token in found.tokens)
    yield CardRecord(keys.assign(_uid(found.tokens), digest), digest, raw, properties, composed)

    def problem(line: int, end: int, sentence: str) -> Problem:
        return Problem(f"{prefix}line {card.number(line)}", sentence, b"".join(card.lines[line:end]))

    for line, end in found.rejected:
        yield problem(line, end, NO_PROPERTY)
    for token in damaged:
        yield problem(token.line, token.end, DAMAGED_PHOTO)
    for number, sentence in card.refused:
        yield Problem(f"{prefix}line {number}", sentence)
    if not card.closed:
        last = max(index for index, line in enumerate(card.lines) if line.strip())
        yield problem(last, last + 1, NO_END)


def _uid(tokens: list[Token]) -> str:
    uid = next((token.value.strip() for token in tokens if token.head.key == "UID"), "")
    return uid[9:] if uid[:9].lower() == "urn:uuid:" else uid
