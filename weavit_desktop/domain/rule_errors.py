"""What is wrong with a rule file that a person edited, and on which line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from weavit_desktop.errors import InputRefused

Path = tuple[str, ...]
"""Where something stands in a TOML file: ("level", "vp", "en"); the first [[context]] is ("context", "0")."""

_TOML_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_TOML_END = re.compile(r" \(at end of document\)$")
_TOML_KEY = re.compile(r"\(('[^()]*'),?\)")  # Cannot declare ('level', 'vp') twice
_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]")
_KEY = re.compile(r"""\s*([\w.'"\- ]+?)\s*=""")


class RuleError(ValueError):
    """What is wrong. `path`, `place` (a text as it stands between quotes) or `line` tells the line."""

    def __init__(self, what: str, place: str = "", line: int = 0, path: Path = ()) -> None:
        super().__init__(what)
        self.place = place
        self.line = line
        self.path = path


def refusal(what: str, file: str, text: str, error: Exception) -> InputRefused:
    """Return the sentence for an error in `file` with this text: "The title rules cannot be read: ..."."""
    reason = str(error)
    line = 0
    if isinstance(error, RuleError):
        line = _line_of_error(error, text)
    elif found := _TOML_LINE.search(reason):
        line, reason = int(found[1]), reason[: found.start()]
    elif found := _TOML_END.search(reason):
        line, reason = len(text.splitlines()), reason[: found.start()]
    if not isinstance(error, RuleError):
        reason = _TOML_KEY.sub(lambda found: found[1].replace("', '", "."), reason)
    at = f"{file}, line {line}" if line else file
    return InputRefused(f"The {what} cannot be read: {at}: {reason}. Correct that place.")


def _line_of_error(error: RuleError, text: str) -> int:
    if error.place:
        place = re.compile(rf"[\"']{re.escape(error.place)}[\"']")
        lines = enumerate(text.splitlines(), 1)
        return next((number for number, one in lines if place.search(one)), 0)
    return line_of(error.path, text) if error.path else error.line


def line_of(path: Path, text: str) -> int:
    """Return the first line that states what a path leads to, or the nearest around it; 0 if none does."""
    best = deepest = 0
    for number, stated in _statements(text):
        depth = min(len(stated), len(path))
        if depth > deepest and stated[:depth] == path[:depth]:
            best, deepest = number, depth
    return best


def _statements(text: str) -> Iterator[tuple[int, Path]]:
    """Yield the lines that are a header or give a key a value, with what they state."""
    table: Path = ()
    seen: Counter[Path] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _keys(header[2])
            if header[1] == "[[":
                seen[table] += 1
                table = (*table, str(seen[table] - 1))
            yield number, table
        elif key := _KEY.match(line):
            yield number, (*table, *_keys(key[1]))


def _keys(dotted: str) -> Path:
    return tuple(key.strip().strip("\"'") for key in dotted.split("."))
