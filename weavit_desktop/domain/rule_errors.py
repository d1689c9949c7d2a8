"""What is wrong with a rule file that a person edited, and on which line."""

from __future__ import annotations

import re

from weavit_desktop.errors import InputRefused

_TOML_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


class RuleError(ValueError):
    """`place` is a piece of the file, as it stands there, by which the line is found; or `line` says it."""

    def __init__(self, what: str, place: str = "", line: int = 0) -> None:
        super().__init__(what)
        self.place = place
        self.line = line


def refusal(what: str, file: str, text: str, error: Exception) -> InputRefused:
    """Return the sentence for an error in `file` with this text: "The title rules cannot be read: ..."."""
    reason = str(error)
    line = error.line if isinstance(error, RuleError) else 0
    if isinstance(error, RuleError) and error.place:
        place = re.compile(rf"(?<!\w){re.escape(error.place)}(?!\w)")
        lines = enumerate(text.splitlines(), 1)
        line = next((number for number, one in lines if place.search(one)), 0)
    elif found := _TOML_LINE.search(reason):
        line, reason = int(found[1]), reason[: found.start()]
    at = f"{file}, line {line}" if line else file
    return InputRefused(f"The {what} cannot be read: {at}: {reason}. Correct that place.")
