"""Reading an invite out of whatever it came in: a line, a letter, a file. Nothing is sent by it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from weavit_core import keys
from weavit_core.invite import PREFIX
from weavit_desktop.errors import InputRefused, UsageRefused
from weavit_desktop.services.joining import read_invite

MOST_BYTES = 64 * 1024  # of a letter with an invite in it; the invite itself has some 300
_LINE = re.compile(rf"{PREFIX}[A-Za-z0-9_-]*")
# A letter may break the line where it likes, but a blank line ends it.
_WRAPPED = re.compile(rf"{PREFIX}[A-Za-z0-9_-]*(?:[ \t]*\r?\n[ \t>]*[A-Za-z0-9_-]+(?=\s|$))*")


@dataclass(frozen=True, slots=True)
class ReadInvite:
    """`line` is the invite itself, `address` where its hub is, `fingerprint` of the key that it pins."""

    line: str = field(repr=False)
    address: str
    fingerprint: str


def find_invite(text: str) -> ReadInvite:
    """Find the invite in a text, also where a letter wrapped it. Raises UsageRefused where there is none."""
    for pattern in (_WRAPPED, _LINE):
        found = pattern.search(text)
        if found is None:
            return _read(text)
        try:
            return _read(re.sub(r"[\s>]", "", found.group()))
        except UsageRefused as error:
            refused = error  # what follows the invite may have looked like more of it
    raise refused


def read_invite_file(path: Path) -> ReadInvite:
    """Find the invite in a file. Raises UsageRefused, or InputRefused for a file that is no letter."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputRefused("The file cannot be read. Open it and paste the invite.") from error
    if len(data) > MOST_BYTES:
        raise InputRefused("The file is too large to be an invite. Open it and paste the invite.")
    return find_invite(data.decode("utf-8-sig", "replace"))


def _read(line: str) -> ReadInvite:
    ticket = read_invite(line)
    return ReadInvite(line.strip(), ticket.url, keys.fingerprint(ticket.hub_key))
