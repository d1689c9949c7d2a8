"""Keys of records within one source."""

from __future__ import annotations

import re
from typing import Final

BY_NAME: Final = "name:"
"""How a key begins that is only a person's name, which another person may have in a later file."""


_DIGEST = re.compile(r"[0-9a-f]{64}")


class Keys:
    """Gives each record of one source its key, so that none hides another.

    Broken programs write one UID into many cards, hostile ones a UID that is another's key: a record under
    a key that is taken, if it differs, gets a key of its own. Holds two short strings for each named record.
    """

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}  # the beginning of the digest of the record that has a key
        self._others: dict[str, dict[str, str]] = {}
        self._next: dict[str, int] = {}

    def assign(self, name: str, digest: str) -> str:
        """Return the key of a record. One without a name is known by its digest alone."""
        if not name:
            return digest
        if _DIGEST.fullmatch(name):
            name = f"#{name}"  # or it would be the key of a record without a name
        short = digest[:16]
        if self._taken.setdefault(name, short) == short:
            return name
        others = self._others.setdefault(name, {})
        if short not in others:
            others[short] = self._free(name, short)
        return others[short]

    def _free(self, name: str, short: str) -> str:
        """Return a key that no record has; "a#2" may be the name of one."""
        while True:
            number = self._next[name] = self._next.get(name, 1) + 1
            key = f"{name}#{number}"
            if self._taken.setdefault(key, short) == short:
                return key
