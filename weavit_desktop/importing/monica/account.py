"""An account as Monica writes it: lists of entries by their type, each with a map of properties.

Monica's own code is the only description: app/ExportResources and JsonExportAccount in monicahq/monica.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Final

from weavit_desktop.importing.limits import MAX_JSON_BYTES, MIB

TOO_LARGE: Final = f"This file has more than {MAX_JSON_BYTES // MIB} MB, more than can be read at once."
NO_JSON: Final = "This file is damaged: it is no JSON from beginning to end. Export it from Monica again."
NO_ACCOUNT: Final = "There is no account in this file. Export it from Monica again, as JSON."

_ESCAPED = re.compile(rb"\\u[dD][89a-fA-F]")  # half of a character

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Account:
    """The entries of an account by type, and the kinds of its contact fields by their id."""

    entries: Mapping[str, list[Any]] = field(repr=False)
    kinds: Mapping[str, Entry] = field(repr=False)

    def of(self, kind: str) -> Iterator[Entry]:
        """Yield the sound entries of a type."""
        return (one for one in self.entries.get(kind, ()) if isinstance(one, dict))

    def damaged(self) -> Iterator[tuple[str, Any]]:
        """Yield (type, entry) of what is no entry."""
        return (
            (kind, one) for kind, several in self.entries.items() for one in several if not _is_entry(one)
        )


def read_account(stream: IO[bytes]) -> Account | str:
    """Return the account in a file, or the sentence why there is none. Raises UNREADABLE."""
    data = stream.read(MAX_JSON_BYTES + 1)
    if len(data) > MAX_JSON_BYTES:
        return TOO_LARGE
    try:
        document = json.loads(data)
        if _ESCAPED.search(data):
            document = _sound(document)
    except (ValueError, RecursionError):
        return NO_JSON
    account = mapping(document).get("account")
    if not isinstance(account, dict):
        return NO_ACCOUNT
    kinds = mapping(account.get("instance")).get("contact_field_types")
    known = {text(one, "uuid"): mapping(one.get("properties")) for one in listed(kinds) if _is_entry(one)}
    return Account(collections(account), known)


def collections(entry: Entry) -> dict[str, list[Any]]:
    """Return the lists of what belongs to an entry, by their type."""
    found: dict[str, list[Any]] = {}
    for one in listed(entry.get("data")):
        kind = text(mapping(one), "type")
        if kind:
            found.setdefault(kind, []).extend(listed(one.get("values")))
    return found


def mapping(value: Any) -> Entry:
    """Return a value that is a map; an empty one for any other."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    """Return a value that is a list; an empty one for any other."""
    return value if isinstance(value, list) else []


def text(entry: Entry, key: str) -> str:
    """Return a text without outer blanks; numbers as they are written, "" for anything else."""
    value = entry.get(key)
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _sound(value: Any) -> Any:
    """Return a value whose texts can be written: half a character, which JSON may escape, becomes "?"."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_sound(one) for one in value]
    if isinstance(value, dict):
        return {_sound(key): _sound(one) for key, one in value.items()}
    return value


def _is_entry(one: Any) -> bool:
    return isinstance(one, dict | str)  # what only refers to an entry is its id
