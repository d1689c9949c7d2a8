"""The part of a line before its value: group, name and parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_NAME = re.compile(r"(?:([\w/+-]++)\.)?([\w/+-]++)\Z")  # wider than allowed: KDE writes "X-messaging/icq"
_PARAMETER = re.compile(r'(?:[^;"]++|"[^"]*+"?+)++')  # possessive: one look at each character
_QUOTED_HEAD = re.compile(r'((?:[^":]++|"[^"]*+")*+):')

_ENCODINGS = {
    "QUOTED-PRINTABLE": "qp",
    "BASE64": "b",
    "B": "b",
    "8BIT": "",
    "7BIT": "",
}
_BARE_ENCODINGS = _ENCODINGS.keys() - {"B"}
_BARE_KINDS = frozenset({"INLINE", "URL", "CID", "CONTENT-ID"})
_CACHED_LENGTH = 200

# What the reader undoes, and so must not be said of the value any more.
_UNDONE = frozenset({"QUOTED-PRINTABLE", "8BIT", "7BIT"})

Parameters = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the value.

    `key` is the name in upper case. `params` leave out what describes a transport encoding that the
    reader undoes (QUOTED-PRINTABLE, CHARSET): those stand in `encoding` ("", "qp", "b") and `charset`.
    A value without a name, as vCard 2.1 has it, is a TYPE. `pref`: 1 is most preferred, None says nothing.
    """

    group: str | None
    name: str
    key: str
    params: Parameters = ()
    types: tuple[str, ...] = ()
    encoding: str = ""
    charset: str = ""
    pref: int | None = None
    altid: str = ""

    def parameter(self, name: str) -> str:
        """Return the first parameter of that name (upper case), "" where there is none."""
        return next((value for key, value in self.params if key.upper() == name), "")


def split_head(line: str) -> tuple[str, str]:
    """Return head and value of a line: the colon between them is the first outside quotes.

    A line without a colon gives ("", line).
    """
    head, colon, value = line.partition(":")
    if '"' in head:
        found = _QUOTED_HEAD.match(line)
        if found is not None:  # else a quote was never closed, and the first colon it is
            return found[1], line[found.end() :]
    return (head, value) if colon else ("", line)


def read_head(head: str) -> Head | None:
    """Return the parsed head, None where it is none. Heads repeat all through a file, hence the memory."""
    return _read_short(head) if len(head) <= _CACHED_LENGTH else _read(head)


def _read(head: str) -> Head | None:
    name, _, rest = head.partition(";")
    found = _NAME.match(name.strip())
    if found is None:
        return None
    group, bare = found[1], found[2]
    if not rest:
        return Head(group, bare, bare.upper())
    params = [_parameter(text.strip()) for text in _PARAMETER.findall(rest) if text.strip()]
    return Head(
        group,
        bare,
        bare.upper(),
        tuple((key, value) for key, value in params if not _is_transport(key, value)),
        tuple(dict.fromkeys(_listed(params, "TYPE"))),
        _encoding(params),
        next((value for key, value in params if key.upper() == "CHARSET"), ""),
        _preference(params),
        next((value for key, value in params if key.upper() == "ALTID"), ""),
    )


_read_short = lru_cache(maxsize=2048)(_read)


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if equals:
        # A quote is allowed around a value only, never in it (RFC 6350 3.3).
        return name.strip(), value.strip().replace('"', "")
    upper = text.upper()
    if upper in _BARE_ENCODINGS:
        return "ENCODING", text
    if upper in _BARE_KINDS:
        return "VALUE", text
    return (text, "") if upper.startswith("X-") else ("TYPE", text.replace('"', ""))


def _listed(params: list[tuple[str, str]], name: str) -> list[str]:
    values = (value for key, value in params if key.upper() == name)
    return [part.strip().lower() for value in values for part in value.split(",") if part.strip()]


def _encoding(params: list[tuple[str, str]]) -> str:
    for key, value in params:
        if key.upper() == "ENCODING":
            return _ENCODINGS.get(value.upper(), "")
    return ""


def _is_transport(key: str, value: str) -> bool:
    name = key.upper()
    return name == "CHARSET" or (name == "ENCODING" and value.upper() in _UNDONE)


def _preference(params: list[tuple[str, str]]) -> int | None:
    stated = [value for key, value in params if key.upper() == "PREF"]
    if stated and stated[0].isascii() and stated[0].isdigit() and len(stated[0]) <= 3:
        return int(stated[0])
    return 1 if stated or "pref" in _listed(params, "TYPE") else None
