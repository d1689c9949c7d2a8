"""Lines into cards. A card ends at its END line whatever stands inside, so that none can spoil the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from weavit_desktop.importing.limits import MAX_CARD_BYTES, MAX_LINE_BYTES, MAX_STRAY_BYTES, MIB
from weavit_desktop.importing.streams import OVERLONG

_MARK = re.compile(rb"(?:\xef\xbb\xbf)?(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t\r]*\n?\Z", re.IGNORECASE)
_MARK_STARTS: Final = frozenset((b"B", b"b", b"E", b"e", b"\xef"))
_AGENT = re.compile(rb"(?:[\w-]+\.)?AGENT(?:;[^:]*)?:[ \t\r\n]*\Z", re.IGNORECASE)

LINE_TOO_LONG: Final = (
    f"A line here is longer than {MAX_LINE_BYTES // MIB} MB. It was left out; the rest was read."
)
CARD_TOO_LONG: Final = (
    f"This card is larger than {MAX_CARD_BYTES // MIB} MB. Lines beyond were left out; the rest was read."
)
NO_END: Final = "This card has no END line. What stands before the next card was read."


@dataclass(slots=True)
class RawCard:
    """The lines of one card as they came, without what went beyond a limit.

    `first` is the number of its BEGIN line; `numbers` gives that of any other line by its index.
    """

    first: int
    lines: list[bytes]
    closed: bool = True
    nested: bool = False  # it holds another card in an AGENT property
    refused: list[tuple[int, str]] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)  # (index, lines left out before it)

    @property
    def raw(self) -> bytes:
        return b"".join(self.lines)

    def number(self, index: int) -> int:
        """Return the line number in the file of the line at `index`."""
        return self.first + index + sum(count for at, count in self.gaps if at <= index)


@dataclass(frozen=True, slots=True)
class Stray:
    """Text that stands in no card. `sentence` is set where it could not even be kept."""

    number: int
    raw: bytes
    sentence: str = ""


def split_cards(lines: Iterable[bytes]) -> Iterator[RawCard | Stray]:
    """Yield the cards, and the text between them, in the order of the file."""
    card: _Open | None = None
    stray = _Strays()
    for number, line in enumerate(lines, 1):
        if card is not None and line[:1] not in _MARK_STARTS:
            card.add(number, line)
            continue
        found = _MARK.match(line if card is not None else line.lstrip())
        mark = found[1].upper() if found else b""
        if card is None:
            if mark == b"BEGIN":
                yield from stray.flush()
                card = _Open(number, line.lstrip())
            else:
                yield from stray.add(number, line)
        elif mark == b"" or card.keeps(mark):
            card.add(number, line)
        elif mark == b"END":
            yield card.close(line)
            card = None
        else:
            yield card.abandon()
            card = _Open(number, line)
    yield from stray.flush()
    if card is not None:
        yield card.abandon()


class _Open:
    """A card whose END has not come yet."""

    __slots__ = ("card", "careful", "depth", "dropping", "line_size", "line_start", "size")

    def __init__(self, number: int, line: bytes) -> None:
        self.card = RawCard(number, [line])
        self.depth = 0  # of cards inside an AGENT property (vCard 2.1)
        self.size = len(line)
        self.careful = False  # a limit is near: from here on, folded lines are counted
        self.line_start, self.line_size, self.dropping = 1, len(line), False

    def keeps(self, mark: bytes) -> bool:
        """Say whether a BEGIN or END belongs to a card inside this one."""
        if mark == b"BEGIN" and _AGENT.match(self.card.lines[-1]):
            self.depth += 1
            self.card.nested = True
            return True
        if mark == b"END" and self.depth:
            self.depth -= 1
            return True
        return False

    def add(self, number: int, line: bytes) -> None:
        size = len(line)
        if not self.careful:
            # As long as the whole card is shorter than one line may be, no limit can be met.
            if size and self.size + size <= min(MAX_LINE_BYTES, MAX_CARD_BYTES):
                self.size += size
                self.card.lines.append(line)
                return
            self._look_back()
        if line[:1] not in (b" ", b"\t"):
            self.line_start, self.line_size, self.dropping = len(self.card.lines), 0, False
        self.line_size += size
        if self.dropping:
            self._leave_out(1)
        elif line == OVERLONG or self.line_size > MAX_LINE_BYTES:
            self._drop(number, LINE_TOO_LONG)
        elif self.size + size > MAX_CARD_BYTES:
            self._drop(number, CARD_TOO_LONG)
        else:
            self.size += size
            self.card.lines.append(line)

    def _look_back(self) -> None:
        """Find out where the present line began and how long it is with all its folds."""
        lines = self.card.lines
        self.careful = True
        self.line_start = next(
            (index for index in range(len(lines) - 1, 0, -1) if lines[index][:1] not in (b" ", b"\t")), 1
        )
        self.line_size = sum(map(len, lines[self.line_start :]))

    def close(self, line: bytes) -> RawCard:
        self.card.lines.append(line)
        return self.card

    def abandon(self) -> RawCard:
        self.card.closed = False
        return self.card

    def _drop(self, number: int, sentence: str) -> None:
        """Leave out the present line with all its folds: a beginning without its end is worth nothing."""
        lines = self.card.lines
        self.dropping = True
        self.size -= sum(map(len, lines[self.line_start :]))
        count = len(lines) - self.line_start
        del lines[self.line_start :]
        self._leave_out(count + 1)
        refused = self.card.refused
        if not refused or refused[-1][1] != sentence:
            refused.append((number - count, sentence))

    def _leave_out(self, count: int) -> None:
        gaps, index = self.card.gaps, len(self.card.lines)
        if gaps and gaps[-1][0] == index:
            count += gaps.pop()[1]
        gaps.append((index, count))


class _Strays:
    """Text between cards, gathered into one piece of bounded size."""

    __slots__ = ("_lines", "_number", "_size")

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._number = self._size = 0

    def add(self, number: int, line: bytes) -> Iterator[Stray]:
        if line == OVERLONG:
            yield from self.flush()
            yield Stray(number, b"", LINE_TOO_LONG)
            return
        if not self._lines:
            if not line.strip():
                return
            self._number = number
        self._lines.append(line)
        self._size += len(line)
        if self._size > MAX_STRAY_BYTES:
            yield from self.flush()

    def flush(self) -> Iterator[Stray]:
        raw = b"".join(self._lines)
        self._lines, self._size = [], 0
        if raw.strip():
            yield Stray(self._number, raw)
