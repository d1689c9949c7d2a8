"""Rule files that are lists, one entry a line: as shipped, and with the person's own laid over them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from weavit_desktop.domain.folding import fold
from weavit_desktop.domain.rule_errors import RuleError, refusal

REMOVED: Final = "-"
"""How a line of one's own begins that takes a shipped one away."""

_DOMAIN = re.compile(r"[^\s@/.,;=\"'\[\]]+(?:\.[^\s@/.,;=\"'\[\]]+)+")
_MAILBOX = re.compile(r"[^\s@*,;=\"\[\]]+\*?")
_TOML = re.compile(r"[\[\"].*|\w+ *= *[\[\"].*")  # as it stands in the other rule files


def rule_lines(text: str) -> Iterator[str]:
    """Yield the lines of a rule file without comments and blanks."""
    return (line for _, line in numbered_lines(text))


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a rule file with their numbers, from 1 up."""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.partition("#")[0].strip()
        if bare:
            yield number, bare


def lay_over(shipped: str, own: str) -> str:
    """Return a list with the person's lines behind the shipped ones, less those that they take away."""
    removed = {fold(line[1:].strip()) for line in rule_lines(own) if line.startswith(REMOVED)}
    kept = [line for line in rule_lines(shipped) if fold(line) not in removed]
    return "\n".join([*kept, *(line for line in rule_lines(own) if not line.startswith(REMOVED))])


def check_list(file: str, text: str) -> None:
    """Raise InputRefused, saying where, for an entry that makes no sense in this file."""
    check = _CHECKS.get(file)
    if check is None:
        return
    for number, line in numbered_lines(text):
        wrong = check(line.removeprefix(REMOVED).strip())
        if wrong:
            raise refusal("rules", file, text, RuleError(f"{line!r} {wrong}", line=number))


def _domain(entry: str) -> str:
    return "" if _DOMAIN.fullmatch(entry) else "is no domain, as in example.com"


def _mailbox(entry: str) -> str:
    return "" if _MAILBOX.fullmatch(entry) else "is not what stands before the @, with a * at its end at most"


def toml_in_list(entry: str) -> str:
    """Return what is wrong with a line that is written as in a TOML file, and "" for any other."""
    if _TOML.fullmatch(entry):
        return "is written as in a TOML file: here it is one a line, without quotes"
    return ""


def _words(entry: str) -> str:
    if wrong := toml_in_list(entry):
        return wrong
    return "" if any(letter.isalnum() for letter in entry) else "has no letter"


_CHECKS: Final[Mapping[str, Callable[[str], str]]] = {
    "free_mail.txt": _domain,
    "role_mailboxes.txt": _mailbox,
    "no_employers.txt": _words,
}
